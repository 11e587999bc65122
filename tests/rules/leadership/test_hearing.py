"""Hearings: who may preside, how many sit, when notice is given, in what order it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from touyan.kernel.errors import NotPermitted, Refused
from touyan.leadership.rules.hearing import (
    MOVES,
    ChairFacts,
    before_deciding,
    check,
    check_chair,
    check_notice,
    check_over,
    check_size,
    check_step,
    check_weighing,
    majority,
    notice_days,
    order_of_steps,
    panel_limits,
    steps_missing,
    steps_open,
)
from touyan.leadership.rules.hearing_words import HEARING_TITLES, HearingForm, HearingState, Stance
from touyan.leadership.rules.hearing_words import HearingStep as Step
from touyan.leadership.seed import shipped_rules
from touyan.organs.rules.roles import Role

S = HearingState
EXPECTED = {
    "set_hearing": (set(), S.SET),
    "draw_panel": ({S.SET}, None),
    "excuse_officer": ({S.SET, S.NOTICED}, None),
    "give_hearing_notice": ({S.SET}, S.NOTICED),
    "hearing_step": ({S.NOTICED}, None),
    "hearing_opinion": ({S.NOTICED}, None),
    "hold_hearing": ({S.NOTICED}, S.HELD),
    "weigh_hearing": ({S.HELD}, S.DECIDED),
    "consent_hearing": ({S.HELD}, S.DECIDED),
    "tell_hearing_outcome": ({S.DECIDED}, None),
    "cancel_hearing": ({S.SET, S.NOTICED}, S.CANCELLED),
}
SHIPPED = {rule.code: rule.content for rule in shipped_rules() if rule.family == "panel"}
ZHAO, QIAN, LI = 1, 2, 3
LEADER = ChairFacts(ZHAO, {Role.CHIEF}, sees=True, deciders=(), leader_id=ZHAO)


def test_the_moves_are_those_written_down_here() -> None:
    assert {m.verb: (set(m.sources), m.target) for m in MOVES} == EXPECTED
    assert {m.verb for m in MOVES} <= set(HEARING_TITLES)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", [verb for verb in EXPECTED if verb != "set_hearing"])
def test_a_move_is_possible_in_its_states_only(verb: str, state: HearingState) -> None:
    if state in EXPECTED[verb][0]:
        check(verb, state=state, roles=set(Role))
    else:
        with pytest.raises(Refused, match="not possible while the hearing is"):
            check(verb, state=state, roles=set(Role))


def test_only_the_chief_sets_a_hearing() -> None:
    check("set_hearing", state=None, roles={Role.CHIEF})
    with pytest.raises(NotPermitted, match="Chief procurator"):
        check("set_hearing", state=None, roles={Role.HANDLER})


def test_the_leader_in_charge_presides() -> None:
    check_chair(LEADER)


@pytest.mark.parametrize("role", [Role.DEPUTY_CHIEF, Role.DEPARTMENT_HEAD, Role.HANDLER])
def test_nobody_presides_in_the_leaders_stead(role: Role) -> None:
    with pytest.raises(Refused, match="must preside in person"):
        check_chair(replace(LEADER, account_id=QIAN, roles={role}))


def test_without_a_leader_in_charge_the_handler_presides() -> None:
    check_chair(ChairFacts(LI, {Role.HANDLER}, sees=True, deciders=(), leader_id=None))


def test_a_clerk_does_not_preside() -> None:
    with pytest.raises(Refused, match="one of those who handle"):
        check_chair(ChairFacts(LI, {Role.CLERK}, sees=True, deciders=(), leader_id=None))


def test_whoever_made_the_challenged_decision_does_not_preside() -> None:
    with pytest.raises(Refused, match="challenged decision"):
        check_chair(replace(LEADER, deciders={ZHAO}))


def test_whoever_is_walled_off_does_not_preside() -> None:
    with pytest.raises(Refused, match="may not be given"):
        check_chair(replace(LEADER, sees=False))


@pytest.mark.parametrize("size", [3, 4, 5, 6, 7])
def test_three_to_seven_officers_sit(size: int) -> None:
    check_size(size, panel_limits(SHIPPED["P1"]))


@pytest.mark.parametrize("size", [0, 2, 8])
def test_two_are_too_few_and_eight_too_many(size: int) -> None:
    with pytest.raises(Refused, match="has 3 to 7"):
        check_size(size, panel_limits(SHIPPED["P1"]))


@pytest.mark.parametrize("form", HearingForm)
def test_three_days_before_is_in_time_and_two_is_not(form: HearingForm) -> None:
    days = notice_days(form, {"days": 3}, SHIPPED["P4"])
    check_notice(on=date(2026, 11, 23), hearing_on=date(2026, 11, 26), days=days)
    with pytest.raises(Refused, match="too late"):
        check_notice(on=date(2026, 11, 24), hearing_on=date(2026, 11, 26), days=days)


def test_only_a_rule_shortens_the_notice_and_of_the_simplified_form_alone() -> None:
    assert notice_days(HearingForm.SIMPLIFIED, {"days": 3}, {"days": 1}) == 1
    assert notice_days(HearingForm.OPEN, {"days": 3}, {"days": 1}) == 3
    assert SHIPPED["P4"] == {"days": None}


def test_the_steps_come_in_the_order_of_the_rule() -> None:
    order, optional = order_of_steps(SHIPPED["P5"])
    assert steps_open(order, optional, []) == [Step.OPENING]
    assert steps_open(order, optional, ["opening"]) == [Step.OPENING, Step.INTRODUCE]
    done = ["opening", "introduce", "petitioner"]
    assert steps_open(order, optional, done) == [Step.PETITIONER, Step.OTHERS, Step.QUESTIONS]


def test_a_step_out_of_turn_is_refused() -> None:
    order, optional = order_of_steps(SHIPPED["P5"])
    with pytest.raises(Refused, match="does not come now"):
        check_step("deliberate", steps_open(order, optional, ["opening"]), "休会")


def test_an_earlier_step_cannot_be_entered_later() -> None:
    order, optional = order_of_steps(SHIPPED["P5"])
    with pytest.raises(Refused, match="does not come now"):
        check_step("opening", steps_open(order, optional, ["opening", "introduce"]), "补记")


def test_a_hearing_is_not_over_without_its_steps_opinions_and_record() -> None:
    order, optional = order_of_steps(SHIPPED["P5"])
    owed = [step.value for step in order if step not in optional]
    assert steps_missing(order, optional, owed) == []
    missing = steps_missing(order, optional, owed[:-1])
    with pytest.raises(Refused, match="chair sums up"):
        check_over(missing, silent=0, record="卷一", read=True)
    with pytest.raises(Refused, match="opinion of each"):
        check_over([], silent=1, record="卷一", read=True)
    with pytest.raises(Refused, match="read back"):
        check_over([], silent=0, record="卷一", read=False)
    check_over([], silent=0, record="卷一", read=True)


@pytest.mark.parametrize(
    ("stances", "found"),
    [
        (["supports", "supports", "against"], Stance.SUPPORTS),
        (["supports", "against", "partly"], None),
        (["supports", "supports", "against", "against"], None),
        (["against", "against", "against", "supports"], Stance.AGAINST),
    ],
)
def test_a_majority_is_more_than_half(stances: list[str], found: Stance | None) -> None:
    assert majority(stances) is found


def test_the_weighing_fits_the_opinions() -> None:
    check_weighing(Stance.SUPPORTS, "followed", "")
    check_weighing(None, "no_majority", "三种意见各一")
    with pytest.raises(Refused, match="had the majority"):
        check_weighing(Stance.SUPPORTS, "no_majority", "各有道理")
    with pytest.raises(Refused, match="No view had a majority"):
        check_weighing(None, "followed", "")
    with pytest.raises(Refused, match="reason"):
        check_weighing(Stance.SUPPORTS, "not_followed", " ")


@pytest.mark.parametrize(
    ("state", "weight", "says"),
    [
        (S.SET, "", "hold it, or cancel it"),
        (S.NOTICED, "", "hold it, or cancel it"),
        (S.HELD, "", "is followed"),
        (S.HELD, "not_followed", "chief's consent"),
        (S.DECIDED, "not_followed", ""),
        (S.CANCELLED, "", ""),
    ],
)
def test_a_matter_is_decided_after_its_hearing_is_weighed(
    state: HearingState, weight: str, says: str
) -> None:
    why = before_deciding(state, weight=weight, day=date(2026, 11, 30))
    assert (says in str(why)) if says else why is None
