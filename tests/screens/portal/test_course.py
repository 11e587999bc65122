"""What the petitioner is told, step by step and day by day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from tests.cast import Cast
from tests.screens.portal.petitions import LETTER, TAIL, arrive, decided

from touyan.intake.rules.words import Channel
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Matter
from touyan.matters.rules.lifecycle import Stage
from touyan.matters.rules.public_words import NEWS, steps_of
from touyan.workflows.public_progress import PublicProgress, look_up

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 27)


def at(day: date, now: datetime) -> datetime:
    return datetime.combine(day, now.timetz())


def progress(code: str, now: datetime) -> PublicProgress:
    found = look_up(code, TAIL, now=now)
    assert found is not None
    return found


def happen(matter: Matter, verb: str, cast: Cast, now: datetime, stage: Stage, **more) -> None:
    """An act with the stage it leads to; the moves have tests of their own."""
    held = lock(matter.public_id, by=cast.wang, now=now)
    held.stage = stage
    enter(held, verb, by=cast.wang, now=now, what=What(**more))


def states(found: PublicProgress) -> list[tuple[str, str]]:
    return [(str(step.label), step.state) for step in found.steps]


def news(found: PublicProgress) -> list[str]:
    return [str(text) for _day, text in found.news]


def test_a_petition_nobody_decided_is_being_examined(cast, now) -> None:
    _petition, code = arrive(cast, now)
    found = progress(code, now)
    assert states(found) == [
        ("Received", "done"), ("First examination", "current"), ("Being handled", "todo"),
        ("Answered", "todo"),
    ]  # fmt: skip
    assert found.relation == ""
    assert news(found) == [NEWS["receive"], NEWS["register"]]


@pytest.mark.parametrize(("days", "state", "overdue"), [(0, "open", False), (1, "late", True)])
@pytest.mark.parametrize("is_decided", [False, True])
def test_the_reply_is_late_only_after_its_last_day(
    days: int, state: str, overdue: bool, is_decided: bool, cast, now
) -> None:
    petition, code = arrive(cast, now)
    if is_decided:
        decided(petition, cast, now)
    found = progress(code, at(DUE + timedelta(days=days), now))
    assert (found.promises[0].due_on, found.promises[0].state) == (DUE, state)
    assert found.overdue is overdue


def test_a_reply_served_is_kept(cast, now) -> None:
    petition, code = arrive(cast, now)
    matter = decided(petition, cast, now)
    happen(matter, "reply_procedural", cast, now, Stage.REGISTERED, petition=petition)
    found = progress(code, at(date(2027, 2, 1), now))
    assert (found.promises[0].state, found.promises[0].done_on) == ("kept", now.date())
    assert NEWS["reply_procedural"] in news(found)


def test_a_year_the_calendar_does_not_know_is_said(cast, now) -> None:
    _petition, code = arrive(cast, now)
    result = progress(code, now).promises[1]
    assert (result.state, result.due_on) == ("unknown", None)
    assert result.not_before == date(2027, 2, 20)


def test_a_visit_is_promised_a_first_decision(cast, now) -> None:
    _petition, code = arrive(cast, now, channel=Channel.VISIT)
    assert [str(each.label) for each in progress(code, now).promises] == [
        "We decide how it goes on"
    ]


def test_handling_and_the_answer_are_shown_but_not_the_decision(cast, now) -> None:
    petition, code = arrive(cast, now)
    matter = decided(petition, cast, now)
    happen(matter, "accept", cast, now, Stage.ACCEPTED)
    happen(matter, "start_handling", cast, now, Stage.HANDLING)
    happen(matter, "decide", cast, now, Stage.DECIDED)
    before = progress(code, now)
    assert states(before)[2] == ("Being handled", "current")
    assert not any("ecid" in line for line in news(before))
    happen(matter, "serve_answer", cast, now, Stage.ANSWERED, petition=petition)
    after = progress(code, now)
    assert states(after)[3] == ("Answered", "done")
    assert after.steps[3].on == now.date()


def test_a_matter_passed_on_ends_its_road_there(cast, now) -> None:
    petition, code = arrive(cast, now)
    matter = decided(petition, cast, now)
    happen(matter, "transfer", cast, now, Stage.TRANSFERRED)
    happen(matter, "close", cast, now, Stage.CLOSED)
    assert states(progress(code, now)) == [
        ("Received", "done"), ("First examination", "done"), ("Passed on", "done"),
    ]  # fmt: skip


def test_what_concerns_another_petition_of_the_matter_is_not_told(cast, now) -> None:
    petition, code = arrive(cast, now)
    matter = decided(petition, cast, now)
    other, other_code = arrive(cast, now, text="另一信访人就同一判决提出申诉。")
    decided(other, cast, now, Relation.JOINT, matter)
    happen(matter, "reply_procedural", cast, now, Stage.REGISTERED, petition=other)
    assert NEWS["reply_procedural"] not in news(progress(code, now))
    assert NEWS["join"] not in news(progress(code, now))
    assert NEWS["reply_procedural"] in news(progress(other_code, now))
    assert progress(code, now).promises[0].state == "open"


def test_a_repeat_hears_that_the_matter_was_answered_and_is_examined_again(cast, now) -> None:
    first, _code = arrive(cast, now, received_on=date(2026, 11, 2))
    matter = decided(first, cast, now)
    early = date(2026, 11, 10)
    happen(matter, "serve_answer", cast, now, Stage.ANSWERED, happened_on=early)
    again, code = arrive(cast, now)
    decided(again, cast, now, Relation.REPEAT, matter)
    found = progress(code, now)
    assert found.relation == "repeat"
    assert found.answered_before_on == early
    assert states(found)[1] == ("First examination", "current")
    assert NEWS["serve_answer"] not in news(found)


def test_reopening_begins_the_road_anew() -> None:
    day = LETTER.received_on
    happened = [("decline", day), ("reopen", day)]
    road = steps_of(received_on=day, stage=Stage.REOPENED, happened=happened)
    assert [step.state for step in road] == ["done", "current", "todo", "todo"]


def test_every_stage_has_a_road() -> None:
    for stage in Stage:
        road = steps_of(received_on=LETTER.received_on, stage=stage, happened=[])
        assert sum(step.state == "current" for step in road) == 1


def test_the_office_and_the_one_above_are_named(cast, now) -> None:
    _petition, code = arrive(cast, now)
    found = progress(code, now)
    organ = cast.organ_of(cast.wang)
    named = SimpleNamespace(office=found.office, above=found.office_above)
    assert (named.office, named.above) == (organ.local_name, organ.parent.local_name)


def test_what_the_matter_went_through_earlier_on_the_day_it_came_in_is_not_its_news(
    cast, now
) -> None:
    first, _code = arrive(cast, now)
    matter = decided(first, cast, now)
    happen(matter, "serve_answer", cast, now, Stage.ANSWERED)
    happen(matter, "close", cast, now, Stage.CLOSED)
    later = now + timedelta(hours=2)
    again, code = arrive(cast, later, received_on=now.date())
    decided(again, cast, later, Relation.REPEAT, matter)
    happen(matter, "end_resolution", cast, later, Stage.CLOSED)
    told = progress(code, later)
    assert news(told)[:2] == [NEWS["receive"], NEWS["register"]]
    assert NEWS["close"] not in news(told)
    assert NEWS["end_resolution"] in news(told)
    assert told.answered_before_on == now.date()
