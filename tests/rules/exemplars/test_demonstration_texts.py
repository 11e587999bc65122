"""The demonstration's typical cases: complete, and told of nobody."""

from __future__ import annotations

import pytest

from touyan.demonstration.rules.exemplar_texts import HIGH, TEXTS

TOLD = [told for texts in TEXTS.values() for told in texts]


def test_there_are_three_groups_and_six_cases_in_the_first() -> None:
    assert len(TEXTS) == 3
    assert len(TEXTS[HIGH]) == 6


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.title)
def test_every_case_is_whole(told: object) -> None:
    assert all(vars(told).values())


def test_no_two_cases_are_the_same() -> None:
    assert len({told.facts for told in TOLD}) == len(TOLD)


def test_a_failure_is_among_them() -> None:
    assert any("失败检视" in told.keywords for told in TOLD)
