"""Shipped measures are whole, and a figure is what its definition says."""

from __future__ import annotations

import pytest

from touyan.matters.rules.outcomes import RESOLVED_FROM
from touyan.statistics.rules.measures import (
    COHORT_NAMES,
    GROUP_NAMES,
    UNIT_NAMES,
    Shape,
    elements,
    figure,
    shipped_measures,
)

MEASURES = list(shipped_measures().values())


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.code)
def test_every_measure_says_what_it_counts_of_what_and_since_when(measure):
    assert measure.elements <= set(elements())
    assert measure.counts
    assert bool(measure.of) == (measure.shape is Shape.SHARE)
    assert not set(measure.left_out) & set(measure.of)
    assert set(measure.beside) <= set(shipped_measures())
    assert measure.group in GROUP_NAMES
    assert measure.unit in UNIT_NAMES
    assert measure.cohort in COHORT_NAMES
    assert measure.since
    for language in ("en", "zh"):
        assert measure.name(language)
        assert measure.owner(language)
        assert all(elements()[code].name(language) for code in measure.elements)


def test_no_two_measures_have_the_same_name():
    for language in ("en", "zh"):
        names = [measure.name(language) for measure in MEASURES]
        assert len(set(names)) == len(names)


def test_what_counts_as_resolved_is_what_the_rule_of_outcomes_says():
    graded = tuple(f"closed_r{grade}" for grade in range(RESOLVED_FROM, 4))
    assert shipped_measures()["resolved_share"].counts == graded


def test_a_rate_that_invites_gaming_is_never_shown_alone():
    for code in ("reply_in_seven_days", "answer_in_three_months", "leader_coverage", "closed",
                 "resolved_share", "satisfaction", "batch_closed"):  # fmt: skip
        assert shipped_measures()[code].beside, code


def test_the_gross_rate_counts_what_the_net_rate_leaves_out():
    measure = shipped_measures()["answer_in_three_months"]
    found = figure(measure, {"c3_kept": 50, "c3_late": 1, "c3_overdue": 1, "c3_void": 27,
                             "c3_no_day": 10, "received": 999})  # fmt: skip
    assert (found.numerator, found.denominator, found.gross_denominator) == (50, 52, 89)
    assert found.share == 50 / 52
    assert found.gross_share == 50 / 89
    assert found.left_out == {"c3_void": 27, "c3_paused": 0, "c3_no_day": 10}


def test_of_nothing_there_is_no_share():
    found = figure(shipped_measures()["leader_coverage"], {})
    assert found.share is None
    assert found.gross_share is None
