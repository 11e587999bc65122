"""A worked example: the last day of a rule for a start typed in, and why."""

from __future__ import annotations

from datetime import date

from touyan.deadlines.rules.calendar import CalendarUnknown, WorkCalendar
from touyan.deadlines.rules.clock import Clock
from touyan.deadlines.rules.clock_rule import ClockRule, Event
from touyan.deadlines.rules.counting import Counted, count, count_back


def example_clock(rule: ClockRule, start: date, calendar: WorkCalendar) -> Clock:
    """The clock that a start on this day would set going, nothing having stopped it."""
    event = Event(_verb(rule), start)
    try:
        counted = _count(rule, start, calendar)
    except CalendarUnknown as unknown:
        return Clock(rule, event, 1, None, unknown.not_before, unknown_year=unknown.year)
    return Clock(rule, event, 1, counted, counted.due)


def _verb(rule: ClockRule) -> str:
    return rule.starts_after or min(rule.starts_on, default="receive")


def _count(rule: ClockRule, start: date, calendar: WorkCalendar) -> Counted:
    if rule.before_fact:
        return count_back(start, rule.amount)
    return count(
        start,
        rule.amount,
        rule.unit,
        calendar=calendar,
        rolls=rule.roll_over,
        month_end=rule.month_end,
    )
