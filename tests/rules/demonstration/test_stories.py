"""The demonstration's stories are stories that could have happened."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from tests.rules.demonstration.telling import NOW, told

from touyan.campaigns.rules.words import TITLES as LISTED_TITLES
from touyan.demonstration.rules.plan import Office, arrivals
from touyan.intake.rules.words import Kind
from touyan.leadership.rules.hearing_words import HEARING_TITLES
from touyan.leadership.rules.words import TITLES
from touyan.matters.rules.lifecycle import BY_VERB, Stage
from touyan.matters.rules.signing import missing_move
from touyan.matters.rules.triage import check_procedure


@pytest.mark.parametrize("level", [1, 4])
def test_every_step_of_every_story_is_a_move_the_table_permits(level: int) -> None:
    for seed in range(300):
        story, stage = told(seed, level=level), Stage.RECEIVED
        joined = False
        for act in story.acts:
            if act.verb in (
                "open",
                "join",
                "note",
                "sign",
                *TITLES,
                *HEARING_TITLES,
                *LISTED_TITLES,
            ):
                joined = joined or act.verb == "join"
                continue
            if act.verb in ("receive", "register") and act.petition:
                continue
            move = BY_VERB[act.verb]
            assert not move.sources or stage in move.sources, (seed, act.verb, stage)
            stage = move.lands(stage)
        if story.opened:
            assert stage == story.stage, seed


def test_nothing_in_a_story_lies_in_the_future_or_before_its_receipt() -> None:
    for seed in range(300):
        story = told(seed)
        first = story.petitions[0].received_on
        for act in story.acts:
            assert act.at <= NOW, (seed, act.verb)
            assert first <= (act.on or act.at.date()) <= NOW.date(), (seed, act.verb)


def test_a_served_paper_was_signed_before_it_was_served() -> None:
    for seed in range(300):
        for paper in told(seed).papers:
            if paper.served_on:
                assert paper.signed_at is not None
                assert paper.signed_at.date() <= paper.served_on
                assert paper.drafted_at <= paper.signed_at


def test_a_paper_is_signed_only_after_what_it_announces() -> None:
    for seed in range(300):
        done: list[str] = []
        for act in told(seed).acts:
            if act.verb == "sign":
                assert missing_move(str(act.detail["paper"]), done) is None, seed
            done.append(act.verb)


def test_the_stories_end_in_many_ways() -> None:
    stages = Counter(told(seed, level=1).stage for seed in range(600))
    assert {"closed", "watched", "terminated", "handling", "informed", "transferred",
            "not_accepted"} <= set(stages)  # fmt: skip


def test_the_same_seed_gives_the_same_story() -> None:
    one, other = told(41), told(41)
    assert one == other


def test_the_plan_is_the_same_each_time_and_keeps_its_number() -> None:
    offices = [Office(n, str(n), 1 + n % 4, n // 2 or None) for n in range(1, 60)]
    today = date(2026, 11, 23)
    plan = arrivals("nation", offices, seed=5, today=today)
    assert plan == arrivals("nation", offices, seed=5, today=today)
    assert sum(arrival.ordinal == 0 for arrival in plan) == 30_000
    assert all(arrival.on <= today and arrival.on.weekday() < 5 for arrival in plan)


def test_a_story_takes_the_procedure_that_its_kind_allows() -> None:
    seen = set()
    for seed in range(400):
        story = told(seed)
        seen |= {name for name in ("ordinary_procedure", "non_prosecution") if getattr(story, name)}
        check_procedure(Kind(story.kind), ordinary=story.ordinary_procedure)
        decision = story.petitions[0].said.challenged
        if story.non_prosecution:
            assert decision is not None, seed
            assert "不诉" in decision.number, seed
    assert seen == {"ordinary_procedure", "non_prosecution"}
