"""Freezing, drawing and sharing out: little of it at once, much of it on the queue.

Freezing and drawing are one transaction each, so a killed worker leaves nothing half done and the
job begins them again; sharing out commits as it goes and continues. How far a run has come is told
over a connection of its own, as the work itself is not to be seen before it is whole.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from touyan.inspections.actions.drawing import (
    Tell,
    check_drawable,
    check_freezable,
    draw_matters,
    freeze_population,
    population_of,
)
from touyan.inspections.actions.members import Shared, assign_reviewers
from touyan.inspections.actions.plans import lock_inspection
from touyan.inspections.models import Inspection, Pick, Run
from touyan.inspections.queries.assigning import seated_already
from touyan.inspections.queries.plans import inspections_seen
from touyan.inspections.rules.running import check_planner, check_state
from touyan.inspections.rules.words import State, Task
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import Message, as_data, from_data
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer
from touyan.workflows.telling import silent, told

JOB = "touyan.run_inspection"
AT_HAND = 2000
"""Up to so many matters the person waits for the answer; beyond, they watch it come."""


def start(
    *,
    inspection_id: uuid.UUID,
    task: Task,
    by: Account,
    now: datetime,
    number: str = "",
    version: int | None = None,
    at_hand: int = AT_HAND,
) -> Run | Shared | None:
    """Do it now, or put it on the queue: then the run by which it is watched. Refused alike."""
    run = _put_on_queue(inspection_id, task, by=by, now=now, number=number, version=version,
                        at_hand=at_hand)  # fmt: skip
    if run:
        return run
    return perform(inspection_id, task, by=by, now=now, number=number, version=version)


@transaction.atomic
def _put_on_queue(
    inspection_id: uuid.UUID,
    task: Task,
    *,
    by: Account,
    now: datetime,
    number: str,
    version: int | None,
    at_hand: int,
) -> Run | None:
    """The run, where there is much to do; asked for again, the same one is taken up once more."""
    inspection = lock_inspection(inspection_id, by=by, now=now, version=version)
    open_run = Run.objects.filter(inspection=inspection, ended_at=None).first()
    if open_run is None:
        _CHECKS[task](inspection, number, viewer_of(by, now=now), now)
        total = _SIZES[task](inspection)
        if total <= at_hand:
            return None
        open_run = Run.objects.create(
            inspection=inspection, task=task.value, version=inspection.version, number=number,
            asked_by=by, asked_at=now, total=total,
        )  # fmt: skip
    app.configure_task(JOB, lock=f"inspection-{inspection.pk}").defer(run=open_run.pk)
    return open_run


def _check_assign(inspection: Inspection, _number: str, viewer: Viewer, _now: datetime) -> None:
    check_planner(viewer, organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAWN)


_CHECKS: dict[Task, Callable[[Inspection, str, Viewer, datetime], None]] = {
    Task.FREEZE: lambda inspection, _n, viewer, now: check_freezable(inspection, viewer, now=now),
    Task.DRAW: lambda inspection, number, viewer, now: check_drawable(
        inspection, number, viewer, now=now
    ),
    Task.ASSIGN: _check_assign,
}
_SIZES: dict[Task, Callable[[Inspection], int]] = {
    Task.FREEZE: lambda inspection: population_of(inspection).count(),
    Task.DRAW: lambda inspection: inspection.size or 0,
    Task.ASSIGN: lambda inspection: Pick.objects.filter(entry__inspection=inspection).count(),
}


def perform(
    inspection_id: uuid.UUID,
    task: Task,
    *,
    by: Account,
    now: datetime,
    number: str = "",
    version: int | None = None,
    tell: Tell = silent,
) -> Shared | None:
    """The work itself; `tell` is told how far it is, with what was done before a kill."""
    this: dict[str, Any] = {"inspection_id": inspection_id, "by": by, "now": now}
    if task is Task.ASSIGN:
        before = seated_already(Inspection.objects.get(public_id=inspection_id))
        return assign_reviewers(**this, tell=lambda done: tell(before + done, 0))
    if task is Task.FREEZE:
        freeze_population(**this, version=version, tell=tell)
    else:
        draw_matters(**this, number=number, version=version, tell=tell)
    return None


def carry_on(run_pk: int, *, now: datetime) -> Run:
    """Work on a run to its end; again after any mishap."""
    run = Run.objects.select_related("inspection", "asked_by").get(pk=run_pk)
    if run.ended_at or _is_done(run):
        return _end(run_pk, now=now)
    found: Shared | None = None
    try:
        with told(run) as tell:
            found = perform(run.inspection.public_id, Task(run.task), by=run.asked_by, now=now,
                             number=run.number, version=_version(run), tell=tell)  # fmt: skip
    except Refused as refusal:
        return _end(run_pk, now=now, refusal=refusal.message)
    return _end(run_pk, now=now, short=found.short if found else 0)


def _version(run: Run) -> int | None:
    """Sharing out does not hang on what the plan's version was."""
    return None if run.task == Task.ASSIGN else run.version


def _is_done(run: Run) -> bool:
    """Whether an earlier try of the job did the work and died before it said so."""
    state = State(run.inspection.state)
    if run.task == Task.FREEZE:
        return state is not State.DRAFT
    return run.task == Task.DRAW and state in (State.DRAWN, State.ENDED)


@transaction.atomic
def _end(run_pk: int, *, now: datetime, refusal: Message | None = None, short: int = 0) -> Run:
    run = Run.objects.select_for_update().get(pk=run_pk)
    if run.ended_at is None:
        run.ended_at, run.short = now, short
        run.refusal = as_data(refusal) if refusal else {}
        run.done = run.done if refusal else run.total
        run.save(update_fields=["ended_at", "short", "refusal", "done"])
    return run


def run_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Run:
    """A run of an inspection the viewer may know of."""
    found = Run.objects.filter(public_id=public_id, inspection__in=inspections_seen(viewer=viewer))
    run = found.select_related("inspection__organ", "asked_by__person").first()
    if run is None:
        raise NotVisible
    return run


def latest_run(inspection: Inspection) -> Run | None:
    """The run that goes on, or the last one, of an inspection the caller has found visible."""
    return Run.objects.filter(inspection=inspection).order_by("-pk").first()


def refusal_of(run: Run) -> Message | None:
    """Why it ended without being done."""
    found: Message | None = from_data(run.refusal) if run.refusal else None
    return found
