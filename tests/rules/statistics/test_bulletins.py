"""Texts with figures: tokens, places, and what is said of a number."""

from __future__ import annotations

from datetime import date

import pytest

from touyan.kernel.errors import Invalid, Refused
from touyan.statistics.rules.bulletins import (
    Bound,
    Which,
    check_bound,
    check_complete,
    check_words,
    from_data,
    keys_in,
    matters_named,
    next_key,
    number_of,
    parts_of,
    put_in,
    rounded_down,
)
from touyan.statistics.rules.measures import Figure, figure, shipped_measures

YEAR = (date(2026, 1, 1), date(2026, 11, 1))
LIST = "batch:00000000-0000-4000-8000-000000000000"


def bound(measure: str = "closed", which: Which = Which.FIGURE, **more) -> Bound:
    return Bound(measure, which, "110000", *YEAR, **more)


def test_a_text_is_words_and_figures_in_turn():
    assert list(parts_of("共{1}件，化解{12}件。")) == [
        ("共", "1"),
        ("件，化解", "12"),
        ("件。", ""),
    ]
    assert keys_in("{1}{12}{}{x}") == {"1", "12"}


def test_a_figure_goes_to_the_place_left_for_it_or_to_the_end():
    assert put_in("共{}件，{}件。", "3") == "共{3}件，{}件。"
    assert put_in("共", "3") == "共 {3}"
    assert put_in("", "3") == "{3}"


def test_a_key_is_never_used_again():
    assert next_key([]) == "1"
    assert next_key([["1", "9"], ["10"], []]) == "11"


def test_what_is_kept_comes_back_the_same():
    one = bound("batch_closed", Which.NUMERATOR, topic=LIST, rounded=True, frozen="x")
    assert from_data(one.as_data()) == one


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (bound("nothing"), "measure"),
        (bound("days_to_answer"), "which"),
        (bound("days_to_answer", Which.MEDIAN, rounded=True), "rounded"),
        (bound("resolved_share", Which.NINETIETH), "which"),
        (bound("batch_closed"), "topic"),
        (bound("closed", topic=LIST), "topic"),
        (bound("closed", Which.DENOMINATOR), "which"),
        (bound("resolved_share", rounded=True), "rounded"),
        (bound("resolved_share", Which.GROSS, rounded=True), "rounded"),
    ],
)
def test_what_gives_no_number_is_refused_at_its_field(wrong, field):
    with pytest.raises(Invalid) as refused:
        check_bound(wrong, shipped_measures().get(wrong.measure))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_numerator_may_be_rounded():
    one = bound("resolved_share", Which.NUMERATOR, rounded=True)
    check_bound(one, shipped_measures()[one.measure])


def test_each_number_of_a_figure_can_be_said():
    told = Figure(shipped_measures()["first_share"], 3, 4, {"undecided": 2})
    said = [number_of(told, which) for which in Which]
    assert said == [0.75, 3, 4, 0.5, None, None]
    count = Figure(shipped_measures()["closed"], 3)
    assert number_of(count, Which.FIGURE) == 3


def test_a_number_rounded_down_is_never_more_than_it_is():
    assert [rounded_down(number) for number in (0, 7, 10, 20_431, 99_999)] == [
        0, 7, 10, 20_000, 90_000,
    ]  # fmt: skip


def test_a_token_without_its_figure_is_refused():
    check_words("题", "{1}", known=["1"])
    with pytest.raises(Invalid):
        check_words("题", "{2}", known=["1"])
    with pytest.raises(Invalid):
        check_words("  ", "", known=())


@pytest.mark.parametrize("text", ["", "  \n", "共{}件"])
def test_an_empty_text_or_an_open_place_is_not_complete(text):
    with pytest.raises(Refused):
        check_complete(text)


def test_days_are_said_by_their_median_and_ninetieth():
    took = {10: 5, 20: 4, 90: 1}
    found = figure(shipped_measures()["days_to_answer"], {"answered": 10}, took)
    assert number_of(found, Which.MEDIAN) == 10
    assert number_of(found, Which.NINETIETH) == 20


@pytest.mark.parametrize(
    "text", ["见事330100-2026-00012。", "信330100-2026-00001", "密事330100-2026-ABCD2345等"]
)
def test_a_text_that_names_a_matter_is_not_issued(text):
    with pytest.raises(Refused, match="330100-2026"):
        check_complete(text)


def test_days_and_document_numbers_name_no_matter():
    assert not matters_named("2026-01-02至2026-11-30，高检发〔2026〕12号，电话0571-87654321")
