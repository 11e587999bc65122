"""Numbers typed by hand are found, days and ordinals are not taken for them."""

from __future__ import annotations

import pytest

from touyan.statistics.rules.typed import typed_in


def numbers(text: str) -> list[str]:
    return [one.text for one in typed_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("首批350件全部办结，实质性化解187件，占53.4%。", ["350", "187", "53.4%"]),
        ("检查首次信访2万余件。", ["2万余"]),
        ("The first 350 are closed, 187 (53.4 %) resolved.", ["350", "187", "53.4 %"]),
        ("more than 20,000 inspected, over 300 closed", ["more than 20,000", "over 300"]),
        ("共３５０件，占５３．４％", ["３５０", "５３．４％"]),
        ("1. Of 1,234 matters\n2. none", ["1,234"]),
        ("2022年12月23日，第1批，2022-12-23，12月至3月", []),
        ("On 23 December 2022 and January 5, 2023; since 2022, in 2021.", []),
        ("R2, C1, {1} and {12}", []),
        ("共2022件", ["2022"]),
    ],
)
def test_numbers_are_found_and_dates_are_not(text: str, found: list[str]) -> None:
    assert numbers(text) == found


def typed(text: str):
    [one] = typed_in(text)
    return one


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("350件", 350), ("1,234", 1234), ("53.4%", 187 / 350), ("53%", 187 / 350),
        ("2万余", 20_431), ("more than 20,000", 20_431), ("3万", 30_000), ("0.5万", 5000),
    ],
)  # fmt: skip
def test_a_number_says_a_figure(text: str, number: float) -> None:
    assert typed(text).could_be(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("350件", 351), ("53.4件", 187 / 350), ("53.5%", 187 / 350), ("2万余", 30_431),
        ("more than 20,000", 19_999), ("350%", 350), ("0件", 0), ("0%", 0.0), ("5件", None),
    ],
)  # fmt: skip
def test_a_number_does_not_say_another_figure_or_nothing(text: str, number: float | None) -> None:
    assert not typed(text).could_be(number)


def test_a_number_knows_where_it_stands() -> None:
    one = typed("首批共350件全部办结")
    assert (one.before, one.text, one.after) == ("首批共", "350", "件全部办结")
    assert "首批共350件全部办结"[one.start : one.end] == "350"
