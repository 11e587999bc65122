"""Each shipped rule on both sides of its dates, its limits and its conditions."""

import pytest
from tests.rules.deadlines.calendars import RULES, at, clocks, happened, on

from touyan.deadlines.rules.clocks import State
from touyan.deadlines.rules.rule_data import check_rule, rule_from, rule_to

NOT_LETTER = {"channel": "visit"}


def state(key: str, *events: object, now: str, **facts: object) -> State:
    return clocks(*events, now=now, **facts)[key].state(at(now, 20))  # type: ignore[arg-type]


def test_every_shipped_rule_survives_being_plain_data_and_checks() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == ["C1", "C2", "C3", "C4", "C11", "C17", "C21", "C22", "L1", "C19"]
    for rule in RULES:
        assert rule_from(rule_to(rule)) == rule
        assert check_rule(rule_to(rule), known_codes=codes) == rule


@pytest.mark.parametrize(
    ("received", "code", "exists"),
    [
        ("2019-12-29", "C1.1", False),
        ("2019-12-30", "C1.1", True),
        ("2019-12-29", "C2.1", False),
        ("2019-12-30", "C2.1", True),
        ("2019-12-29", "C3.1", False),
        ("2019-12-30", "C3.1", True),
    ],
)
def test_rules_of_receipt_begin_with_the_procedure_rules(
    received: str, code: str, exists: bool
) -> None:
    assert (code in clocks(happened("receive", received), now="2020-06-01")) is exists


@pytest.mark.parametrize(
    ("accepted", "facts", "code", "exists"),
    [
        ("2019-12-29", {"non_prosecution": True}, "C11.1", False),
        ("2019-12-30", {"non_prosecution": True}, "C11.1", True),
        ("2022-04-30", {"ordinary_procedure": True}, "C17.1", False),
        ("2022-05-01", {"ordinary_procedure": True}, "C17.1", True),
        ("2022-05-01", {"ordinary_procedure": False}, "C17.1", False),
        ("2022-05-01", {}, "C17.1", False),
        ("2022-05-01", {}, "C11.1", False),
    ],
)
def test_rules_of_acceptance_keep_their_dates_and_conditions(
    accepted: str, facts: dict[str, object], code: str, exists: bool
) -> None:
    found = clocks(happened("accept", accepted), now="2022-06-01", **facts)
    assert (code in found) is exists


@pytest.mark.parametrize(("received", "exists"), [("2007-03-31", False), ("2007-04-01", True)])
def test_assigned_matters_have_their_clock_since_2007(received: str, exists: bool) -> None:
    found = clocks(happened("receive", received), now="2007-05-01", assigned_from_above=True)
    assert ("C22.1" in found) is exists


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ("2024-03-04", State.MET_IN_TIME),
        ("2024-03-11", State.MET_IN_TIME),
        ("2024-03-12", State.MET_LATE),
    ],
)
@pytest.mark.parametrize("verb", ["accept", "decline", "transfer", "inform_elsewhere", "join"])
def test_the_first_decision_is_due_in_seven_days(verb: str, decided: str, expected: State) -> None:
    events = [happened("receive", "2024-03-04"), happened(verb, decided, 15)]
    assert state("C1.1", *events, now="2024-04-01", **NOT_LETTER) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-03-04", State.RUNNING),
        ("2024-03-07", State.RUNNING),
        ("2024-03-08", State.SOON),
        ("2024-03-09", State.SOON),
        ("2024-03-10", State.URGENT),
        ("2024-03-11", State.URGENT),
        ("2024-03-12", State.OVERDUE),
    ],
)
def test_an_undecided_petition_grows_urgent_and_then_overdue(today: str, expected: State) -> None:
    assert state("C1.1", happened("receive", "2024-03-04"), now=today) == expected


def test_only_letters_that_can_be_replied_to_are_owed_a_reply() -> None:
    receipt = happened("receive", "2024-03-04")
    assert {"C2.1", "C3.1"} <= set(clocks(receipt, now="2024-03-05"))
    for facts in ({"replyable": False}, NOT_LETTER, {"channel": "online_12309"}):
        assert set(clocks(receipt, now="2024-03-05", **facts)) == {"C1.1"}


def test_each_letter_of_a_matter_is_owed_its_own_procedural_reply() -> None:
    found = clocks(
        happened("receive", "2024-03-04", petition=1),
        happened("reply_procedural", "2024-03-06", petition=1),
        happened("receive", "2024-03-05", petition=2),
        now="2024-03-20",
    )
    assert found["C2.1"].state(at("2024-03-20")) == State.MET_IN_TIME
    assert found["C2.2"].state(at("2024-03-20")) == State.OVERDUE


@pytest.mark.parametrize(
    ("verb", "day", "expected"),
    [
        ("report_progress", "2024-06-04", State.MET_IN_TIME),
        ("serve_answer", "2024-06-04", State.MET_IN_TIME),
        ("report_progress", "2024-06-05", State.MET_LATE),
        ("decline", "2024-03-08", State.VOID),
        ("withdraw", "2024-03-08", State.VOID),
    ],
)
def test_the_writer_hears_of_progress_or_result_in_three_months(
    verb: str, day: str, expected: State
) -> None:
    events = [happened("receive", "2024-03-04"), happened(verb, day)]
    assert state("C3.1", *events, now="2024-06-06") == expected


def test_a_duty_that_fell_away_after_its_last_day_was_still_late() -> None:
    events = [happened("receive", "2024-03-04"), happened("withdraw", "2024-06-10")]
    clock = clocks(*events, now="2024-07-01")["C3.1"]
    assert clock.state(at("2024-07-01")) == State.VOID
    assert clock.late_days(at("2024-07-01")) == 6
    assert (clock.void_at, clock.void_on) == (events[1].on, on("2024-06-10"))


def test_missing_papers_start_the_first_seven_days_anew() -> None:
    events = [
        happened("receive", "2024-03-04"),
        happened("request_supplement", "2024-03-08"),
        happened("complete_supplement", "2024-04-01"),
    ]
    waiting = clocks(*events[:2], now="2024-03-20")["C1.1"]
    assert waiting.state(at("2024-03-20")) == State.SUSPENDED
    assert waiting.due_on is None
    assert waiting.days_left(at("2024-03-20")) == 3
    found = clocks(*events, happened("accept", "2024-04-08"), now="2024-04-20")
    assert found["C1.1"].state(at("2024-04-20")) == State.VOID
    assert not found["C1.1"].suspended_now
    assert found["C1.2"].due_on == on("2024-04-08")
    assert found["C1.2"].state(at("2024-04-20")) == State.MET_IN_TIME
    assert found["C2.2"].due_on == on("2024-04-08")


def test_what_was_late_before_papers_were_asked_for_stays_late() -> None:
    found = clocks(
        happened("receive", "2024-03-04"),
        happened("request_supplement", "2024-03-15"),
        happened("complete_supplement", "2024-04-01"),
        happened("accept", "2024-04-03"),
        now="2024-04-20",
    )
    assert found["C1.1"].state(at("2024-04-20")) == State.MET_LATE
    assert found["C1.2"].state(at("2024-04-20")) == State.MET_IN_TIME


def test_papers_that_never_came_may_end_in_a_timely_refusal() -> None:
    events = [
        happened("receive", "2024-03-04"),
        happened("request_supplement", "2024-03-08"),
        happened("decline", "2024-04-08"),
    ]
    assert state("C1.1", *events, now="2024-04-20") == State.MET_IN_TIME


def test_papers_completed_after_acceptance_start_nothing() -> None:
    found = clocks(
        happened("receive", "2024-03-04"),
        happened("accept", "2024-03-05"),
        happened("complete_supplement", "2024-03-20"),
        now="2024-03-21",
        **NOT_LETTER,
    )
    assert set(found) == {"C1.1"}


def test_the_ordinary_clock_runs_sixty_days_and_may_be_extended_by_thirty() -> None:
    accept = happened("accept", "2024-03-04")
    plain = clocks(accept, now="2024-03-05", ordinary_procedure=True)["C17.1"]
    assert plain.due_on == on("2024-05-06")  # sixty days end on 3 May, a day off
    extended = clocks(
        accept, happened("extend", "2024-05-06"), now="2024-05-07", ordinary_procedure=True
    )["C17.1"]
    assert extended.due_on == on("2024-06-03")  # ninety days end on Sunday 2 June
    assert not extended.grants[0].capped


@pytest.mark.parametrize(
    ("granted_on", "until", "due", "late", "capped"),
    [
        ("2024-05-06", "2024-05-20", "2024-05-20", False, False),
        ("2024-05-06", "2024-05-18", "2024-05-20", False, False),  # a Saturday
        ("2024-05-06", "2024-12-31", "2024-06-03", False, True),
        ("2024-05-07", "2024-05-20", "2024-05-06", True, False),
    ],
)
def test_an_extension_must_come_in_time_and_within_its_limit(
    granted_on: str, until: str, due: str, late: bool, capped: bool
) -> None:
    clock = clocks(
        happened("accept", "2024-03-04"),
        happened("extend", granted_on, until=until, rule="C17"),
        now="2024-05-08",
        ordinary_procedure=True,
    )["C17.1"]
    assert clock.due_on == on(due)
    assert (clock.grants[0].too_late, clock.grants[0].capped) == (late, capped)


def test_an_extension_of_another_rule_changes_nothing() -> None:
    clock = clocks(
        happened("accept", "2024-03-04"),
        happened("extend", "2024-04-01", rule="C11"),
        now="2024-04-02",
        ordinary_procedure=True,
    )["C17.1"]
    assert clock.due_on == on("2024-05-06")
    assert not clock.grants


def test_the_ordinary_clock_does_not_stop_for_a_pause() -> None:
    clock = clocks(
        happened("accept", "2024-03-04"),
        happened("pause", "2024-03-11", reason="appraisal"),
        now="2024-03-20",
        ordinary_procedure=True,
    )["C17.1"]
    assert clock.due_on == on("2024-05-06")


@pytest.mark.parametrize(
    ("reason", "due"),
    [("appraisal", "2024-07-04"), ("file_retrieval", "2024-07-04"), ("holiday", "2024-06-04")],
)
def test_a_review_of_non_prosecution_stands_still_for_the_listed_reasons(
    reason: str, due: str
) -> None:
    clock = clocks(
        happened("accept", "2024-03-04"),
        happened("pause", "2024-04-01", reason=reason),
        happened("resume", "2024-05-01"),
        now="2024-05-02",
        non_prosecution=True,
    )["C11.1"]
    assert clock.due_on == on(due)


def test_a_complex_review_takes_six_months_at_most() -> None:
    clock = clocks(
        happened("accept", "2024-03-04"),
        happened("extend", "2024-06-01", until="2024-12-31"),
        now="2024-06-02",
        non_prosecution=True,
    )["C11.1"]
    assert clock.due_on == on("2024-09-04")
    assert clock.grants[0].capped


def test_a_matter_assigned_from_above_has_one_clock_whoever_it_is_passed_to() -> None:
    found = clocks(
        happened("receive", "2024-03-04"),
        happened("assign", "2024-03-20"),
        happened("assign", "2024-04-20"),
        now="2024-05-01",
        assigned_from_above=True,
        **NOT_LETTER,
    )
    assert [key for key in found if key.startswith("C22")] == ["C22.1"]
    assert found["C22.1"].due_on == on("2024-06-04")
    assert found["C22.1"].rule.certainty == "to_confirm"


def test_assigning_starts_that_clock_only_where_it_came_from_above() -> None:
    events = [
        happened("receive", "2024-03-04", assigned_from_above=False),
        happened("assign", "2024-03-20", assigned_from_above=True),
    ]
    assert clocks(*events, now="2024-05-01")["C22.1"].starts_on == on("2024-03-20")
    assert "C22.1" not in clocks(*events[:1], now="2024-05-01")


@pytest.mark.parametrize(
    ("received", "exists"),
    [("2007-03-31", False), ("2007-04-02", True), ("2019-12-29", True), ("2019-12-30", False)],
)
def test_the_sixty_days_of_2007_run_only_while_those_regulations_did(
    received: str, *, exists: bool
) -> None:
    found = clocks(happened("receive", received), now="2020-06-01")
    assert ("C21.1" in found) is exists


def test_an_answer_after_sixty_days_is_late_under_the_regulations_of_2007() -> None:
    events = [happened("receive", "2011-03-01"), happened("serve_answer", "2011-05-03")]
    clock = clocks(*events, now="2012-01-01")["C21.1"]
    assert clock.due_on == on("2011-05-03"), "1 and 2 May were days off"
    late = [happened("receive", "2011-03-01"), happened("serve_answer", "2011-05-04")]
    assert clocks(*late, now="2012-01-01")["C21.1"].late_days(at("2012-01-01")) == 1
