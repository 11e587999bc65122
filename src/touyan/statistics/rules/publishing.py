"""Of which time a table is given to the public, and as known when.

Tables are of calendar times, any two of which are apart or one within the other; and as known on
one day for everybody, so that none is given out twice one matter apart. Whatever a shorter time's
table withholds, that of a longer one withholds as well: so by default there are years alone, since
months by office and kind hold few people nearly everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from touyan.statistics.rules.months import Months, back
from touyan.statistics.rules.parameters import SETTLED_DAYS

Lengths = tuple[int, ...]
"""Numbers of months: of 1, 3 and 12."""
MOST = 10
"""How many of the newest are offered of each length."""


def is_publishable(months: Months, *, lengths: Lengths, today: date) -> bool:
    """A calendar month, quarter or year, settled."""
    length = len(months)
    aligned = length in lengths and (months.first.month - 1) % length == 0
    return aligned and settled_on(months) < today


def settled_on(months: Months) -> date:
    """The day at whose end the register is read for it."""
    return months.end + timedelta(days=SETTLED_DAYS)


def parts_of(months: Months, *, lengths: Lengths) -> list[Months]:
    """The next shorter times it is made of, each with a table of its own."""
    length = max((one for one in lengths if one < len(months)), default=0)
    firsts = [month for month in months if length and (month.month - 1) % length == 0]
    return [Months(first, back(first, 1 - length)) for first in firsts]


def offered(*, lengths: Lengths, today: date) -> Iterator[Months]:
    """The newest that are settled, the longest first."""
    for length in sorted(lengths, reverse=True):
        first = date(today.year, (today.month - 1) // length * length + 1, 1)
        found = (back(first, length * place) for place in range(MOST + 2))
        spans = (Months(one, back(one, 1 - length)) for one in found)
        settled = [one for one in spans if is_publishable(one, lengths=lengths, today=today)]
        yield from settled[:MOST]
