"""Of which time a table is given to the public, and as known when.

Tables are of a month, a quarter or a year, so that any two are about times apart or one within the
other; and as known on one day for everybody, so that none is given out twice one matter apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from touyan.statistics.rules.months import Months, back
from touyan.statistics.rules.parameters import SETTLED_DAYS

LENGTHS = (1, 3, 12)
OFFERED = {1: 24, 3: 12, 12: 10}
"""How many of the newest are offered of each length."""


def is_publishable(months: Months, *, today: date) -> bool:
    """A calendar month, quarter or year, settled."""
    length = len(months)
    aligned = length in LENGTHS and (months.first.month - 1) % length == 0
    return aligned and settled_on(months) < today


def settled_on(months: Months) -> date:
    """The day at whose end the register is read for it."""
    return months.end + timedelta(days=SETTLED_DAYS)


def parts_of(months: Months) -> list[Months]:
    """The shorter times a year or a quarter is made of, each with a table of its own."""
    length = {12: 3, 3: 1}.get(len(months))
    firsts = [month for month in months if length and (month.month - 1) % length == 0]
    return [Months(first, back(first, 1 - (length or 1))) for first in firsts]


def offered(*, today: date) -> Iterator[Months]:
    """The newest years, quarters and months that are settled."""
    for length in sorted(LENGTHS, reverse=True):
        first = date(today.year, (today.month - 1) // length * length + 1, 1)
        found = (back(first, length * place) for place in range(OFFERED[length] + 2))
        spans = (Months(one, back(one, 1 - length)) for one in found)
        settled = [one for one in spans if is_publishable(one, today=today)]
        yield from settled[: OFFERED[length]]
