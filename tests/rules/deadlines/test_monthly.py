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
