"""The rows of a workbook as text, read one by one, whatever the file says of its own size."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from touyan.intake.rules.import_columns import HEAD_WITHIN, MOST_COLUMNS, field_of, find_head
from touyan.intake.rules.import_rows import FORMULA, clean
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

SAMPLES = 3
_DAMAGED = (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError)
_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"})


@dataclass(frozen=True)
class Head:
    """Which sheet and row name the columns, and the first rows beneath."""

    sheet: str
    line: int
    heads: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Book]:
    """The workbook, twice: as computed, and as written, to tell a formula never computed."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        path = Path(folder) / "register.xlsx"
        with path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        try:
            shown = load_workbook(path, read_only=True, data_only=True)
            stack.callback(shown.close)
            written = load_workbook(path, read_only=True, data_only=False)
            stack.callback(written.close)
        except _DAMAGED:
            raise unreadable() from None
        yield Book(shown, written)


def unreadable() -> Refused:
    return Refused(N_("The file is not a workbook. Save it as .xlsx and send that."))


class Book:
    """One workbook, opened."""

    def __init__(self, shown: Any, written: Any) -> None:
        self._shown, self._written = shown, written

    def head(self) -> Head:
        """The sheet whose head is best understood; refused when there is nothing under one."""
        found = [head for sheet in self._shown.sheetnames if (head := self._head_of(sheet))]
        if not found:
            raise Refused(N_("The workbook is empty."))
        best = max(found, key=lambda head: sum(bool(field_of(h)) for h in head.heads))
        if not best.samples:
            raise Refused(N_("There is no row under the heads of the columns."))
        return best

    def _head_of(self, sheet: str) -> Head | None:
        rows = self._rows(sheet, MOST_COLUMNS)
        first: list[tuple[int, tuple[str, ...]]] = []
        for line, cells in rows:
            first.append((line, cells))
            if len(first) == HEAD_WITHIN:
                break
        place = find_head([cells for _line, cells in first])
        if place is None:
            return None
        line, cells = first[place]
        heads = distinct(cells)
        samples = [row for _line, row in first[place + 1 :]]
        if len(samples) < SAMPLES:
            samples += [row for (_line, row), _ in zip(rows, range(SAMPLES), strict=False)]
        cut = tuple(row[: len(heads)] for row in samples[:SAMPLES])
        return Head(sheet, line, heads, cut)

    def rows(self, sheet: str, *, after: int, width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every row that holds something, from the line after `after`, with its line."""
        for line, cells in self._rows(sheet, width):
            if line > after:
                yield line, cells

    def _rows(self, sheet: str, width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        views = [book[sheet] for book in (self._shown, self._written)]
        for view in views:
            with suppress(AttributeError):  # a chart sheet has no rows and no dimensions
                view.reset_dimensions()
        both = [
            view.iter_rows(max_col=width, values_only=True)
            for view in views
            if hasattr(view, "iter_rows")
        ]
        if len(both) < len(views):
            return
        try:
            for line, (shown, written) in enumerate(zip(*both, strict=False), 1):
                if any(value is not None for value in written):
                    yield line, tuple(map(text_of, shown, written))
        except _DAMAGED:
            raise unreadable() from None


def distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """The heads without line breaks and trailing blanks, equal ones told apart by a number."""
    heads: list[str] = []
    for cell in cells:
        head = " ".join(clean(cell).split())
        count = 2
        while head and head in heads:
            head, count = f"{' '.join(cell.split())} ({count})", count + 1
        heads.append(head)
    while heads and not heads[-1]:
        heads.pop()
    return tuple(heads)


def text_of(shown: Any, written: Any) -> str:
    """A cell as text; a day as year-month-day, a number without an idle point."""
    if shown is None:
        return "" if written is None else FORMULA
    if isinstance(shown, bool):
        return str(shown)
    if isinstance(shown, datetime):
        whole = shown.time() == time.min
        return shown.date().isoformat() if whole else shown.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(shown, date):
        return shown.isoformat()
    if isinstance(shown, float) and shown.is_integer():
        return str(int(shown))
    if isinstance(shown, str):
        return FORMULA if shown in _ERRORS else shown
    return str(shown)
