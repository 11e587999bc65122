"""Chinese text made comparable, searchable and sortable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.kernel import chinese


def test_widths_brackets_and_invisible_signs_are_made_equal() -> None:
    assert chinese.normalise("　Ａ１［２０２１］\u200b【3】\t\n（四） ") == "A1〔2021〕〔3〕 (四)"


def test_names_lose_spaces_and_unify_the_middle_dot() -> None:
    assert chinese.normalise_name("张 伟") == "张伟"
    assert (
        chinese.normalise_name("艾力・买买提")
        == chinese.normalise_name("艾力•买买提")
        == "艾力·买买提"
    )
    assert chinese.normalise_name(" John  Smith ") == "JOHN SMITH"


def test_lexemes_are_pairs_and_words() -> None:
    assert chinese.bigrams("检察院ABC12，检察") == ["检察", "察院", "院", "abc12", "察"]
    assert chinese.bigrams("") == chinese.bigrams("，。 ") == []


def test_a_query_is_pairs_or_a_prefix() -> None:
    assert chinese.query_lexemes("检察院") == ["检察", "察院"]
    assert chinese.query_lexemes("张") == ["张*"]
    assert chinese.tsquery("张 abc 检察") == "'张':* & 'abc' & '检察'"
    assert chinese.tsquery("' | !") == ""


def _matches(document: list[str], terms: list[str]) -> bool:
    return all(
        any(
            lexeme.startswith(term[:-1]) if term.endswith("*") else lexeme == term
            for lexeme in document
        )
        for term in terms
    )


@given(st.text("检察院信访张伟ab1 ，", min_size=1, max_size=40), st.data())
def test_any_part_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    words = [word for word in text.replace("，", " ").split() if not word.isascii()]
    if not words:
        return
    run = max(words, key=len)
    han = "".join(sign for sign in run if not sign.isascii())
    if han not in run:
        return
    start = data.draw(st.integers(0, len(han) - 1))
    end = data.draw(st.integers(start + 1, len(han)))
    assert _matches(chinese.bigrams(text), chinese.query_lexemes(han[start:end]))


@pytest.mark.parametrize(
    ("name", "key", "initials"),
    [
        ("张伟", "zhang wei", "zw"),
        ("张 伟", "zhang wei", "zw"),
        ("单小云", "shan xiao yun", "sxy"),
        ("仇士俊", "qiu shi jun", "qsj"),
        ("曾国平", "zeng guo ping", "zgp"),
        ("解晓东", "xie xiao dong", "xxd"),
        ("尉迟云", "yu chi yun", "ycy"),
        ("欧阳娜", "ou yang na", "oyn"),
        ("万俟明", "mo qi ming", "mqm"),
        ("吕丽", "lv li", "ll"),
        ("艾力·买买提", "ai li mai mai ti", "almmt"),
        ("解放路社区居民委员会", "jie fang lu she qu ju min wei yuan hui", "jflsqjmwyh"),
        ("Anna", "anna", "a"),
        ("", "", ""),
    ],
)
def test_names_sort_by_their_reading(name: str, key: str, initials: str) -> None:
    assert chinese.pinyin_key(name) == key
    assert chinese.pinyin_initials(name) == initials
