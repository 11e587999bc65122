"""What a finding goes through: by a state machine, and in the cases that matter most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from touyan.inspections.rules.findings import (
    MOVES,
    OVER,
    Side,
    Stage,
    Standing,
    after,
    check_harm_first,
    open_verbs,
)
from touyan.inspections.rules.words import Severity
from touyan.kernel.errors import NotPermitted, Refused

DAY = date(2026, 11, 23)


def stands(stage: Stage, severity: Severity = Severity.ORDINARY) -> Standing:
    return Standing(stage, severity, answer_by=DAY)


class Finding(RuleBasedStateMachine):
    """Anybody tries anything at any time; what is closed was looked at again."""

    def __init__(self) -> None:
        super().__init__()
        self.stage, self.went, self.today = Stage.FOUND, list[str](), DAY

    @rule(verb=st.sampled_from(sorted(MOVES)), side=st.sampled_from(Side))
    def move(self, verb: str, side: Side) -> None:
        offered = {one.verb for one in open_verbs(stands(self.stage), side=side, today=self.today)}
        try:
            self.stage = after(verb, stands(self.stage), side=side, today=self.today)
        except (NotPermitted, Refused):
            assert verb not in offered
            return
        assert verb in offered
        self.went.append(verb)

    @rule()
    def wait(self) -> None:
        self.today += timedelta(days=1)

    @invariant()
    def closed_only_when_a_second_look_passed(self) -> None:
        if self.stage is Stage.CLOSED:
            assert self.went[-2:] == ["claim", "pass"]
            assert "plan" in self.went

    @invariant()
    def final_only_after_the_office_was_heard(self) -> None:
        if self.stage in (Stage.FINAL, Stage.MENDING, Stage.CLAIMED, Stage.CLOSED):
            assert "tell" in self.went
            assert {"accept", "uphold", "lapse"} & set(self.went)

    @invariant()
    def what_is_over_stays_over(self) -> None:
        if self.stage in OVER:
            assert not open_verbs(stands(self.stage), side=Side.INSPECTION, today=self.today)
            assert not open_verbs(stands(self.stage), side=Side.OFFICE, today=self.today)


TestFinding = Finding.TestCase


def test_an_office_does_not_close_its_own_finding() -> None:
    with pytest.raises(NotPermitted):
        after("pass", stands(Stage.CLAIMED), side=Side.OFFICE, today=DAY)


def test_the_time_to_contest_binds_both_sides() -> None:
    late = DAY + timedelta(days=1)
    with pytest.raises(Refused, match="may contest until"):
        after("lapse", stands(Stage.TOLD), side=Side.INSPECTION, today=DAY)
    assert after("lapse", stands(Stage.TOLD), side=Side.INSPECTION, today=late) is Stage.FINAL
    assert after("contest", stands(Stage.TOLD), side=Side.OFFICE, today=DAY) is Stage.CONTESTED
    with pytest.raises(Refused, match="could contest until"):
        after("contest", stands(Stage.TOLD), side=Side.OFFICE, today=late)


def test_harm_to_a_petitioner_is_mended_first() -> None:
    harm = stands(Stage.MENDING, Severity.HARM)
    with pytest.raises(Refused, match="First mend what harms petitioners: 1"):
        check_harm_first(Severity.SERIOUS, [harm, stands(Stage.MENDING)])
    check_harm_first(Severity.HARM, [harm])
    check_harm_first(Severity.SERIOUS, [stands(Stage.CLOSED, Severity.HARM)])
    for stage in (Stage.FOUND, Stage.TOLD, Stage.CONTESTED, Stage.CLAIMED):
        check_harm_first(Severity.SERIOUS, [stands(stage, Severity.HARM)])
