"""A campaign's matters come to what their stories say, by the rules of the register."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

import pytest
from tests.rules.demonstration.telling import NAMES, NOW, PLACE, WAGES, office

from touyan.campaigns.rules.outgoing import Known, check_outgoing
from touyan.campaigns.rules.resolution import (
    Contact,
    Evidence,
    Item,
    Proof,
    View,
    Way,
    check_confirmation,
    check_contact,
    check_proposal,
)
from touyan.campaigns.rules.revisits import Asked, Attempt, PromiseAnswer, Result, check_no_vow
from touyan.campaigns.rules.revisits import Contact as Record
from touyan.campaigns.rules.revisits import Way as By
from touyan.campaigns.rules.revisits import check_contact as check_record
from touyan.campaigns.rules.words import TITLES as LISTED_TITLES
from touyan.campaigns.rules.words import Mark
from touyan.demonstration.numbering import ACTS_PER_STORY, PER_STORY
from touyan.demonstration.rules import corpus
from touyan.demonstration.rules.campaigns import Fate, Listed, campaign_of, listed
from touyan.demonstration.rules.cast import CITY, COUNTY, SUPREME
from touyan.demonstration.rules.cleared import MadeResolution, MadeRevisit
from touyan.demonstration.rules.clearing import tell_listed
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.plan import Office
from touyan.demonstration.rules.story import Story
from touyan.leadership.rules.hearing_words import HEARING_TITLES
from touyan.leadership.rules.words import TITLES
from touyan.matters.rules.lifecycle import BY_VERB, Stage
from touyan.matters.rules.no_promise import check_no_bargain

OFFICES = [
    Office(1, SUPREME, 1, None),
    *(Office(n, str(n), 2, 1) for n in range(2, 34)),
    Office(40, CITY, 3, 20), Office(41, COUNTY, 4, 40),
    *(Office(n, str(n), 3, 20) for n in range(42, 60)),
]  # fmt: skip
DAYS = [datetime.combine(day, NOW.timetz()) for day in (
    date(2026, 1, 5), date(2026, 2, 28), date(2026, 5, 3), date(2026, 8, 31), date(2026, 10, 1),
    date(2026, 11, 23), date(2026, 12, 31),
)]  # fmt: skip


@cache
def told(now: datetime = NOW, size: str = "nation") -> list[tuple[Listed, Story]]:
    campaign = campaign_of(size, OFFICES, seed=5, now=now)
    found = []
    for index, one in enumerate(listed(campaign, OFFICES, seed=5)):
        rng = Random(f"5 {index}")
        leading = Leading(Random(f"lead {index}"), office(one.office.level), WAGES, now=now)
        days = [(one.office.id, day) for day in one.days]
        found.append((one, tell_listed(rng, one, PLACE, days, leading=leading)))
    return found


def resolved(story: Story) -> bool:
    standing = [one for one in story.cleared.resolutions if one.state == "verified"]
    return bool(story.closed_at) and any(one.grade >= 2 for one in standing)


@pytest.mark.parametrize("now", DAYS)
def test_whenever_it_is_made_350_are_closed_and_187_of_them_resolved(now: datetime) -> None:
    first = [story for one, story in told(now) if one.batch.number == 1]
    assert sum(story.closed_at is not None for story in first) == 350
    assert sum(resolved(story) for story in first) == 187
    assert len({one.office for one, _s in told(now) if one.batch.number == 1}) == 32
    second = {one.fate: story for one, story in told(now) if one.batch.number == 2}
    assert second[Fate.AGREES_AGAIN].cleared.resolutions[-1].ended_how == "new_petition"
    assert second[Fate.ONLINE].cleared.resolutions[-1].ended_how == "online"
    assert second[Fate.DROPPED].cleared.marks[-1].mark is Mark.LEAVE
    assert second[Fate.BACK].stage == Stage.REOPENED


def test_the_county_has_a_small_campaign_of_its_own_with_every_step() -> None:
    fates = Counter(one.fate for one, _story in told(size="office"))
    assert fates.total() == 11
    assert {Fate.FORM, Fate.WORKING, Fate.PROPOSED, Fate.AGREES} <= set(fates)


def test_every_step_is_a_move_the_table_permits() -> None:
    for one, story in told():
        stage = Stage.RECEIVED
        for act in sorted(story.acts, key=lambda act: act.at):
            if act.verb in ("open", "join", "note", "sign", *TITLES, *HEARING_TITLES,
                            *LISTED_TITLES):  # fmt: skip
                continue
            if act.verb in ("receive", "register") and act.petition:
                continue
            move = BY_VERB[act.verb]
            assert not move.sources or stage in move.sources, (one.fate, act.verb, stage)
            stage = move.lands(stage)
        assert stage == story.stage, one.fate
        assert len(story.acts) <= ACTS_PER_STORY
        assert len(story.papers) <= PER_STORY * 4
        assert all(act.at <= NOW for act in story.acts)


def test_every_one_was_terminated_and_petitioned_again_before_it_was_listed() -> None:
    for one, story in told():
        assert story.terminated
        ended = story.terminated.at
        assert all(remedy["number"] and remedy["on"] for remedy in story.terminated.remedies)
        since = [p for p in story.petitions if ended < p.registered_at < one.batch.frozen_at]
        assert since, one.fate
        first = next(act for act in story.acts if act.verb == "enter_batch")
        assert ended < first.at
        taken_up = [act for act in story.acts if act.verb == "reopen"]
        assert taken_up
        assert all(act.detail == {"terminated": True} for act in taken_up)


def test_every_grade_rests_on_its_evidence_and_was_verified_from_outside() -> None:
    seen: Counter[object] = Counter()
    for _one, story in told():
        for made in story.cleared.resolutions:
            seen[made.state, made.grade] += 1
            proposed(story, made)
            if made.by:
                assert made.by != "handler"
                assert made.by not in {charge.leader for charge in story.led.charges}
            if made.verified_at:
                verified(made)
            if made.passed_at:
                confirmed(story, made)
    assert {("verified", 0), ("verified", 1), ("verified", 2), ("verified", 3), ("returned", 1),
            ("proposed", 2), ("ended", 0), ("ended", 2)} <= set(seen)  # fmt: skip


def proposed(story: Story, made: MadeResolution) -> None:
    items = [
        Item(Evidence(e.kind), Proof(e.proof), "ref", "name", e.on, e.text, e.act,
             heard_by=1 if e.heard_by else None, heard_by_name=NAMES.get(e.heard_by, ""))
        for e in made.evidence
    ]  # fmt: skip
    closed = any(closing.at < made.at for closing in story.closings)
    check_proposal(min(made.grade, 2), items, note=made.note, closed=closed, today=made.at.date())
    for item in made.evidence:
        if item.proof == "act":
            assert story.acts[item.place].verb == item.act
            assert story.acts[item.place].at <= made.at


def verified(made: MadeResolution) -> None:
    said = {k: v for k, v in made.contact.items() if k in ("whom", "words", "free")}
    contact = Contact(Way(made.contact["way"]), date.fromisoformat(str(made.contact["on"])),
                      view=View(made.contact["view"]), **said)  # type: ignore[arg-type]  # fmt: skip
    assert made.verified_at
    check_contact(min(made.grade, 2), contact, proposed_on=made.at.date(),
                  today=made.verified_at.date())  # fmt: skip


def confirmed(story: Story, made: MadeResolution) -> None:
    assert made.passed_at
    assert made.verified_at
    came = [p for p in story.petitions if p.received_on > made.verified_at.date()]
    check_confirmation(2, until=made.window_until, today=made.passed_at.date(),
                       petitions=len(came), undone=(), performed=made.performed)  # fmt: skip
    assert all(promise.kept_at for promise in story.led.promises)


def test_every_revisit_holds_what_a_record_must_and_some_are_overdue() -> None:
    seen: Counter[str] = Counter()
    for _one, story in told():
        for made in story.cleared.revisits:
            if made.at is None:
                waits = made.due_on >= NOW.date()
                seen["dropped" if made.dropped_at else "waiting" if waits else "overdue"] += 1
                continue
            seen[made.result] += 1
            recorded(story, made)
    assert {"waiting", "overdue", "dropped", *(one.value for one in Result)} <= set(seen), seen


def recorded(story: Story, made: MadeRevisit) -> None:
    assert made.on
    contact = made.contact
    tried = contact["attempts"]
    record = Record(
        Result(made.result), made.on, By(contact["way"]) if contact.get("way") else None,
        str(contact.get("who", "")), str(contact.get("with", "")),
        {one["code"]: one["answer"] for one in made.answers},
        {str(place): PromiseAnswer(done, said) for place, done, said in made.promised},
        [Attempt(date.fromisoformat(t["on"]), By(t["way"]), t["what"]) for t in tried],  # type: ignore[attr-defined]
        made.findings,
    )  # fmt: skip
    made_then = [str(n) for n, p in enumerate(story.led.promises) if made.at and p.at < made.at]
    asked = Asked(story.closings[made.closing].at.date(), made.due_on, made.on,
                  [f"VQ{n}" for n in range(1, 6)], made_then)  # fmt: skip
    check_record(record, asked)


def test_no_findings_tell_who_petitioned() -> None:
    sent = 0
    for _one, story in told():
        people = {someone.name for petition in story.petitions for _r, someone in petition.people}
        for made in story.cleared.scrutinies:
            sent += made.sent_at is not None
            parts = [("", made.findings), ("", made.advice), ("", made.origin)]
            check_outgoing(parts, Known(names=frozenset(people)))
    assert sent > 20


def test_no_sentence_of_a_campaign_trades_anything_for_silence_or_keeps_a_vow() -> None:
    lines = [line for block in corpus.blocks("clearing") for line in block["text"]]
    check_no_bargain(lines)
    check_no_vow(lines)
    for _one, story in told():
        check_no_bargain(mark.reason for mark in story.cleared.marks)
        check_no_vow(revisit.findings for revisit in story.cleared.revisits)


def test_the_lists_are_the_same_each_time() -> None:
    again = campaign_of("nation", OFFICES, seed=5, now=NOW)
    assert listed(again, OFFICES, seed=5) == [one for one, _story in told()]
    later = campaign_of("nation", OFFICES, seed=5, now=NOW + timedelta(days=1))
    assert later.public_id == again.public_id
