"""How long things took, in bins of equal width."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from touyan.ui.rules.scales import Figure, ticks


@dataclass(frozen=True)
class Bin:
    """How many from `low` to under `high`; without `high`, how many from `low` on."""

    low: Figure
    high: Figure | None
    value: Figure | None
    href: str = ""


@dataclass(frozen=True)
class Bins:
    """Bins side by side, of one width; only the last may be open."""

    bins: Sequence[Bin]

    def __post_init__(self) -> None:
        for place, each in enumerate(self.bins):
            is_open = each.high is None and 0 < place == len(self.bins) - 1
            wide = self.wide if is_open else float(each.high or 0) - float(each.low)
            start = float(self.bins[0].low) + place * self.wide
            if wide <= 0 or not math.isclose(wide, self.wide) or not _near(start, each.low):
                raise ValueError("bins follow each other, equally wide; only the last is open")

    @property
    def wide(self) -> float:
        return float(self.bins[0].high or 0) - float(self.bins[0].low) if self.bins else 1

    @property
    def is_open(self) -> bool:
        return bool(self.bins) and self.bins[-1].high is None

    def place(self, value: Figure) -> float:
        """How many bins' widths from the left a time stands; past the end, in the open bin."""
        place = (float(value) - float(self.bins[0].low)) / self.wide
        return min(max(place, 0), len(self.bins) - (0.5 if self.is_open else 0))


def _near(one: float, other: Figure) -> bool:
    return math.isclose(one, float(other), abs_tol=1e-9)


def bins_of(counts: Mapping[int, int], *, most: int = 12) -> list[Bin]:
    """Times as counted (how many took how many days) in at most so many bins of a round width."""
    if not counts:
        return []
    wide = max(1, round(ticks(max(counts) + 1, whole=True, most=most)[1]))
    last = max(counts) // wide
    totals = [0] * (last + 1)
    for time, number in counts.items():
        totals[time // wide] += number
    return [Bin(n * wide, (n + 1) * wide, total) for n, total in enumerate(totals)]
