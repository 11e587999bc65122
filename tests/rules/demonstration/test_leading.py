"""The demonstration's leaders do what the rules of the register let leaders do."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal
from functools import cache

import pytest
from tests.rules.demonstration.telling import NAMES, NOW, RULES, WAGES, office, told

from touyan.demonstration.rules import corpus
from touyan.demonstration.rules.charge import MadeDeed, MadeHearing
from touyan.demonstration.rules.leader_texts import Words
from touyan.demonstration.rules.leaders import Manner, bulk_moment
from touyan.demonstration.rules.story import Story
from touyan.intake.rules.words import Kind
from touyan.leadership.rules.evidence import check_evidence
from touyan.leadership.rules.hearing import (
    before_deciding,
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
from touyan.leadership.rules.hearing_words import HearingState, Weight
from touyan.leadership.rules.helping import HelpEntry, HelpKind, check_help
from touyan.leadership.rules.naming import (
    check_decline,
    check_leader,
    check_note,
    naming_roles,
)
from touyan.leadership.rules.panel import draw
from touyan.leadership.rules.promises import check_kept
from touyan.leadership.rules.relief import (
    cap_on,
    check_asked,
    check_conditions,
    check_granted,
    conditions_on,
)
from touyan.leadership.rules.signs import Beside, DoneAct, likeness, signs
from touyan.leadership.rules.words import ChargeState, LeaderAct
from touyan.matters.rules.lifecycle import BY_VERB
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import Role

PATH = "/1/7/"
HELPING = ("refer_relief", "grant_relief", "refuse_relief", "pay_relief", "begin_help", "end_help")


@cache
def stories(level: int = 4) -> list[Story]:
    return [told(seed, level=level, led=True, rules=WAGES) for seed in range(500)]


def led(level: int = 4) -> list[Story]:
    """The stories in which a leader is in charge."""
    return [s for s in stories(level) if s.led.charges and _last(s).state is ChargeState.ACCEPTED]


def _last(story: Story):  # type: ignore[no-untyped-def]
    return story.led.charges[-1]


def viewer(part: str) -> Viewer:
    role = Role.CHIEF if part == "chief" else Role.DEPUTY_CHIEF
    account = list(NAMES).index(part)
    return Viewer(account, account, NAMES[part], (Grant(role, 7, PATH),))


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_everyone_named_may_be_named_and_by_the_one_who_named_them(level: int) -> None:
    for story in stories(level):
        for charge in story.led.charges:
            check_leader(viewer(charge.leader), (), organ_path=PATH, deciders=(), sees=True)
            if not charge.voluntary:
                roles = naming_roles(chief_in_post=True)
                assert viewer(charge.named_by).holds(roles, organ_path=PATH)
            if charge.state is ChargeState.DECLINED:
                check_decline(str(charge.ground), charge.reason)
        for form in story.led.forms:
            if form.outcome in ("named", "returned"):
                assert check_note(form.note) == form.note
                assert form.decided_by == "chief"


def test_nobody_is_named_before_a_form_lies_before_the_chief() -> None:
    for story in stories():
        waiting = False
        ledger = sorted(story.acts, key=lambda act: act.at)
        for act in ledger:
            if act.verb in ("submit_for_charge", "decline_charge"):
                assert not waiting
                waiting = True
            if act.verb in ("name_leader", "return_charge_form"):
                assert waiting, act
                waiting = False


def test_at_most_one_leader_and_one_form_stand_open() -> None:
    for story in stories():
        assert sum(charge.open for charge in story.led.charges) <= 1
        assert sum(not form.outcome for form in story.led.forms) <= 1
        if story.closed_at:
            assert all(form.outcome for form in story.led.forms)


@pytest.mark.parametrize("level", [1, 4])
def test_every_deed_is_proved_and_done_after_the_leader_took_charge(level: int) -> None:
    for story in led(level):
        for deed in story.led.deeds:
            charge = story.led.charges[deed.charge]
            assert check_evidence(deed.kind, deed.evidence) == deed.evidence
            assert charge.answered_at
            assert charge.answered_at < deed.at <= NOW
            entered = story.acts[deed.act]
            assert (entered.at, entered.who) == (deed.at, deed.who)
            helping = deed.kind is LeaderAct.RELIEF and entered.verb in HELPING
            assert helping or entered.verb == f"lead_{deed.kind.value}"


def test_a_led_matter_is_decided_and_signed_by_its_leader() -> None:
    decided = 0
    for story in led():
        for act in story.acts:
            answer = act.verb == "sign" and act.detail["paper"] == "answer"
            if act.verb == "decide" or answer:
                decided += 1
                assert act.who == _last(story).leader
                assert viewer(act.who).roles & BY_VERB["decide"].roles
    assert decided > 200


def test_nobody_acts_while_away_and_who_stands_in_is_the_one_entered() -> None:
    place = office(4)
    stood_in = 0
    for story in led():
        for deed in story.led.deeds:
            leader = story.led.charges[deed.charge].leader
            assert not place.stand_in(deed.who, deed.on)
            if deed.on_behalf:
                stood_in += 1
                assert deed.who == place.stand_in(leader, deed.on)
    assert stood_in


def test_who_leads_in_earnest_goes_through_the_acts_in_their_order() -> None:
    order = [LeaderAct.READ, LeaderAct.MEET, LeaderAct.PLAN, LeaderAct.EXPLAIN, LeaderAct.FOLLOW_UP]
    whole = 0
    for story in led():
        if story.led.manner != Manner.REAL:
            continue
        at = {deed.kind: deed.at for deed in story.led.deeds}
        done = [at[kind] for kind in order if kind in at]
        assert done == sorted(done)
        whole += len(done) == len(order)
    assert whole > 60


def done_acts(story: Story) -> list[DoneAct]:
    def one(number: int, deed: MadeDeed) -> DoneAct:
        return DoneAct(str(number), deed.kind, deed.on, deed.at, NAMES[deed.who],
                       in_charge=deed.who == _last(story).leader, evidence=deed.evidence)  # fmt: skip

    decided = [
        DoneAct("decided", LeaderAct.DECIDE, act.at.date(), act.at, NAMES[act.who], in_charge=True)
        for act in story.acts
        if act.verb == "decide"
    ]
    return [one(n, deed) for n, deed in enumerate(story.led.deeds)] + decided


def seen(story: Story) -> set[str]:
    served = [(act.at.date(), act.at) for act in story.acts if act.verb == "serve_answer"]
    found = signs(RULES, done_acts(story), Beside(), leader=NAMES[_last(story).leader],
                  day=NOW.date(), region="330106", served=min(served, default=None))  # fmt: skip
    return {sign.code for sign in found}


def test_the_rules_see_nothing_on_a_real_charge_and_much_on_nominal_ones() -> None:
    signs_on: Counter[str] = Counter()
    for story in led():
        found = seen(story)
        signs_on.update(f"{story.led.manner} {code}" for code in found)
        if story.led.manner == Manner.REAL:
            assert found == set()
    assert {code.split()[1] for code in signs_on} >= {"S3", "S4", "S6", "S7", "S8"}


def test_every_sign_answered_is_one_that_stands() -> None:
    answered = 0
    for story in led():
        said = {answer.sign for answer in story.led.answers}
        assert said <= seen(story)
        answered += len(said)
    assert answered > 10


def test_real_plans_are_their_own_and_nominal_ones_are_copied() -> None:
    plans = {
        manner: [
            str(deed.evidence["plan"])
            for story in led()
            for deed in story.led.deeds
            if deed.kind is LeaderAct.PLAN and story.led.manner == manner
        ][:150]
        for manner in (Manner.REAL, Manner.NOMINAL)
    }
    real = plans[Manner.REAL]
    assert max(likeness(one, other) for n, one in enumerate(real) for other in real[:n]) < 85
    assert len(set(plans[Manner.NOMINAL])) == 1 < len(plans[Manner.NOMINAL])


def test_the_folder_is_signed_in_one_minute_at_the_end_of_the_month() -> None:
    at = [s for s in led() if s.led.manner == Manner.NOMINAL]
    moments = [act.at for story in at for act in story.acts if act.verb == "decide"]
    minutes = Counter(moment.replace(second=0) for moment in moments)
    assert max(minutes.values()) >= 2
    assert all(m.weekday() == 4 or office(4).back("deputy2", m) == m for m in moments)
    assert bulk_moment_of(datetime(2026, 10, 30, 18, tzinfo=NOW.tzinfo)).date().month == 11


def bulk_moment_of(after: datetime) -> datetime:
    from random import Random

    return bulk_moment(Random(1), after)


def test_both_sorts_of_leaders_are_there_in_a_believable_mix() -> None:
    manners = Counter(story.led.manner for story in led())
    share = {name: number / sum(manners.values()) for name, number in manners.items()}
    assert 0.55 < share["real"] < 0.75
    assert 0.12 < share["nominal"] < 0.28
    assert 0.08 < share["mixed"] < 0.25


def test_forms_wait_come_back_and_are_mostly_decided() -> None:
    outcomes = Counter(form.outcome for story in stories() for form in story.led.forms)
    total = sum(outcomes.values())
    assert 0.8 < outcomes["named"] / total < 0.98
    assert outcomes["returned"]
    assert outcomes["lapsed"]
    states = Counter(charge.state for story in stories() for charge in story.led.charges)
    assert set(states) >= {ChargeState.ACCEPTED, ChargeState.DECLINED, ChargeState.ENDED}


def test_what_must_be_led_is_what_the_rules_say() -> None:
    for level, kinds in ((4, {"criminal_petition", "filing_supervision", "state_compensation"}),):
        for story in stories(level):
            duty = story.led.duty
            accepted = any(act.verb == "accept" for act in story.acts)
            if duty and duty.due and not story.led.statements:
                assert story.kind in kinds
                assert accepted
            if story.led.forms:
                assert duty
                assert duty.due
    assert any(story.led.statements for story in stories(1))


def test_how_promises_were_kept_is_told_each_time_anew() -> None:
    told = [p.kept_how for story in stories() for p in story.led.promises if p.kept_at]
    assert len(set(told)) > len(told) * 0.9
    for how in told:
        check_kept(how)


def test_promises_are_kept_late_or_still_open() -> None:
    promises = [p for seed in (3, 4) for story in stories(seed) for p in story.led.promises]
    assert any(p.kept_at is None for p in promises)
    assert any(p.kept_at and p.kept_at.date() > p.due_on for p in promises)
    assert any(p.kept_at and p.kept_at.date() <= p.due_on for p in promises)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_sentence_of_a_leader_can_be_said_on_every_kind(kind: Kind) -> None:
    from random import Random

    from tests.rules.demonstration.telling import PLACE

    from touyan.demonstration.rules.texts import petition_text

    rng = Random(4)
    petition = petition_text(rng, kind=kind.value, place=PLACE, petitioner="", on=NOW.date())
    words = Words(rng, petition)
    acts = {block["act"][0] for block in corpus.blocks("leading")}
    for act in acts:
        for _ in range(6):
            said = words.say(act, leader="秦岚", before="赵敏")
            assert len(said) >= 2
            assert not set(said) & set("[]{}|!")
    assert 60 < len(words.plan()) < 400


def hearings() -> list[tuple[Story, MadeHearing]]:
    found = [(s, s.led.hearing) for level in (3, 4) for s in stories(level)]
    return [(story, hearing) for story, hearing in found if hearing]


def test_a_hearing_is_noticed_held_and_weighed_in_the_order_of_its_rules() -> None:
    content = {r.code: r.content for r in RULES if r.family == "panel"}
    order, optional = order_of_steps(content["P5"])
    states: Counter[HearingState] = Counter()
    for story, made in hearings():
        states[made.state] += 1
        check_size(len(made.seats), panel_limits(content["P1"]))
        if made.noticed_on:
            days = notice_days(made.form, {"days": 3}, content["P4"])
            check_notice(on=made.noticed_on, hearing_on=made.at.date(), days=days)
        done: list[str] = []
        for step, text, _at in made.steps:
            check_step(step, steps_open(order, optional, done), text)
            done.append(step.value)
        if made.held_at:
            silent = sum(seat.stance is None for seat in made.seats)
            missing = steps_missing(order, optional, done)
            check_over(missing, silent=silent, record=made.record, read=True)
        if made.weight:
            found = majority([str(seat.stance) for seat in made.seats])
            check_weighing(found, made.weight, made.weighed_why)
            assert (made.weight is Weight.NOT_FOLLOWED) == bool(made.consent_at)
        decided = [act.at for act in story.acts if act.verb == "decide"]
        if decided:
            why = before_deciding(made.state, weight=made.weight or "", day=made.at.date())
            assert why is None, story
            assert made.weighed_at
            assert made.weighed_at < decided[0]
    assert {HearingState.TOLD} <= set(states)
    assert len(states) >= 3


def test_the_panel_of_a_hearing_can_be_drawn_again_by_anyone() -> None:
    for _story, made in hearings():
        free = [str(one["code"]) for one in made.pool if one["why"] is None]
        number = {one["officer"]: str(one["code"]) for one in made.pool}
        called = [number[seat.officer.code] for seat in made.seats]
        assert draw(made.seed, free, len(called)) == called


def test_whoever_is_in_charge_presides_and_it_is_among_the_acts() -> None:
    held = 0
    for story, made in hearings():
        assert made.chair == story.led.charges[made.charge].leader
        presided = [deed for deed in story.led.deeds if deed.kind is LeaderAct.PRESIDE]
        assert bool(presided) == bool(made.held_at)
        held += len(presided)
    assert held > 10


def test_help_is_given_as_its_rules_ask_and_never_for_silence() -> None:
    found: Counter[str] = Counter()
    for story in (s for level in (2, 3, 4) for s in stories(level)):
        relief = story.led.relief
        if relief:
            day = relief.at.date()
            known = conditions_on(RULES, day=day, region="330106")
            given = {one["code"]: one["basis"] for one in relief.conditions}
            check_conditions(given, known)
            cap = cap_on(WAGES, day=day, region="330106")
            check_asked(Decimal(relief.asked), months=relief.months, cap=cap)
            check_no_bargain([relief.hardship, relief.reason, relief.paid_proof])
            if relief.granted:
                assert relief.cap is not None
                assert check_granted(Decimal(relief.granted), relief.cap) == relief.cap.amount
            found[relief.state] += 1
        for made in story.led.help:
            lawyer = made.kind is HelpKind.LAWYER
            check_help(
                HelpEntry(kind=made.kind, who=made.who, text=made.text, begun_on=made.at.date(),
                          consent=made.consent, neutral=lawyer, unpaid=lawyer),
                today=made.at.date(),
            )  # fmt: skip
            check_no_bargain([made.text, made.result, made.consent])
            found[made.kind.value] += 1
    assert set(found) >= {"referred", "granted", "paid", "refused", "lawyer", "coordination"}


def test_without_the_invented_wage_the_demonstration_grants_nothing() -> None:
    told_without = [told(seed, led=True) for seed in range(200)]
    states = {story.led.relief.state for story in told_without if story.led.relief}
    assert "referred" in states
    assert not states & {"granted", "paid"}


def test_no_sentence_of_a_leader_trades_anything_for_silence() -> None:
    check_no_bargain(line for block in corpus.blocks("leading") for line in block["text"])
    for name in ("receptions", "visits"):
        check_no_bargain(line for block in corpus.blocks(name) for line in block["answered"])
