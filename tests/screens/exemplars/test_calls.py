"""Calls for typical cases at the desk: made, shared out, answered, closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.telling import Told
from tests.database.inspections.inspecting import walled
from tests.database.matters.stories import Story
from tests.screens.exemplars.test_editions import as_

from touyan.exemplars.models import Call, Exemplar, Quota

pytestmark = pytest.mark.django_db
LIST = "exemplar-calls"


@pytest.fixture
def told(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: told.story.now)
    return told


def page_of(call: Call, name: str = "exemplar-call") -> str:
    return reverse(name, args=[call.public_id])


def asked(told: Told, **changes: Any) -> dict[str, Any]:
    day = told.story.now.date()
    return {
        "office": told.cast.organ_of(told.cast.zhao_province).pk, "title": "首次信访典型案例征集",
        "theme": "领导包案", "basis": "工作要点", "opens_on": f"{day:%Y%m%d}",
        "closes_on": f"{day + timedelta(days=30):%Y%m%d}", "kinds": ["officer_complaint"],
        **changes,
    }  # fmt: skip


def test_a_call_is_made_and_its_places_are_shared_out(told: Told) -> None:
    maker, city = as_(told.cast.he_province), told.cast.organ_of(told.cast.zhao_city)
    answer = maker.post(reverse("exemplar-call-new"), asked(told))
    call = Call.objects.get()
    assert call.kinds == ["officer_complaint"]
    assert answer.headers["Location"] == page_of(call, "exemplar-call-quotas")
    assert maker.post(page_of(call, "exemplar-call-quotas"), {str(city.pk): "2"}).status_code == 302
    assert Quota.objects.get().number == 2
    page = as_(told.cast.li).get(page_of(call)).content.decode()
    assert "领导包案" in page
    assert "Takes nominations" in page


def test_an_office_without_offices_beneath_comes_straight_to_its_call(told: Told) -> None:
    maker, county = as_(told.cast.he), told.cast.organ_of(told.cast.zhao)
    answer = maker.post(reverse("exemplar-call-new"), asked(told, office=county.pk))
    call = Call.objects.get()
    assert answer.headers["Location"] == page_of(call)
    assert "Share the places out" not in maker.get(page_of(call)).content.decode()


def test_what_is_missing_is_named_at_its_field(told: Told) -> None:
    maker, day = as_(told.cast.he_province), told.story.now.date()
    wrong = asked(told, theme=" ", closes_on=f"{day - timedelta(days=3):%Y%m%d}")
    assert maker.post(reverse("exemplar-call-new"), wrong).status_code == 422
    wrong["theme"] = "领导包案"
    answer = maker.post(reverse("exemplar-call-new"), wrong)
    assert "closes before it opens" in answer.content.decode()
    assert not Call.objects.exists()


def test_nobody_calls_in_the_name_of_another_office(told: Told) -> None:
    maker = as_(told.cast.he_city)
    assert maker.post(reverse("exemplar-call-new"), asked(told)).status_code == 422
    call = told.call()
    for name in ("exemplar-call-quotas", "exemplar-call-close"):
        assert maker.post(page_of(call, name), {}).status_code == 404
    assert as_(told.cast.wang).get(reverse(LIST)).status_code == 403


def test_a_call_shows_what_came_in_and_whence(told: Told) -> None:
    call = told.call(quotas={told.cast.organ_of(told.cast.zhao_city).pk: 3})
    exemplar = told.nominated(call=call)
    page = as_(told.cast.he_province).get(page_of(call)).content.decode()
    assert exemplar.matter.number in page
    assert "Good practice" in page


def test_who_may_not_know_of_the_matter_sees_neither_the_case_nor_its_number(told: Told) -> None:
    call = told.call()
    exemplar = told.nominated(call=call)
    seen = as_(told.cast.he_province)
    assert '<td class="num">1</td>' in seen.get(page_of(call)).content.decode()
    walled(exemplar.matter, person=told.cast.he_province.person)
    page = seen.get(page_of(call)).content.decode()
    assert exemplar.matter.number not in page
    assert '<td class="num">1</td>' not in page
    assert ">1</td>" not in seen.get(reverse(LIST)).content.decode()


def test_a_closed_call_is_changed_no_more(told: Told) -> None:
    call, maker = told.call(), as_(told.cast.zhao_province)
    assert maker.post(page_of(call, "exemplar-call-close"), {"confirm": "1"}).status_code == 302
    assert "Call closed" in maker.get(page_of(call)).content.decode()
    assert maker.get(page_of(call, "exemplar-call-quotas")).status_code == 404


def test_in_chinese_it_is_all_chinese(told: Told) -> None:
    told.call()
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(told.cast.he_province, backend="django.contrib.auth.backends.ModelBackend")
    assert "典型案例征集" in client.get(reverse(LIST)).content.decode()


def test_the_pages_ask_the_same_of_many_as_of_few(told: Told) -> None:
    call, client = told.call(), as_(told.cast.he_province)
    told.nominated(call=call)
    for url in (reverse(LIST), page_of(call)):
        client.get(url)  # what is read once for all is read
        counts = list[int]()
        for _each in range(2):
            with CaptureQueriesContext(connection) as ran:
                assert client.get(url).status_code == 200
            counts.append(len(ran))
            told.nominated(call=call)
            told.call(title=f"征集{Exemplar.objects.count()}")
        assert counts[0] == counts[1] <= 12
