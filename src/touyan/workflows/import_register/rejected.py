"""What could not be taken in, handed back: the rows as they came, with the reason and the cure.

The file can be corrected and imported again as it is: the three added columns mean nothing to the
import, and rows already registered are known by their number.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import xlsxwriter
from django.db import transaction

from touyan.audit.actions import record
from touyan.intake.models import ImportRow, ImportRun
from touyan.intake.rules.import_columns import FIELD_NAMES, Field, from_record
from touyan.intake.rules.import_rows import FORMULA
from touyan.kernel.errors import FieldProblem
from touyan.kernel.messages import N_, Message
from touyan.organs.models import Account
from touyan.workflows.import_register import queries

Translate = Callable[[object], str]
ADDED = (N_("Row in the file"), N_("Field"), N_("Reason"), N_("Cure"))


def problems_of(row: ImportRow) -> list[FieldProblem]:
    """Why the row was not taken in."""
    return [queries.from_record(record) for record in row.problems]


def head_of_field(run: ImportRun, field: str) -> Message | str:
    """The column as the file calls it, or what the field is called."""
    columns = from_record(run.mapping).columns
    return next((head for head, meant in columns.items() if meant == field), None) or Message(
        FIELD_NAMES[Field(field)]
    )


@transaction.atomic
def rejected_workbook(run: ImportRun, *, by: Account, now: datetime, translate: Translate) -> bytes:
    """The rejected rows as a workbook. They hold personal data, so it is noted who took them.

    Every cell is written as text: what looks like a formula stays what was typed.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet()
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    width = len(run.heads)
    for place, head in enumerate([*run.heads, *(translate(Message(a)) for a in ADDED)]):
        sheet.write_string(0, place, head, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(width + 1, width + 3, 36)
    rows = 0
    for rows, row in enumerate(queries.rejected_rows(run).iterator(200), 1):
        row.run = run
        _write(sheet, rows, row, width, translate, wrap)
    book.close()
    record(
        verb="import.take_rejected",
        by=by,
        now=now,
        subject_type="import",
        subject_id=run.public_id,
        organ_id=run.organ_id,
        detail={"rows": rows},
    )
    return out.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    at: int,
    row: ImportRow,
    width: int,
    translate: Translate,
    wrap: object,
) -> None:
    for place, cell in enumerate(queries.cells_of(row)[:width]):
        sheet.write_string(at, place, "" if cell == FORMULA else cell)
    found = problems_of(row)
    lines = (
        str(row.line),
        "\n".join(translate(head_of_field(row.run, problem.field)) for problem in found),
        "\n".join(translate(problem.reason) for problem in found),
        "\n".join(translate(problem.cure) for problem in found if problem.cure),
    )
    for offset, text in enumerate(lines):
        sheet.write_string(at, width + offset, text, wrap)
