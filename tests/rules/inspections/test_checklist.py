"""The checklist: complete answers, what two answered apart, what the register answers itself."""

from __future__ import annotations

import pytest

from touyan.deadlines.rules.rule_data import rule_from
from touyan.inspections.rules.checklist import (
    check_answers,
    check_content,
    differences,
    faults,
    questions_of,
    settled,
)
from touyan.inspections.rules.prefill import Known, not_running, prefill
from touyan.inspections.rules.words import Answer, Group, Severity
from touyan.inspections.seed import shipped_checklist
from touyan.kernel.errors import Invalid
from touyan.kernel.messages import message
from touyan.leadership.rules.matrix import CellState
from touyan.leadership.rules.words import LeaderAct

CONTENT = shipped_checklist()["content"]
QUESTIONS = questions_of(CONTENT)


def answered(**changes: dict[str, str]) -> dict[str, dict[str, str]]:
    usual = {one.code: {"answer": "met" if one.type == "met" else "说明"} for one in QUESTIONS}
    return {**usual, **changes}


def test_the_shipped_checklist_can_be_asked_and_covers_every_group_and_act() -> None:
    check_content(CONTENT)
    assert {one.group for one in QUESTIONS} == set(Group)
    assert {act.value for act in LeaderAct} <= {one.act for one in QUESTIONS}
    assert all(one.basis_zh and one.basis_en for one in QUESTIONS)


@pytest.mark.parametrize("spoil", [{"code": ""}, {"group": "x"}, {"type": "x"}, {"weight": 9},
                                   {"text_en": ""}, {"code": "Q02"}])  # fmt: skip
def test_questions_that_could_not_be_asked_are_refused(spoil: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        check_content([{**CONTENT[0], **spoil}, *CONTENT[1:]])


def test_every_question_is_answered_and_every_fault_told() -> None:
    check_answers(QUESTIONS, answered())
    for gap in (
        {},
        {"answer": "perhaps"},
        {"answer": "not_met", "note": " "},
        {"answer": "not_met", "note": "无笔录", "evidence": " "},
    ):
        with pytest.raises(Invalid) as refused:
            check_answers(QUESTIONS, answered(Q05=gap))
        assert [one.field for one in refused.value.problems] == ["Q05"]


def test_only_what_was_answered_apart_goes_to_the_third_and_the_third_decides() -> None:
    one = answered(Q05={"answer": "not_met", "note": "无页码"}, Q23={"answer": "满意"})
    other = answered(Q23={"answer": "不满意"})
    assert differences(QUESTIONS, one, other) == ["Q05"], "words may differ"
    third = {"Q05": {"answer": "not_met", "note": "确无页码"}}
    stands = settled(QUESTIONS, one, other, third)
    assert stands["Q05"]["note"] == "确无页码"
    assert settled(QUESTIONS, one, other, None)["Q05"] == {}, "open until it is settled"
    assert settled(QUESTIONS, one, None, None) == one


def test_a_fault_weighs_as_the_question_says_unless_the_reviewer_says_otherwise() -> None:
    found = faults(QUESTIONS, answered(Q05={"answer": "not_met", "note": "x"},
                                       Q20={"answer": "not_met", "note": "x", "severity": "serious"},
                                       Q24={"answer": "not_met", "note": "x"}))  # fmt: skip
    assert [(one.code, weighs) for one, weighs in found] == [
        ("Q05", Severity.SERIOUS), ("Q20", Severity.SERIOUS), ("Q24", Severity.HARM)]  # fmt: skip


def test_the_register_answers_what_it_knows_and_leaves_the_rest_to_people() -> None:
    why = message("x")
    known = Known(due=True, due_why=why, led=True,
                  acts={"read": (CellState.EVIDENCED, why), "meet": (CellState.MISSING, why),
                        "preside": (CellState.NOT_REQUIRED, why),
                        "plan": (CellState.DOUBTFUL, why)},
                  clocks={"C1": (True, why), "C2": (False, why), "C3": (None, why)})  # fmt: skip
    found = {code: one.answer for code, one in prefill(QUESTIONS, known).items()}
    assert found == {
        "Q01": Answer.MET, "Q03": Answer.MET, "Q05": Answer.MET, "Q06": Answer.NOT_MET,
        "Q07": Answer.CANNOT_TELL, "Q08": Answer.NOT_APPLICABLE, "Q13": Answer.MET,
        "Q14": Answer.NOT_MET, "Q15": Answer.NOT_APPLICABLE,
    }  # fmt: skip


def test_a_time_limit_that_did_not_run_is_answered_with_why() -> None:
    names = dict.fromkeys(("name_zh", "name_en", "legal_basis_zh", "legal_basis_en"), "x")
    rule = {**names, "amount": 7, "unit": "day", "valid_from": "2020-01-01"}
    letters = {**rule, "code": "C2", "applies_to": {"channel": ["letter"]}}
    rules = [rule_from(one) for one in ({**rule, "code": "C1"}, letters, {**rule, "code": "L1"})]
    ran = {"C1": (True, message("x"))}
    quiet = not_running(rules, {"channel": "visit"}, ran)
    assert {code: str(why) for code, (_kept, why) in quiet.items()} == {
        "C2": "The rule does not ask this time limit of such a matter.",
        "L1": "The time limit has not begun: nothing on record sets it off.",
    }
    known = Known(due=None, due_why=message("x"), led=False, clocks={**ran, **quiet})
    found = prefill(QUESTIONS, known)
    assert [found[code].answer for code in ("Q13", "Q14", "Q02")] == [
        Answer.MET, Answer.NOT_APPLICABLE, Answer.NOT_APPLICABLE]  # fmt: skip
