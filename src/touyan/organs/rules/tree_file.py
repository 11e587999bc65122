"""The spreadsheet of an office's tree: reading it, and writing back what has to be mended."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO
from zipfile import BadZipFile

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Message
from touyan.organs.rules import tree_columns as columns
from touyan.organs.rules.tree_problems import TreeProblem

MOST_ROWS = 10_000
MOST_COLUMNS = 60
_HEADER_WITHIN = 20
_TOO_LONG = N_("The sheet has more than %(most)s rows. Send it in parts.")
_USED = frozenset(
    (columns.NAME, columns.PARENT, columns.CODE, columns.LEVEL, columns.SHORT_NAME,
     columns.DIVISION_CODE)
)  # fmt: skip
FIELD_NAMES = {
    columns.NAME: N_("Office name"),
    columns.PARENT: N_("Parent office"),
    columns.CODE: N_("Unit code"),
    columns.LEVEL: N_("Level"),
    columns.SHORT_NAME: N_("Short name"),
    columns.DIVISION_CODE: N_("Division code"),
    columns.ADDRESS: N_("Address"),
    columns.TELEPHONE: N_("Telephone"),
    columns.HOURS: N_("Reception hours"),
}


@dataclass(frozen=True)
class Sheet:
    """The rows under the headings; `first_row` is what the spreadsheet calls the first of them."""

    headers: tuple[str, ...]
    records: tuple[Mapping[str, object], ...]
    first_row: int

    @property
    def read_columns(self) -> list[tuple[str, str]]:
        """The headings touyan uses, each with the field it stands for."""
        known = [(header, columns.field_of(header)) for header in self.headers]
        return [(header, field) for header, field in known if field in _USED]

    @property
    def unused_columns(self) -> list[str]:
        """The headings it does not use: nothing is dropped in silence."""
        return [header for header in self.headers if columns.field_of(header) not in _USED]


def read_workbook(stream: BinaryIO) -> Sheet:
    """The first sheet of a workbook. The caller has checked that the file is safe to open."""
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise Refused(N_("The file is not a workbook. Save it as .xlsx and send that.")) from None
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        return _read(rows)
    finally:
        book.close()


def _read(rows: Iterable[Sequence[Any]]) -> Sheet:
    numbered = enumerate(rows, 1)
    headers, first = _find_headings(numbered)
    records = _records(numbered, headers)
    if not records:
        raise Refused(N_("There is no row under the headings."))
    return Sheet(tuple(filter(None, headers)), tuple(records), first)


def _find_headings(numbered: Iterator[tuple[int, Sequence[Any]]]) -> tuple[tuple[str, ...], int]:
    """The first row that names the office; titles above it are passed over."""
    for number, row in numbered:
        if columns.NAME in map(columns.field_of, row):
            return _headings(row), number + 1
        if number >= _HEADER_WITHIN:
            break
    raise Refused(
        N_("No column of the first sheet is headed with the office's name (院名, 单位名称, name).")
    )


def _records(
    numbered: Iterator[tuple[int, Sequence[Any]]], headers: Sequence[str]
) -> list[dict[str, object]]:
    """Rows down to the last that says something; a sheet may be formatted to its very end."""
    kept: list[dict[str, object]] = []
    last = 0
    for _number, row in numbered:
        kept.append({h: _plain(c) for h, c in zip(headers, row, strict=False) if h})
        if any(cell is not None for cell in row):
            last = len(kept)
        if last > MOST_ROWS:
            raise Refused(_TOO_LONG, most=MOST_ROWS)
        if len(kept) - last > MOST_ROWS:
            break
    return kept[:last]


def _headings(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell).strip() for cell in row)


def _plain(cell: object) -> str | int | float | None:
    """A cell as JSON can carry it."""
    if cell is None or isinstance(cell, int | float | str):
        return cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def write_problems(
    problems: Sequence[TreeProblem], *, sheet: Sheet | None, words: Callable[[Message], str]
) -> bytes:
    """A workbook to correct and send again: the rows kept out as they were, each with its
    problems beside it, and a second sheet with every problem and note."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    if sheet is not None:
        _write_rows(book, problems, sheet=sheet, words=words)
    _write_list(book, problems, words=words)
    book.close()
    return out.getvalue()


def _write_rows(
    book: Any, problems: Sequence[TreeProblem], *, sheet: Sheet, words: Callable[[Message], str]
) -> None:
    page = book.add_worksheet(words(Message(N_("Rows to correct"))))
    beside = [words(Message(text)) for text in (N_("Row in the file"), N_("Problem"), N_("Cure"))]
    _write(page, 0, [*sheet.headers, *beside], book.add_format({"bold": True}))
    for line, number in enumerate(sorted({p.row for p in problems if p.row and not p.is_note}), 1):
        found = [p for p in problems if p.row == number]
        cells = [sheet.records[number - sheet.first_row].get(header) for header in sheet.headers]
        reasons = "\n".join(words(p.reason) for p in found)
        cures = "\n".join(words(p.cure) for p in found if p.cure)
        _write(page, line, [*cells, number, reasons, cures])
    page.freeze_panes(1, 0)
    page.autofit()


def _write_list(
    book: Any, problems: Sequence[TreeProblem], *, words: Callable[[Message], str]
) -> None:
    page = book.add_worksheet(words(Message(N_("Problems"))))
    heads = (N_("Row in the file"), N_("Field"), N_("Kind"), N_("Problem"), N_("Cure"))
    _write(page, 0, [words(Message(text)) for text in heads], book.add_format({"bold": True}))
    for line, found in enumerate(problems, 1):
        kind = N_("note") if found.is_note else N_("kept out")
        field = FIELD_NAMES.get(found.field, found.field)
        cure = words(found.cure) if found.cure else ""
        _write(page, line, [found.row, words(Message(field)), words(Message(kind)),
                            words(found.reason), cure])  # fmt: skip
    page.freeze_panes(1, 0)
    page.autofit()


def _write(page: Any, line: int, cells: Iterable[object], style: Any = None) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            page.write_number(line, column, cell, style)
        elif cell is not None:
            page.write_string(line, column, guarded(str(cell)), style)


def guarded(text: str) -> str:
    """A text no spreadsheet program takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
