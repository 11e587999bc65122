"""Freezing the list of an inspection, drawing from it, and adding a matter on purpose."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.inspections.actions.plans import keep, lock_inspection, note
from touyan.inspections.models import Entry, Inspection, Pick
from touyan.inspections.queries.plans import entries_of, lines_of, sizes_of, text_of
from touyan.inspections.queries.scope import LED_STATES, matters_in
from touyan.inspections.rules.drawing import Drawn, draw, seed_of
from touyan.inspections.rules.frozen import digest_of
from touyan.inspections.rules.running import check_decider, check_planner, check_state
from touyan.inspections.rules.words import Mode, Source, State, Stratum
from touyan.kernel.errors import Conflict, Invalid, NotVisible, Refused, problem
from touyan.kernel.messages import N_
from touyan.leadership.models import Charge
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ
from touyan.organs.queries import office_viewer, viewer_of
from touyan.organs.rules.access import Viewer, steps

AT_ONCE = 2000
Tell = Callable[[int, int], None]
"""Told how many of how many are done."""


def silent(done: int, total: int) -> None:
    """Nobody watches."""


@transaction.atomic
def freeze_population(
    *,
    inspection_id: uuid.UUID,
    by: Account,
    now: datetime,
    version: int | None = None,
    tell: Tell = silent,
) -> Inspection:
    """Freeze plan and list and keep their digest. The list is the office's: whoever freezes it may
    not know of every matter in it. It is one transaction, because a list of one moment is meant."""
    inspection = lock_inspection(inspection_id, by=by, now=now, version=version)
    check_freezable(inspection, viewer_of(by, now=now), now=now)
    size = write_list(inspection, tell)
    if not size:
        raise Refused(N_("The scope takes no matter: widen it first."))
    inspection.state, inspection.frozen_by, inspection.frozen_at = State.FROZEN.value, by, now
    inspection.size = size
    sizes_of(inspection)  # refused now rather than when the list can no longer be changed
    inspection.digest = digest_of(text_of(inspection))
    keep(inspection)
    note("inspection.freeze", inspection, by=by, now=now, size=size, digest=inspection.digest)
    return inspection


def check_freezable(inspection: Inspection, viewer: Viewer, *, now: datetime) -> None:
    """Refused where this person may not freeze it, or not now."""
    check_decider(viewer, organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAFT)
    _check_number_to_come(inspection, now=now)


def _check_number_to_come(inspection: Inspection, *, now: datetime) -> None:
    """A number that is known already could be chosen to fit."""
    if inspection.mode == Mode.FULL:
        return
    if inspection.number_on is None or inspection.number_on <= legal_day(now):
        raise Refused(
            N_("The public number must be published after the list is frozen: name a later day.")
        )


def write_list(inspection: Inspection, tell: Tell) -> int:
    """Write the entries in a fixed order; how many there are. Which matters they are is asked once;
    what is kept of each is read as they are written, so that it shows how far it is."""
    found = population_of(inspection).order_by("organ__code", "number")
    pks = list(found.values_list("pk", flat=True))
    provinces: dict[int, str] = dict(Organ.objects.filter(level=2).values_list("pk", "code"))
    for start in range(0, len(pks), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        facts = _facts_of(some)
        Entry.objects.bulk_create(
            Entry(inspection=inspection, matter_id=pk, ordinal=ordinal, organ_id=facts[pk].organ,
                  leader_id=facts[pk].leader,
                  stratum=_stratum(inspection.strata, facts[pk], provinces))
            for ordinal, pk in enumerate(some, start + 1)
        )  # fmt: skip
        tell(start + len(some), len(pks))
    return len(pks)


def population_of(inspection: Inspection) -> QuerySet[Matter]:
    """What the scope takes now, as the office that runs it knows it."""
    return matters_in(
        inspection.scope, organ_path=inspection.organ.path,
        viewer=office_viewer(inspection.organ), looks_at=inspection.looks_at,
    )  # fmt: skip


class _Facts(NamedTuple):
    """What the list keeps of a matter."""

    pk: int
    kind: str
    organ: int
    path: str
    level: int
    leader: int | None


def _facts_of(pks: Sequence[int]) -> dict[int, _Facts]:
    """Of each matter its kind, its office and who led it last."""
    led = Charge.objects.filter(
        matter=OuterRef("pk"), state__in=LED_STATES, answered_at__isnull=False
    )
    last = Subquery(led.order_by("-id").values("leader")[:1])
    rows = Matter.objects.filter(pk__in=pks).values_list(
        "pk", "kind", "organ", "organ__path", "organ__level", last
    )
    return {row[0]: _Facts(*row) for row in rows}


def _stratum(strata: Sequence[str], facts: _Facts, provinces: dict[int, str]) -> str:
    """The names of a matter's stratum, by codes so that they read alike in every language."""
    above = [provinces[int(step)] for step in steps(facts.path) if int(step) in provinces]
    parts = {
        Stratum.PROVINCE: above[0] if above else "-",
        Stratum.LEVEL: str(facts.level),
        Stratum.KIND: facts.kind,
        Stratum.LEADER: str(facts.leader or "-"),
    }
    return "|".join(parts[Stratum(name)] for name in strata)


@transaction.atomic
def draw_matters(
    *,
    inspection_id: uuid.UUID,
    number: str,
    by: Account,
    now: datetime,
    version: int | None = None,
    tell: Tell = silent,
) -> Inspection:
    """Take every matter of a full check, or draw the sample from the published number."""
    inspection = lock_inspection(inspection_id, by=by, now=now, version=version)
    check_drawable(inspection, number, viewer_of(by, now=now), now=now)
    if inspection.mode == Mode.FULL:
        _pick_all(inspection, now=now, tell=tell)
    else:
        inspection.number = number.strip()
        inspection.seed = seed_of(digest=inspection.digest, number=number)
        _pick(inspection, sample_of(inspection), now=now, tell=tell)
    inspection.state, inspection.drawn_by, inspection.drawn_at = State.DRAWN.value, by, now
    keep(inspection)
    note("inspection.draw", inspection, by=by, now=now, seed=inspection.seed,
         picked=Pick.objects.filter(entry__inspection=inspection).count())  # fmt: skip
    return inspection


def check_drawable(inspection: Inspection, number: str, viewer: Viewer, *, now: datetime) -> None:
    """Refused where this person may not draw, or not now, or not with this number."""
    check_decider(viewer, organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.FROZEN)
    if inspection.mode != Mode.FULL:
        _check_number(inspection, number, now=now)


def _check_number(inspection: Inspection, number: str, *, now: datetime) -> None:
    if not number.strip():
        raise Invalid([problem("number", N_("Enter the published number."))])
    if inspection.number_on and legal_day(now) < inspection.number_on:
        raise Refused(
            N_("The number is published on %(day)s; nothing is drawn before."),
            day=inspection.number_on,
        )


def sample_of(inspection: Inspection) -> list[Drawn]:
    """The sample the seed and the frozen list give; the same whenever it is asked."""
    return draw(lines_of(inspection), sizes_of(inspection), seed=inspection.seed)


def _pick(inspection: Inspection, drawn: Sequence[Drawn], *, now: datetime, tell: Tell) -> None:
    ids = dict(inspection.entries.values_list("matter__public_id", "pk"))
    rows = [
        Pick(entry_id=ids[uuid.UUID(one.matter)], source=Source.DRAWN, place=one.place, at=now)
        for one in drawn
    ]
    _write(rows, tell)


def _pick_all(inspection: Inspection, *, now: datetime, tell: Tell) -> None:
    found = inspection.entries.order_by("ordinal").values_list("pk", "ordinal")
    rows = [Pick(entry_id=pk, source=Source.FULL, place=place, at=now) for pk, place in found]
    _write(rows, tell)


def _write(rows: Sequence[Pick], tell: Tell) -> None:
    for start in range(0, len(rows), AT_ONCE):
        Pick.objects.bulk_create(rows[start : start + AT_ONCE])
        tell(min(start + AT_ONCE, len(rows)), len(rows))


@transaction.atomic
def add_on_purpose(
    *, inspection_id: uuid.UUID, matter_id: uuid.UUID, reason: str, by: Account, now: datetime
) -> Pick:
    """Look at one more matter of the list, for a reason; it never counts in the estimates."""
    inspection = lock_inspection(inspection_id, by=by, now=now)
    viewer = viewer_of(by, now=now)
    check_planner(viewer, organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAWN)
    entry = entries_of(inspection, viewer=viewer).filter(matter__public_id=matter_id).first()
    if entry is None:
        raise NotVisible
    if Pick.objects.filter(entry=entry).exists():
        raise Conflict(N_("This matter is looked at already."))
    if not reason.strip():
        raise Invalid([problem("reason", N_("Say why this matter is looked at."))])
    pick = Pick.objects.create(
        entry=entry, source=Source.PURPOSIVE, reason=reason.strip(), by=by, at=now
    )
    note("inspection.add", inspection, by=by, now=now, ordinal=entry.ordinal)
    return pick
