"""Periods are whole months."""

from __future__ import annotations

from datetime import date

import pytest

from touyan.kernel.errors import Refused
from touyan.statistics.rules.months import Months, back, months

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("name", "first", "last", "number"),
    [
        ("year", date(2026, 1, 1), date(2026, 11, 1), 11),
        ("month", date(2026, 11, 1), date(2026, 11, 1), 1),
        ("twelve", date(2025, 12, 1), date(2026, 11, 1), 12),
        ("last_year", date(2025, 1, 1), date(2025, 12, 1), 12),
    ],
)
def test_named_periods(name, first, last, number):
    found = months(name, today=TODAY, first=None, last=None)
    assert found == Months(first, last)
    assert len(found) == len(list(found)) == number


def test_days_given_stand_for_their_months():
    found = months("given", today=TODAY, first=date(2026, 2, 17), last=date(2026, 4, 3))
    assert list(found) == [date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]
    assert found.end == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (None, date(2026, 1, 1)),
        (date(2026, 1, 1), None),
        (date(2026, 5, 1), date(2026, 4, 30)),
        (date(2000, 1, 1), date(2026, 1, 1)),
    ],
)
def test_months_that_make_no_sense_are_refused(first, last):
    with pytest.raises(Refused):
        months("given", today=TODAY, first=first, last=last)


def test_the_period_before_is_as_long_and_ends_where_this_begins():
    found = Months(date(2026, 1, 1), date(2026, 11, 1))
    assert found.before() == Months(date(2025, 2, 1), date(2025, 12, 1))
    assert found.year_before() == Months(date(2025, 1, 1), date(2025, 11, 1))
    assert back(date(2026, 1, 1), 1) == date(2025, 12, 1)
