"""What together points to one person is asked about; what points to nobody is not."""

from __future__ import annotations

import pytest
from tests.rules.exemplars.clean import clean_texts

from touyan.exemplars.rules.gate import Piece
from touyan.exemplars.rules.rare import Feature, combinations, features_of, unanswered


def codes(*texts: str) -> list[str]:
    return [each.code for each in combinations([Piece(str(n), t) for n, t in enumerate(texts)])]


@pytest.mark.parametrize(
    ("text", "feature", "shown"),
    [
        ("家住湖北省巴东县", Feature.PLACE, "巴东县"),
        ("某县巴东村的案件", Feature.PLACE, "巴东村"),
        ("2019年11月，", Feature.DATE, "2019年11月"),
        ("On 25 November 2019 the", Feature.DATE, "25 November 2019"),
        ("因矿难死亡", Feature.EVENT, "矿难"),
        ("67岁的", Feature.AGE, "67岁"),
        ("六十七周岁", Feature.AGE, "六十七周岁"),
        ("1963年4月出生", Feature.AGE, "1963年4月出生"),
        ("a 67-year-old man", Feature.AGE, "67-year-old"),
        ("小学教师", Feature.WORK, "教师"),
        ("赔偿38.65万元", Feature.AMOUNT, "38.65万元"),
        ("赔偿386,512元", Feature.AMOUNT, "386,512元"),
        ("赔偿386512元", Feature.AMOUNT, "386512元"),
        ("患尿毒症", Feature.BODY, "尿毒症"),
        ("系侗族", Feature.BODY, "侗族"),
        ("育有三名子女", Feature.FAMILY, "三名子女"),
    ],
)
def test_a_telling_word_is_found(text: str, feature: Feature, shown: str) -> None:
    assert shown in {one.shown for one in features_of(Piece("", text)) if one.feature is feature}


@pytest.mark.parametrize(
    "text",
    ["某县某村", "某市某区人民检察院", "该村与本县、全市", "救助金三万元", "赔偿300000元", "家乡的社区",
     "上市公司与农村", "汉族", "民族", "2021年"],
)  # fmt: skip
def test_what_many_share_is_not_telling(text: str) -> None:
    assert not list(features_of(Piece("", text)))


def test_place_month_and_event_are_asked_about_wherever_in_the_text_they_stand() -> None:
    assert codes("2019年11月，", "巴东县", "一煤矿发生透水") == ["event"]
    assert codes("2019年11月，", "某县", "一煤矿发生透水") == []


def test_age_and_occupation_are_asked_about() -> None:
    assert codes("67岁的退休教师") == ["born"]


def test_a_question_names_the_words_and_their_paragraphs() -> None:
    (asked,) = combinations([Piece("aaa", "67岁"), Piece("bbb", "无关"), Piece("ccc", "教师")])
    assert [(one.where, one.shown) for one in asked.found] == [("aaa", "67岁"), ("ccc", "教师")]
    assert asked.paragraphs == ["aaa", "ccc"]


def test_an_answer_holds_until_one_of_its_paragraphs_changes() -> None:
    before = combinations([Piece("a", "67岁"), Piece("b", "教师"), Piece("c", "其他")])
    kept = [each.digest for each in before]
    elsewhere = combinations([Piece("a", "67岁"), Piece("b", "教师"), Piece("c", "改了")])
    assert not unanswered(elsewhere, kept=kept)
    here = combinations([Piece("a", "68岁"), Piece("b", "教师"), Piece("c", "其他")])
    assert [each.code for each in unanswered(here, kept=kept)] == ["born"]


def test_of_a_hundred_anonymised_sentences_few_are_asked_about() -> None:
    asked = [text for text in clean_texts() if codes(text)]
    assert len(asked) <= 3, asked
