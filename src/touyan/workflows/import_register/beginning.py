"""A run is opened with its file, told what the columns mean, and sent on its way."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from procrastinate.contrib.django import app

from touyan.attachments.actions import Upload, keep_file
from touyan.attachments.models import StoredFile
from touyan.attachments.queries import files_of, open_file
from touyan.attachments.rules.limits import FileRefused
from touyan.attachments.rules.names import ending_of
from touyan.audit.actions import record
from touyan.intake.models import ColumnMapping, ImportRun
from touyan.intake.rules.import_columns import ColumnMap, from_record, mapping_problems, suggest
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.workflows.import_register.queries import IMPORTERS, mapping_named, run_by_public_id
from touyan.workflows.import_register.workbook import Head, opened

State = ImportRun.State
JOB = "touyan.import_register"
QUEUE = "imports"
UNFINISHED = (State.MAPPING, State.QUEUED, State.READING, State.CHECKED, State.ACCEPTING,
              State.FAILED, State.CANCELLED)  # fmt: skip


@dataclass(frozen=True)
class FileFromDisk:
    """A file named on the command line, given like an uploaded one."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def chunks(self) -> Iterator[bytes]:
        with self.path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                yield piece


def may_import(*, organ: Organ, by: Account, now: datetime) -> None:
    """Refused where the person imports nothing into the office."""
    if not viewer_of(by, now=now).holds(IMPORTERS, organ_path=organ.path):
        raise NotPermitted(
            N_("Only a registration clerk or a department head of the office imports its register.")
        )


@transaction.atomic
def begin(*, upload: Upload, organ: Organ, by: Account, now: datetime) -> ImportRun:
    """Keep the file, find the heads of its columns, and open a run; nothing is registered yet."""
    may_import(organ=organ, by=by, now=now)
    if ending_of(upload.name or "") != ".xlsx" and not _carries_macros(upload):
        raise FileRefused(
            N_("A register is read from a workbook in the .xlsx format."),
            cure=N_("Open it in a spreadsheet and save it as .xlsx."),
        )
    run = ImportRun.objects.create(
        organ=organ, by=by, file_name=Path(upload.name or "").name, sha256=b"", started_at=now
    )
    kept = _kept(run, upload, by=by, now=now)
    run.sha256, run.file_name = kept.sha256, kept.name
    with open_file(kept) as stream, opened(stream) as book:
        head = book.head()
    run.heads, run.sheet, run.head_line = list(head.heads), head.sheet, head.line
    run.read_to_line = head.line
    run.mapping = ColumnMap(columns=suggest(head.heads)).as_record()
    run.save(
        update_fields=[
            "sha256",
            "file_name",
            "heads",
            "sheet",
            "head_line",
            "read_to_line",
            "mapping",
        ]
    )
    record(
        verb="import.begin",
        by=by,
        now=now,
        subject_type="import",
        subject_id=run.public_id,
        organ_id=organ.pk,
        detail={"columns": len(head.heads)},
    )
    return run


def _kept(run: ImportRun, upload: Upload, *, by: Account, now: datetime) -> StoredFile:
    try:
        return keep_file(owner_type="import", owner_id=run.pk, upload=upload, by=by, now=now,
                         organ_id=run.organ_id)  # fmt: skip
    except FileRefused as refused:
        raise for_a_workbook(refused) from None


def for_a_workbook(refused: FileRefused) -> FileRefused:
    """The refusal of a file, its cure one that helps with a register: not a scan, not a PDF."""
    reason, cure = refused.message, refused.cure.text
    if "PDF" in cure:
        cure = N_("Open it in a spreadsheet, save it as .xlsx without macros, and send that.")
    elif "Scan" in cure:
        cure = N_("Delete pictures and formatting from the workbook, or send it in parts.")
    else:
        return refused
    return FileRefused(reason.text, cure=cure, cure_params=None, **reason.params)


def _carries_macros(upload: Upload) -> bool:
    """Left to the examination of the file, whose sentence says more."""
    return ending_of(upload.name or "").startswith(".xl")


def file_of_run(run: ImportRun) -> BinaryIO:
    """The file of a run, as received."""
    kept = files_of(owner_type="import", owner_id=run.pk, viewer=None).first()
    if kept is None:
        raise Refused(N_("The file of this import is no longer there."))
    return open_file(kept)


def head_of(run: ImportRun) -> Head:
    """The heads of a run's file with the first rows, for the person who maps them."""
    with file_of_run(run) as stream, opened(stream) as book:
        return book.head()


def kept_mapping(name: str, *, organ: Organ) -> ColumnMap:
    """A mapping kept for the office under that name."""
    found = mapping_named(name, organ=organ)
    if found is None:
        raise Refused(N_("This office keeps no mapping called “%(name)s”."), name=name)
    return from_record(found.columns)


@transaction.atomic
def send(
    *,
    public_id: uuid.UUID,
    mapping: ColumnMap,
    dry_run: bool,
    by: Account,
    now: datetime,
    keep_as: str = "",
    defer: bool = True,
) -> ImportRun:
    """Fix the mapping and let the work begin, in the background unless told otherwise."""
    run = _lock(public_id, by=by, now=now)
    if run.state != State.MAPPING:
        raise Conflict(N_("The columns of this import are already fixed."))
    if found := mapping_problems(run.heads, mapping.columns):
        raise Invalid(found)
    if keep_as.strip():
        ColumnMapping.objects.update_or_create(
            organ=run.organ, name=keep_as.strip(),
            defaults={"columns": mapping.as_record(), "kept_by": by, "kept_at": now},
        )  # fmt: skip
    run.mapping, run.dry_run = mapping.as_record(), dry_run
    return _queue(run, "send", by=by, now=now, defer=defer)


@transaction.atomic
def go_on(
    *, public_id: uuid.UUID, by: Account, now: datetime, dry_run: bool = False, defer: bool = True
) -> ImportRun:
    """Register what a check found sound; or carry on where a run was cancelled or failed."""
    run = _lock(public_id, by=by, now=now)
    if run.state not in (State.CHECKED, State.CANCELLED, State.FAILED):
        raise Conflict(N_("This import is running or done; there is nothing to carry on."))
    if found := mapping_problems(run.heads, from_record(run.mapping).columns):
        raise Invalid(found)
    run.dry_run = dry_run
    return _queue(run, "go_on", by=by, now=now, defer=defer)


@transaction.atomic
def cancel(*, public_id: uuid.UUID, by: Account, now: datetime) -> ImportRun:
    """Stop after the present handful of rows; what is registered stays registered."""
    run = _lock(public_id, by=by, now=now)
    if run.state in (State.QUEUED, State.READING, State.ACCEPTING):
        run.cancel_asked = True
    elif run.state == State.MAPPING:
        run.state, run.finished_at = State.CANCELLED, now
    else:
        raise Conflict(N_("This import is not running."))
    run.save(update_fields=["cancel_asked", "state", "finished_at"])
    _record("cancel", run, by=by, now=now)
    return run


def _queue(run: ImportRun, verb: str, *, by: Account, now: datetime, defer: bool) -> ImportRun:
    run.state, run.cancel_asked, run.failure, run.finished_at = State.QUEUED, False, "", None
    run.save(
        update_fields=["mapping", "dry_run", "state", "cancel_asked", "failure", "finished_at"]
    )
    if defer:  # in this very transaction: the job exists if and only if the run is queued
        app.configure_task(JOB, queue=QUEUE).defer(run=str(run.public_id))
    _record(verb, run, by=by, now=now, dry_run=run.dry_run)
    return run


def _lock(public_id: uuid.UUID, *, by: Account, now: datetime) -> ImportRun:
    seen = run_by_public_id(public_id, viewer=viewer_of(by, now=now))
    return ImportRun.objects.select_for_update(of=("self",)).select_related("organ").get(pk=seen.pk)


def _record(verb: str, run: ImportRun, *, by: Account, now: datetime, **detail: object) -> None:
    record(
        verb=f"import.{verb}",
        by=by,
        now=now,
        subject_type="import",
        subject_id=run.public_id,
        organ_id=run.organ_id,
        detail=detail,
    )


def unfinished_run(*, sha256: bytes, organ: Organ, by: Account) -> ImportRun | None:
    """The run of the very same file that was never finished, to be carried on."""
    found = ImportRun.objects.filter(organ=organ, by=by, sha256=sha256, state__in=UNFINISHED)
    return found.exclude(state=State.MAPPING).order_by("-pk").first()
