"""Numbers typed by hand are found, days and ordinals are not taken for them."""

from __future__ import annotations

import pytest

from touyan.statistics.rules.numerals import numeral
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
        ("近十二个月，180日内，7个工作日，within 7 days, 3 months, 12 working days", []),
        ("共2022件", ["2022"]),
        ("350件全部办结，187件化解，53.4%；closed,187 of them", ["350", "187", "53.4%", "187"]),
        (
            "三百五十件全部办结，一百八十七件化解，占百分之五十三点四。",
            ["三百五十", "一百八十七", "百分之五十三点四"],
        ),
        ("检查两万余件；第二批，十二月，二〇二二年，十分重视，一件未漏", ["两万余"]),
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
        ("2万余", 20_431), ("more than 20,000", 20_431), ("3万", 30_000), ("三百五十件", 350),
        ("百分之五十三点四", 187 / 350), ("两万余", 20_431), ("一千零一件", 1001), ("0.5万", 5000),
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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三百五十", 350), ("十二", 12), ("二十", 20), ("一千零一", 1001), ("两万零四百", 20_400),
        ("一八七", 187), ("一百二十万", 1_200_000), ("一亿零三万", 100_030_000), ("", None), ("三x", None),
    ],
)  # fmt: skip
def test_numerals_are_read_as_papers_write_them(text: str, number: int | None) -> None:
    assert numeral(text) == number


def test_a_number_knows_where_it_stands() -> None:
    one = typed("首批共350件全部办结")
    assert (one.before, one.text, one.after) == ("首批共", "350", "件全部办结")
    assert "首批共350件全部办结"[one.start : one.end] == "350"


def test_days_told_as_a_median_are_a_figure_and_legal_limits_are_none() -> None:
    assert [one.text for one in typed_in("答复用时中位数63日，九成在102日内")] == ["63", "102"]
    assert [one.text for one in typed_in("a median of 63 days; nine of ten within 102 days")] == [
        "63", "102",
    ]  # fmt: skip
    assert not list(typed_in("七日内回复，3个月内答复；replied to within 7 days"))
