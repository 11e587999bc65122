"""Which days are working days, said only for the years the calendar has been told about.

The State Council announces each year's days off and swapped working days late in the year
before; until then nobody can say whether a given weekday will be one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class CalendarUnknown(Refused):
    """The calendar has not been told about this year, so no working day in it can be named."""

    def __init__(self, year: int, *, not_before: date | None = None) -> None:
        self.year = year
        self.not_before = not_before or date(year, 1, 1)
        super().__init__(
            N_(
                "The working calendar does not know the year %(year)s yet. "
                "Enter its days off and swapped working days first."
            ),
            year=year,
        )


@dataclass(frozen=True)
class WorkCalendar:
    """The years known, the days off in them, and the weekend days worked in exchange."""

    known_years: frozenset[int]
    holidays: frozenset[date]
    extra_working_days: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Whether offices work that day; raises CalendarUnknown rather than guess."""
        if day.year not in self.known_years:
            raise CalendarUnknown(day.year, not_before=day)
        if day in self.extra_working_days:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays
