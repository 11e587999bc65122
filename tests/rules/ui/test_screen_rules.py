"""Dates as typed, columns, paging, the tile grid and the comparison of two texts."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.ui.rules.comparison import shared_runs, shared_share
from touyan.ui.rules.dates import date_from_typing, short_date, short_moment
from touyan.ui.rules.tables import next_sort, page_numbers, shown_columns, sort_state
from touyan.ui.rules.tiles import COLUMNS, ROWS, SHADES, TILES, shade

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "20261124",
        "2026-11-24",
        "2026.11.24",
        "2026/11/24",
        "2026年11月24日",
        "２０２６１１２４",
        " 20261124 ",
    ],
)
def test_a_date_is_understood_however_clerks_type_it(typed: str) -> None:
    assert date_from_typing(typed) == DAY


@pytest.mark.parametrize(
    "typed", ["20260230", "2026-13-01", "261124", "明天", "", "2026112", "00000101"]
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert date_from_typing(typed) is None


@given(st.dates())
def test_every_date_survives_being_typed_back(day: date) -> None:
    assert date_from_typing(f"{day:%Y}".zfill(4) + f"{day:%m%d}") == day


def test_the_year_is_left_out_only_within_it() -> None:
    assert short_date(DAY, now=date(2026, 1, 1)) == "11-24"
    assert short_date(DAY, now=date(2027, 1, 1)) == "2026-11-24"
    assert short_moment(datetime(2026, 11, 24, 10, 31), now=DAY) == "11-24 10:31"  # noqa: DTZ001


COLUMNS_OF_A_LIST = [
    {"key": "number", "fixed": True},
    {"key": "name"},
    {"key": "channel", "off": True},
]


def test_a_list_shows_its_default_columns_until_some_are_chosen() -> None:
    assert [c["key"] for c in shown_columns(COLUMNS_OF_A_LIST, chosen=[])] == ["number", "name"]
    assert [c["key"] for c in shown_columns(COLUMNS_OF_A_LIST, chosen=["channel"])] == [
        "number",
        "channel",
    ]
    assert len(shown_columns(COLUMNS_OF_A_LIST, chosen=["nonsense"])) == 2


def test_a_head_sorts_up_then_down_then_not() -> None:
    assert [next_sort("due", current=now) for now in ("", "due", "-due", "name")] == [
        "due",
        "-due",
        "",
        "due",
    ]
    assert sort_state("due", current="-due") == "descending"


def test_page_numbers_keep_both_ends_and_never_hide_a_single_page() -> None:
    assert page_numbers(10, last=26) == [1, None, 8, 9, 10, 11, 12, None, 26]
    assert page_numbers(4, last=7) == [1, 2, 3, 4, 5, 6, 7]
    assert page_numbers(1, last=1) == [1]


@given(st.integers(1, 400), st.data())
def test_page_numbers_rise_and_stay_in_range(last: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, last))
    shown = [page for page in page_numbers(number, last=last) if page]
    assert shown == sorted(set(shown))
    assert {1, number, last} <= set(shown)


def test_every_unit_has_its_own_tile() -> None:
    places = {(tile.column, tile.row) for tile in TILES}
    assert len(places) == len(TILES) == len({tile.code for tile in TILES}) == 36
    assert all(tile.column < COLUMNS and tile.row < ROWS for tile in TILES)


def test_shades_rise_with_the_figure_and_none_is_not_zero() -> None:
    values = [0, 1, 50, 100]
    assert shade(None, values=values) == 0
    assert shade(0, values=values) == 1
    assert shade(100, values=values) == SHADES
    assert [shade(v, values=values) for v in values] == sorted(
        shade(v, values=values) for v in values
    )


def test_shared_phrases_are_marked_in_both_texts() -> None:
    runs = shared_runs("本人不服不予立案通知书。", "对不予立案通知书有异议")
    assert ("不予立案通知书", True) in runs
    assert shared_runs("甲乙丙丁", "戊己庚辛") == [("甲乙丙丁", False)]
    assert shared_share([("一二", True), ("三四", False)]) == 50
    assert shared_share([]) == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_comparing_loses_no_character(left: str, right: str) -> None:
    assert "".join(run for run, _ in shared_runs(left, right)) == left
