"""Each act is proved by its own evidence; what lacks is named field by field."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.leadership.acts import ON_A_BUSY_MACHINE

from touyan.kernel.errors import Invalid
from touyan.leadership.rules.evidence import BY_FORM, FIELDS, check_evidence
from touyan.leadership.rules.words import LeaderAct

WHOLE: dict[LeaderAct, dict[str, Any]] = {
    LeaderAct.READ: {"pages": "第一卷", "issues": "伤情鉴定是否遗漏首次住院病历", "minutes": "90"},
    LeaderAct.MEET: {
        "where": "reception", "present": "吴秀兰、李志远", "minutes": "60",
        "said": "认为鉴定没有看第一次住院的病历", "confirmed": "signed",
    },
    LeaderAct.PLAN: {"plan": "先调取第一次住院病历，再请省院技术部门重新鉴定伤情，六月十日前完成。"},
    LeaderAct.PRESIDE: {"chair": "赵敏", "record": "听证笔录第1页", "present": "听证员五名"},
    LeaderAct.DECIDE: {"opinion": "原判量刑适当，误工费另行调解。"},
    LeaderAct.EXPLAIN: {
        "where": "local", "present": "吴秀兰", "minutes": "45",
        "questions": "为何不采信证人？因其陈述前后矛盾。",
    },
    LeaderAct.RELIEF: {"measure": "移送司法救助审查", "result": "已受理"},
    LeaderAct.FOLLOW_UP: {"how": "telephone", "spoke_with": "吴秀兰", "heard": "已收到误工费赔偿"},
}  # fmt: skip


def faults(act: LeaderAct, **changes: Any) -> set[str]:
    try:
        check_evidence(act, {**WHOLE[act], **changes})
    except Invalid as refusal:
        return {problem.field for problem in refusal.problems}
    return set()


@pytest.mark.parametrize("act", list(LeaderAct))
def test_whole_evidence_is_kept_in_its_fields(act: LeaderAct) -> None:
    kept = check_evidence(act, {**WHOLE[act], "smuggled": "x"})
    assert set(kept) == {field.code for field in FIELDS[act]}


@pytest.mark.parametrize("act", list(LeaderAct))
def test_nothing_given_names_every_field_that_is_needed(act: LeaderAct) -> None:
    wanted = {field.code for field in FIELDS[act] if field.required}
    with pytest.raises(Invalid) as refused:
        check_evidence(act, {})
    assert {problem.field for problem in refused.value.problems} == wanted


@pytest.mark.parametrize(
    ("act", "field"),
    [(act, field.code) for act in LeaderAct for field in FIELDS[act] if field.required],
)
def test_each_needed_field_is_missed_on_its_own(act: LeaderAct, field: str) -> None:
    assert faults(act, **{field: " "}) == {field}


@pytest.mark.parametrize(
    ("minutes", "well"),
    [
        ("9" * 5000, False),
        ("0", False),
        ("1", True),
        ("1440", True),
        ("1441", False),
        ("-5", False),
        ("一", False),
    ],
)
def test_minutes_lie_within_a_day(minutes: str, well: bool) -> None:
    assert (faults(LeaderAct.READ, minutes=minutes) == set()) is well


def test_a_place_nobody_offered_is_refused() -> None:
    assert faults(LeaderAct.MEET, where="moon") == {"where"}


def test_a_plan_of_few_words_proves_nothing() -> None:
    assert faults(LeaderAct.PLAN, plan="按程序依法办理好此案") == {"plan"}


def test_a_decision_proves_itself_and_has_no_form() -> None:
    assert LeaderAct.DECIDE not in BY_FORM
    assert set(BY_FORM) | {LeaderAct.DECIDE} == set(LeaderAct)


VALUES = st.none() | st.booleans() | st.integers() | st.text("阅卷1２ab ", max_size=40)
CODES = sorted({field.code for fields in FIELDS.values() for field in fields})


@ON_A_BUSY_MACHINE
@given(
    act=st.sampled_from(LeaderAct),
    given_=st.fixed_dictionaries({}, optional=dict.fromkeys(CODES, VALUES)),
)
def test_whatever_is_typed_is_kept_or_refused_and_never_breaks(
    act: LeaderAct, given_: dict[str, object]
) -> None:
    try:
        kept = check_evidence(act, given_)
    except Invalid:
        return
    assert all(kept[field.code] not in (None, "") for field in FIELDS[act] if field.required)
