from datetime import date

import pytest

from touyan.matters.papers.letter import (
    Level,
    attachment_lines,
    chinese_date,
    level_of,
    signature_blanks,
    width_in_characters,
)


def test_a_date_is_printed_in_arabic_figures_without_leading_zeros():
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、你的诉求", Level.HEADING),
        ("（二）关于返还扣押款的请求", Level.SUBHEADING),
        ("一、本院认为，原判决认定事实清楚。", Level.BODY),
        ("十一、其他", Level.HEADING),
        ("1. 撤销原判决；", Level.BODY),
        ("一、" + "很" * 40, Level.BODY),
    ],
)
def test_the_rank_of_a_paragraph_is_told_from_its_number(text, level):
    assert level_of(text) is level


def test_typed_line_breaks_make_paragraphs_and_typed_indents_go(letter_of):
    letter = letter_of("　　第一段\r\n\r\n\t第二段 \n")
    assert letter.paragraphs == ("第一段", "第二段")


def test_characters_that_no_word_file_can_carry_are_left_out(letter_of):
    letter = letter_of("甲\x00乙\x0b丙\ud800丁\ufffe", addressee="李\x07四\n五")
    assert "".join(letter.paragraphs) == "甲乙丙丁"
    assert letter.addressee == "李四 五"


def test_compatibility_ideographs_of_names_are_not_swapped(letter_of):
    assert letter_of("正文", addressee="\ufa11\U0002f81a").addressee == "\ufa11\U0002f81a"


def test_a_single_attachment_has_no_number_and_several_have():
    assert attachment_lines(["清单。"]) == [("", "清单")]
    assert attachment_lines(["清单；", "目录"]) == [("1. ", "清单"), ("2. ", "目录")]


def test_the_organ_is_centred_on_a_date_four_characters_from_the_margin(letter_of):
    organ, day = signature_blanks(letter_of("正文", organ_name="临江区检察院"))
    assert day == 4
    assert (
        organ + width_in_characters("临江区检察院") / 2
        == day + width_in_characters("2026年3月5日") / 2
    )


def test_an_organ_too_long_for_that_starts_at_the_margin(letter_of):
    organ, day = signature_blanks(letter_of("正文", organ_name="甲" * 20))
    assert (organ, day) == (0, 7)
