"""Two texts are compared word by word, and what two people wrote is brought together."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from touyan.exemplars.rules.comparing import Change, Fate, compared, words, woven
from touyan.exemplars.rules.content import empty
from touyan.exemplars.rules.merging import merged, settled


def text(*facts: tuple[str, str], title: str = "某某案", keywords: tuple[str, ...] = ()) -> Any:
    rows = [{"id": name, "text": said, "acts": []} for name, said in facts]
    return {**empty(), "title": title, "keywords": list(keywords), "facts": rows}


def facts(content: Any) -> list[tuple[str, str]]:
    return [(each["id"], each["text"]) for each in content["facts"]]


def test_differences_are_told_word_by_word() -> None:
    parts = words("检察长两次约见信访人", "检察长三次约见信访人")
    assert [(part.fate, part.text) for part in parts] == [
        (Fate.SAME, "检察长"), (Fate.GONE, "两"), (Fate.NEW, "三"), (Fate.SAME, "次约见信访人"),
    ]  # fmt: skip


@given(st.text("检察长约见信访人ab 1", max_size=30), st.text("检察长约见信访人ab 1", max_size=30))
def test_both_texts_can_be_read_out_of_the_comparison(before: str, after: str) -> None:
    parts = words(before, after)
    assert "".join(part.text for part in parts if part.fate is not Fate.NEW) == before
    assert "".join(part.text for part in parts if part.fate is not Fate.GONE) == after


def test_a_paragraph_that_went_stands_where_it_stood() -> None:
    rows = compared(
        text(("aa", "一"), ("bb", "二"), ("cc", "三")), text(("aa", "一"), ("cc", "三点"))
    )
    assert [(row.id, row.change) for row in rows] == [
        ("title", Change.SAME), ("aa", Change.SAME), ("bb", Change.REMOVED), ("cc", Change.CHANGED),
    ]  # fmt: skip


def test_both_people_s_work_is_kept_when_they_wrote_on_different_paragraphs() -> None:
    base = text(("aa", "一"), ("bb", "二"))
    mine = text(("aa", "一，我改"), ("nn", "我加"), ("bb", "二"))
    theirs = text(("aa", "一"), ("bb", "二，他改"), ("zz", "他加"), keywords=("听证",))
    found = merged(base, mine, theirs)
    assert facts(found.content) == [
        ("aa", "一，我改"), ("nn", "我加"), ("bb", "二，他改"), ("zz", "他加"),
    ]  # fmt: skip
    assert found.content["keywords"] == ["听证"]
    assert not found.clashes


def test_a_paragraph_both_changed_is_shown_in_both_texts_and_one_is_chosen() -> None:
    base, mine = text(("aa", "一")), text(("aa", "我的"))
    found = merged(base, mine, text(("aa", "他的")))
    (clash,) = found.clashes
    assert (clash.section, clash.base, clash.mine, clash.theirs) == ("facts", "一", "我的", "他的")
    assert facts(settled(found, {"aa": "两人的"})) == [("aa", "两人的")]
    assert facts(settled(found, {"aa": ""})) == []


def test_a_paragraph_one_took_out_and_the_other_changed_is_nobody_s_loss() -> None:
    base = text(("aa", "一"), ("bb", "二"))
    found = merged(base, text(("aa", "我的"), ("bb", "二")), text(("bb", "二")))
    (clash,) = found.clashes
    assert (clash.mine, clash.theirs) == ("我的", None)
    assert facts(settled(found, {"aa": "我的"}))[-1] == ("aa", "我的")


def test_what_one_took_out_and_nobody_touched_is_out() -> None:
    base = text(("aa", "一"), ("bb", "二"))
    assert facts(merged(base, text(("bb", "二")), base).content) == [("bb", "二")]
    assert facts(merged(base, base, text(("bb", "二"))).content) == [("bb", "二")]


def test_titles_clash_like_paragraphs() -> None:
    found = merged(text(title="一"), text(title="我"), text(title="他"))
    assert [clash.id for clash in found.clashes] == ["title"]
    assert settled(found, {"title": "都"})["title"] == "都"


_CONTENTS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["一", "二", "三"])),
    unique_by=lambda row: row[0], max_size=6,
)  # fmt: skip


@given(_CONTENTS, _CONTENTS, _CONTENTS)
def test_nothing_anybody_typed_is_lost(base: Any, mine: Any, theirs: Any) -> None:
    """What I typed anew stands in the text or in a clash, and so does what they did."""
    found = merged(text(*base), text(*mine), text(*theirs))
    shown = {*facts(found.content)}
    shown |= {(clash.id, said) for clash in found.clashes for said in (clash.mine, clash.theirs)}
    for row in (*mine, *theirs):
        assert row in shown or row in base


@given(_CONTENTS, _CONTENTS)
def test_merging_with_an_unchanged_text_gives_the_changed_one(base: Any, mine: Any) -> None:
    found = merged(text(*base), text(*mine), text(*base))
    assert sorted(facts(found.content)) == sorted(mine)
    assert facts(merged(text(*base), text(*base), text(*mine)).content) == list(mine)
    assert not found.clashes


def test_what_is_missing_is_woven_in_behind_its_neighbour() -> None:
    assert woven(["b", "d"], ["a", "b", "c", "d", "e"]) == ["a", "b", "c", "d", "e"]
