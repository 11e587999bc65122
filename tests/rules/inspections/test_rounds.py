"""The next round from the same plan: every day moves on by the length of the period."""

from __future__ import annotations

from datetime import date

import pytest

from touyan.inspections.rules.rounds import moved_on, next_period


@pytest.mark.parametrize(
    ("period", "following", "accepted"),
    [
        ((date(2026, 11, 1), date(2027, 10, 31)), (date(2027, 11, 1), date(2028, 10, 31)),
         date(2027, 9, 1)),
        ((date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)),
         date(2026, 12, 1)),
        ((date(2026, 9, 28), date(2026, 10, 7)), (date(2026, 10, 8), date(2026, 10, 17)),
         date(2026, 9, 11)),
    ],
)  # fmt: skip
def test_the_next_round_begins_when_the_last_has_ended(
    period: tuple[date, date], following: tuple[date, date], accepted: date
) -> None:
    assert next_period(*period) == following
    assert moved_on(date(2026, 9, 1), period[0], following[0]) == accepted
