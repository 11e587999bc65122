"""A form as rows of cells: told from its own text, which a handler may have rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from touyan.matters.papers.letter import Letter, Level, level_of

SHORT = 10
"""Characters up to which two cells share a row."""
_OPINION, _OPINION_LINES = ("意见", "批示"), 4


@dataclass(frozen=True)
class Cell:
    """A label and what stands beside it; without lines, how many are left blank to write in."""

    label: str
    lines: tuple[str, ...] = ()

    @property
    def blank(self) -> int:
        return _OPINION_LINES if self.label.endswith(_OPINION) else 1

    @property
    def short(self) -> bool:
        """Whether another cell finds room beside it."""
        long = any(len(line) > SHORT for line in self.lines)
        return bool(self.label) and len(self.lines) < 2 and not long and self.blank == 1


def rows_of(letter: Letter) -> list[tuple[Cell, ...]]:
    """The rows of a form; none for running text."""
    rows: list[tuple[Cell, ...]] = []
    for cell in _cells(letter) if letter.labels else ():
        alone = rows and len(rows[-1]) == 1 and rows[-1][0].short
        if alone and cell.short:
            rows[-1] += (cell,)
        else:
            rows.append((cell,))
    return rows


def to_sign(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the end are left to be filled in by hand; they stay on one page."""
    found = 0
    for row in reversed(rows):
        if any(cell.lines for cell in row):
            break
        found += 1
    return found


def _cells(letter: Letter) -> Iterator[Cell]:
    """A heading or a known label begins a cell; what follows a heading belongs to it."""
    held: Cell | None = None
    for text in letter.paragraphs:
        label, colon, value = text.partition("：")
        labelled = bool(colon) and label in letter.labels
        if held and (labelled or level_of(text) is Level.HEADING):
            yield held
            held = None
        if labelled:
            yield Cell(label, (value,) if value else ())
        elif level_of(text) is Level.HEADING:
            held = Cell(text.partition("、")[2])
        else:
            held = Cell(held.label if held else "", (*(held.lines if held else ()), text))
    if held:
        yield held
