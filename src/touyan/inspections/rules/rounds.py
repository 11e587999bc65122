"""The days of the next round of an inspection."""

from __future__ import annotations

from datetime import date, timedelta

from touyan.deadlines.rules.counting import add_months


def next_period(starts_on: date, ends_on: date) -> tuple[date, date]:
    """The period that follows, of the same length: in months where it was whole months."""
    begins = ends_on + timedelta(days=1)
    months = _months(starts_on, begins)
    if months:
        return begins, add_months(begins, months) - timedelta(days=1)
    return begins, begins + (ends_on - starts_on)


def moved_on(day: date, starts_on: date, begins: date) -> date:
    """A day as far on as the next round begins after the last."""
    months = _months(starts_on, begins)
    return add_months(day, months) if months else day + (begins - starts_on)


def _months(one: date, other: date) -> int:
    """Whole months from one day to the other; none where it is no whole number."""
    if one.day != other.day:
        return 0
    return (other.year - one.year) * 12 + other.month - one.month
