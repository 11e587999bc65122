"""The file's rows are read, judged and kept, sealed; nothing is registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.conf import settings
from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import ImportRow, ImportRun, Petition
from touyan.intake.rules.import_columns import ColumnMap, Field, from_record
from touyan.intake.rules.import_rows import RowReading, read_row
from touyan.kernel.errors import FieldProblem, Refused
from touyan.kernel.messages import N_, Message, message
from touyan.workflows.import_register.beginning import file_of_run
from touyan.workflows.import_register.queries import as_record, seal
from touyan.workflows.import_register.workbook import opened

AT_ONCE = 200
MOST_ROWS = 200_000
Clock = Callable[[], datetime]
Tell = Callable[[ImportRun], None]
Numbered = tuple[int, tuple[str, ...]]


class StopAsked(Exception):
    """Somebody asked the run to stop."""


class WorkerStops(Exception):
    """The worker must end now; the run goes on when the job is tried again."""


def lock_run(pk: int) -> ImportRun:
    """The run, locked: of two workers on one run each waits for the other's handful of rows."""
    run = (
        ImportRun.objects.select_for_update(of=("self",))
        .select_related("organ", "by__person")
        .get(pk=pk)
    )
    if run.cancel_asked:
        raise StopAsked
    return run


def source_of(mapping: ColumnMap) -> str:
    """Where the petition's number comes from; two registers of one office may both have a 1."""
    return f"import:{mapping.register}" if mapping.register else "import"


def stage(run: ImportRun, *, clock: Clock, tell: Tell) -> None:
    """Read what has not been read yet, a few hundred rows to a transaction."""
    with file_of_run(run) as stream, opened(stream) as book:
        rows = book.rows(run.sheet, after=run.read_to_line, width=len(run.heads))
        while batch := list(islice(rows, AT_ONCE)):
            tell(_stage_batch(run.pk, batch, now=clock()))
    with transaction.atomic():
        run = lock_run(run.pk)
        run.whole_file_read, run.total, run.done = True, run.done, 0
        run.save(update_fields=["whole_file_read", "total", "done"])


@transaction.atomic
def _stage_batch(pk: int, batch: list[Numbered], *, now: datetime) -> ImportRun:
    run = lock_run(pk)
    batch = [item for item in batch if item[0] > run.read_to_line]
    if run.done + len(batch) > MOST_ROWS:
        raise Refused(
            N_("The register has more than %(most)s rows. Send it in parts."), most=MOST_ROWS
        )
    mapping = from_record(run.mapping)
    read = [_judged(run, line, cells, mapping, today=legal_day(now)) for line, cells in batch]
    _refuse_repeated(run, read)
    _mark_known(run, read, source_of(mapping))
    ImportRow.objects.bulk_create(judged.row for judged in read)
    if batch:
        run.read_to_line, run.done = batch[-1][0], run.done + len(batch)
        run.save(update_fields=["read_to_line", "done"])
    return run


@dataclass
class _Judged:
    row: ImportRow
    reading: RowReading

    def reject(self, *found: FieldProblem) -> None:
        self.row.state = ImportRow.State.REJECTED
        self.row.problems = [*self.row.problems, *map(as_record, found)]


def _judged(
    run: ImportRun, line: int, cells: Iterable[str], mapping: ColumnMap, *, today: date
) -> _Judged:
    cells = list(cells)
    reading = read_row(cells, run.heads, mapping, today=today)
    content = content_of(reading)
    row = ImportRow(
        run=run,
        line=line,
        state=ImportRow.State.READY,
        received_on=reading.received.day if reading.received else None,
        source_number=reading.number or f"#{content.hex()}",
        content=content,
    )
    row.sealed = seal(row, cells)
    judged = _Judged(row, reading)
    if reading.problems:
        judged.reject(*reading.problems)
    return judged


def content_of(reading: RowReading) -> bytes:
    """What makes the row this row: a keyed digest, the same in every run."""
    return settings.KEYRING.index("\x1f".join(reading.identifying), context="import-row")


def _refuse_repeated(run: ImportRun, read: list[_Judged]) -> None:
    """One number, one row; of several the first counts."""
    numbers = [judged.row.source_number for judged in read]
    first = {
        number: (line, bytes(content or b""))
        for number, line, content in ImportRow.objects.filter(run=run, source_number__in=numbers)
        .order_by("-line").values_list("source_number", "line", "content")
    }  # fmt: skip
    for judged in read:
        number, content = judged.row.source_number, bytes(judged.row.content or b"")
        line, earlier = first.setdefault(number, (judged.row.line, content))
        if line == judged.row.line:
            continue
        if earlier == content:
            judged.reject(
                _about(
                    N_("The same petition already stands in row %(line)s."),
                    N_("Delete one of the two rows."),
                    line=line,
                )
            )
        else:
            judged.reject(
                _about(
                    N_("The number %(number)s already stands in row %(line)s."),
                    N_("Give each row a number of its own."),
                    number=number,
                    line=line,
                )
            )


def _mark_known(run: ImportRun, read: list[_Judged], source: str) -> None:
    """What an earlier run registered is not registered again; another petition under a number
    already used is refused rather than lost."""
    numbers = [judged.row.source_number for judged in read]
    held = dict(
        Petition.objects.filter(organ=run.organ, source=source, source_number__in=numbers)
        .values_list("source_number", "pk")
    )  # fmt: skip
    contents = dict(_contents(held.values()))
    for judged in read:
        petition = held.get(judged.row.source_number)
        if petition is None or judged.row.problems:
            continue
        earlier = contents.get(petition)
        if earlier is not None and earlier != judged.row.content:
            judged.reject(_about(
                N_("The number %(number)s is that of another petition imported before."),
                N_("Correct the number; or, if this is another register, name it when importing."),
                number=judged.row.source_number))  # fmt: skip
        else:
            judged.row.state = ImportRow.State.KNOWN
            judged.row.sealed = None


def _contents(petitions: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    rows = ImportRow.objects.filter(petition__in=list(petitions))
    for petition, content in rows.values_list("petition_id", "content"):
        yield petition, bytes(content or b"")


def _about(reason: str, cure: str, **params: object) -> FieldProblem:
    return FieldProblem(Field.NUMBER.value, message(reason, **params), Message(cure))
