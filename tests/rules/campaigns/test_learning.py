"""Causes of recurrence and reverse scrutiny: what may be said, and what must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from touyan.campaigns.rules.learning import (
    Findings,
    Said,
    check_answer,
    check_cause,
    check_findings,
    standing_codes,
)
from touyan.kernel.errors import Refused
from touyan.leadership.rules.dated import DatedRule

TABLE = [
    DatedRule("cause", code, code, code, "", "", date(2022, 1, 1), content={"cause": True})
    for code in ("R01", "R04")
]
FOUND = Findings("浙杭检刑不诉〔2024〕8号", None, "某市公安局", "E1", "没有调取病历", "补充调取")
NAMED, TAKEN_BACK = Said("R01", applies=True), Said("R01", applies=False)


def test_a_cause_stands_until_it_is_taken_back_and_may_be_named_again() -> None:
    said = [NAMED, Said("R04", applies=True), TAKEN_BACK]
    assert standing_codes(said) == ["R04"]
    assert standing_codes([*said, NAMED]) == ["R04", "R01"]


@pytest.mark.parametrize(
    ("code", "applies", "reason", "said"),
    [
        ("R99", True, "有理由", []),
        ("R01", True, " ", []),
        ("R01", True, "有理由", [NAMED]),
        ("R01", False, "有理由", []),
        ("R01", False, "有理由", [NAMED, TAKEN_BACK]),
    ],
)
def test_a_cause_comes_from_the_table_once_and_with_a_reason(
    code: str,
    applies: bool,
    reason: str,
    said: list[Said],
) -> None:
    with pytest.raises(Refused):
        check_cause(code, applies=applies, reason=reason, known=TABLE, said=said)


def test_a_cause_that_left_the_table_can_still_be_taken_back() -> None:
    old = [Said("R99", applies=True)]
    check_cause("R99", applies=False, reason="认定有误", known=TABLE, said=old)


def test_findings_are_sent_whole() -> None:
    check_findings(FOUND, errors={"E0", "E1"}, complete=True)
    for gap in ("origin", "unit_name", "error", "findings", "advice"):
        with pytest.raises(Refused):
            check_findings(replace(FOUND, **{gap: ""}), errors={"E0", "E1"}, complete=True)
    check_findings(replace(FOUND, error="", findings="", advice=""), errors={"E1"})
    check_findings(replace(FOUND, error="E0", advice=""), errors={"E0"}, complete=True)


def test_an_answer_says_what_was_mended() -> None:
    check_answer("已复查", "补充调取病历并重新鉴定")
    for answer, mended in (("", "补充"), ("已复查", " ")):
        with pytest.raises(Refused):
            check_answer(answer, mended)
