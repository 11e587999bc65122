"""What an office owes upward: on both sides of every day that matters."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.campaigns.rules.reporting import (
    Listed,
    Period,
    ReportState,
    check_confirmer,
    check_ended,
    check_writer,
    due_of,
    owing,
    period_of,
    periods,
    stand_of,
)
from touyan.deadlines.rules.calendar import WorkCalendar
from touyan.deadlines.rules.clock_rule import LEGAL_TIME
from touyan.kernel.errors import NotPermitted, Refused
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import Role

YEAR = WorkCalendar(
    known_years=frozenset({2026}),
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    extra_working_days=frozenset({date(2026, 10, 10)}),
)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def viewer(*roles: Role, path: str = "/1/2/", account: int = 7) -> Viewer:
    return Viewer(account, account, "何文静", tuple(Grant(role, 2, path) for role in roles))


class TestPeriods:
    @pytest.mark.parametrize(
        ("day", "first", "last"),
        [
            ("2026-11-15", "2026-11-09", "2026-11-15"),
            ("2026-11-16", "2026-11-16", "2026-11-22"),
            ("2026-11-22", "2026-11-16", "2026-11-22"),
            ("2027-01-01", "2026-12-28", "2027-01-03"),
        ],
    )
    def test_a_week_runs_from_monday_to_sunday(self, day: str, first: str, last: str) -> None:
        found = period_of(date.fromisoformat(day), "weekly")
        assert found == Period(date.fromisoformat(first), date.fromisoformat(last))

    @pytest.mark.parametrize(
        ("day", "first", "last"),
        [
            ("2026-10-31", "2026-10-01", "2026-10-31"),
            ("2026-11-01", "2026-11-01", "2026-11-30"),
            ("2028-02-29", "2028-02-01", "2028-02-29"),
            ("2026-12-31", "2026-12-01", "2026-12-31"),
        ],
    )
    def test_a_month_runs_to_its_last_day(self, day: str, first: str, last: str) -> None:
        found = period_of(date.fromisoformat(day), "monthly")
        assert found == Period(date.fromisoformat(first), date.fromisoformat(last))

    def test_the_register_is_read_at_the_last_moment_of_the_period(self) -> None:
        midnight = datetime(2026, 11, 1, tzinfo=LEGAL_TIME)
        assert OCTOBER.as_of < midnight
        assert OCTOBER.as_of + timedelta(microseconds=1) == midnight

    def test_an_ended_campaign_is_reported_on_once_more_to_the_day_of_its_end(self) -> None:
        found = periods("monthly", since=date(2026, 9, 20), until=date(2026, 12, 9),
                        ended=date(2026, 11, 12))  # fmt: skip
        assert [p.last for p in found] == [
            date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 12),
        ]  # fmt: skip

    def test_nothing_is_owed_of_days_before_the_first_list(self) -> None:
        assert periods("weekly", since=date(2026, 11, 24), until=date(2026, 11, 23)) == []

    @given(
        st.sampled_from(["weekly", "monthly"]),
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.integers(0, 500),
    )
    def test_periods_follow_each_other_without_gap_or_overlap(
        self, rhythm: str, since: date, days: int
    ) -> None:
        until = since + timedelta(days=days)
        found = periods(rhythm, since=since, until=until)
        assert found[0].first <= since <= found[0].last
        assert found[-1].first <= until <= found[-1].last
        for one, other in zip(found, found[1:], strict=False):
            assert other.first == one.last + timedelta(days=1)


class TestTheDueDay:
    def test_it_lies_so_many_days_after_the_last_day_of_the_period(self) -> None:
        due = due_of(OCTOBER, grace_days=5, calendar=YEAR)
        assert (due.on, due.known, due.passed) == (date(2026, 11, 5), True, ())

    def test_on_a_day_off_it_moves_to_the_next_working_day(self) -> None:
        september = Period(date(2026, 9, 1), date(2026, 9, 30))
        due = due_of(september, grace_days=5, calendar=YEAR)
        assert due.on == date(2026, 10, 8)
        assert due.passed == (date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 7))

    def test_a_weekend_day_worked_in_exchange_is_no_day_off(self) -> None:
        week = Period(date(2026, 9, 28), date(2026, 10, 4))
        assert due_of(week, grace_days=6, calendar=YEAR).on == date(2026, 10, 10)

    def test_in_a_year_the_calendar_does_not_know_it_is_not_moved_and_that_is_said(self) -> None:
        december = Period(date(2026, 12, 1), date(2026, 12, 31))
        due = due_of(december, grace_days=2, calendar=YEAR)
        assert (due.on, due.known) == (date(2027, 1, 2), False)


class TestHowFarAReportHasCome:
    def stand(self, today: str, **changes: object) -> tuple[ReportState, bool]:
        given = {"drafted": False, "confirmed_on": None, **changes}
        found = stand_of(
            OCTOBER, due=date(2026, 11, 5), today=date.fromisoformat(today),
            **given,  # type: ignore[arg-type]
        )  # fmt: skip
        return found.state, found.late

    def test_on_the_last_day_of_the_period_nothing_is_owed_yet(self) -> None:
        assert self.stand("2026-10-31") == (ReportState.RUNNING, False)
        assert self.stand("2026-11-01") == (ReportState.OWED, False)

    def test_it_is_late_from_the_day_after_the_due_day(self) -> None:
        assert self.stand("2026-11-05", drafted=True) == (ReportState.DRAFTED, False)
        assert self.stand("2026-11-06", drafted=True) == (ReportState.DRAFTED, True)
        assert self.stand("2026-11-06") == (ReportState.OWED, True)

    def test_confirmed_on_the_due_day_it_is_in_time_and_a_day_later_it_stays_late(self) -> None:
        in_time = self.stand("2027-01-01", drafted=True, confirmed_on=date(2026, 11, 5))
        late = self.stand("2027-01-01", drafted=True, confirmed_on=date(2026, 11, 6))
        assert in_time == (ReportState.CONFIRMED, False)
        assert late == (ReportState.CONFIRMED, True)

    def test_it_is_drafted_only_once_the_period_has_ended(self) -> None:
        with pytest.raises(Refused):
            check_ended(OCTOBER, today=date(2026, 10, 31))
        check_ended(OCTOBER, today=date(2026, 11, 1))


class TestWhoOwes:
    DAY = date(2026, 9, 20)

    def test_offices_with_matters_and_those_between_them_and_the_organiser(self) -> None:
        listed = [Listed("/1/2/3/4/", self.DAY), Listed("/1/2/5/", self.DAY)]
        assert owing(listed, organiser="/1/") == dict.fromkeys((2, 3, 4, 5), self.DAY)
        assert owing(listed, organiser="/1/2/") == dict.fromkeys((3, 4, 5), self.DAY)

    def test_the_organiser_does_not_report_to_itself(self) -> None:
        assert owing([Listed("/1/2/", self.DAY)], organiser="/1/2/") == {}

    def test_an_office_elsewhere_owes_this_organiser_nothing(self) -> None:
        assert owing([Listed("/1/9/", self.DAY)], organiser="/1/2/") == {}

    def test_it_begins_with_the_first_matter_listed_beneath(self) -> None:
        listed = [Listed("/1/2/4/", date(2026, 10, 2)), Listed("/1/2/5/", self.DAY)]
        assert owing(listed, organiser="/1/")[2] == self.DAY

    def test_an_office_behind_a_wall_owes_nothing_and_the_one_above_still_does(self) -> None:
        listed = [Listed("/1/2/3/4/", self.DAY, walled=frozenset({4}))]
        assert set(owing(listed, organiser="/1/")) == {2, 3}

    def test_a_wall_on_an_office_stops_those_beneath_it_too(self) -> None:
        listed = [Listed("/1/2/3/4/", self.DAY, walled=frozenset({3}))]
        assert set(owing(listed, organiser="/1/")) == {2}


class TestWhoWritesAndWhoConfirms:
    def test_whoever_wrote_it_does_not_confirm_it_while_the_office_has_another(self) -> None:
        head = viewer(Role.DEPARTMENT_HEAD)
        with pytest.raises(NotPermitted):
            check_confirmer(head, organ_path="/1/2/", drafted_by=7, others=1)
        check_confirmer(head, organ_path="/1/2/", drafted_by=8, others=1)

    def test_where_nobody_else_may_the_writer_confirms_alone(self) -> None:
        head = viewer(Role.DEPARTMENT_HEAD)
        check_confirmer(head, organ_path="/1/2/", drafted_by=7, others=0)

    def test_what_the_night_drafted_any_head_or_leader_confirms(self) -> None:
        check_confirmer(viewer(Role.CHIEF), organ_path="/1/2/", drafted_by=None, others=3)

    @pytest.mark.parametrize("role", [Role.HANDLER, Role.STATISTICIAN, Role.INSPECTOR, Role.CLERK])
    def test_others_do_not_confirm(self, role: Role) -> None:
        with pytest.raises(NotPermitted):
            check_confirmer(viewer(role), organ_path="/1/2/", drafted_by=None, others=3)

    def test_the_office_above_neither_writes_nor_confirms_for_one_beneath_it(self) -> None:
        above = viewer(Role.CHIEF, path="/1/")
        with pytest.raises(NotPermitted):
            check_writer(above, organ_path="/1/2/")
        with pytest.raises(NotPermitted):
            check_confirmer(above, organ_path="/1/2/", drafted_by=None, others=0)

    def test_a_statistician_writes(self) -> None:
        check_writer(viewer(Role.STATISTICIAN), organ_path="/1/2/")
        with pytest.raises(NotPermitted):
            check_writer(viewer(Role.INSPECTOR), organ_path="/1/2/")
