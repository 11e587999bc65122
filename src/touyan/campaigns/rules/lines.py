"""The matters of a campaign as lines: narrowed, counted and put in order without asking again.

Board, table and progress bar read the same lines, so that a figure and the list it opens agree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from touyan.campaigns.rules.entry import years_before
from touyan.campaigns.rules.standing import Figures
from touyan.campaigns.rules.words import Step
from touyan.kernel.messages import N_

CLOSED = frozenset({Step.CLOSED, Step.RESOLVED})
AGES: dict[str, tuple[str, int, int]] = {
    "0": (N_("Less than 1 year"), 0, 1),
    "1": (N_("1 to 3 years"), 1, 3),
    "3": (N_("3 to 5 years"), 3, 5),
    "5": (N_("5 years or more"), 5, 100),
}
"""Spans of age by their key: words, from so many years, up to below so many."""


@dataclass(frozen=True, slots=True)
class Line:
    """One matter of a frozen list as it stands."""

    entry: int
    batch: int
    ordinal: int
    organ: int
    leader: int | None
    received_on: date
    due_on: date | None
    step: Step
    surveyed: bool
    led: bool
    left: bool
    grade: int | None = None
    undone: bool = False
    """A resolution verified since the list was frozen was ended, and none is in force."""


@dataclass(frozen=True)
class Asked:
    """What narrows the lines; empty means nothing does."""

    organs: Collection[int] | None = None
    leader: int | None = None
    age: str = ""
    batch: int | None = None
    steps: Collection[Step] = ()
    led: bool | None = None
    left: bool | None = None
    undone: bool | None = None


def narrowed(lines: Iterable[Line], asked: Asked, *, today: date) -> list[Line]:
    """The lines that are asked for, in their order."""
    tests: list[Callable[[Line], bool]] = [lambda line: _age_fits(line, asked.age, today)]
    if asked.organs is not None:
        organs = frozenset(asked.organs)
        tests.append(lambda line: line.organ in organs)
    if asked.leader is not None:
        tests.append(lambda line: line.leader == asked.leader)
    if asked.batch is not None:
        tests.append(lambda line: line.batch == asked.batch)
    if asked.steps:
        tests.append(lambda line: line.step in asked.steps)
    if asked.led is not None:
        tests.append(lambda line: line.led is asked.led)
    if asked.left is not None:
        tests.append(lambda line: line.left is asked.left)
    if asked.undone is not None:
        tests.append(lambda line: line.undone is asked.undone)
    return [line for line in lines if all(test(line) for test in tests)]


def _age_fits(line: Line, age: str, today: date) -> bool:
    if age not in AGES:
        return True
    _words, least, below = AGES[age]
    latest, earliest = years_before(today, least), years_before(today, below)
    return earliest < line.received_on <= latest


def age_in_years(received_on: date, *, today: date) -> int:
    """Whole years since it was received."""
    before = (today.month, today.day) < (received_on.month, received_on.day)
    return max(0, today.year - received_on.year - before)


def counted(lines: Iterable[Line]) -> Figures:
    """The figures of the progress bar. What left by decision counts in the gross total alone."""
    every = list(lines)
    kept = [line for line in every if not line.left]
    return Figures(
        total=len(every),
        left=len(every) - len(kept),
        led=sum(line.led for line in kept),
        closed=sum(line.step in CLOSED for line in kept),
        resolved=sum(line.step is Step.RESOLVED for line in kept),
    )


def by_batch(lines: Iterable[Line]) -> dict[int, Figures]:
    """The figures of each batch that has a line, by its number."""
    found: dict[int, list[Line]] = {}
    for line in lines:
        found.setdefault(line.batch, []).append(line)
    return {number: counted(some) for number, some in found.items()}


def by_step(lines: Iterable[Line]) -> dict[Step, list[Line]]:
    """The columns of the board, each in the order of the lines; what left stands in none."""
    columns: dict[Step, list[Line]] = {step: [] for step in Step}
    for line in lines:
        if not line.left:
            columns[line.step].append(line)
    return columns


_LATE = date.max
ORDERS: dict[str, Callable[[Line], tuple[object, ...]]] = {
    "due": lambda line: (line.due_on or _LATE, line.received_on, line.entry),
    "received": lambda line: (line.received_on, line.entry),
    "step": lambda line: (list(Step).index(line.step), line.due_on or _LATE, line.entry),
    "number": lambda line: (line.batch, line.ordinal),
}


def in_order(lines: Sequence[Line], sort: str) -> list[Line]:
    """Sorted as asked, what is due first on top unless told otherwise; "-" turns it round."""
    key = ORDERS.get(sort.lstrip("-"), ORDERS["due"])
    return sorted(lines, key=key, reverse=sort.startswith("-"))
