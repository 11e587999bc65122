"""A killed, cancelled or doubly delivered import goes on where it stood and doubles nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections
from tests.cast import Cast, make_cast
from tests.database.intake.registers import ROAD, begun, imported, workbook

from touyan.intake.models import ImportRow, ImportRun, Petition
from touyan.intake.rules.import_columns import from_record
from touyan.matters.models import Matter
from touyan.workflows.import_register import accepting, staging
from touyan.workflows.import_register.beginning import cancel, go_on, send
from touyan.workflows.import_register.queries import counts_of
from touyan.workflows.import_register.running import carry_on
from touyan.workflows.import_register.staging import WorkerStops

MANY = 30


def many(count: int = MANY) -> bytes:
    return workbook(
        (
            f"M{i}",
            f"张{i}",
            "路灯",
            f"2020-03-{1 + i % 28:02}",
            f"第{i}件：{ROAD}",
            "已修复。",
            "2020-05-01",
        )
        for i in range(count)
    )


def stopping_after(calls: int) -> Callable[[ImportRun], None]:
    """Tells like a worker that has to end after so many steps."""
    left = [calls]

    def tell(run: ImportRun) -> None:
        left[0] -= 1
        if left[0] <= 0:
            raise WorkerStops

    return tell


@pytest.fixture
def sent(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    """A run of many rows, sent and not begun, read in small handfuls."""
    monkeypatch.setattr(staging, "AT_ONCE", 8)
    monkeypatch.setattr(accepting, "AT_ONCE", 6)
    run = begun(many(), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    return send(public_id=run.public_id, mapping=from_record(run.mapping), dry_run=False,
                by=cast.wang, now=now, defer=False)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("calls", [1, 2, 4, 5, 7])
def test_a_stopped_worker_leaves_a_run_another_finishes(
    sent: ImportRun, now: datetime, calls: int
) -> None:
    with pytest.raises(WorkerStops):
        carry_on(sent.public_id, clock=lambda: now, tell=stopping_after(calls))
    run = carry_on(sent.public_id, clock=lambda: now)
    assert run.state == "done"
    assert (run.done, run.total) == (MANY, MANY)
    assert Petition.objects.count() == Matter.objects.count() == MANY
    assert ImportRow.objects.filter(run=run).count() == MANY


@pytest.mark.django_db
def test_a_database_that_goes_away_is_not_the_files_fault(
    sent: ImportRun, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **options: object) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(accepting, "enter_imported_answer", away)
        with pytest.raises(OperationalError):
            carry_on(sent.public_id, clock=lambda: now)
    assert not Petition.objects.exists()
    assert carry_on(sent.public_id, clock=lambda: now).state == "done"
    assert Petition.objects.count() == MANY


@pytest.mark.django_db
def test_numbers_have_no_gap_after_a_stop(sent: ImportRun, now: datetime) -> None:
    with pytest.raises(WorkerStops):
        carry_on(sent.public_id, clock=lambda: now, tell=stopping_after(6))
    carry_on(sent.public_id, clock=lambda: now)
    numbers = sorted(
        int(number.rsplit("-", 1)[1])
        for number in Petition.objects.values_list("number", flat=True)
    )
    assert numbers == list(range(1, MANY + 1))


@pytest.mark.django_db
def test_cancelling_stops_and_keeps_what_is_registered(
    sent: ImportRun, cast: Cast, now: datetime
) -> None:
    def tell(run: ImportRun) -> None:
        if run.state == "accepting" and run.done >= 12 and not run.cancel_asked:
            cancel(public_id=run.public_id, by=cast.wang, now=now)

    run = carry_on(sent.public_id, clock=lambda: now, tell=tell)
    assert run.state == "cancelled"
    assert 0 < Petition.objects.count() < MANY
    go_on(public_id=run.public_id, by=cast.wang, now=now, defer=False)
    assert carry_on(run.public_id, clock=lambda: now).state == "done"
    assert Petition.objects.count() == MANY


@pytest.mark.django_db
def test_a_job_delivered_twice_does_nothing_the_second_time(sent: ImportRun, now: datetime) -> None:
    carry_on(sent.public_id, clock=lambda: now)
    assert carry_on(sent.public_id, clock=lambda: now).state == "done"
    assert Petition.objects.count() == MANY


@pytest.mark.django_db
def test_an_unexpected_error_is_told_and_can_be_carried_on(
    sent: ImportRun, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(accepting, "said_of", broken)
        run = carry_on(sent.public_id, clock=lambda: now)
    assert run.state == "failed"
    assert counts_of(run)["ready"] == MANY
    go_on(public_id=run.public_id, by=cast.wang, now=now, defer=False)
    assert carry_on(run.public_id, clock=lambda: now).state == "done"


@pytest.mark.django_db
def test_two_runs_of_one_file_share_the_rows_between_them(cast: Cast, now: datetime) -> None:
    organ = cast.organ_of(cast.wang)
    first = begun(many(), organ=organ, by=cast.wang, now=now)
    send(
        public_id=first.public_id,
        mapping=from_record(first.mapping),
        dry_run=True,
        by=cast.wang,
        now=now,
        defer=False,
    )
    carry_on(first.public_id, clock=lambda: now)
    imported(many(), organ=organ, by=cast.wang, now=now)
    go_on(public_id=first.public_id, by=cast.wang, now=now, defer=False)
    run = carry_on(first.public_id, clock=lambda: now)
    assert counts_of(run)["known"] == MANY
    assert Petition.objects.count() == MANY


def test_kill_nine_in_the_middle_loses_and_doubles_nothing(
    committed: str, tmp_path: Path, now: datetime, django_db_blocker: object
) -> None:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cast = make_cast(now=now)
        file = tmp_path / "register.xlsx"
        file.write_bytes(many(200))
        code = cast.organ_of(cast.wang).code
        _kill_in_the_middle(file, code)
        before = Petition.objects.count()
        assert 0 < before < 200
        done = _command(file, code).wait(timeout=600)
        assert done == 0
        assert Petition.objects.count() == Matter.objects.count() == 200
        run = ImportRun.objects.get()
        assert (run.state, counts_of(run)["registered"]) == ("done", 200)
        connections.close_all()


def _command(file: Path, code: str) -> subprocess.Popen[bytes]:
    script = (
        "import sys\n"
        "from touyan.config.command_line import parser\n"
        "from touyan.config.commands import ready\n"
        "ready()\n"
        "from touyan.jobs.importing import import_register\n"
        "sys.exit(import_register(parser().parse_args(sys.argv[1:])))\n"
    )
    words = ["import", "register", str(file), "--organ", code, "--by", "wang"]
    return subprocess.Popen([sys.executable, "-c", script, *words], env=dict(os.environ),
                            stdout=subprocess.DEVNULL)  # fmt: skip


def _kill_in_the_middle(file: Path, code: str) -> None:
    process = _command(file, code)
    until = time.monotonic() + 300
    while Petition.objects.count() < 40 and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with connection.cursor() as cursor:  # the server notices the dead client in its own time
        cursor.execute("SELECT pg_sleep(0.2)")
