"""What numbers given out at different times tell together, by adding and taking them away.

Numbers of one kind over spans of time are lines between days: a span from one day to another that
day. What follows from some of them is exactly the number between any two days joined by such
lines, added up along the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

Lines = Mapping[date, Iterable[tuple[date, int]]]


@dataclass(frozen=True)
class Told:
    """A number given out: of the time from a day to the day after the last."""

    first: date
    after: date
    number: int


def is_small(number: int, *, small: int) -> bool:
    """Whether so few people stand behind a number, or behind the difference of two."""
    return 0 < abs(number) < small


def follows_small(told: Iterable[Told], *, small: int) -> bool:
    """Whether a few people follow from the numbers together: of some time between, or of what
    became known of the same time later."""
    lines: defaultdict[date, list[tuple[date, int]]] = defaultdict(list)
    for one in told:
        lines[one.first].append((one.after, one.number))
        lines[one.after].append((one.first, -one.number))
    left = set(lines)
    while left:
        heights = _heights(min(left), lines)
        left -= heights.keys()
        every = sorted({number for numbers in heights.values() for number in numbers})
        if any(is_small(b - a, small=small) for a, b in zip(every, every[1:], strict=False)):
            return True
    return False


def _heights(start: date, lines: Lines) -> dict[date, list[int]]:
    """How much was counted by each day joined with the first, by the first way found, and by every
    line that says it otherwise."""
    heights, waiting = {start: [0]}, [start]
    while waiting:
        day = waiting.pop()
        for other, number in lines[day]:
            if other not in heights:
                heights[other] = []
                waiting.append(other)
            heights[other].append(heights[day][0] + number)
    return heights
