"""What of a review is kept, when it is complete, and which answers stand."""

from __future__ import annotations

import pytest

from touyan.desk.reviewing.places import place_of
from touyan.inspections.rules.agreement import agreement, told
from touyan.inspections.rules.checklist import Question
from touyan.inspections.rules.drafts import as_shown, merged, read_shown
from touyan.inspections.rules.reviewing import (
    check_complete,
    contradicted,
    tidy,
    to_settle,
)
from touyan.inspections.rules.words import Group
from touyan.kernel.errors import Invalid

MET = [Question(f"Q{n}", Group.ACTS, "met", 2, "问", "Asked") for n in range(1, 4)]
ASKED = [*MET, Question("Q4", Group.PETITIONER, "text", 1, "说", "Said")]
GOOD = {"Q1": {"answer": "met"}, "Q2": {"answer": "met"}, "Q3": {"answer": "met"},
        "Q4": {"answer": "没有意见"}}  # fmt: skip


def test_only_known_questions_and_words_are_kept() -> None:
    typed = {
        "Q1": {"answer": "perhaps", "note": "  再看 ", "hidden": "x"},
        "Q2": {"answer": "met", "severity": "harm"},
        "Q3": {"answer": "not_met", "severity": "worst", "note": "缺记录"},
        "Q9": {"answer": "met"},
        "Q4": {"answer": " "},
    }
    assert tidy(ASKED, typed) == {
        "Q1": {"note": "再看"},
        "Q2": {"answer": "met"},
        "Q3": {"answer": "not_met", "note": "缺记录"},
    }


def test_to_contradict_the_register_takes_a_word_why() -> None:
    prefilled = {"Q1": {"answer": "not_met", "why": "没有记录"}}
    with pytest.raises(Invalid, match="The register says otherwise"):
        check_complete(ASKED, GOOD, prefilled)
    told = {**GOOD, "Q1": {"answer": "met", "note": "记录在纸质卷第12页"}}
    check_complete(ASKED, told, prefilled)
    assert contradicted(told, prefilled) == ["Q1"]
    assert contradicted({}, prefilled) == []


def test_every_open_question_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        check_complete(ASKED, {"Q1": {"answer": "not_met"}}, {})
    assert [one.field for one in refused.value.problems] == ["Q1", "Q2", "Q3", "Q4"]


def test_the_third_is_asked_only_what_was_answered_apart() -> None:
    other = {**GOOD, "Q2": {"answer": "not_met", "note": "缺"}, "Q4": {"answer": "另有说法"}}
    assert [one.code for one in to_settle(ASKED, GOOD, other)] == ["Q2"]
    assert to_settle(ASKED, GOOD, GOOD) == []


def test_a_clock_is_shown_where_it_runs_and_else_the_part_that_tells_of_it() -> None:
    clock = Question("Q2", Group.COVERAGE, "met", 2, "问", "Asked", clock="L1")
    assert place_of(clock, held={"clock-L1"}).code == "clock-L1"
    assert place_of(clock, held=set()).code == "file-charge"


def test_low_kappa_is_not_called_slight_agreement_where_nearly_all_is_the_same() -> None:
    pairs = [("met", "met")] * 33 + [("met", "not_met")]
    found = agreement(pairs)
    assert found.kappa == 0
    assert "tells little" in str(told(found))
    assert "tells little" not in str(told(agreement([("met", "not_met"), ("met", "met")])))


@pytest.mark.parametrize(
    ("kept", "given", "both"),
    [
        ({"Q1": {"answer": "met"}}, {}, {"Q1": {"answer": "met"}}),
        ({"Q1": {"answer": "met"}}, {"Q1": {"answer": "met", "note": "甲"}},
         {"Q1": {"answer": "met", "note": "甲"}}),
        ({"Q1": {"answer": "met"}}, {"Q2": {"answer": "met"}},
         {"Q1": {"answer": "met"}, "Q2": {"answer": "met"}}),
        ({"Q1": {"answer": "met"}}, {"Q1": {"answer": "not_met"}}, None),
    ],
)  # fmt: skip
def test_an_older_page_and_the_draft_are_joined_unless_they_contradict(kept, given, both) -> None:
    assert merged(kept, given, {}) == both


def test_a_page_drawn_before_its_last_answers_arrived_takes_nothing_back() -> None:
    drawn = {"Q1": {"answer": "met"}, "Q2": {"answer": "met"}, "Q3": {"answer": "met"}}
    shown = read_shown(as_shown(drawn))
    kept = {**drawn, "Q1": {"answer": "not_met", "note": "缺"}}
    assert merged(kept, drawn, shown) == kept, "what it did not change stays as kept"
    typed = {**drawn, "Q2": {"answer": "not_met", "note": "无"}}
    assert merged(kept, typed, shown) == {**kept, "Q2": typed["Q2"]}
    emptied = {code: one for code, one in drawn.items() if code != "Q3"}
    assert "Q3" not in (merged(kept, emptied, shown) or {})
    assert merged(kept, {**drawn, "Q1": {"answer": "cannot_tell"}}, shown) is None
    assert read_shown(",x,:y,Q1:") == {}
