"""Carrying a run on from wherever it stands, to its end. Safe to call again after any mishap."""

from __future__ import annotations

import json
import logging
import uuid
from datetime import datetime

from django.db import DatabaseError, transaction

from touyan.audit.actions import record
from touyan.intake.models import ImportRun
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, as_data
from touyan.workflows.import_register.accepting import accept_some, anything_ready
from touyan.workflows.import_register.queries import counts_of, proposed_counts
from touyan.workflows.import_register.staging import (
    Clock,
    StopAsked,
    Tell,
    WorkerStops,
    lock_run,
    stage,
)

State = ImportRun.State
AT_REST = frozenset({State.MAPPING, State.CHECKED, State.DONE, State.FAILED, State.CANCELLED})
log = logging.getLogger(__name__)


def carry_on(public_id: uuid.UUID, *, clock: Clock, tell: Tell = lambda run: None) -> ImportRun:
    """Read, then register unless it is only a check. Every step commits what it did."""
    run = ImportRun.objects.get(public_id=public_id)
    if run.state in AT_REST:
        return run
    try:
        _work(run, clock, tell)
    except StopAsked:
        _end(run.pk, State.CANCELLED, now=clock())
    except Refused as refusal:
        _end(run.pk, State.FAILED, now=clock(), failure=refusal)
    except (DatabaseError, WorkerStops):
        raise  # the job is tried again and goes on from the last commit
    except Exception:
        _end(
            run.pk,
            State.FAILED,
            now=clock(),
            failure=Refused(
                N_("An unexpected error stopped the import; what is registered stays registered.")
            ),
        )
        log.exception("import run %s stopped", run.pk)
    return ImportRun.objects.select_related("organ").get(pk=run.pk)


def _work(run: ImportRun, clock: Clock, tell: Tell) -> None:
    if not run.whole_file_read:
        _set_state(run.pk, State.READING)
        stage(ImportRun.objects.get(pk=run.pk), clock=clock, tell=tell)
    if run.dry_run:
        _end(run.pk, State.CHECKED, now=clock())
        return
    _begin_accepting(run.pk)
    while anything_ready(run):
        tell(accept_some(run.pk, now=clock()))
    _end(run.pk, State.DONE, now=clock())


@transaction.atomic
def _set_state(pk: int, state: ImportRun.State) -> None:
    run = lock_run(pk)
    run.state = state
    run.save(update_fields=["state"])


@transaction.atomic
def _begin_accepting(pk: int) -> None:
    """Count anew what is left: after a kill the figures follow the rows, not the memory."""
    run = lock_run(pk)
    counts = counts_of(run)
    run.state, run.total = State.ACCEPTING, counts["ready"] + counts["registered"]
    run.done = counts["registered"]
    run.save(update_fields=["state", "total", "done"])


@transaction.atomic
def _end(pk: int, state: ImportRun.State, *, now: datetime, failure: Refused | None = None) -> None:
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("by__person").get(pk=pk)
    if run.state == state:
        return
    run.state, run.finished_at, run.cancel_asked = state, now, False
    if failure:
        run.failure = json.dumps(as_data(failure.message), ensure_ascii=False)
    run.save(update_fields=["state", "finished_at", "cancel_asked", "failure"])
    record(verb=f"import.{state.value}", by=run.by, now=now, subject_type="import",
           subject_id=run.public_id, organ_id=run.organ_id,
           detail={"rows": counts_of(run), "proposed": proposed_counts(run)})  # fmt: skip
