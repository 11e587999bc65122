"""Counting days, months and working days as the procedure laws do, and saying how.

Start day excluded, and a last day on a day off moves to the next working day: Criminal Procedure
Law art. 105, Civil Procedure Law art. 85, Civil Code arts. 201 and 203. Months: Civil Code
art. 202 and art. 202 of the Supreme People's Court's interpretation of the Criminal Procedure Law.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from touyan.deadlines.rules.calendar import ONE_DAY, CalendarUnknown, WorkCalendar

Unit = Literal["day", "month", "working_day"]
MonthEnd = Literal["civil", "criminal", "earlier"]


@dataclass(frozen=True)
class Standstill:
    """Days that do not count: from the day counting stopped to the day before it resumed."""

    begins: date
    resumes: date
    reason: str = ""

    @property
    def days(self) -> int:
        """How many days the standstill takes out of the period."""
        return (self.resumes - self.begins).days

    def stands(self, day: date) -> bool:
        """Whether that day is not counted."""
        return self.begins <= day < self.resumes


@dataclass(frozen=True)
class Counted:
    """A counted period and everything needed to check it by hand."""

    start: date
    amount: int
    unit: Unit
    month_end: MonthEnd
    raw_end: date
    due: date
    skipped: tuple[date, ...] = ()
    rolled: tuple[date, ...] = ()
    standstills: tuple[Standstill, ...] = ()

    @property
    def first_counted(self) -> date:
        """The first day that counts: the one after the start."""
        return self.start + ONE_DAY


def add_days(start: date, amount: int) -> date:
    """The last of `amount` calendar days, the start day excluded."""
    return start + timedelta(days=amount)


def add_months(start: date, amount: int, *, month_end: MonthEnd = "earlier") -> date:
    """The same date `amount` months on, or that month's last day where there is no such date.

    `criminal`: from a month's last day to a month's last day (28 February to 31 May).
    `earlier`: whichever of the two readings ends first, so the stricter on the office.
    """
    months = start.year * 12 + start.month - 1 + amount
    year, month = divmod(months, 12)
    length = gregorian.monthrange(year, month + 1)[1]
    civil = date(year, month + 1, min(start.day, length))
    if month_end == "civil":
        return civil
    criminal = civil.replace(day=length) if _is_month_end(start) else civil
    return criminal if month_end == "criminal" else min(civil, criminal)


def add_working_days(
    start: date,
    amount: int,
    *,
    calendar: WorkCalendar,
    standstills: Collection[Standstill] = (),
) -> tuple[date, tuple[date, ...]]:
    """The last of `amount` working days after the start, and the days off passed over."""
    day, left, skipped = start, amount, []
    while left:
        day += ONE_DAY
        if not calendar.is_working_day(day):
            skipped.append(day)
        elif not any(still.stands(day) for still in standstills):
            left -= 1
    return day, tuple(skipped)


def roll_over(day: date, *, calendar: WorkCalendar) -> tuple[date, tuple[date, ...]]:
    """The day itself or the next working day, and the days off passed over."""
    first, passed = day, []
    while not _works(day, calendar, first):
        passed.append(day)
        day += ONE_DAY
    return day, tuple(passed)


def count(
    start: date,
    amount: int,
    unit: Unit,
    *,
    calendar: WorkCalendar,
    rolls: bool = True,
    month_end: MonthEnd = "earlier",
    standstills: Sequence[Standstill] = (),
) -> Counted:
    """Count a period from a start and explain it; raises CalendarUnknown rather than guess."""
    if unit == "working_day":
        day, skipped = add_working_days(start, amount, calendar=calendar, standstills=standstills)
        applied = tuple(still for still in standstills if still.begins <= day)
        return Counted(start, amount, unit, month_end, day, day, skipped, (), applied)
    if unit == "day":
        raw = add_days(start, amount)
    else:
        raw = add_months(start, amount, month_end=month_end)
    return settle(
        Counted(start, amount, unit, month_end, raw, raw),
        calendar=calendar,
        rolls=rolls,
        standstills=standstills,
    )


def count_back(event: date, amount: int) -> Counted:
    """The last day that is still `amount` days before an event, such as a hearing."""
    due = event - timedelta(days=amount)
    return Counted(event, amount, "day", "earlier", due, due)


def settle(
    counted: Counted,
    *,
    calendar: WorkCalendar,
    rolls: bool = True,
    standstills: Sequence[Standstill] = (),
) -> Counted:
    """Shift an end by the standstills that began before it, then past days off.

    A standstill that begins on the rolled-over days still finds the period running, and gives
    back the days that were left of it.
    """
    end, applied = counted.raw_end, []
    for still in sorted(standstills, key=lambda still: still.begins):
        last = end if still.begins <= end or not rolls else roll_over(end, calendar=calendar)[0]
        if still.begins <= last:
            end = last + timedelta(days=still.days)
            applied.append(still)
    due, rolled = roll_over(end, calendar=calendar) if rolls else (end, ())
    return Counted(
        counted.start,
        counted.amount,
        counted.unit,
        counted.month_end,
        counted.raw_end,
        due,
        counted.skipped,
        rolled,
        tuple(applied),
    )


def _is_month_end(day: date) -> bool:
    return (day + ONE_DAY).month != day.month


def _works(day: date, calendar: WorkCalendar, first: date) -> bool:
    try:
        return calendar.is_working_day(day)
    except CalendarUnknown as unknown:
        raise CalendarUnknown(unknown.year, not_before=first) from None
