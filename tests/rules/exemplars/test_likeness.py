"""What two accounts say in the same words."""

from __future__ import annotations

from touyan.exemplars.rules.likeness import common

CASE = "申诉人甲不服不起诉决定，认为监控没有调取。院领导当面听取意见。"


def test_phrases_of_both_are_shown_the_longest_first() -> None:
    matter = "我对不起诉决定不满，路口的监控没有调取。"
    assert common(matter, CASE) == ("监控没有调取", "不起诉决定")


def test_short_words_and_what_only_one_says_are_no_likeness() -> None:
    assert common("请求复查，监控录像", CASE) == ()


def test_a_phrase_within_a_longer_one_is_not_shown_again() -> None:
    assert common("监控没有调取。没有调取！", CASE) == ("监控没有调取",)


def test_only_a_few_are_shown() -> None:
    other = "一二三四，二三四五，三四五六，四五六七"
    assert len(common("一二三四。二三四五。三四五六。四五六七。", other)) == 3
