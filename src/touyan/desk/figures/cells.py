"""Tables of figures: each cell a figure that knows its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from touyan.desk.figures import words
from touyan.statistics.rules.measures import Figure


@dataclass(frozen=True)
class Cell:
    """A figure under its column's name; `url` of its list, empty where it has none to open."""

    head: str
    figure: Figure
    url: str

    @property
    def value(self) -> str:
        return words.value(self.figure)

    @property
    def note(self) -> str:
        """The two numbers of a share."""
        return words.taken_from(self.figure) if self.figure.denominator else ""


@dataclass(frozen=True)
class Row:
    name: str
    cells: Sequence[Cell]
