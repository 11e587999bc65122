"""Planning an inspection, freezing its list, drawing, and ending."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from touyan.audit.actions import record
from touyan.inspections.models import Checklist, Inspection
from touyan.inspections.queries.plans import inspections_seen
from touyan.inspections.rules.running import check_decider, check_planner, check_state
from touyan.inspections.rules.scope import check_scope
from touyan.inspections.rules.sizes import Wanted, check_wanted
from touyan.inspections.rules.words import Mode, State, Stratum
from touyan.kernel.errors import Conflict, FieldProblem, Invalid, NotVisible, problem
from touyan.kernel.messages import N_, message
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of


@dataclass(frozen=True)
class Plan:
    """What an inspection is to be. `margin` is in percentage points, None for a full check."""

    name: str
    basis: str
    scope: Mapping[str, Any]
    starts_on: date
    ends_on: date
    checklist: Checklist
    mode: Mode = Mode.FULL
    strata: Sequence[Stratum] = ()
    seats: int = 2
    margin: Decimal | None = None
    confidence: int = 95
    number_source: str = ""
    number_on: date | None = None
    previous: Inspection | None = field(default=None, hash=False)
    looks_at: Inspection | None = field(default=None, hash=False)


def _check(plan: Plan, organ: Organ, *, but: int = 0) -> None:
    problems = [
        problem(name, N_("This is needed."))
        for name in ("name", "basis")
        if not getattr(plan, name).strip()
    ]
    if plan.ends_on < plan.starts_on:
        problems.append(problem("ends_on", N_("The inspection ends before it starts.")))
    taken = Inspection.objects.filter(organ=organ, name=plan.name.strip()).exclude(pk=but)
    if taken.exists():
        problems.append(problem("name", N_("The office has an inspection of this name already.")))
    problems += _sampling_problems(plan) + _others_problems(plan, organ)
    if problems:
        raise Invalid(problems)
    check_scope(plan.scope)
    if plan.margin is not None:
        check_wanted(Wanted(float(plan.margin), plan.confidence))


def _others_problems(plan: Plan, organ: Organ) -> list[FieldProblem]:
    """The round before is the office's own; an inspection looked at again is one from beneath."""
    problems = []
    if plan.previous and plan.previous.organ_id != organ.pk:
        problems.append(problem("previous", N_("A round follows one of the same office.")))
    seen = plan.looks_at
    if seen and (seen.drawn_at is None or seen.organ_id == organ.pk
                 or not seen.organ.path.startswith(organ.path)):  # fmt: skip
        problems.append(
            problem("looks_at", N_("Name an inspection of an office beneath that was drawn."))
        )
    return problems


def _sampling_problems(plan: Plan) -> list[FieldProblem]:
    if plan.mode is Mode.FULL:
        return []
    problems = []
    if plan.margin is None:
        problems.append(problem("margin", N_("Say how exact the figures are to be.")))
    if plan.mode is Mode.STRATIFIED and not plan.strata:
        problems.append(problem("strata", N_("Say by what the list is divided.")))
    if not plan.number_source.strip() or plan.number_on is None:
        problems.append(
            FieldProblem(
                "number_source",
                message(
                    N_("Name the public number the draw will rest on, and the day it is published.")
                ),
            )
        )
    return problems


def _values(plan: Plan) -> dict[str, Any]:
    sampled = plan.mode is not Mode.FULL
    return {
        "name": plan.name.strip(),
        "basis": plan.basis.strip(),
        "scope": {part: value for part, value in plan.scope.items() if value},
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "checklist": plan.checklist,
        "mode": plan.mode.value,
        "strata": [one.value for one in plan.strata] if plan.mode is Mode.STRATIFIED else [],
        "seats": plan.seats,
        "margin": plan.margin if sampled else None,
        "confidence": plan.confidence,
        "number_source": plan.number_source.strip() if sampled else "",
        "number_on": plan.number_on if sampled else None,
        "previous": plan.previous,
        "looks_at": plan.looks_at,
    }


@transaction.atomic
def plan_inspection(*, organ: Organ, plan: Plan, by: Account, now: datetime) -> Inspection:
    """Draw up the plan of an inspection; nothing is looked at until its list is frozen."""
    check_planner(viewer_of(by, now=now), organ_path=organ.path)
    _check(plan, organ)
    inspection = Inspection.objects.create(
        organ=organ, **_values(plan), created_by=by, created_at=now
    )
    note("inspection.plan", inspection, by=by, now=now)
    return inspection


@transaction.atomic
def change_plan(
    *, inspection_id: uuid.UUID, plan: Plan, by: Account, now: datetime, version: int | None = None
) -> Inspection:
    """Change a plan whose list is not frozen yet."""
    inspection = lock_inspection(inspection_id, by=by, now=now, version=version)
    check_planner(viewer_of(by, now=now), organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAFT)
    _check(plan, inspection.organ, but=inspection.pk)
    for name, value in _values(plan).items():
        setattr(inspection, name, value)
    keep(inspection)
    note("inspection.change", inspection, by=by, now=now)
    return inspection


@transaction.atomic
def end_inspection(
    *, inspection_id: uuid.UUID, by: Account, now: datetime, version: int | None = None
) -> Inspection:
    """End it. Findings that are not closed go on being mended."""
    inspection = lock_inspection(inspection_id, by=by, now=now, version=version)
    check_decider(viewer_of(by, now=now), organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAWN)
    inspection.state, inspection.ended_by, inspection.ended_at = State.ENDED.value, by, now
    keep(inspection)
    note("inspection.end", inspection, by=by, now=now)
    return inspection


def lock_inspection(
    public_id: uuid.UUID, *, by: Account, now: datetime, version: int | None = None
) -> Inspection:
    """The inspection, locked; refused when it changed since the person's page was drawn."""
    if not inspections_seen(viewer=viewer_of(by, now=now)).filter(public_id=public_id).exists():
        raise NotVisible
    inspection = (
        Inspection.objects.select_for_update(of=("self",))
        .select_related("organ", "checklist")
        .get(public_id=public_id)
    )
    if version is not None and version != inspection.version:
        raise Conflict(N_("Somebody changed this inspection meanwhile. Look at it again."))
    return inspection


def keep(inspection: Inspection) -> None:
    """Save a locked inspection as its next version."""
    inspection.version += 1
    inspection.save()


def note(
    verb: str, inspection: Inspection, *, by: Account | None, now: datetime, **more: Any
) -> None:
    """The audit row of an act on an inspection."""
    record(
        verb=verb, by=by, now=now, subject_type="inspection", subject_id=inspection.public_id,
        organ_id=inspection.organ_id, detail={"name": inspection.name, **more},
    )  # fmt: skip
