"""Reading resolutions: the one in force, and who may verify which."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from touyan.campaigns.rules.resolution import VERIFIERS, Team, why_not_outside, why_not_verify
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.leadership.models import Charge
from touyan.matters.models import Act, Assignment, Matter, Resolution
from touyan.matters.queries import visible
from touyan.organs.models import Account, Organ, Post
from touyan.organs.queries import posts_in_force, staff_of
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import Role

State = Resolution.State
DECIDING = ("decide", "close")
"""Acts whose author answers for the outcome."""
OPEN_STATES = (State.PROPOSED, State.VERIFIED)


def resolutions_of(matter: Matter) -> QuerySet[Resolution]:
    """Every resolution of a matter the caller has found visible, the newest first."""
    found = Resolution.objects.filter(matter=matter).order_by("-id")
    return found.select_related(
        "proposed_by__person", "returned_by__person", "verified_by__person", "passed_by__person",
        "ended_by__person", "ended_petition",
    )  # fmt: skip


def open_resolution(matter: Matter) -> Resolution | None:
    """The one proposed or in force."""
    return resolutions_of(matter).filter(state__in=OPEN_STATES).first()


def resolution_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Resolution:
    """One resolution on a matter the viewer may know of."""
    found = Resolution.objects.filter(public_id=public_id, matter__in=visible(viewer=viewer))
    resolution = found.select_related("matter__organ", "proposed_by__person").first()
    if resolution is None:
        raise NotVisible
    return resolution


def _handling_department() -> Coalesce:
    """The matter's department; where none is entered, the one in which its handler serves."""
    serving = Post.objects.filter(
        organ=OuterRef("organ_id"), person__account=OuterRef("handler_id"),
        department__isnull=False,
    )  # fmt: skip
    return Coalesce(
        "department_id",
        Subquery(serving.order_by("-pk").values("department_id")[:1]),
        output_field=IntegerField(),
    )


def _another_department(on: date) -> Exists:
    """Whether people who might verify serve in a further department of the office."""
    serving = grants_in_force(on).filter(
        role__in=VERIFIERS, post__organ=OuterRef("organ_id"),
        post__department__isnull=False, post__department__closed_on__isnull=True,
    )  # fmt: skip
    return Exists(serving.exclude(post__department=OuterRef("in_department")))


def _teamed(*, on: date) -> QuerySet[Any]:
    """Matters with their handling department and whether the office has another."""
    told = Matter.objects.annotate(in_department=_handling_department())
    return told.annotate(another=_another_department(on))


def team_of(matter: Matter, *, proposer: int | None, now: datetime) -> Team:
    """Everyone who handled or led the matter, ever."""
    row = _teamed(on=legal_day(now)).values("in_department", "another").get(pk=matter.pk)
    handlers = Assignment.objects.filter(matter=matter).values_list("handler_id", flat=True)
    leaders = Charge.objects.filter(matter=matter).values_list("leader_id", flat=True)
    decided = Act.objects.filter(matter=matter, verb__in=DECIDING).values_list("by_id", flat=True)
    return Team(
        organ_path=matter.organ.path,
        proposer=proposer,
        handlers=frozenset(pk for pk in (*handlers, matter.handler_id) if pk),
        leaders=frozenset(leaders),
        deciders=frozenset(pk for pk in decided if pk),
        department=row["in_department"],
        another=row["another"] and row["in_department"] is not None,
    )


def why_not(resolution: Resolution, *, viewer: Viewer, now: datetime) -> Message | None:
    """Why the viewer may not verify or return this proposal, or None."""
    team = team_of(resolution.matter, proposer=resolution.proposed_by_id, now=now)
    return why_not_verify(viewer, team)


def _mine_to_examine(*, viewer: Viewer, now: datetime) -> QuerySet[Resolution]:
    """Resolutions of the viewer's own offices with which the viewer has had nothing to do."""
    me, own = viewer.account_id, [g.organ_id for g in viewer.grants if g.role in VERIFIERS]
    handled = Assignment.objects.filter(matter=OuterRef("matter"), handler_id=me)
    led = Charge.objects.filter(matter=OuterRef("matter"), leader_id=me)
    decided = Act.objects.filter(matter=OuterRef("matter"), verb__in=DECIDING, by_id=me)
    same = _teamed(on=legal_day(now)).filter(
        pk=OuterRef("matter"), another=True, in_department__in=viewer.department_ids
    )
    found = Resolution.objects.filter(matter__organ__in=own, matter__in=visible(viewer=viewer))
    return (
        found.exclude(proposed_by_id=me)
        .exclude(Q(matter__handler_id=me) & Q(matter__handler__isnull=False))
        .exclude(Exists(handled))
        .exclude(Exists(led))
        .exclude(Exists(decided))
        .exclude(Exists(same))
        .select_related("matter__organ", "proposed_by__person", "verified_by__person")
    )


def to_verify(*, viewer: Viewer, now: datetime) -> QuerySet[Resolution]:
    """Proposals that wait and that the viewer may verify, the oldest first."""
    found = _mine_to_examine(viewer=viewer, now=now).filter(state=State.PROPOSED)
    return found.order_by("proposed_at", "id")


def passed_windows(*, viewer: Viewer, now: datetime) -> QuerySet[Resolution]:
    """Resolutions whose window has passed without a petition, to be confirmed as R3."""
    found = _mine_to_examine(viewer=viewer, now=now).filter(state=State.VERIFIED, grade=2)
    return found.filter(window_until__lt=legal_day(now)).order_by("window_until", "id")


def reversed_since(*, viewer: Viewer) -> QuerySet[Resolution]:
    """What petitioners reversed, by word or by a new petition, where nothing was proposed since:
    for the handler, and for the head of the office's handlers. The newest first."""
    heads = [g.organ_id for g in viewer.grants if g.role is Role.DEPARTMENT_HEAD]
    later = Resolution.objects.filter(matter=OuterRef("matter"), pk__gt=OuterRef("pk"))
    found = Resolution.objects.filter(state=State.ENDED, matter__in=visible(viewer=viewer))
    mine = Q(matter__handler_id=viewer.account_id) | Q(matter__organ__in=heads)
    found = found.exclude(ended_how=Resolution.Ended.BY_OFFICE).filter(mine, ~Exists(later))
    return found.select_related("matter__organ", "proposed_by__person").order_by("-ended_at", "-id")


def waiting_beneath(*, viewer: Viewer) -> QuerySet[Resolution]:
    """Proposals in the offices beneath the viewer's, which may be verified from above."""
    own = [grant.organ_id for grant in viewer.grants if grant.role in VERIFIERS]
    found = Resolution.objects.filter(state=State.PROPOSED, matter__in=visible(viewer=viewer))
    found = found.exclude(matter__organ__in=own)
    return found.select_related("matter__organ", "proposed_by__person").order_by(
        "proposed_at", "id"
    )


def hearers(matter: Matter, *, proposer: int, now: datetime) -> list[tuple[Account, Organ]]:
    """Who can have heard the petitioner's statement, with their office: staff of the handling
    office, and of the one above, outside the handling team."""
    team, today = team_of(matter, proposer=proposer, now=now), legal_day(now)
    return [
        (account, office)
        for office in filter(None, (matter.organ, matter.organ.parent))
        for account, departments in _staff(office, today)
        if why_not_outside(account.pk, departments, team) is None
    ]


def _staff(office: Organ, today: date) -> list[tuple[Account, set[int]]]:
    """Who may verify in an office, each with the departments they serve in."""
    serving: dict[int, set[int]] = {}
    posts = posts_in_force(on=today).filter(organ=office, department__isnull=False)
    for person, department in posts.values_list("person_id", "department_id"):
        serving.setdefault(person, set()).add(department)
    staff = staff_of(office, *VERIFIERS, on=today)
    return [(account, serving.get(account.person_id, set())) for account in staff]
