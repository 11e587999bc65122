"""The browser's import runs in the worker: deferred with the run, found again after a death."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import Cast, make_cast
from tests.database.intake.registers import ANSWERED, begun, workbook

from touyan.intake.models import ImportRun, Petition
from touyan.intake.rules.import_columns import from_record
from touyan.jobs.worker import work
from touyan.workflows.import_register.beginning import JOB, send

SCHEDULED = {
    "touyan.anchor_audit",
    "touyan.compare_figures",
    "touyan.day_passed",
    "touyan.draft_reports",
    "touyan.expire_drafts",
    "touyan.follow_figures",
    "touyan.forget_exports",
    "touyan.draft_statistical_reports",
    "touyan.make_notices",
    "touyan.remind_findings",
    "touyan.scan_files",
    "touyan.sweep_files",
    "touyan.retry_stalled",
    "touyan.forget_jobs",
}


def sent(cast: Cast, now: datetime) -> ImportRun:
    run = begun(workbook(ANSWERED), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    return send(public_id=run.public_id, mapping=from_record(run.mapping), dry_run=False,
                by=cast.wang, now=now)  # fmt: skip


@pytest.fixture
def desk(committed: str, now: datetime, django_db_blocker: object) -> Iterator[Cast]:
    """The cast in a database whose transactions really commit."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield make_cast(now=now)
        connections.close_all()


def test_the_job_exists_if_and_only_if_the_run_is_queued(desk: Cast, now: datetime) -> None:
    with transaction.atomic():
        sent(desk, now)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.filter(task_name=JOB).exists()
    run = sent(desk, now)
    job = ProcrastinateJob.objects.get(task_name=JOB)
    assert job.args == {"run": str(run.public_id)}


def test_the_worker_carries_the_run_to_its_end(desk: Cast, now: datetime) -> None:
    run = sent(desk, now)
    work(until_idle=True)
    run.refresh_from_db()
    assert run.state == "done"
    assert Petition.objects.count() == 2
    assert ProcrastinateJob.objects.get(task_name=JOB).status == "succeeded"


def test_a_job_of_a_dead_worker_is_given_to_a_living_one(desk: Cast, now: datetime) -> None:
    run = sent(desk, now)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id"
        )
        (dead,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = 1"
            " WHERE task_name = %s",
            [dead, JOB],
        )
    app.configure_task("touyan.retry_stalled", queue="maintenance").defer(timestamp=0)
    work(until_idle=True)
    work(until_idle=True)  # the first may be idle before the job is given back
    run.refresh_from_db()
    assert run.state == "done"
    assert Petition.objects.count() == 2


def test_the_schedule_keeps_what_must_be_kept() -> None:
    app.perform_import_paths()
    scheduled = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert scheduled == SCHEDULED
