"""The reception days of the demonstration are days that could have been planned and kept."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

from tests.rules.demonstration.telling import NOW, office

from touyan.demonstration.rules.receptions import Carried, MadeDay, Receptions
from touyan.leadership.rules.reception import (
    BookingState,
    DayKind,
    DayPlan,
    check_notice,
    check_plan,
    check_record,
    halves,
)


def days(seed: int = 5, level: int = 4) -> list[MadeDay]:
    told = Receptions(Random(seed), office(level), now=NOW)
    return list(told.tell(lambda day: day.weekday() < 5))


def test_every_day_could_have_been_planned_and_published_in_time() -> None:
    for day in days():
        plan = DayPlan(day.kind, day.on, day.starts, day.ends, day.place, day.places)
        check_plan(plan, today=day.planned_at.date())
        if day.published_at:
            check_notice(day.on, today=day.published_at.date(), ahead=3)


def test_no_leader_receives_twice_in_a_half_day_or_while_away() -> None:
    for level in (1, 2, 3, 4):
        seen: set[object] = set()
        for day in days(level, level):
            key = (day.leader, day.on, *halves(day.starts, day.ends))
            assert key not in seen
            seen.add(key)
            assert not office(level).stand_in(day.leader, day.on)


def test_every_record_holds_what_a_record_must() -> None:
    states: Counter[BookingState] = Counter()
    for day in days():
        assert len(day.bookings) <= day.places
        for booking in day.bookings:
            states[booking.state] += 1
            assert booking.made_at.date() <= day.on
            if booking.record:
                check_record(booking.record, on=day.on, now=NOW)
                assert booking.someone.name in booking.record.said
    assert states[BookingState.RECEIVED] > states[BookingState.ABSENT] > 0
    assert states[BookingState.BOOKED]


def test_there_are_days_past_today_and_coming_and_some_not_public_yet() -> None:
    made = days()
    assert any(day.on == NOW.date() for day in made)
    assert sum(day.on > NOW.date() for day in made) >= 3
    assert any(day.published_at is None for day in made)
    assert all(day.published_at for day in made if day.on <= NOW.date() + timedelta(days=7))


def test_the_days_are_the_same_each_time() -> None:
    assert days() == days()


def test_a_leader_who_goes_out_takes_matters_open_by_then_each_once() -> None:
    since = NOW.date() - timedelta(days=120)
    matters = [Carried(n, f"反映第{n}件事", f"陈某{n}", since) for n in range(1, 40)]
    told = Receptions(Random(5), office(4), matters, now=NOW)
    made = list(told.tell(lambda day: day.weekday() < 5))
    visits = [day for day in made if day.kind is DayKind.VISIT]
    taken = [b.matter for day in visits for b in day.bookings if b.matter]
    assert taken
    assert len(taken) == len(set(taken))
    for day in visits:
        known = (day.published_at or day.planned_at).date() >= since
        assert all(bool(booking.matter) == known for booking in day.bookings)
    assert not any(b.matter for day in made if day not in visits for b in day.bookings)
    for day in visits:
        for booking in day.bookings:
            if booking.matter and booking.record:
                assert f"陈某{booking.matter}" in booking.record.said
                assert booking.topic == f"反映第{booking.matter}件事"
