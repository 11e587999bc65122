"""A list of matters as a spreadsheet: a new workbook, allowed columns only, no formula in it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from touyan.deadlines.rules.clock_rule import LEGAL_TIME

MOST_ROWS = 10_000
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
_OPTIONS = {
    "in_memory": False,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Head = tuple[str, int]
"""A column's name and its width in characters."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of rows under heads."""

    name: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Any]]


def workbook(
    *,
    names: tuple[str, str],
    heads: Sequence[Head],
    rows: Iterable[Sequence[Any]],
    definition: Iterable[tuple[str, str]],
    made_at: datetime,
) -> bytes:
    """Two sheets: the rows, and what they are a list of."""
    sheet = Sheet(names[0], heads, rows)
    return book([sheet], definition=(names[1], definition), made_at=made_at)


def book(
    sheets: Iterable[Sheet],
    *,
    definition: tuple[str, Iterable[tuple[str, str]]],
    made_at: datetime,
) -> bytes:
    """Sheets of rows, and last what they are. Row by row, so memory stays small."""
    file = io.BytesIO()
    written = xlsxwriter.Workbook(file, _OPTIONS)
    written.set_properties({"created": made_at.astimezone(LEGAL_TIME).replace(tzinfo=None)})
    for sheet in sheets:
        _list(written, sheet.name, sheet.heads, sheet.rows)
    _definition(written, *definition)
    written.close()
    return file.getvalue()


def _list(book: Any, name: str, heads: Sequence[Head], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F5"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet.freeze_panes(1, 1)
    for at, (head, width) in enumerate(heads):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, safe(head), bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            _write(sheet, last, at, value, day)
    sheet.autofilter(0, 0, last, len(heads) - 1)


def _write(sheet: Any, line: int, at: int, value: Any, day: Any) -> None:
    if isinstance(value, datetime):
        value = value.astimezone(LEGAL_TIME).date()
    if isinstance(value, date):
        sheet.write_datetime(line, at, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a civil day
    elif isinstance(value, int | float):
        sheet.write_number(line, at, value)
    elif value:
        sheet.write_string(line, at, safe(str(value)))


def _definition(book: Any, name: str, lines: Iterable[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 80)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True})
    for line, (label, value) in enumerate(lines):
        sheet.write_string(line, 0, safe(label), bold)
        sheet.write_string(line, 1, safe(value), wrap)


def safe(text: str) -> str:
    """Text no spreadsheet program takes for a formula when the file is saved and read again."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
