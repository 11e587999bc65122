"""Medians and ninetieths are days that really occurred."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from touyan.statistics.rules.spreads import mean, median, ninetieth, quantile


def test_of_nothing_there_is_no_median():
    assert median({}) is None
    assert ninetieth({}) is None
    assert mean({}) is None


def test_one_long_one_moves_the_mean_and_not_the_median():
    counted = {10: 9, 1000: 1}
    assert (median(counted), ninetieth(counted), mean(counted)) == (10, 10, 109)


@given(st.lists(st.integers(0, 400), min_size=1), st.fractions(Fraction(1, 100), 1))
def test_it_is_the_smallest_day_within_which_that_share_was_done(days, share):
    found = quantile(Counter(days), share)
    assert found in days
    assert sum(day <= found for day in days) >= share * len(days)
    assert sum(day < found for day in days) < share * len(days)
