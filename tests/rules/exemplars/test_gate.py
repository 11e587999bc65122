"""No true word passes the gate of typical cases in any writing; anonymised texts pass it."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.exemplars.clean import clean_texts
from tests.rules.exemplars.planted import SECRETS, planted

from touyan.exemplars.rules import secrets
from touyan.exemplars.rules.gate import Piece, check_clean, leaks
from touyan.kernel.errors import Refused

PLANTED = list(planted())
SEPARATORS = " \u3000\t\n·-_/*|.,，、。（）[]【】\u200b\u200d\u2060\ufeff\u00ad"


def test_there_are_three_hundred_planted_texts_and_a_hundred_clean_ones() -> None:
    assert len({text for _writing, text in PLANTED}) >= 300
    assert len(set(clean_texts())) >= 100


@pytest.mark.parametrize(("writing", "text"), PLANTED, ids=[f"{n}" for n in range(len(PLANTED))])
def test_no_planted_word_passes(writing: str, text: str) -> None:
    with pytest.raises(Refused):
        check_clean([Piece("basic facts", text)], SECRETS)


def test_of_a_hundred_anonymised_texts_at_most_two_are_refused() -> None:
    refused = [text for text in clean_texts() if leaks([Piece("text", text)], SECRETS)]
    assert len(refused) <= 2, refused


def test_the_refusal_tells_no_true_word() -> None:
    with pytest.raises(Refused) as refusal:
        check_clean([Piece("title", "张建国申诉案")], SECRETS)
    assert "张建国" not in str(refusal.value)


def test_a_leak_says_where_it_stands_in_the_text() -> None:
    text = "申诉人張 建 國称"
    (leak,) = leaks([Piece("basic facts", text)], secrets.names("张建国"))
    assert (leak.where, text[leak.start : leak.end]) == ("basic facts", "張 建 國")


def test_a_word_split_over_two_paragraphs_is_found() -> None:
    pieces = [Piece("one", "申诉人张"), Piece("two", "建国提出申诉")]
    assert leaks(pieces, secrets.names("张建国"))


def test_a_surname_with_mou_is_no_name() -> None:
    assert not leaks([Piece("text", "张某甲与张某乙、欧阳某")], SECRETS)


def test_a_longer_word_in_latin_letters_is_another_word() -> None:
    assert not leaks([Piece("text", "reli antique, Lianne, Johnsmithson")], SECRETS)
    assert leaks([Piece("text", "Li, An")], SECRETS)


def test_seven_figures_in_a_row_point_to_their_holder_and_three_and_four_do_not() -> None:
    number = secrets.figures("13805711234")
    assert leaks([Piece("text", "1380571")], number)
    assert not leaks([Piece("text", "138****1234")], number)


def test_a_year_and_a_month_are_no_exact_day() -> None:
    day = secrets.days([date(1963, 4, 12)])
    for coarse in ("1963年4月", "1963年", "4月12日", "1963年4月1日", "1963年4月120余人"):
        assert not leaks([Piece("text", coarse)], day), coarse


def test_a_month_of_two_figures_is_not_its_first_figure_and_a_day() -> None:
    first = secrets.days([date(2026, 1, 1)])
    assert not leaks([Piece("", "2026年11月27日印发")], first)
    assert leaks([Piece("", "2026年1月1日来访")], first)


def test_values_of_a_format_do_not_run_on_into_a_number() -> None:
    phone = secrets.figures("17000005426")
    angles = [Piece("a", "5400000", alone=True), Piece("b", "5400000", alone=True)]
    assert not leaks(angles, phone)
    assert leaks([Piece("a", "1700"), Piece("b", "0005426")], phone)
    assert leaks([Piece("a", "17000005426", alone=True)], phone)


def test_a_county_may_be_named_and_a_village_may_not() -> None:
    places = secrets.addresses("湖北省恩施土家族苗族自治州巴东县沿渡河镇马家村三组")
    assert {each.value for each in places} == {"沿渡河镇", "马家村"}
    assert not leaks([Piece("text", "湖北省巴东县")], places)


@given(st.text(SEPARATORS, max_size=3), st.text(SEPARATORS, max_size=3), st.integers(0, 10**6))
def test_nothing_put_between_the_characters_hides_a_name(one: str, two: str, seed: int) -> None:
    rng = Random(seed)
    signs = [rng.choice(ways) for ways in (("王", "王"), ("秀", "xiù", "Xiu"), ("兰", "蘭", "lan"))]
    text = f"信访人{signs[0]}{one}{signs[1]}{two}{signs[2]}，"
    assert leaks([Piece("text", text)], secrets.names("王秀兰"))


@given(st.text(max_size=60))
def test_no_text_breaks_the_gate_and_what_is_shown_stands_there(text: str) -> None:
    for leak in leaks([Piece("text", text)], SECRETS):
        assert leak.shown
        assert re.search(r"\w", leak.shown)


def test_a_province_s_own_unit_does_not_forbid_the_words_every_text_needs() -> None:
    units = secrets.organs("浙江省人民检察院", "杭州市人民检察院", "最高人民检察院")
    assert not leaks([Piece("text", "某区人民检察院报最高人民检察院备案")], units)
    assert leaks([Piece("text", "杭州市检察院")], units)


def test_other_names_are_names_and_remarks_in_brackets_are_none() -> None:
    found = {
        each.value for each in secrets.names("张建国（女，曾用名张大国）", "鸿运（杭州）有限公司")
    }
    assert {"张建国", "张大国", "鸿运（杭州）有限公司"} <= found
    assert not {"女", "杭州", "有限公司"} & found
    assert secrets.aliases("该人又名张大国，住某村") == secrets.names("张大国")


def test_a_firm_s_short_names_are_hidden_and_common_words_are_not() -> None:
    found = {
        each.value for each in secrets.names("湖北省巴东县第一建筑公司", "杭州鸿运建材有限公司")
    }
    assert {"鸿运建材", "鸿运公司", "杭州鸿运"} <= found
    assert not {"第一公司", "第一建筑", "鸿运"} & found


def test_what_follows_a_surname_with_mou_after_a_stop_is_another_word() -> None:
    assert not leaks([Piece("text", "张某，建国以来；张某、建国路某甲")], secrets.names("张建国"))


def test_a_stroke_and_the_character_after_it_are_no_surname() -> None:
    assert not leaks([Piece("text", "由该村统一土建施工")], secrets.names("王建"))
    assert leaks([Piece("text", "弓长建国")], secrets.names("张建国"))
