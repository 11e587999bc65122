"""Triage: the ordinary procedure is closed to litigation; a review of non-prosecution is noticed."""

from __future__ import annotations

import pytest

from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Invalid
from touyan.matters.rules.triage import LITIGATION, ORDINARY, check_procedure, non_prosecution

JUDGMENT = "（2024）浙0106刑初118号"


@pytest.mark.parametrize("kind", list(LITIGATION))
def test_litigation_is_not_handled_in_the_ordinary_procedure(kind: Kind) -> None:
    with pytest.raises(Invalid, match="concerns litigation") as refused:
        check_procedure(kind, ordinary=True)
    [problem] = refused.value.problems
    assert problem.field == "ordinary_procedure"
    assert LITIGATION[kind] in str(problem.reason)
    assert "Opinion or suggestion" in str(problem.cure)


@pytest.mark.parametrize("kind", list(LITIGATION))
def test_litigation_goes_on_by_its_own_procedure(kind: Kind) -> None:
    check_procedure(kind, ordinary=False)


@pytest.mark.parametrize("kind", ORDINARY)
def test_the_other_kinds_may_take_either(kind: Kind) -> None:
    check_procedure(kind, ordinary=True)
    check_procedure(kind, ordinary=False)


def proposed(*, number: str = JUDGMENT, text: str = "", kind: Kind = Kind.CRIMINAL_PETITION) -> str:
    return str(non_prosecution(kind, numbers=[number], texts=[text]) or "")


@pytest.mark.parametrize(
    "number",
    [
        "吴堡检刑不诉〔2023〕9号",
        "英检公诉刑不诉[2017]3号",
        "西检刑不诉（2024）Z12号",
        "京检不起诉〔2022〕4号",
    ],
)
def test_the_number_of_a_non_prosecution_proposes_its_review(number: str) -> None:
    assert number in proposed(number=number)


@pytest.mark.parametrize(
    "number",
    [
        JUDGMENT,
        "杭公（刑）不立字〔2024〕12号",
        "黄检控申刑申复决〔2018〕1号",
        "西检刑诉〔2024〕31号",
        "",
    ],
)
def test_another_decision_proposes_nothing(number: str) -> None:
    assert proposed(number=number) == ""


@pytest.mark.parametrize(
    "text",
    [
        "我是被害人，不服西湖区人民检察院对张某作出的不起诉决定。",
        "该不起诉决定认定事实错误，请求复查。",
        "请求撤销西湖区人民检察院的不起诉决定。",
    ],
)
def test_a_petition_that_says_so_proposes_it_too(text: str) -> None:
    assert "says" in proposed(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "不服一审判决。同案人王某已被决定不起诉。",
        "请求公安机关立案侦查。",
        "请求对本人作出不起诉决定。",
    ],
)
def test_a_petition_that_only_mentions_one_proposes_nothing(text: str) -> None:
    assert proposed(text=text) == ""


@pytest.mark.parametrize("kind", [Kind.STATE_COMPENSATION, Kind.CIVIL_PETITION])
def test_who_claims_something_else_does_not_challenge_the_non_prosecution(kind: Kind) -> None:
    assert proposed(number="吴堡检刑不诉〔2023〕9号", kind=kind) == ""
