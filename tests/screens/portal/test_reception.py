"""The public notice of reception days, and booking a place with no account."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.receptions import booked, day
from tests.screens.portal.petitions import PHONE, arrive, decided

from touyan.intake.models import Wall
from touyan.leadership.actions import reception
from touyan.leadership.models import Booking, ReceptionDay

pytestmark = pytest.mark.django_db
TYPED = {"name": "刘玉兰", "phone": PHONE, "topic": "不服刑事判决"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)


@pytest.fixture
def public_day(cast: Cast, now: datetime) -> ReceptionDay:
    return reception.publish_day(day_id=day(cast, now).public_id, by=cast.wang, now=now)


def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def send(on: ReceptionDay, **typed: str) -> Any:
    return browser().post(
        reverse("portal-reception-book"), {"day": str(on.public_id), **TYPED, **typed}
    )


def text(answer: Any) -> str:
    return str(answer.content.decode())


def code_of(answer: Any) -> str:
    found = re.search(r'class="code">([^<]+)<', text(answer))
    assert found
    return found[1]


def test_the_notice_tells_who_receives_where_when_and_how_many_places_are_free(
    cast: Cast, now: datetime, public_day: ReceptionDay
) -> None:
    booked(public_day, cast, now, name="吴秀兰")
    page = text(browser().get(reverse("portal-reception")))
    for words in ("赵敏", "09:00–11:30", "接访室", "4 places free"):
        assert words in page
    assert "吴秀兰" not in page
    assert "伤情鉴定" not in page


def test_days_not_published_called_off_or_gone_by_are_not_on_the_notice(
    cast: Cast, now: datetime, public_day: ReceptionDay
) -> None:
    hidden = day(
        cast, now, starts=public_day.ends.replace(hour=14), ends=public_day.ends.replace(hour=16)
    )
    assert str(hidden.public_id) not in text(browser().get(reverse("portal-reception")))
    reception.cancel_day(day_id=public_day.public_id, reason="外出", by=cast.wang, now=now)
    assert str(public_day.public_id) not in text(browser().get(reverse("portal-reception")))
    form = reverse("portal-reception-book")
    for each in (hidden, public_day):
        assert browser().get(form, {"day": str(each.public_id)}).status_code == 404


def test_a_place_is_booked_looked_up_and_given_back(public_day: ReceptionDay) -> None:
    made = send(public_day)
    code = code_of(made)
    booking = Booking.objects.get()
    assert (booking.online, booking.slot, booking.name) == (True, 1, "刘玉兰")
    seen = text(browser().post(reverse("portal-reception-mine"), {"code": code.lower()}))
    assert "about 09:00" in seen
    for words in TYPED.values():
        assert words not in seen
    given_back = browser().post(reverse("portal-reception-cancel"), {"code": code})
    assert "Cancelled" in text(given_back)
    again = browser().post(reverse("portal-reception-cancel"), {"code": code})
    assert again.status_code == 422


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(public_day: ReceptionDay) -> None:
    answer = send(public_day, phone="123", topic="")
    assert answer.status_code == 422
    assert "刘玉兰" in text(answer)
    assert "Say in a few words" in text(answer)
    assert not Booking.objects.exists()


def test_a_receipts_code_ties_the_booking_to_its_matter(
    cast: Cast, now: datetime, public_day: ReceptionDay
) -> None:
    petition, code = arrive(cast, now)
    matter = decided(petition, cast, now)
    send(public_day, query_code=code)
    booking = Booking.objects.get()
    assert (booking.petition, booking.matter) == (petition, matter)


def test_a_code_nobody_knows_is_said_to_be_unknown_and_nothing_is_booked(
    public_day: ReceptionDay,
) -> None:
    answer = send(public_day, query_code="ZZZZ-ZZZZ-ZZZZ")
    assert answer.status_code == 422
    assert "This query code is not known" in text(answer)
    assert not Booking.objects.exists()


def test_full_and_walled_off_answer_alike(cast: Cast, now: datetime) -> None:
    petition, code = arrive(cast, now)
    Wall.objects.create(petition=petition, person=cast.zhao.person, reason="complained of")
    on = day(cast, now, places=1)
    reception.publish_day(day_id=on.public_id, by=cast.wang, now=now)
    walled = send(on, query_code=code)
    booked(on, cast, now)
    full = send(on)
    assert walled.status_code == full.status_code == 409
    assert without_token(walled) == without_token(full)


def test_the_same_form_sent_twice_takes_one_place(public_day: ReceptionDay) -> None:
    key = "7b0c7f0e-6f1c-4f43-9a55-0d6a5b1f0c11"
    first, again = send(public_day, key=key), send(public_day, key=key)
    assert code_of(first) == code_of(again)
    assert public_day.bookings.count() == 1
    assert code_of(send(public_day)) != code_of(first)


def without_token(answer: Any) -> str:
    return re.sub(r'(nonce|value)="[^"]*"', "", text(answer))


def test_nobody_empties_a_day_from_one_address(cast: Cast, now: datetime) -> None:
    on = day(cast, now, places=20)
    reception.publish_day(day_id=on.public_id, by=cast.wang, now=now)
    answers = [send(on).status_code for _ in range(7)]
    assert answers == [200] * 6 + [429]


def test_booking_codes_cannot_be_guessed_at_leisure(public_day: ReceptionDay) -> None:
    tries = [
        browser()
        .post(
            reverse("portal-reception-mine"),
            {"code": f"{n:012d}".replace("0", "Z").replace("1", "Y")},
        )
        .status_code
        for n in range(2, 14)
    ]
    assert 429 in tries


@pytest.mark.parametrize("rows", [10, 1000])
def test_the_notice_asks_the_same_however_many_days(
    rows: int, cast: Cast, now: datetime, django_assert_max_num_queries: Any
) -> None:
    first = day(cast, now)
    names = [
        f.attname for f in ReceptionDay._meta.concrete_fields if f.name not in ("id", "public_id")
    ]
    plain = {name: getattr(first, name) for name in names}
    ReceptionDay.objects.bulk_create(
        ReceptionDay(**{**plain, "on": first.on + timedelta(days=n + 1), "published_at": now})
        for n in range(rows)
    )
    with django_assert_max_num_queries(6):
        page = text(browser().get(reverse("portal-reception")))
    assert page.count("Book a place") == min(rows, 60)


def test_both_languages(public_day: ReceptionDay) -> None:
    zh = Client(headers={"accept-language": "zh-hans"})
    assert "检察院领导接访公告" in text(zh.get(reverse("portal-reception")))
    url = reverse("portal-reception-book") + f"?day={public_day.public_id}"
    assert "反映什么事项？" in text(zh.get(url))


@pytest.mark.parametrize(("language", "title"), [("en", "Chief procurator"), ("zh-hans", "检察长")])
def test_the_title_of_the_leader_is_told_in_the_readers_language(
    public_day: ReceptionDay, language: str, title: str
) -> None:
    reader = Client(headers={"accept-language": language})
    page = text(reader.get(reverse("portal-reception")))
    assert f"<span>{title} 赵敏</span>" in page
