"""The figures of coverage add up, and net and gross stand side by side."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.leadership.acts import ON_A_BUSY_MACHINE

from touyan.kernel.errors import Refused
from touyan.leadership.rules.coverage import (
    DUE,
    EXCLUDED,
    GROUP_NAMES,
    GROUPS,
    NOT_LED,
    STANDING_NAMES,
    Figures,
    Period,
    Standing,
    period,
    total,
)

COUNTS = st.dictionaries(st.sampled_from(Standing), st.integers(0, 10_000))


@ON_A_BUSY_MACHINE
@given(counts=COUNTS)
def test_gross_is_net_and_left_out_and_net_is_led_and_not_led(counts: dict[Standing, int]) -> None:
    figures = Figures(counts)
    assert figures.of("gross") == figures.of("net") + figures.of("excluded")
    assert figures.of("net") == figures.of("led") + figures.of("not_led")
    assert figures.share("gross")[0] == figures.share("net")[0] <= figures.share("net")[1]


@ON_A_BUSY_MACHINE
@given(several=st.lists(COUNTS, max_size=5))
def test_a_total_is_the_sum_of_its_offices(several: list[dict[Standing, int]]) -> None:
    figures = [Figures(counts) for counts in several]
    for group in GROUPS:
        assert total(figures).of(group) == sum(one.of(group) for one in figures)


def test_what_is_not_due_or_not_known_is_in_no_rate() -> None:
    assert {Standing.UNKNOWN, Standing.VOLUNTARY}.isdisjoint(DUE)
    assert NOT_LED.isdisjoint(EXCLUDED)
    assert set(STANDING_NAMES) == set(Standing)
    assert set(GROUP_NAMES) == set(GROUPS)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 25), date(2025, 11, 26)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2026, 1, 1), date(2025, 1, 2)),
    ],
)
def test_twelve_months_end_today(today: date, first: date) -> None:
    assert period("months", today=today, first=None, last=None) == Period(first, today)


@pytest.mark.parametrize("choice", ["year", "", "nonsense"])
def test_this_year_is_what_is_shown_first(choice: str) -> None:
    today = date(2026, 11, 25)
    assert period(choice, today=today, first=None, last=None) == Period(date(2026, 1, 1), today)


def test_days_are_given_whole_and_in_order() -> None:
    today, one, two = date(2026, 11, 25), date(2026, 3, 1), date(2026, 3, 31)
    assert period("days", today=today, first=one, last=two) == Period(one, two)
    assert period("days", today=today, first=one, last=one) == Period(one, one)
    for first, last in ((two, one), (None, one), (one, None)):
        with pytest.raises(Refused):
            period("days", today=today, first=first, last=last)
