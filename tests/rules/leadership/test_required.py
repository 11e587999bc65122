"""Which acts a matter asks of its leader, by the rules in force on the day of naming."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from touyan.intake.rules.words import Kind
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.required import Requirement, requirements
from touyan.leadership.rules.words import LeaderAct
from touyan.leadership.seed import shipped_rules

DAY = date(2023, 5, 20)


def asked(
    *, day: date = DAY, kind: Kind = Kind.CRIMINAL_PETITION, region: str = "330106",
    rules: list[DatedRule] | None = None, **facts: bool,
) -> dict[LeaderAct, Requirement]:  # fmt: skip
    found = requirements(
        shipped_rules() if rules is None else rules, kind=kind, facts=facts, day=day, region=region
    )
    return {one.act: one for one in found}


@pytest.mark.parametrize("act", [LeaderAct.READ, LeaderAct.PLAN, LeaderAct.DECIDE])
def test_reading_planning_and_deciding_are_asked_of_every_matter(act: LeaderAct) -> None:
    assert asked()[act].required


@pytest.mark.parametrize(
    ("fact", "act"),
    [
        ("hearing_held", LeaderAct.PRESIDE),
        ("hardship", LeaderAct.RELIEF),
        ("replyable", LeaderAct.MEET),
        ("replyable", LeaderAct.EXPLAIN),
        ("replyable", LeaderAct.FOLLOW_UP),
    ],
)
def test_an_act_hangs_on_its_fact_and_says_so(fact: str, act: LeaderAct) -> None:
    held, not_held = asked(**{fact: True})[act], asked(**{fact: False})[act]
    assert (held.required, not_held.required) == (True, False)
    assert str(held.why) != str(not_held.why)


def test_an_unknown_fact_asks_for_nothing() -> None:
    assert not asked()[LeaderAct.RELIEF].required


@pytest.mark.parametrize(("day", "required"), [("2020-12-31", False), ("2021-01-01", True)])
def test_before_the_rules_began_nothing_was_asked(day: str, required: bool) -> None:
    found = asked(day=date.fromisoformat(day))
    assert found[LeaderAct.READ].required is required
    assert set(found) == set(LeaderAct)


def _read_for(kinds: list[str], **changes: object) -> list[DatedRule]:
    def one(rule: DatedRule) -> DatedRule:
        if rule.content.get("act") != "read":
            return rule
        return replace(rule, content={**rule.content, "kinds": kinds}, **changes)  # type: ignore[arg-type]

    return [one(rule) for rule in shipped_rules()]


def test_an_act_asked_of_some_kinds_is_not_asked_of_others() -> None:
    rules = _read_for(["criminal_petition"])
    assert asked(rules=rules)[LeaderAct.READ].required
    other = asked(rules=rules, kind=Kind.REPORT)[LeaderAct.READ]
    assert not other.required
    assert "Report of crime" in str(other.why)


def test_a_rule_of_another_province_asks_nothing_here() -> None:
    rules = _read_for([], scope="35")
    assert not asked(rules=rules)[LeaderAct.READ].required
    assert asked(rules=rules, region="350102")[LeaderAct.READ].required


@pytest.mark.parametrize(
    ("act", "delegable"),
    [
        (LeaderAct.READ, "no"),
        (LeaderAct.DECIDE, "no"),
        (LeaderAct.PRESIDE, "no"),
        (LeaderAct.MEET, "deputy"),
        (LeaderAct.PLAN, "deputy"),
        (LeaderAct.EXPLAIN, "deputy"),
        (LeaderAct.RELIEF, "anyone"),
        (LeaderAct.FOLLOW_UP, "anyone"),
    ],
)
def test_who_may_stand_in_is_a_rule(act: LeaderAct, delegable: str) -> None:
    assert asked()[act].delegable == delegable


def test_without_a_rule_nobody_may_stand_in() -> None:
    assert asked(rules=[])[LeaderAct.FOLLOW_UP].delegable == "no"
