from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast

from touyan.audit.models import Entry
from touyan.deadlines.actions import (
    add_calendar_year,
    adopt_counting,
    edit_calendar_day,
    load_shipped,
)
from touyan.deadlines.models import CalendarDay, CalendarYear, ClockRuleVersion, Revision
from touyan.deadlines.queries import (
    calendar_days,
    calendar_years,
    current_calendar,
    current_revision,
    current_rulebook,
    rules_as_of,
    rules_in_force,
)
from touyan.deadlines.rules.calendar import CalendarUnknown
from touyan.deadlines.seed import SeedDay, shipped_days, shipped_rules
from touyan.kernel.errors import Conflict, NotPermitted, Refused

pytestmark = pytest.mark.django_db
NEXT = max(shipped_days()) + 1


def test_what_touyan_ships_is_loaded() -> None:
    assert set(rules_in_force()) == set(shipped_rules())
    assert current_calendar().known_years == frozenset(shipped_days())
    assert calendar_years()[0].year == NEXT - 1
    assert calendar_days(2024).filter(date=date(2024, 10, 1), working=False).exists()


def test_loading_again_changes_nothing(now: datetime) -> None:
    before = current_revision()
    assert load_shipped(now=now) == (0, 0)
    assert current_revision() == before


def test_loading_restores_neither_an_edited_day_nor_a_withdrawn_rule(
    cast: Cast, now: datetime
) -> None:
    day = date(2024, 10, 1)
    edit_calendar_day(day=day, working=True, reason="样例", by=cast.xitong, now=now)
    load_shipped(now=now)
    assert current_calendar().is_working_day(day)


def test_a_missing_year_and_a_missing_rule_are_loaded(now: datetime) -> None:
    CalendarDay.objects.filter(year_id=2024).delete()
    CalendarYear.objects.filter(year=2024).delete()
    ClockRuleVersion.objects.filter(code="C17").delete()
    assert load_shipped(now=now) == (1, 1)
    assert Entry.objects.latest("number").detail == {"years": [2024], "rules": ["C17"]}


def test_an_edited_day_counts_at_once_and_leaves_its_reason(cast: Cast, now: datetime) -> None:
    day = date(2026, 12, 1)
    assert current_calendar().is_working_day(day)
    edit_calendar_day(day=day, working=False, reason="样例放假", by=cast.xitong, now=now)
    assert not current_calendar().is_working_day(day)
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.subject_id) == ("calendar.edit_day", "2026-12-01")
    assert entry.detail == {"before": None, "working": False, "reason": "样例放假"}


def test_a_holidays_name_survives_the_edit(cast: Cast, now: datetime) -> None:
    day = date(2026, 10, 1)
    entry = edit_calendar_day(day=day, working=True, reason="样例", by=cast.xitong, now=now)
    assert (entry.working, entry.name_zh) == (True, "国庆节")


def test_a_day_of_an_unknown_year_cannot_be_edited(cast: Cast, now: datetime) -> None:
    with pytest.raises(CalendarUnknown):
        edit_calendar_day(
            day=date(NEXT, 1, 1), working=False, reason="样例", by=cast.xitong, now=now
        )


def test_an_edit_without_reason_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused, match="reason"):
        edit_calendar_day(day=date(2026, 12, 1), working=False, reason=" ", by=cast.xitong, now=now)


@pytest.mark.parametrize("who", ["wang", "zhao", "he", "shenji", "zhao_spp"])
def test_only_the_system_administrator_keeps_the_calendar(
    who: str, cast: Cast, now: datetime
) -> None:
    with pytest.raises(NotPermitted):
        edit_calendar_day(
            day=date(2026, 12, 1), working=False, reason="样例", by=getattr(cast, who), now=now
        )


def test_a_new_year_is_entered_with_its_days_and_source(cast: Cast, now: datetime) -> None:
    days = [
        SeedDay(date(NEXT, 1, 1), working=False, name_zh="元旦", name_en="New Year's Day"),
        SeedDay(date(NEXT, 1, 3), working=True, name_zh="元旦", name_en="New Year's Day"),
    ]
    add_calendar_year(year=NEXT, days=days, source="国办发明电", by=cast.xitong, now=now)
    calendar = current_calendar()
    assert not calendar.is_working_day(date(NEXT, 1, 1))
    assert calendar.is_working_day(date(NEXT, 1, 3))
    with pytest.raises(Conflict):
        add_calendar_year(year=NEXT, days=days, source="国办发明电", by=cast.xitong, now=now)


@pytest.mark.parametrize(
    ("days", "source"),
    [
        ([], "国办发明电"),
        ([SeedDay(date(NEXT, 1, 3), working=True, name_zh="", name_en="")], "国办发明电"),
        ([SeedDay(date(NEXT + 1, 1, 1), working=False, name_zh="", name_en="")], "国办发明电"),
        ([SeedDay(date(NEXT, 1, 1), working=False, name_zh="", name_en="")], " "),
    ],
)
def test_a_year_without_days_off_or_source_is_not_known(
    days: list[SeedDay], source: str, cast: Cast, now: datetime
) -> None:
    with pytest.raises(Refused):
        add_calendar_year(year=NEXT, days=days, source=source, by=cast.xitong, now=now)
    assert NEXT not in current_calendar().known_years


def test_the_database_keeps_a_day_in_its_year() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(date=date(2025, 3, 3), year_id=2024, working=False)


def test_reading_the_rule_book_again_takes_one_small_query(
    django_assert_num_queries: object,
) -> None:
    current_rulebook()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert current_rulebook() is current_rulebook.__globals__["_Kept"].book


def test_rules_as_of_a_day_are_those_in_force_then() -> None:
    assert [rule.code for rule in rules_as_of(date(2019, 12, 29))] == ["C21", "C22"]
    assert "C17" not in [rule.code for rule in rules_as_of(date(2022, 4, 30))]
    assert "C17" in [rule.code for rule in rules_as_of(date(2022, 5, 1))]


def test_a_database_counted_in_an_older_way_is_told_once(cast: Cast) -> None:
    Revision.objects.update(counting=1)
    before = current_revision()
    assert adopt_counting(now=cast.now)
    assert current_revision() != before
    assert not adopt_counting(now=cast.now)


def test_an_edited_calendar_does_not_hide_that_the_counting_is_old(cast: Cast) -> None:
    Revision.objects.update(counting=1)
    edit_calendar_day(
        day=date(2026, 6, 1), working=False, reason="样例", by=cast.xitong, now=cast.now
    )
    assert adopt_counting(now=cast.now)


def test_a_fresh_database_is_counted_in_the_present_way(cast: Cast) -> None:
    assert not adopt_counting(now=cast.now)
