"""The working calendar: read by all, kept by the system administrator, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from touyan.audit.models import Entry
from touyan.deadlines.queries import current_calendar
from touyan.desk.rulebook.day_lines import read_days
from touyan.kernel.errors import Refused

pytestmark = pytest.mark.django_db
NEXT = 2027
DAY = date(2026, 12, 1)


def day_url(day: date = DAY) -> str:
    return reverse("calendar-day", args=[day])


def year_url(year: int = NEXT) -> str:
    return reverse("calendar-year-enter", args=[year])


def shown(client, year: object = 2026) -> str:
    return client.get(reverse("calendar"), {"year": year}).content.decode()


def test_a_year_shows_its_holidays_with_mark_and_name(cast, client_of) -> None:
    text = shown(client_of(cast.wang))
    assert text.count('<table class="month">') == 12
    assert 'title="2026-10-01 Day off National Day"' in text
    assert 'title="2026-10-10 Offices work National Day"' in text
    assert 'title="2026-10-17 Weekend"' in text
    assert ">Off</small>" in text
    assert "10-01–10-07" in text


def test_a_year_nobody_entered_says_so(cast, client_of) -> None:
    text = shown(client_of(cast.wang), NEXT)
    assert f"The calendar does not know {NEXT}" in text
    assert '<table class="month">' not in text
    assert year_url() not in text
    assert year_url() in shown(client_of(cast.xitong), NEXT)


@pytest.mark.parametrize("year", ["", "abc", "99999", "0000", "-1"])
def test_an_impossible_year_does_no_harm(year: str, cast, client_of) -> None:
    client = client_of(cast.wang)
    assert client.get(reverse("calendar"), {"year": year}).status_code == 200


def test_days_are_links_only_for_the_keeper(cast, client_of) -> None:
    assert day_url() not in shown(client_of(cast.zhao_spp))
    assert day_url() in shown(client_of(cast.xitong))


@pytest.mark.parametrize("who", ["wang", "he_spp", "zhao_spp", "anquan", "shenji"])
def test_nobody_else_changes_the_calendar(who: str, cast, client_of) -> None:
    client = client_of(getattr(cast, who))
    for address in (day_url(), year_url()):
        assert client.get(address).status_code == 403
        assert client.post(address, {"working": "0", "reason": "样例"}).status_code == 403
    assert current_calendar().is_working_day(DAY)


def test_a_stranger_is_sent_to_sign_in(client) -> None:
    for address in (day_url(), year_url()):
        assert reverse("sign-in") in client.get(address)["Location"]


def test_a_day_is_changed_with_a_reason_and_open_clocks_counted_anew(cast, client_of) -> None:
    client = client_of(cast.xitong)
    answer = client.post(day_url(), {"working": "0", "reason": "样例放假"})
    assert answer["Location"] == reverse("calendar") + "?year=2026"
    assert not current_calendar().is_working_day(DAY)
    assert "2026-12-01 Day off" in shown(client)
    assert Entry.objects.latest("number").detail["reason"] == "样例放假"
    [job] = ProcrastinateJob.objects.all()
    assert job.task_name == "touyan.reproject_clocks"
    assert "2026-12-01" in job.args["reason"]


def test_a_day_off_taken_back_looks_like_any_working_day(cast, client_of) -> None:
    client = client_of(cast.xitong)
    for working in ("0", "1"):
        client.post(day_url(), {"working": working, "reason": "样例"})
    text = shown(client)
    assert "2026-12-01 Working day" in text
    assert "Changed here" not in text


@pytest.mark.parametrize("fields", [{"working": "0", "reason": " "}, {"reason": "样例"}])
def test_a_change_without_reason_or_choice_changes_nothing(fields, cast, client_of) -> None:
    assert client_of(cast.xitong).post(day_url(), fields).status_code == 422
    assert current_calendar().is_working_day(DAY)
    assert not ProcrastinateJob.objects.exists()


def test_a_day_of_an_unknown_year_is_not_found(cast, client_of) -> None:
    assert client_of(cast.xitong).get(day_url(date(NEXT, 5, 1))).status_code == 404


def test_a_day_that_is_none_is_not_found(cast, client_of) -> None:
    assert client_of(cast.xitong).get("/rules/calendar/2026-02-30/").status_code == 404


def enter(client, days_off: str = "20270101-20270103 元旦\n2027-02-06 至 2027-02-12 春节",
          working_days: str = "20270109 元旦", source: str = "样例通知"):  # fmt: skip
    fields = {"source": source, "days_off": days_off, "working_days": working_days}
    return client.post(year_url(), fields)


def test_a_year_is_entered_as_announced(cast, client_of) -> None:
    client = client_of(cast.xitong)
    assert enter(client).status_code == 302
    calendar = current_calendar()
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert not calendar.is_working_day(date(2027, 2, 12))
    assert calendar.is_working_day(date(2027, 1, 9))
    assert calendar.is_working_day(date(2027, 1, 4))
    assert ProcrastinateJob.objects.count() == 1
    assert client.get(year_url()).status_code == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days_off": "元旦 20270101"}, "Line 1 does not begin with a date"),
        ({"days_off": "20270101\n20261231"}, "Line 2 lies outside the year 2027"),
        ({"days_off": "20270103-20270101"}, "does not follow the first"),
        ({"days_off": "20270101-20271231"}, "does not follow the first"),
        ({"days_off": " "}, "required"),
        ({"working_days": "20270231"}, "Line 1 does not begin with a date"),
        ({"source": " "}, "required"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_entered(
    changes: dict[str, str], said: str, cast, client_of
) -> None:
    answer = enter(client_of(cast.xitong), **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert NEXT not in current_calendar().known_years


def test_lines_read_as_people_write_them() -> None:
    days = read_days("2027-10-01~2027-10-02 国庆节\n\n2027.10.05", working=False, year=2027)
    assert [(day.date.day, day.name_zh) for day in days] == [(1, "国庆节"), (2, "国庆节"), (5, "")]
    with pytest.raises(Refused):
        read_days("明天", working=False, year=2027)


def test_the_form_of_a_day_opens_with_what_holds_now(cast, client_of):
    for day, value in (("2026-10-01", "0"), ("2026-10-21", "1")):
        answer = client_of(cast.xitong).get(f"/rules/calendar/{day}/")
        assert answer.context["form"]["working"].value() == value


def test_holidays_stand_in_the_order_of_their_days_off(cast, client_of):
    answer = client_of(cast.wang).get("/rules/calendar/?year=2026")
    first_days = [each["off"][:5] for each in answer.context["named"]]
    assert first_days == sorted(first_days)
    assert "Holiday name" in answer.content.decode()
