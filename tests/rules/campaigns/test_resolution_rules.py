"""Grades rest on evidence; promises show nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from touyan.campaigns.rules.resolution import (
    CONFIRMED,
    FITS,
    PROVED_BY,
    Evidence,
    Item,
    Proof,
    Team,
    check_confirmation,
    check_proposal,
    grades_for,
    why_not_outside,
    window_until,
)
from touyan.kernel.errors import Invalid, Refused
from touyan.kernel.messages import message
from touyan.matters.rules.no_promise import beyond_ceasing, promise_in

TODAY = date(2026, 11, 23)


def item(kind: Evidence, **changes: object) -> Item:
    proof = sorted(PROVED_BY[kind])[-1]
    usual: dict[str, object] = {
        "kind": kind, "proof": proof, "ref": "paper:1", "name": "答复函", "on": TODAY, "text": "已办",
        "heard_by_name": "王芳" if kind is Evidence.STATEMENT else "",
    }  # fmt: skip
    return Item(**{**usual, **changes})  # type: ignore[arg-type]


def check(grade: int, *items: Item, note: str = "") -> None:
    check_proposal(grade, items, note=note, closed=True, today=TODAY)


def test_only_the_petitioners_own_statement_reaches_r2() -> None:
    others = [item(kind) for kind in Evidence if kind is not Evidence.STATEMENT]
    assert grades_for(others) == {0, 1}
    assert grades_for([item(Evidence.STATEMENT)]) == {0, 1, 2}
    assert grades_for([]) == {0}
    assert CONFIRMED not in FITS


@pytest.mark.parametrize("kind", list(Evidence))
def test_each_kind_of_evidence_takes_its_own_proof(kind: Evidence) -> None:
    for proof in set(Proof) - PROVED_BY[kind]:
        with pytest.raises(Invalid):
            check(0, item(kind, proof=proof))


def test_an_entry_that_shows_something_else_is_no_proof() -> None:
    explained = item(Evidence.EXPLAINED, proof=Proof.ACT)
    check(1, replace(explained, act="serve_answer"))
    with pytest.raises(Invalid):
        check(1, replace(explained, act="propose_resolution"))


@pytest.mark.parametrize(
    "written",
    ["已签订息诉罢访承诺书。", "当事人保证不再上访。", "He promised never to petition again."],
)
def test_the_office_does_not_offer_silence_as_evidence(written: str) -> None:
    with pytest.raises(Refused, match="ceasing to petition"):
        check(0, note=written)


@pytest.mark.parametrize(
    "written",
    ["申诉人撤回申诉，附撤回书。", "未要求其承诺不再上访。", "赔偿款三万元已支付，附银行回单。"],
)
def test_the_office_may_tell_what_happened(written: str) -> None:
    check(0, note=written)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("本人自愿息诉罢访，今后不再上访。", ""),
        ("我保证以后不再上访，特此承诺", ""),
        ("I promise not to petition again.", ""),
        ("不想再上访了", ""),
        ("我同意", "我同意"),
        ("对处理结果满意，以后不再上访", "对处理结果满意"),
        ("钱收到了。不再申诉了", "钱收到了"),
    ],
)
def test_the_petitioners_words_count_for_what_they_say_of_the_outcome(said: str, left: str) -> None:
    assert beyond_ceasing(said) == left


def test_a_report_that_nobody_was_asked_to_stop_is_no_promise() -> None:
    assert promise_in("没有要求其息诉。") == ""


def test_a_person_of_the_handling_department_verifies_only_where_there_is_no_other() -> None:
    team = Team("/1/", department=7, another=True)
    assert why_not_outside(5, {7}, team)
    assert why_not_outside(5, {8}, team) is None
    assert why_not_outside(5, set(), team) is None
    assert why_not_outside(5, {7}, replace(team, another=False)) is None


def test_the_window_ends_with_the_month_it_cannot_find_a_day_in() -> None:
    assert window_until(date(2026, 8, 31), {"window_months": 6}) == date(2027, 2, 28)
    with pytest.raises(Refused):
        window_until(TODAY, {})


def test_r3_takes_a_window_past_no_petition_and_nothing_owed() -> None:
    fit: dict[str, object] = {
        "until": date(2026, 11, 22), "today": TODAY, "petitions": 0, "undone": [],
        "performed": "赔偿已付清",
    }  # fmt: skip
    check_confirmation(2, **fit)  # type: ignore[arg-type]
    for wrong in ({"until": TODAY}, {"until": None}, {"petitions": 1}, {"performed": " "},
                  {"undone": [message("救助金未付")]}, {"performed": "已保证不再上访"}):  # fmt: skip
        with pytest.raises(Refused):
            check_confirmation(2, **{**fit, **wrong})  # type: ignore[arg-type]
    for grade in (0, 1, 3):
        with pytest.raises(Refused):
            check_confirmation(grade, **fit)  # type: ignore[arg-type]
