from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.deadlines.calendars import (
    CALENDAR,
    LAST_KNOWN_YEAR,
    LETTER,
    RULES,
    at,
    clocks,
    happened,
    on,
)

from touyan.deadlines.rules.clocks import Clock, ClockRule, Event, State, project

C1 = next(rule for rule in RULES if rule.code == "C1")
LONGER = replace(C1, amount=10, valid_from=on("2025-01-01"))
FUJIAN = replace(C1, unit="working_day", scope="35")
VISIT = {"channel": "visit"}


@pytest.mark.parametrize(
    ("received", "due"), [("2024-12-31", "2025-01-07"), ("2025-01-01", "2025-01-13")]
)
def test_a_new_version_governs_what_begins_under_it_and_nothing_before(
    received: str, due: str
) -> None:
    clock = clocks(happened("receive", received), now="2025-01-10", rules=[C1, LONGER])["C1.1"]
    assert clock.due_on == on(due)


def test_history_does_not_depend_on_the_order_of_versions() -> None:
    receipt = happened("receive", "2024-12-31")
    both = [C1, LONGER], [LONGER, C1]
    first, second = (clocks(receipt, now="2025-01-10", rules=rules) for rules in both)
    assert first == second


@pytest.mark.parametrize(
    ("day", "exists"),
    [("2019-12-29", False), ("2019-12-30", True), ("2024-06-30", True), ("2024-07-01", False)],
)
def test_a_version_is_valid_from_its_first_to_its_last_day(day: str, exists: bool) -> None:
    ended = replace(C1, valid_to=on("2024-06-30"))
    found = clocks(happened("receive", day), now="2024-12-01", rules=[ended], **VISIT)
    assert bool(found) is exists


@pytest.mark.parametrize(
    ("region", "due"),
    [
        ("350102", "2024-03-13"),
        ("640104", "2024-03-11"),
        ("110000", "2024-03-11"),
        (None, "2024-03-11"),
    ],
)
def test_a_region_may_count_working_days_instead(region: str | None, due: str) -> None:
    facts = {} if region is None else {"region": region}
    found = clocks(happened("receive", "2024-03-04"), now="2024-03-05", rules=[C1, FUJIAN], **facts)
    assert found["C1.1"].due_on == on(due)


def test_a_regional_version_that_does_not_apply_leaves_the_national_one() -> None:
    letters_only = replace(FUJIAN, applies_to={"channel": ["letter"]})
    receipt = happened("receive", "2024-03-04")
    found = clocks(receipt, now="2024-03-05", rules=[C1, letters_only], region="350102", **VISIT)
    assert found["C1.1"].due_on == on("2024-03-11")


def test_a_newer_version_that_does_not_apply_replaces_the_older_all_the_same() -> None:
    letters_only = replace(LONGER, applies_to={"channel": ["letter"]})
    receipt = happened("receive", "2025-01-02")
    assert not clocks(receipt, now="2025-01-03", rules=[C1, letters_only], **VISIT)


def test_an_open_pause_has_no_last_day_and_keeps_the_days_left() -> None:
    events = [happened("accept", "2024-03-04"), happened("pause", "2024-04-01", reason="appraisal")]
    clock = clocks(*events, now="2024-12-01", non_prosecution=True)["C11.1"]
    assert clock.due_on is None
    assert clock.state(at("2024-12-01")) == State.SUSPENDED
    assert clock.days_left(at("2024-12-01")) == 64  # from 1 April to 4 June
    assert clock.late_days(at("2024-12-01")) == 0


def test_a_pause_after_the_last_day_does_not_hide_that_it_is_late() -> None:
    events = [happened("accept", "2024-03-04"), happened("pause", "2024-06-05", reason="appraisal")]
    clock = clocks(*events, now="2024-12-01", non_prosecution=True)["C11.1"]
    assert clock.state(at("2024-12-01")) == State.OVERDUE
    assert not clock.suspended_now


def test_several_pauses_add_up() -> None:
    events = [happened("accept", "2024-03-04")]
    for begins, resumes in [("2024-03-10", "2024-03-15"), ("2024-06-05", "2024-06-12")]:
        events += [happened("pause", begins, reason="court"), happened("resume", resumes)]
    clock = clocks(*events, now="2024-07-01", non_prosecution=True)["C11.1"]
    assert clock.due_on == on("2024-06-17")  # 4 June + 5 days, + 7 days is Sunday 16 June
    assert clock.counted is not None
    assert [still.days for still in clock.counted.standstills] == [5, 7]


def test_an_extension_may_be_granted_while_counting_stands_still() -> None:
    clock = clocks(
        happened("accept", "2024-03-04"),
        happened("pause", "2024-06-03", reason="appraisal"),
        happened("extend", "2024-06-20"),
        happened("resume", "2024-07-03"),
        now="2024-07-04",
        non_prosecution=True,
    )["C11.1"]
    assert clock.due_on == on("2024-10-08")  # 4 September + 30 days falls into the October days
    waiting = clocks(
        happened("accept", "2024-03-04"),
        happened("pause", "2024-06-03", reason="appraisal"),
        happened("extend", "2024-06-20"),
        now="2024-06-21",
        non_prosecution=True,
    )["C11.1"]
    assert not waiting.grants[0].too_late


def test_an_unknown_year_leaves_the_last_day_open_and_says_so() -> None:
    last = LAST_KNOWN_YEAR
    clock = clocks(happened("receive", f"{last}-12-28"), now=f"{last}-12-29")["C1.1"]
    moment = at(f"{last}-12-29")
    assert clock.due_on is None
    assert clock.days_left(moment) is None
    assert clock.state(moment) == State.UNKNOWN
    assert clock.not_before == date(last + 1, 1, 4)
    assert str(last + 1) in str(clock.explain("en")[-1])


@pytest.mark.parametrize(("day", "expected"), [(4, State.MET_IN_TIME), (5, State.UNKNOWN)])
def test_what_was_done_before_the_earliest_possible_end_was_in_time(
    day: int, expected: State
) -> None:
    last = LAST_KNOWN_YEAR
    events = [happened("receive", f"{last}-12-28"), happened("accept", f"{last + 1}-01-{day:02}")]
    clock = clocks(*events, now=f"{last + 1}-02-01")["C1.1"]
    assert clock.state(at(f"{last + 1}-02-01")) == expected


def test_lateness_is_no_field_of_a_clock() -> None:
    assert not {"state", "overdue", "late", "status"} & {field.name for field in fields(Clock)}
    clock = clocks(happened("receive", "2024-03-04"), now="2024-03-05")["C1.1"]
    assert clock.state(at("2024-03-11", 23)) == State.URGENT
    assert clock.state(at("2024-03-12", 0)) == State.OVERDUE


def test_days_are_days_in_beijing() -> None:
    late_evening_utc = datetime(2024, 3, 3, 17, tzinfo=UTC)  # 4 March, 1 a.m. in Beijing
    found = project(RULES, [Event("receive", late_evening_utc)], LETTER, CALENDAR, at("2024-03-05"))
    assert found[0].starts_on == on("2024-03-04")


def test_an_event_without_time_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Event("receive", datetime(2024, 3, 4, 9))  # noqa: DTZ001


def test_what_happens_later_is_not_known_yet() -> None:
    events = [happened("receive", "2024-03-04"), happened("accept", "2024-03-06")]
    assert clocks(*events, now="2024-03-05")["C1.1"].running
    assert not clocks(*events, now="2024-03-06")["C1.1"].running


def test_a_day_without_hours_keeps_the_order_given() -> None:
    events = [Event("receive", at("2024-03-04", 15)), Event("accept", on("2024-03-04"))]
    assert clocks(*events, now="2024-03-05", **VISIT)["C1.1"].met_on == on("2024-03-04")


def test_what_came_before_the_start_does_not_meet_it() -> None:
    events = [happened("receive", "2024-03-04", 15), happened("accept", "2024-03-04", 9)]
    assert clocks(*events, now="2024-03-05", **VISIT)["C1.1"].running


def test_a_rule_that_waits_for_no_rule_never_starts_and_a_circle_neither() -> None:
    orphan = replace(C1, code="X1", starts_on=frozenset(), starts_after="X9")
    ring = (
        replace(orphan, code="X2", starts_after="X3"),
        replace(orphan, code="X3", starts_after="X2"),
    )
    assert not clocks(happened("receive", "2024-03-04"), now="2025-01-01", rules=[orphan, *ring])


VERBS = sorted({verb for rule in RULES for verb in rule.starts_on | rule.met_by | rule.ended_by | rule.suspended_by | rule.resumed_by | rule.restarts_on | rule.reopened_by} | {"extend"})  # fmt: skip
HISTORIES = st.lists(
    st.builds(
        lambda verb, day, hour, reason: Event(verb, at(day.isoformat(), hour), {"reason": reason}),
        st.sampled_from(VERBS),
        st.dates(date(2023, 1, 1), date(2024, 12, 31)),
        st.integers(0, 23),
        st.sampled_from(["appraisal", "court", "other"]),
    ),
    max_size=12,
    unique_by=lambda event: event.on,
)
ALL_FACTS = {
    **LETTER,
    "ordinary_procedure": True,
    "non_prosecution": True,
    "assigned_from_above": True,
}


@given(HISTORIES, st.randoms(use_true_random=False))
def test_the_same_events_in_any_order_give_the_same_clocks(
    history: list[Event], chance: object
) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    now = at("2025-03-03")
    first = project(RULES, history, ALL_FACTS, CALENDAR, now)
    assert first == project(RULES, shuffled, ALL_FACTS, CALENDAR, now)
    assert len({clock.key for clock in first}) == len(first)


@given(HISTORIES)
def test_whatever_happened_every_clock_holds_together(history: list[Event]) -> None:
    now = at("2025-03-03")
    for clock in project(RULES, history, ALL_FACTS, CALENDAR, now):
        assert clock.met is None or clock.ended is None
        assert clock.counted is not None
        assert clock.counted.due > clock.starts_on
        assert CALENDAR.is_working_day(clock.counted.due)
        for event in (clock.met, clock.ended):
            assert event is None or event.day >= clock.starts_on
        late = clock.late_days(now) > 0
        assert late <= (clock.state(now) in {State.OVERDUE, State.MET_LATE, State.VOID})
        assert all(str(sentence) for sentence in clock.explain("en"))


@given(HISTORIES, st.dates(date(2023, 1, 1), date(2024, 12, 31)), st.integers(1, 60))
def test_a_listed_pause_never_brings_a_last_day_forward(
    history: list[Event], begins: date, length: int
) -> None:
    rule = next(rule for rule in RULES if rule.code == "C11")
    quiet = [event for event in history if event.verb not in {"pause", "resume"}]
    start = happened("accept", "2023-01-01", 0)
    ends = date.fromordinal(begins.toordinal() + length)
    pause = [
        Event("pause", begins, {"reason": "court"}),
        Event("resume", ends),
    ]
    now = at("2026-03-03")
    plain = project([rule], [start, *quiet], ALL_FACTS, CALENDAR, now)[0]
    paused = project([rule], [start, *quiet, *pause], ALL_FACTS, CALENDAR, now)[0]
    assert plain.due_on is not None
    assert paused.due_on is not None
    assert paused.due_on >= plain.due_on


def test_all_fields_of_a_rule_are_plain_values() -> None:
    assert all(isinstance(rule, ClockRule) and hash(rule) for rule in RULES)


def test_a_duty_may_be_done_by_the_next_event_of_the_kind_that_starts_it() -> None:
    again = replace(C1, starts_on=frozenset({"watch"}), met_by=frozenset({"watch"}))
    events = [happened("watch", "2024-03-04"), happened("watch", "2024-03-06")]
    found = clocks(*events, now="2024-03-07", rules=[again])
    assert [clock.met_on for clock in found.values()] == [on("2024-03-06"), None]


def test_a_period_that_fell_away_before_its_end_is_followed_by_none() -> None:
    endless = replace(C1, code="C9", starts_on=frozenset(), starts_after="C1", ended_by=frozenset())
    rules = [replace(C1, ended_by=frozenset({"withdraw"})), endless]
    for day, followed in (("2024-03-11", False), ("2024-03-12", True)):
        events = [happened("receive", "2024-03-04"), happened("withdraw", day)]
        assert ("C9.1" in clocks(*events, now="2024-03-20", rules=rules)) is followed


def test_a_pause_after_the_grant_moves_the_day_granted() -> None:
    clock = clocks(
        happened("accept", "2024-03-04"),
        happened("extend", "2024-06-03", until="2024-07-01"),
        happened("pause", "2024-06-10", reason="court"),
        happened("resume", "2024-06-20"),
        now="2024-06-21",
        non_prosecution=True,
    )["C11.1"]
    assert clock.due_on == on("2024-07-11")


def test_papers_completed_for_two_petitions_begin_one_new_period() -> None:
    found = clocks(
        happened("receive", "2024-03-04", petition=1),
        happened("receive", "2024-03-05", petition=2),
        happened("request_supplement", "2024-03-06"),
        happened("complete_supplement", "2024-03-20"),
        now="2024-03-21",
        rules=[C1],
    )
    moment = at("2024-03-21")
    assert [c.state(moment) for c in found.values()] == [State.VOID, State.VOID, State.RUNNING]
