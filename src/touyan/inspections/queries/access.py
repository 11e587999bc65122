"""What an assignment lends: the matters one reviews beyond one's own offices."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from touyan.inspections.models import Finding, Member, Review
from touyan.inspections.rules.findings import OVER
from touyan.inspections.rules.running import REVIEWERS
from touyan.inspections.rules.words import State
from touyan.intake.queries import sees_everywhere
from touyan.matters.queries import walled
from touyan.organs.queries.viewers import scope_filter
from touyan.organs.rules.access import Lent, Viewer

_SERVING = Member.objects.filter(
    inspection=OuterRef("pick__entry__inspection"), account=OuterRef("reviewer"),
    left_at__isnull=True,
)  # fmt: skip
_TO_MEND = Finding.objects.filter(pick=OuterRef("pick")).exclude(stage__in=OVER)

_LENDS = ~Q(pick__entry__inspection__state=State.ENDED) | Q(Exists(_TO_MEND))


def reviews_given(account_id: int) -> QuerySet[Review]:
    """The reviews of somebody who still serves in their inspection."""
    return Review.objects.filter(Exists(_SERVING), reviewer=account_id)


def reading_viewer(viewer: Viewer) -> Viewer:
    """The viewer with what the reviews given to them lend: while the inspection runs, and
    afterwards while a finding on the matter is not closed. Nothing that lies in scope anyway; and
    a wall keeps out of what is lent as of everything else (matters.queries.visible)."""
    if not viewer.roles & REVIEWERS or sees_everywhere(viewer):
        return viewer
    rows = (
        reviews_given(viewer.account_id)
        .filter(_LENDS)
        .exclude(scope_filter(viewer, "pick__entry__matter__organ__path"))
        .values_list("pick__entry__matter", "pick__entry__matter__belongings__petition")
    )
    pairs = list(rows)
    return replace(
        viewer,
        lent=Lent(frozenset(one for one, _p in pairs), frozenset(p for _m, p in pairs if p)),
    )


def reviews_readable(viewer: Viewer) -> QuerySet[Review]:
    """The viewer's reviews whose matters they may read, in scope or lent, without asking for what
    is lent one by one."""
    if not viewer.roles & REVIEWERS:
        return Review.objects.none()
    found = reviews_given(viewer.account_id).exclude(pick__entry__matter__in=walled(viewer=viewer))
    if sees_everywhere(viewer):
        return found
    return found.filter(_LENDS | scope_filter(viewer, "pick__entry__matter__organ__path"))
