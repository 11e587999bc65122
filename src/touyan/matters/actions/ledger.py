"""The one door to a matter's stage: lock, ask the table of moves, write the act, re-project."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.matters.clockwork import reproject
from touyan.matters.models import Act, Document, Matter
from touyan.matters.queries import visible
from touyan.matters.rules.lifecycle import BY_VERB, Move, Stage, check
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer, steps
from touyan.organs.rules.roles import Role

CHANGING = [
    "organ", "department", "handler", "kind", "title", "petitioner_names", "stage", "urgent",
    "hardship", "ordinary_procedure", "non_prosecution", "assigned_from_above", "repeated",
    "received_on", "changed_at", "next_due_on", "next_clock", "version",
]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """The roles with which someone acts, and the level and id of the office they hold them in."""

    roles: set[Role]
    level: int
    organ_id: int


@dataclass(frozen=True)
class What:
    """What an act adds to the ledger beyond its verb."""

    reason: str = ""
    happened_on: date | None = None
    petition: Petition | None = None
    document: Document | None = None
    organ_id: int | None = None
    detail: dict[str, object] = field(default_factory=dict)


def lock(public_id: uuid.UUID, *, by: Account, now: datetime, version: int | None = None) -> Matter:
    """The matter, locked; refused when it was changed since the person's page was drawn."""
    viewer = viewer_of(by, now=now)
    if not visible(viewer=viewer).filter(public_id=public_id).exists():
        raise NotVisible
    matter = (
        Matter.objects.select_for_update(of=("self",))
        .select_related("organ")
        .defer("search")
        .get(public_id=public_id)
    )
    if version is not None and version != matter.version:
        raise Conflict(
            N_("Somebody else changed this matter meanwhile. Look at the new state, then decide.")
        )
    return matter


def roles_at(matter: Matter, viewer: Viewer) -> set[Role]:
    """The roles the viewer holds in the office that handles the matter."""
    return {grant.role for grant in viewer.grants if grant.organ_id == matter.organ_id}


def standing(matter: Matter, viewer: Viewer, verb: str) -> Standing:
    """In what office and with what roles the viewer may make this move: in the handling office,
    or, for moves reserved to the higher levels, in the office of such a level above it."""
    levels = BY_VERB[verb].levels
    if matter.organ.level not in levels:
        for grant in sorted(viewer.grants, key=lambda g: len(g.organ_path), reverse=True):
            level = len(steps(grant.organ_path))
            if level in levels and matter.organ.path.startswith(grant.organ_path):
                held = {g.role for g in viewer.grants if g.organ_id == grant.organ_id}
                return Standing(held, level, grant.organ_id)
    return Standing(roles_at(matter, viewer), matter.organ.level, matter.organ_id)


def move(matter: Matter, verb: str, *, by: Account, now: datetime, what: What) -> Act:
    """Make one move on a locked matter: refuse, or write stage, act, clocks and audit row."""
    taken = permitted(matter, verb, by=by, now=now, reason=what.reason)
    matter.stage = taken.lands(Stage(matter.stage))
    return enter(matter, verb, by=by, now=now, what=what, basis=taken.basis)


def permitted(matter: Matter, verb: str, *, by: Account, now: datetime, reason: str = "") -> Move:
    """The move if this person may make it now; a refusal with its sentence otherwise."""
    done = Act.objects.filter(matter=matter).values_list("verb", flat=True).distinct()
    place = standing(matter, viewer_of(by, now=now), verb)
    return check(
        verb,
        stage=Stage(matter.stage),
        roles=place.roles,
        level=place.level,
        reason=reason,
        done_before=set(done),
    )


def enter(
    matter: Matter, verb: str, *, by: Account | None, now: datetime, what: What, basis: str = ""
) -> Act:
    """Write an act on a locked matter with everything that follows from it."""
    today = legal_day(now)
    if what.happened_on and what.happened_on > today:
        raise Refused(N_("The day given lies in the future."))
    act = Act.objects.create(
        matter=matter,
        verb=verb,
        at=now,
        happened_on=what.happened_on or today,
        by=by,
        organ_id=what.organ_id or matter.organ_id,
        petition=what.petition,
        document=what.document,
        legal_basis=basis,
        reason=what.reason.strip(),
        detail=what.detail,
    )
    matter.changed_at = now
    matter.version += 1
    reproject(matter, now=now)
    matter.save(update_fields=CHANGING)
    record(
        verb=f"matter.{verb}",
        by=by,
        now=now,
        subject_type="matter",
        subject_id=matter.public_id,
        organ_id=matter.organ_id,
        detail={"number": matter.number, "stage": matter.stage, "act": act.pk},
    )
    return act
