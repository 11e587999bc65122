"""From the sample to the list: intervals that hold what they promise, on known lists."""

from __future__ import annotations

from random import Random

import pytest

from touyan.inspections.rules.agreement import agreement, told
from touyan.inspections.rules.drawing import allocate
from touyan.inspections.rules.estimates import Observed, estimate
from touyan.inspections.rules.sizes import Wanted, check_wanted, size_for, told_size
from touyan.kernel.errors import Invalid

LISTS, DRAWS = 12, 120
"""Of one list the coverage jumps with how its few possible shares fall; of several it does not."""


@pytest.mark.parametrize(
    ("population", "margin", "size"),
    [(20000, 5, 377), (350, 5, 184), (100000000, 5, 385), (10, 5, 10), (0, 5, 0), (20000, 3, 1014)],
)
def test_sizes_are_those_of_the_tables(population: int, margin: float, size: int) -> None:
    assert size_for(Wanted(margin), population) == size


def test_the_size_is_told_in_words() -> None:
    text = str(told_size(Wanted(5), 20000))
    assert "377 of the 20000 matters" in text
    assert "95 of 100 draws" in text


@pytest.mark.parametrize("wanted", [Wanted(0.1), Wanted(5, 80), Wanted(5, 95, 0)])
def test_what_cannot_be_reckoned_is_refused(wanted: Wanted) -> None:
    with pytest.raises(Invalid):
        check_wanted(wanted)


def _list(rng: Random, size: int, applies: float, fails: float) -> list[tuple[bool, bool]]:
    return [(rng.random() < applies, rng.random() < fails) for _ in range(size)]


@pytest.mark.parametrize("confidence", [90, 95])
@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ([(3000, 1.0, 0.3)], 150),
        ([(600, 1.0, 0.08)], 200),
        ([(2000, 0.6, 0.25)], 200),
        ([(1500, 1.0, 0.1), (400, 0.8, 0.5), (100, 1.0, 0.9)], 160),
    ],
)
def test_intervals_cover_the_truth_as_often_as_they_say(
    shape: list[tuple[int, float, float]], size: int, confidence: int
) -> None:
    covered = sum(_covered(Random(seed), shape, size, confidence) for seed in range(LISTS))
    assert covered / LISTS / DRAWS == pytest.approx(confidence / 100, abs=0.02)


def _covered(rng: Random, shape: list[tuple[int, float, float]], size: int, confidence: int) -> int:
    """How often the interval holds the truth when drawing again and again from one list."""
    strata = {str(n): _list(rng, *each) for n, each in enumerate(shape)}
    every = [one for held in strata.values() for one in held]
    truth = sum(a and f for a, f in every) / sum(a for a, _f in every)
    sizes = allocate({name: len(held) for name, held in strata.items()}, size)
    found = [
        estimate(
            [Observed(len(held), rng.sample(held, sizes[name])) for name, held in strata.items()],
            confidence=confidence,
        )
        for _ in range(DRAWS)
    ]
    return sum(one is not None and one.low <= truth <= one.high for one in found)


def test_a_list_looked_at_whole_has_no_interval() -> None:
    seen = [(True, n < 3) for n in range(10)]
    found = estimate([Observed(10, seen)], confidence=95)
    assert found
    assert (found.low, found.share, found.high) == (0.3, 0.3, 0.3)


def test_where_no_fault_was_found_the_interval_still_says_how_many_there_may_be() -> None:
    found = estimate([Observed(1000, [(True, False)] * 50)], confidence=95)
    assert found
    assert found.share == found.low == 0
    assert 0.05 < found.high < 0.09


def test_a_question_that_applied_to_nothing_estimates_nothing() -> None:
    assert estimate([Observed(100, [(False, False)] * 9)], confidence=95) is None


def test_strata_weigh_by_their_size_not_by_how_many_were_drawn() -> None:
    small, large = [(True, True)] * 10, [(True, False)] * 10
    found = estimate([Observed(10, small), Observed(990, large)], confidence=95)
    assert found
    assert found.share == pytest.approx(0.01)


def test_kappa_is_that_of_the_textbook() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(pairs)
    assert found.kappa == pytest.approx(0.4)
    assert (found.pairs, found.equal) == (50, 35)
    assert str(told(found)) == "Fair agreement"


def test_agreement_that_chance_explains_is_not_called_perfect() -> None:
    found = agreement([("y", "y")] * 40)
    assert found.kappa is None
    assert "chance" in str(told(found))
    assert "twice yet" in str(told(agreement([])))


def test_of_a_few_pairs_agreement_is_neither_named_nor_numbered() -> None:
    few = agreement([("y", "n")])
    assert "Too few" in str(told(few))
    assert few.told_kappa is None
