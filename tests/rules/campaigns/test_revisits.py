"""When a matter is revisited, and what makes the record of a revisit whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from touyan.campaigns.rules.revisits import (
    Asked,
    Attempt,
    Contact,
    PromiseAnswer,
    Result,
    Situation,
    State,
    Way,
    check_contact,
    plan,
    state_of,
    vow_in,
    why_none,
)
from touyan.kernel.errors import Invalid, Refused
from touyan.leadership.rules.dated import DatedRule

ASKED = Asked(
    closed_on=date(2026, 11, 23), due_on=date(2026, 12, 23), today=date(2026, 12, 24),
    questions=["VQ1"], promises=["p1"],
)  # fmt: skip
TALK = Contact(
    result=Result.SETTLED, done_on=date(2026, 12, 23), way=Way.TELEPHONE, who="李建国",
    with_whom="吴秀兰本人", answers={"VQ1": "听明白了"},
    promised={"p1": PromiseAnswer(done=True, said="已到账")},
)  # fmt: skip
BROKEN = PromiseAnswer(done=False, said="误工费没有收到")


def rule(code: str, months: int) -> DatedRule:
    return DatedRule("revisit", code, code, code, "", "", date(2022, 1, 1),
                     content={"after_months": months})  # fmt: skip


def problems(contact: Contact) -> set[str]:
    with pytest.raises(Invalid) as refused:
        check_contact(contact, ASKED)
    return {problem.field for problem in refused.value.problems}


def test_revisits_are_counted_from_the_closing_day_in_months_that_end_early() -> None:
    found = plan([rule("V2", 3), rule("V1", 1)], closed_on=date(2027, 1, 31))
    assert [(one.rule, one.due_on) for one in found] == [
        ("V1", date(2027, 2, 28)), ("V2", date(2027, 4, 30)),
    ]  # fmt: skip


def test_a_question_of_the_table_schedules_nothing() -> None:
    asks = replace(rule("VQ1", 1), content={"question": True})
    assert not plan([asks], closed_on=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("situation", "why"),
    [
        (Situation(in_batch=False, led=False, reachable=True), "batch"),
        (Situation(in_batch=True, led=False, reachable=False, anonymous=True), "anonymous"),
        (Situation(in_batch=False, led=True, reachable=False), "telephone"),
        (Situation(in_batch=True, led=False, reachable=True), ""),
        (Situation(in_batch=False, led=True, reachable=True), ""),
    ],
)
def test_it_says_why_a_matter_gets_no_revisit(situation: Situation, why: str) -> None:
    said = why_none(situation)
    assert bool(said) == bool(why)
    assert why in said


def test_a_record_with_everything_in_it_is_kept() -> None:
    check_contact(TALK, ASKED)


def test_every_gap_of_a_record_is_named_at_once() -> None:
    empty = Contact(result=Result.DISAGREES, done_on=date(2026, 12, 23))
    assert problems(empty) == {"way", "who", "with_whom", "answer_VQ1", "promise_p1", "findings"}


def test_a_matter_with_a_broken_promise_is_not_settled() -> None:
    broken = replace(TALK, promised={"p1": BROKEN})
    assert problems(broken) == {"result"}
    check_contact(replace(broken, result=Result.DISAGREES, findings="承诺没有兑现"), ASKED)


def test_nobody_is_unreached_after_one_day_of_trying() -> None:
    once = Attempt(date(2026, 12, 23), Way.TELEPHONE, "无人接听")
    away = Contact(result=Result.UNREACHED, done_on=date(2026, 12, 24), attempts=[once, once])
    assert problems(away) == {"attempts"}
    check_contact(replace(away, attempts=[once, replace(once, on=date(2026, 12, 24))]), ASKED)


def test_a_revisit_is_not_made_weeks_before_its_day_nor_in_the_future() -> None:
    assert problems(replace(TALK, done_on=date(2026, 12, 8))) == {"done_on"}
    assert problems(replace(TALK, done_on=date(2026, 12, 25))) == {"done_on"}
    check_contact(replace(TALK, done_on=date(2026, 12, 9)), ASKED)


@pytest.mark.parametrize(
    "text",
    [
        "吴秀兰表示今后不再信访",
        "当事人承诺不再上访。",
        "已签订息诉罢访承诺",
        "She promised not to petition again",
    ],
)
def test_a_promise_to_stop_petitioning_is_not_put_on_record(text: str) -> None:
    assert vow_in(text)
    with pytest.raises(Refused, match="stop petitioning|ceasing to petition"):
        check_contact(replace(TALK, findings=text), ASKED)
    with pytest.raises(Refused):
        check_contact(replace(TALK, answers={"VQ1": text}), ASKED)


@pytest.mark.parametrize(
    "text",
    [
        "街道要求其承诺不再上访，本人不同意",
        "反映被村里逼迫签订息诉罢访承诺书",
        "表示对处理结果没有意见",
        "表示将继续向上级信访",
        "She was told that nobody may ask her to stop petitioning",
        "村干部让她签了不再上访的保证书，她不服",
    ],
)
def test_that_somebody_was_pressed_or_goes_on_stays(text: str) -> None:
    assert not vow_in(text)


def test_where_a_revisit_stands_follows_from_its_day_and_its_record() -> None:
    def at(due: date, result: str = "", *, dropped: bool = False, answered: bool = False) -> State:
        return state_of(due_on=due, result=result, dropped=dropped, answered=answered,
                        today=date(2026, 12, 24))  # fmt: skip

    assert at(date(2026, 12, 23)) is State.OVERDUE
    assert at(date(2027, 1, 7)) is State.DUE
    assert at(date(2027, 1, 8)) is State.LATER
    assert at(date(2026, 12, 23), dropped=True) is State.DROPPED
    assert at(date(2026, 12, 23), "asked") is State.ASKED
    assert at(date(2026, 12, 23), "asked", answered=True) is State.DONE
