"""Sound rows become petitions, a few to a transaction, each in a savepoint of its own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.actions import register_petition
from touyan.intake.models import ImportRow, ImportRun, Petition, Undecided
from touyan.intake.rules.entry import PetitionEntry
from touyan.intake.rules.import_columns import ColumnMap, Field, from_record
from touyan.intake.rules.import_rows import AnswerEntry, read_row
from touyan.kernel.errors import FieldProblem, Invalid, NotPermitted, Refused
from touyan.leadership.actions.duties import reckon
from touyan.leadership.actions.firsts import keep_first
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.importing import ImportedAnswer, enter_imported_answer
from touyan.matters.actions.opening import Label, open_matter
from touyan.matters.models import Belonging
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer
from touyan.workflows.import_register.naming import with_our_own
from touyan.workflows.import_register.proposing import said_of
from touyan.workflows.import_register.queries import as_record, cells_of
from touyan.workflows.import_register.staging import lock_run, source_of
from touyan.workflows.register_petition import reply_due

AT_ONCE = 20
"""Few enough that nobody else's act waits long for the register's number and the audit chain."""

KEYS = uuid.UUID("b3d0c9f2-2f0e-4a55-9a0b-6f6f5d8a1e77")
"""Namespace of the keys under which rows register once and never twice."""

_OURS = frozenset({"petition_once_per_source_number", "intake_submission_pkey"})
State = ImportRow.State


@dataclass(frozen=True)
class _Job:
    """What all rows of one handful share."""

    run: ImportRun
    mapping: ColumnMap
    viewer: Viewer
    now: datetime


@transaction.atomic
def accept_some(pk: int, *, now: datetime) -> ImportRun:
    """Register the next rows in the order they were received; all or none of these survive."""
    run = lock_run(pk)
    ready = ImportRow.objects.filter(run=run, state=State.READY).order_by("received_on", "line")
    job = _Job(run, from_record(run.mapping), viewer_of(run.by, now=now), now)
    rows = list(ready[:AT_ONCE])
    for row in rows:
        _accept(row, job)
    ImportRow.objects.bulk_update(rows, ["state", "sealed", "problems", "petition", "proposed"])
    run.done += len(rows)
    run.save(update_fields=["done"])
    return run


def anything_ready(run: ImportRun) -> bool:
    """Whether rows are left to register."""
    return ImportRow.objects.filter(run=run, state=State.READY).exists()


def _accept(row: ImportRow, job: _Job) -> None:
    row.run = job.run
    try:
        with transaction.atomic():
            _register(row, job)
    except NotPermitted:
        raise  # the person may no longer register here: no fault of the row, the run stops
    except Invalid as invalid:
        _reject(row, *invalid.problems)
    except Refused as refusal:
        _reject(row, FieldProblem(Field.NUMBER.value, refusal.message))
    except IntegrityError as error:
        if not any(name in str(error) for name in _OURS):
            raise
        row.state, row.sealed = State.KNOWN, None  # another run was quicker with this number


def _reject(row: ImportRow, *problems: FieldProblem) -> None:
    row.state, row.problems = State.REJECTED, [as_record(problem) for problem in problems]


def _register(row: ImportRow, job: _Job) -> None:
    reading = read_row(cells_of(row), job.run.heads, job.mapping, today=legal_day(job.now))
    if reading.entry is None:
        raise Invalid(list(reading.problems))
    entry = with_our_own(reading.entry, organ=job.run.organ, on=legal_day(job.now))
    source = source_of(job.mapping)
    due = None if reading.answer else reply_due(entry, organ=job.run.organ, now=job.now)
    registered = register_petition(
        entry, organ=job.run.organ, by=job.run.by, now=job.now, source=source,
        key=uuid.uuid5(KEYS, f"{job.run.organ.code}\0{source}\0{row.source_number}"),
        source_number=row.source_number, due_on=due,
    )  # fmt: skip
    row.sealed = None
    if registered.again:
        row.state = State.KNOWN
        return
    row.state, row.petition = State.REGISTERED, registered.petition
    row.proposed = _lay(registered.petition, entry, reading.answer, row, job).value


def _lay(
    petition: Petition,
    entry: PetitionEntry,
    answer: AnswerEntry | None,
    row: ImportRow,
    job: _Job,
) -> Relation:
    """An answered petition opens its own matter, as the register answered it; whatever the machine
    proposes beyond that waits on the import's own page, not among the undecided. An unanswered
    one waits undecided like any other."""
    said = said_of(petition, entry, viewer=job.viewer)
    if answer is None:
        Undecided.objects.filter(petition=petition).update(proposal=said.record)
        return said.relation
    label = Label(Relation.FIRST, reason=_IN_DOUBT, proposed=said.record)
    matter = open_matter(petition, label=label, by=job.run.by, now=job.now)
    # Laid by the rule of imports, by nobody's judgement: a person decides when they look.
    Belonging.objects.filter(petition=petition).update(decided_by=None)
    Undecided.objects.filter(petition=petition).delete()
    enter_imported_answer(
        matter, petition,
        ImportedAnswer(
            paragraphs=answer.paragraphs,
            addressee="、".join(party.name for party in entry.parties) or "信访人",
            answered_on=answer.answered_on,
            accepted_on=answer.accepted_on,
            number=_number(row, job),
            closes=job.mapping.answered_is_closed,
            run=str(job.run.public_id),
        ),
        by=job.run.by, now=job.now,
    )  # fmt: skip
    # What the old office did of its leaders' charge is not in the register: the duty is counted,
    # no form is laid before anyone for a matter already answered.
    keep_first(matter, now=job.now)
    reckon(matter)
    return said.relation


_IN_DOUBT = "原登记簿导入：存疑按首次，待人工认定"


def _number(row: ImportRow, job: _Job) -> str:
    """The answer's number: the register's own for the petition, marked as imported."""
    register = job.mapping.register or "原登记簿"
    return f"{register}〔导入〕{row.source_number.lstrip('#')}号答复"
