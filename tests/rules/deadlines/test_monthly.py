"""C4: after three months, progress every month until the answer."""

from dataclasses import replace
from datetime import date

import pytest
from tests.rules.deadlines.calendars import (
    CALENDAR,
    LAST_KNOWN_YEAR,
    RULES,
    at,
    clocks,
    happened,
    on,
)

from touyan.deadlines.rules.clocks import Event, State

LETTER_IN = happened("receive", "2024-01-08")


def monthly(*events: Event, now: str) -> list[tuple[date | None, State]]:
    found = clocks(LETTER_IN, *events, now=now)
    moment = at(now, 20)
    return [(c.due_on, c.state(moment)) for key, c in found.items() if key.startswith("C4.")]


@pytest.mark.parametrize(("today", "periods"), [("2024-04-08", 0), ("2024-04-09", 1)])
def test_the_months_begin_when_the_three_months_are_over(today: str, periods: int) -> None:
    assert len(monthly(now=today)) == periods


def test_each_month_is_owed_its_own_letter() -> None:
    told = [happened("report_progress", day) for day in ("2024-04-08", "2024-05-08", "2024-06-20")]
    assert monthly(*told, now="2024-07-01") == [
        (on("2024-05-08"), State.MET_IN_TIME),
        (on("2024-06-11"), State.MET_LATE),  # 8 June begins the Dragon Boat days off
        (on("2024-07-08"), State.MET_IN_TIME),
    ]


def test_days_off_do_not_make_the_series_drift() -> None:
    dues = [due for due, _ in monthly(now="2024-10-20")]
    assert dues[:4] == [on("2024-05-08"), on("2024-06-11"), on("2024-07-08"), on("2024-08-08")]
    assert dues[4:] == [on("2024-09-09"), on("2024-10-08"), on("2024-11-08")]


def test_the_answer_meets_the_month_and_ends_the_series() -> None:
    told = [happened("report_progress", "2024-05-06"), happened("serve_answer", "2024-05-20")]
    assert monthly(*told, now="2024-12-01") == [
        (on("2024-05-08"), State.MET_IN_TIME),
        (on("2024-06-11"), State.MET_IN_TIME),
    ]


@pytest.mark.parametrize("verb", ["serve_answer", "decline", "transfer", "withdraw", "close"])
def test_what_ended_before_owes_no_months(verb: str) -> None:
    assert monthly(happened(verb, "2024-02-20"), now="2024-08-01") == []


def test_a_late_answer_still_owed_the_months_before_it() -> None:
    assert monthly(happened("serve_answer", "2024-06-20"), now="2024-08-01") == [
        (on("2024-05-08"), State.MET_LATE),
        (on("2024-06-11"), State.MET_LATE),
        (on("2024-07-08"), State.MET_IN_TIME),
    ]


def test_a_reopened_matter_owes_the_months_that_begin_after() -> None:
    found = monthly(
        happened("serve_answer", "2024-02-20"), happened("reopen", "2024-06-20"), now="2024-07-20"
    )
    assert found == [(on("2024-08-08"), State.RUNNING)]


def test_a_second_letter_begins_no_second_series() -> None:
    second = happened("receive", "2024-02-05", petition=2)
    assert len(monthly(second, now="2024-06-01")) == 2


def test_an_answered_first_letter_leaves_the_series_to_the_second() -> None:
    events = [
        happened("receive", "2024-01-08", petition=1),
        happened("serve_answer", "2024-02-01", petition=1),
        happened("receive", "2024-02-05", petition=2),
    ]
    found = clocks(*events, now="2024-05-20")
    assert found["C4.1"].due_on == on("2024-06-06")


CLOSED_THEN_WRITTEN_TO = (
    happened("receive", "2023-06-05", petition=1),
    happened("serve_answer", "2023-08-01"),
    happened("close", "2023-08-03"),
    happened("receive", "2024-01-08", petition=2),
)


def series(*events: Event, now: str) -> list[date | None]:
    found = clocks(*events, now=now)
    return [clock.due_on for key, clock in found.items() if key.startswith("C4.")]


def test_a_letter_to_a_closed_matter_owes_its_answer_and_no_months() -> None:
    found = clocks(*CLOSED_THEN_WRITTEN_TO, now="2024-08-01")
    assert found["C3.2"].state(at("2024-08-01")) == State.OVERDUE
    assert not [key for key in found if key.startswith("C4.")]


@pytest.mark.parametrize("verb", ["serve_answer", "decline", "transfer", "terminate", "close"])
def test_whatever_ended_the_matter_before_the_letter_came_begins_no_months(verb: str) -> None:
    ended = happened("receive", "2023-06-05", petition=1), happened(verb, "2023-08-01")
    assert series(*ended, happened("receive", "2024-01-08", petition=2), now="2024-08-01") == []


@pytest.mark.parametrize(
    ("reopened", "first"), [("2024-01-20", "2024-03-05"), ("2024-06-20", "2024-08-05")]
)
def test_reopened_the_matter_owes_the_months_again_and_once(reopened: str, first: str) -> None:
    dues = series(*CLOSED_THEN_WRITTEN_TO, happened("reopen", reopened), now="2024-09-20")
    assert dues[0] == on(first)
    months = [(due.year, due.month) for due in dues if due]
    assert len(months) == len(set(months))


def test_a_reopened_matter_closed_again_owes_no_further_months() -> None:
    again = happened("reopen", "2024-04-20"), happened("close", "2024-06-20")
    dues = series(*CLOSED_THEN_WRITTEN_TO, *again, now="2024-12-01")
    assert dues
    assert max(due for due in dues if due) < on("2024-08-01")


def test_what_ended_one_petition_alone_does_not_close_the_matter_for_the_next() -> None:
    events = (
        happened("receive", "2023-06-05", petition=1),
        happened("withdraw", "2023-08-01", petition=1),
        happened("receive", "2024-01-08", petition=2),
    )
    assert series(*events, now="2024-06-01") == [on("2024-05-08"), on("2024-06-11")]


@pytest.mark.parametrize("verb", ["decline", "transfer", "close"])
def test_a_first_letter_ended_early_owes_the_months_once_reopened(verb: str) -> None:
    found = monthly(
        happened(verb, "2024-02-20"), happened("reopen", "2024-05-20"), now="2024-06-20"
    )
    assert found == [(on("2024-07-08"), State.RUNNING)]


@pytest.mark.parametrize(("received", "owed"), [("2022-09-30", False), ("2022-10-08", True)])
def test_the_monthly_duty_begins_with_2023(received: str, owed: bool) -> None:
    found = clocks(happened("receive", received), now="2023-06-01")
    assert ("C4.1" in found) is owed


def test_the_series_stops_where_the_calendar_stops() -> None:
    last = LAST_KNOWN_YEAR
    found = clocks(happened("receive", f"{last}-08-10"), now=f"{last + 2}-01-01")
    moment = at(f"{last + 2}-01-01")
    series = [clock for key, clock in found.items() if key.startswith("C4.")]
    assert [clock.state(moment) for clock in series] == [State.OVERDUE, State.UNKNOWN]


def test_working_days_after_another_rule_cannot_run_for_ever() -> None:
    rules = [
        replace(rule, unit="working_day", amount=20) if rule.code == "C4" else rule
        for rule in RULES
    ]
    last = LAST_KNOWN_YEAR
    found = clocks(happened("receive", f"{last}-09-10"), now=f"{last + 3}-01-01", rules=rules)
    series = [clock for key, clock in found.items() if key.startswith("C4.")]
    assert series[-1].unknown_year == last + 1
    assert CALENDAR.is_working_day(series[0].start.day)
