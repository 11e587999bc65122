"""Periods of whole months: what totals are kept by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

MOST = 120


@dataclass(frozen=True)
class Months:
    """From the first day of one month to the first day of another, that one included."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        month = self.first
        while month <= self.last:
            yield month
            month = after(month)

    def __len__(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def end(self) -> date:
        """The last day of the last month."""
        return after(self.last) - timedelta(days=1)

    def before(self) -> Months:
        """As many months, immediately before."""
        return Months(back(self.first, len(self)), back(self.first, 1))

    def year_before(self) -> Months:
        """The same months of the year before."""
        return Months(back(self.first, 12), back(self.last, 12))


def month_of(day: date) -> date:
    return day.replace(day=1)


def after(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def back(month: date, number: int) -> date:
    """The month so many before."""
    count = month.year * 12 + month.month - 1 - number
    return date(count // 12, count % 12 + 1, 1)


def months(name: str, *, today: date, first: date | None, last: date | None) -> Months:
    """A named period, or the months of two days; refuses what runs backwards or too far."""
    now = month_of(today)
    if name == "year":
        return Months(now.replace(month=1), now)
    if name == "twelve":
        return Months(back(now, 11), now)
    if name == "month":
        return Months(now, now)
    if name == "last_year":
        return Months(date(now.year - 1, 1, 1), date(now.year - 1, 12, 1))
    if first is None or last is None:
        raise Refused(N_("Enter the first and the last month."))
    found = Months(month_of(first), month_of(last))
    if found.last < found.first:
        raise Refused(N_("The last month lies before the first."))
    if len(found) > MOST:
        raise Refused(N_("At most ten years at once."))
    return found
