"""The matters of a campaign read once as lines, and the cards and rows made of some of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery

from touyan.campaigns.models import BatchEntry, Campaign
from touyan.campaigns.queries.board import ended_resolutions, entries
from touyan.campaigns.queries.campaigns import campaigns_seen
from touyan.campaigns.rules.lines import Line
from touyan.campaigns.rules.words import Step
from touyan.kernel.errors import NotVisible
from touyan.leadership.models import Charge
from touyan.leadership.rules.words import ChargeState
from touyan.matters.queries import visible
from touyan.organs.models import Account, Organ
from touyan.organs.rules.access import Viewer

_READ = (
    "pk", "batch__number", "ordinal", "organ_id", "leader", "matter__received_on",
    "matter__next_due_on", "step", "surveyed", "led", "left", "grade",
    "undone",
)  # fmt: skip


def lines_of(campaign: Campaign, *, viewer: Viewer, now: datetime) -> list[Line]:
    """Every matter of the frozen lists the viewer may see, as it stands now, in one query."""
    charge = Charge.objects.filter(matter=OuterRef("matter"), state=ChargeState.ACCEPTED)
    found = entries(campaign, viewer=viewer, as_of=now).annotate(
        leader=Subquery(charge.order_by("-id").values("leader")[:1]),
        undone=Exists(ended_resolutions(now)),
    )
    return [_line(*row) for row in found.order_by("batch__number", "ordinal").values_list(*_READ)]


def _line(*row: Any) -> Line:
    """The columns of _READ; what was resolved anew after a reversal is not undone."""
    *before, step, surveyed, led, left, grade, undone = row
    told = (*before, Step(step), surveyed, led, left, grade, undone and grade is None)
    return Line(*told)


def entries_by_pk(pks: Collection[int]) -> dict[int, BatchEntry]:
    """The entries behind lines the caller has read, with what a card or a row shows."""
    found = BatchEntry.objects.filter(pk__in=pks).select_related(
        "matter__organ", "matter__handler__person", "organ", "batch"
    )
    return found.defer("matter__search").in_bulk()


def offices_of(lines: Iterable[Line]) -> tuple[list[Organ], list[Organ]]:
    """The provinces and the offices whose matters the lines are, in the order of unit codes."""
    own = Organ.objects.in_bulk({line.organ for line in lines})
    roots = {int(part) for organ in own.values() for part in organ.path.split("/")[1:3] if part}
    provinces = Organ.objects.filter(pk__in=roots, level=Organ.Level.PROVINCIAL).order_by("code")
    return list(provinces), sorted(own.values(), key=lambda organ: organ.code)


def leaders_of(lines: Iterable[Line]) -> list[Account]:
    """Who is in charge of one of them, by name."""
    ids = {line.leader for line in lines if line.leader}
    found = Account.objects.filter(pk__in=ids).select_related("person")
    return list(found.order_by("person__name_pinyin", "pk"))


def matters_in(campaigns: Iterable[Campaign], *, viewer: Viewer) -> dict[int, int]:
    """How many matters on frozen lists the viewer may see, by campaign."""
    found: Any = BatchEntry.objects.filter(
        batch__campaign__in=list(campaigns), matter__in=visible(viewer=viewer)
    )
    rows = found.order_by().values("batch__campaign").annotate(number=Count("pk"))
    return dict(rows.values_list("batch__campaign", "number"))


def entries_seen(pks: Collection[int], *, campaign: Campaign, viewer: Viewer) -> list[BatchEntry]:
    """Entries of a campaign, of matters the viewer may see, in the order of their lists."""
    found = BatchEntry.objects.filter(
        pk__in=pks, batch__campaign=campaign, matter__in=visible(viewer=viewer)
    )
    return list(
        found.select_related("matter", "batch").defer("matter__search").order_by("batch", "ordinal")
    )


def entry_in(batch_id: uuid.UUID, matter_id: uuid.UUID, *, viewer: Viewer) -> BatchEntry:
    """A matter's entry in a batch; NotVisible when absent or hidden alike."""
    found = BatchEntry.objects.filter(
        batch__public_id=batch_id,
        matter__public_id=matter_id,
        matter__in=visible(viewer=viewer),
        batch__campaign__in=campaigns_seen(viewer=viewer).values("pk"),
    )
    entry = found.select_related("batch__campaign__organ", "matter__organ").first()
    if entry is None:
        raise NotVisible
    return entry
