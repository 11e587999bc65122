"""Numbers given out one after another tell of no few people when taken from one another."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st
from tests.rules.statistics.test_cells import _pinned

from touyan.statistics.rules.differences import Told, follows_small

SMALL = 5


def month(number: int) -> date:
    return date(2026 + number // 12, number % 12 + 1, 1)


def told(first: int, after: int, number: int) -> Told:
    return Told(month(first), month(after), number)


def test_a_month_follows_from_a_quarter_and_its_other_months() -> None:
    quarter, january, february = told(0, 3, 60), told(0, 1, 30), told(1, 2, 27)
    assert not follows_small([quarter, january], small=SMALL)
    assert follows_small([quarter, january, february], small=SMALL)


def test_the_same_year_told_twice_with_one_more_gives_that_one_away() -> None:
    assert follows_small([told(0, 12, 200), told(0, 12, 201)], small=SMALL)
    assert not follows_small([told(0, 12, 200), told(0, 12, 200)], small=SMALL)
    assert not follows_small([told(0, 12, 200), told(0, 12, 205)], small=SMALL)


def test_spans_that_do_not_touch_tell_nothing_of_one_another() -> None:
    assert not follows_small([told(0, 2, 20), told(3, 5, 22)], small=SMALL)


spans = st.tuples(st.integers(0, 5), st.integers(1, 6)).filter(lambda one: one[0] < one[1])


@given(st.tuples(*[st.integers(0, 9)] * 6), st.lists(spans, min_size=1, max_size=6, unique=True))
def test_no_few_follow_by_elimination_from_what_passes(counts, published) -> None:
    """The attack: which numbers of months, or of months in a row, the equations determine."""
    sums = [0, *accumulate(counts)]
    if follows_small([told(a, b, sums[b] - sums[a]) for a, b in published], small=SMALL):
        return
    for first in range(6):
        for after in range(first + 1, 7):
            number = sums[after] - sums[first]
            if 0 < number < SMALL:
                assert not _determined(published, first, after)


def _determined(published: list[tuple[int, int]], first: int, after: int) -> bool:
    """With one more unknown for the span asked about, whether it has one value alone."""
    lines = [[Fraction(a <= at < b) for at in range(6)] + [Fraction(0)] * 2 for a, b in published]
    lines.append([Fraction(first <= at < after) for at in range(6)] + [Fraction(-1), Fraction(0)])
    return 6 in set(_pinned(lines, 7))
