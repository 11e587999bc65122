"""What stands or lies in one bar: the parts of a whole, and the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from touyan.ui.pictures.values import Point, Series, labels_of
from touyan.ui.rules.scales import shown


@dataclass(frozen=True)
class Stack:
    """The parts under one label, each with the place of its series."""

    label: str
    parts: tuple[tuple[int, Point], ...]

    @property
    def known(self) -> list[tuple[int, Point]]:
        return [(place, point) for place, point in self.parts if point.value is not None]

    @property
    def total(self) -> float:
        """How long the bar is: what is known of it."""
        return sum(point.length or 0 for _place, point in self.parts)

    @property
    def words(self) -> str:
        """The whole; not known as soon as one of its parts is."""
        if not self.parts or len(self.known) < len(self.parts):
            return "—"
        return self.parts[0][1].words if len(self.parts) == 1 else shown(self.total)


def stacks_of(series: Sequence[Series]) -> list[Stack]:
    """A stack a label, from the first series upward."""
    return [
        Stack(
            label,
            tuple((n, s.points[place]) for n, s in enumerate(series) if place < len(s.points)),
        )
        for place, label in enumerate(labels_of(series))
    ]
