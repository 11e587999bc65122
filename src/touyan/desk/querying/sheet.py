"""The answer to a query as a spreadsheet: numbers as numbers, no formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from touyan.desk.figures import words
from touyan.desk.figures.cells import Cell, Row
from touyan.desk.figures.sheet import definition_of_part
from touyan.desk.matters.export import workbook
from touyan.desk.querying.table import Answer
from touyan.kernel.messages import Message
from touyan.statistics.queries.counted import Slice
from touyan.statistics.rules.measures import COHORT_NAMES, Measure, Shape
from touyan.ui.sentences import sentence


def sheet(
    answer: Answer, part: Slice, *, made_by: str, through: datetime | None, now: datetime
) -> bytes:
    """Two sheets: the table, and what it is of. A share takes three columns: with its numbers."""
    lines = [*answer.rows, answer.whole]
    heads = [(answer.corner, 36), *((head, 16) for head in _heads(answer.whole))]
    told = [
        *definition_of_part(part, made_by, through, now),
        *(line for measure in answer.query.measures for line in _defined(measure)),
    ]
    return workbook(
        names=(_("Query"), _("Definition")), heads=heads,
        rows=([row.name, *_values(row)] for row in lines), definition=told, made_at=now,
    )  # fmt: skip


def _heads(row: Row) -> Iterator[str]:
    for cell in row.cells:
        yield _("%(name)s, %%") % {"name": cell.head} if _is_share(cell) else cell.head
        if _is_share(cell):
            yield from (_("Numerator"), _("Denominator"))


def _values(row: Row) -> Iterator[Any]:
    for cell in row.cells:
        if not _is_share(cell):
            yield cell.figure.numerator
            continue
        share = cell.figure.share
        yield "–" if share is None else round(share * 100, 1)
        yield from (cell.figure.numerator, cell.figure.denominator)


def _is_share(cell: Cell) -> bool:
    return cell.figure.measure.shape is Shape.SHARE


def _defined(measure: Measure) -> Iterator[tuple[str, str]]:
    yield words.name_of(measure), words.joined(measure.counts)
    if measure.of:
        yield _("Of"), words.joined(measure.of)
    if measure.left_out:
        yield _("Leaves out"), words.joined(measure.left_out)
    yield _("Falls into the period"), sentence(Message(COHORT_NAMES[measure.cohort]))
