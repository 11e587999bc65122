from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.deadlines.calendars import CALENDAR, LAST_KNOWN_YEAR, on

from touyan.deadlines.rules.calendar import CalendarUnknown
from touyan.deadlines.rules.counting import (
    Standstill,
    Unit,
    add_days,
    add_months,
    add_working_days,
    count,
    count_back,
    roll_over,
)

DAYS = st.dates(date(2005, 1, 1), date(LAST_KNOWN_YEAR - 3, 12, 31))
UNITS = st.sampled_from(["day", "month", "working_day"])


@pytest.mark.parametrize(
    ("start", "months", "civil", "criminal"),
    [
        ("2023-02-28", 3, "2023-05-28", "2023-05-31"),
        ("2024-02-28", 3, "2024-05-28", "2024-05-28"),  # not the last day of a leap February
        ("2024-02-29", 3, "2024-05-29", "2024-05-31"),
        ("2023-01-31", 1, "2023-02-28", "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29", "2024-02-29"),
        ("2023-01-30", 1, "2023-02-28", "2023-02-28"),
        ("2023-01-15", 1, "2023-02-15", "2023-02-15"),
        ("2023-11-30", 3, "2024-02-29", "2024-02-29"),  # across the year into a leap February
        ("2022-11-30", 3, "2023-02-28", "2023-02-28"),
        ("2023-04-30", 1, "2023-05-30", "2023-05-31"),
        ("2023-12-31", 6, "2024-06-30", "2024-06-30"),
        ("2024-02-29", 24, "2026-02-28", "2026-02-28"),
        ("2023-12-08", 1, "2024-01-08", "2024-01-08"),
    ],
)
def test_months_end_as_each_reading_of_the_law_says(
    start: str, months: int, civil: str, criminal: str
) -> None:
    assert add_months(on(start), months, month_end="civil") == on(civil)
    assert add_months(on(start), months, month_end="criminal") == on(criminal)
    assert add_months(on(start), months) == min(on(civil), on(criminal))


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2024-03-04", "2024-03-11"),
        ("2024-03-02", "2024-03-11"),  # ends on Saturday 9 March
        ("2024-09-22", "2024-09-29"),  # a Sunday that is worked: no roll-over
        ("2024-09-23", "2024-09-30"),
        ("2024-09-24", "2024-10-08"),  # ends on 1 October
        ("2024-09-30", "2024-10-08"),  # ends on 7 October, the last day off
        ("2024-10-01", "2024-10-08"),
        ("2024-10-05", "2024-10-12"),  # a Saturday that is worked
        ("2024-10-06", "2024-10-14"),  # ends on Sunday 13 October
        ("2024-12-25", "2025-01-02"),  # across the year, ends on New Year's Day
    ],
)
def test_seven_days_end_on_a_working_day(start: str, due: str) -> None:
    assert count(on(start), 7, "day", calendar=CALENDAR).due == on(due)


def test_working_days_count_worked_sundays_and_pass_holidays() -> None:
    end, skipped = add_working_days(on("2024-09-26"), 4, calendar=CALENDAR)
    assert end == on("2024-10-08")  # 27, the worked Sunday 29, 30 September, 8 October
    assert skipped == (on("2024-09-28"), *(date(2024, 10, day) for day in range(1, 8)))


def test_the_start_day_is_not_counted() -> None:
    counted = count(on("2024-03-04"), 1, "day", calendar=CALENDAR)
    assert counted.first_counted == counted.due == on("2024-03-05")


def test_the_count_tells_which_days_off_it_passed() -> None:
    counted = count(on("2024-09-24"), 7, "day", calendar=CALENDAR)
    assert counted.raw_end == on("2024-10-01")
    assert counted.rolled == tuple(date(2024, 10, day) for day in range(1, 8))


def test_without_roll_over_the_last_day_may_be_a_day_off() -> None:
    assert count(on("2024-09-24"), 7, "day", calendar=CALENDAR, rolls=False).due == on("2024-10-01")


def test_a_standstill_gives_back_its_days_and_then_rolls_over() -> None:
    pause = Standstill(on("2024-03-05"), on("2024-03-10"))
    counted = count(on("2024-03-04"), 7, "day", calendar=CALENDAR, standstills=[pause])
    assert counted.raw_end == on("2024-03-11")
    assert counted.due == on("2024-03-18")  # 11 + 5 days is Saturday 16 March


@pytest.mark.parametrize(
    ("begins", "due"),
    [
        ("2024-03-11", "2024-03-14"),  # on the last day: still running
        ("2024-03-12", "2024-03-11"),  # the day after: too late to stop anything
    ],
)
def test_a_standstill_counts_only_while_the_period_runs(begins: str, due: str) -> None:
    pause = Standstill(on(begins), on(begins) + timedelta(days=3))
    counted = count(on("2024-03-04"), 7, "day", calendar=CALENDAR, standstills=[pause])
    assert counted.due == on(due)
    assert bool(counted.standstills) is (due != "2024-03-11")


def test_a_standstill_on_the_rolled_over_days_gives_back_what_was_left() -> None:
    pause = Standstill(on("2024-10-08"), on("2024-10-10"))  # due 8 October, ended on 1 October
    counted = count(on("2024-09-24"), 7, "day", calendar=CALENDAR, standstills=[pause])
    assert counted.due == on("2024-10-10")


def test_working_days_stand_still_too() -> None:
    pause = Standstill(on("2024-03-05"), on("2024-03-07"))
    counted = count(on("2024-03-04"), 5, "working_day", calendar=CALENDAR, standstills=[pause])
    assert counted.due == on("2024-03-13")


def test_counting_back_from_a_hearing_leaves_the_full_days() -> None:
    assert count_back(on("2024-03-14"), 3).due == on("2024-03-11")


def test_an_end_in_an_unknown_year_is_refused_with_the_earliest_day() -> None:
    with pytest.raises(CalendarUnknown) as refusal:
        count(date(LAST_KNOWN_YEAR, 12, 20), 1, "month", calendar=CALENDAR)
    assert refusal.value.not_before == date(LAST_KNOWN_YEAR + 1, 1, 20)


@pytest.mark.parametrize("unit", ["day", "working_day"])
def test_a_count_that_runs_into_an_unknown_year_stops_there(unit: Unit) -> None:
    with pytest.raises(CalendarUnknown) as refusal:
        count(date(LAST_KNOWN_YEAR, 12, 28), 9, unit, calendar=CALENDAR)
    assert refusal.value.year == LAST_KNOWN_YEAR + 1


@given(DAYS)
def test_roll_over_ends_on_a_working_day_and_skips_none(day: date) -> None:
    rolled, passed = roll_over(day, calendar=CALENDAR)
    assert CALENDAR.is_working_day(rolled)
    assert not any(CALENDAR.is_working_day(each) for each in passed)
    assert rolled == day + timedelta(days=len(passed))


@given(DAYS, st.integers(1, 90), UNITS)
def test_a_due_day_is_a_working_day_after_the_start(day: date, amount: int, unit: Unit) -> None:
    if unit == "month":
        amount = amount % 24 + 1
    due = count(day, amount, unit, calendar=CALENDAR).due
    assert due > day
    assert CALENDAR.is_working_day(due)


@given(DAYS, st.integers(0, 40), st.integers(1, 24), UNITS)
def test_a_later_start_never_ends_earlier(day: date, gap: int, amount: int, unit: Unit) -> None:
    later = day + timedelta(days=gap)
    assert (
        count(day, amount, unit, calendar=CALENDAR).due
        <= count(later, amount, unit, calendar=CALENDAR).due
    )


@given(DAYS, st.integers(1, 24), UNITS)
def test_a_longer_period_never_ends_earlier(day: date, amount: int, unit: Unit) -> None:
    shorter = count(day, amount, unit, calendar=CALENDAR)
    longer = count(day, amount + 1, unit, calendar=CALENDAR)
    assert shorter.due <= longer.due


@given(DAYS, st.integers(1, 90))
def test_exactly_so_many_working_days_lie_behind_the_start(day: date, amount: int) -> None:
    end, skipped = add_working_days(day, amount, calendar=CALENDAR)
    between = [add_days(day, n) for n in range(1, (end - day).days + 1)]
    assert sum(CALENDAR.is_working_day(each) for each in between) == amount
    assert len(skipped) == len(between) - amount


@given(DAYS, st.integers(1, 24))
def test_both_readings_of_a_month_stay_within_the_target_month(day: date, months: int) -> None:
    civil = add_months(day, months, month_end="civil")
    criminal = add_months(day, months, month_end="criminal")
    assert civil <= criminal
    assert (civil.year, civil.month) == (criminal.year, criminal.month)
    assert (civil.year * 12 + civil.month) - (day.year * 12 + day.month) == months
    assert civil.day == day.day or (civil + timedelta(days=1)).day == 1


@given(DAYS, st.integers(1, 60), st.integers(0, 30), st.integers(0, 60))
def test_a_standstill_never_brings_the_end_forward(
    day: date, amount: int, after: int, length: int
) -> None:
    begins = day + timedelta(days=after)
    pause = Standstill(begins, begins + timedelta(days=length))
    plain = count(day, amount, "day", calendar=CALENDAR)
    paused = count(day, amount, "day", calendar=CALENDAR, standstills=[pause])
    assert paused.due >= plain.due
    assert (paused.due > plain.due) <= bool(paused.standstills)
    if paused.standstills and begins <= plain.raw_end:
        assert paused.due >= plain.raw_end + timedelta(days=length)


def test_the_last_working_day_itself_may_stand_still() -> None:
    pause = Standstill(on("2024-03-11"), on("2024-03-13"))
    counted = count(on("2024-03-04"), 5, "working_day", calendar=CALENDAR, standstills=[pause])
    assert counted.due == on("2024-03-13")
