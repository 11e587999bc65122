from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from touyan.exemplars.papers.printed import as_pdf, as_word, check_edition
from touyan.exemplars.rules.edition import Head, Placed, check_whole, edition_digest, frozen
from touyan.exemplars.rules.secrets import days, figures, names
from touyan.kernel.errors import Invalid, Refused

DAY = date(2026, 3, 2)
HEAD = Head(
    "某省人民检察院",
    "信访积案化解典型案例（第一批）",
    "某检发〔2026〕3号",
    "现将案例印发，供参考。",
)


def _case(title: str, **parts: str) -> dict[str, object]:
    texts = {
        "facts": "2021年，张某甲申诉。",
        "handling": "检察长包案，公开听证。",
        "significance": "查清事实。",
    } | parts
    sections = {
        part: [{"id": "abcdefgh", "text": text, "acts": ["9f"]}] for part, text in texts.items()
    }
    return {"title": title, "keywords": ["领导包案", "公开听证"], **sections}


CASES = [
    Placed("领导包案", _case("张某甲申诉案")),
    Placed("首次信访", _case("李某申诉案")),
    Placed("领导包案", _case("王某申诉案", gist="先查清事实。")),
]


def test_cases_of_one_group_stand_together_in_their_order() -> None:
    content = frozen(HEAD, CASES)
    assert [(g["title"], [c["title"] for c in g["cases"]]) for g in content["groups"]] == [
        ("领导包案", ["张某甲申诉案", "王某申诉案"]),
        ("首次信访", ["李某申诉案"]),
    ]


def test_the_frozen_content_does_not_tell_from_which_acts_it_was_written() -> None:
    assert "9f" not in str(frozen(HEAD, CASES))
    assert "abcdefgh" not in str(frozen(HEAD, CASES))


def test_any_change_changes_the_digest() -> None:
    content = frozen(HEAD, CASES)
    assert edition_digest(content) == edition_digest(frozen(HEAD, CASES))
    assert edition_digest(content) != edition_digest({**content, "number": "某检发〔2026〕4号"})


def test_an_unfinished_case_and_a_missing_number_are_named_together() -> None:
    with pytest.raises(Invalid) as refused:
        frozen(Head("某院", "案例", "", "前言"), [Placed("", _case("张某甲申诉案", facts=""))])
    assert [each.field for each in refused.value.problems] == ["number", "cases"]


def test_word_and_pdf_say_the_same() -> None:
    content = frozen(HEAD, CASES)
    word = "".join(p.text for p in Document(io.BytesIO(as_word(content, dated=DAY))).paragraphs)
    pages = PdfReader(io.BytesIO(as_pdf(content, dated=DAY, font_dir=None))).pages
    printed = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    for said in (
        "信访积案化解典型案例",
        "现将案例印发",
        "先查清事实",
        "案例三",
        "【检察履职过程】",
        "公开听证",
    ):
        assert said in word.replace(" ", "")
        assert said in printed


def test_an_edition_with_a_true_word_is_not_made() -> None:
    check_edition(frozen(HEAD, CASES), names("章建国"), dated=DAY, font_dir=None)
    planted = [*CASES, Placed("", _case("陈某申诉案", significance="章 建 国息诉罢访。"))]
    with pytest.raises(Refused, match="words by which somebody"):
        check_edition(frozen(HEAD, planted), names("章建国"), dated=DAY, font_dir=None)


def test_the_day_it_is_printed_on_may_be_a_day_of_a_matter() -> None:
    content = frozen(HEAD, CASES)
    check_edition(content, days([DAY]), dated=DAY, font_dir=None)
    told = frozen(HEAD, [Placed("", _case("张某甲申诉案", facts="2026年3月2日来访。"))])
    with pytest.raises(Refused):
        check_edition(told, days([DAY]), dated=DAY, font_dir=None)


def test_no_figures_of_the_file_itself_are_taken_for_a_telephone() -> None:
    """The table of fonts of every Word file holds 80000000, and so do some telephone numbers."""
    content = frozen(HEAD, CASES)
    told = figures("13880000000", "02010600030101010101")
    check_edition(content, told, dated=DAY, font_dir=None)
    assert Document(io.BytesIO(as_word(content, dated=DAY))).paragraphs
    with pytest.raises(Refused):
        check_edition(frozen(HEAD, [Placed("", _case("13880000000"))]), told, dated=DAY,
                      font_dir=None)  # fmt: skip


def test_what_an_edition_lacks_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        check_whole(Head("某院", "案例", "", ""), CASES)
    assert [one.field for one in refused.value.problems] == ["number", "foreword"]
    assert len({one.reason.text for one in refused.value.problems}) == len(refused.value.problems)
