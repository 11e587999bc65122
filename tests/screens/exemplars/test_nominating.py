"""A matter nominated from its page, and moved from office to office until one selects it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.telling import REASON, Told
from tests.database.inspections.inspecting import walled
from tests.database.matters.stories import Story
from tests.screens.exemplars.test_editions import as_

from touyan.exemplars.models import Exemplar
from touyan.matters.models import Matter
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: told.story.now)
    return told


def form_of(matter: Matter) -> str:
    return reverse("nominate-case", args=[matter.public_id])


def page_of(exemplar: Exemplar) -> str:
    return reverse("exemplar", args=[exemplar.public_id])


def step_url(exemplar: Exemplar, verb: str) -> str:
    return reverse("exemplar-step", args=[exemplar.public_id, verb])


def take(
    exemplar: Exemplar, verb: str, by: Account, opinion: str = "同意", read: int | None = None
) -> Any:
    """What the case answers to a step by somebody who read it as it is, or at version `read`."""
    exemplar.refresh_from_db()
    data = {"opinion": opinion, "version": exemplar.version if read is None else read}
    return as_(by).post(step_url(exemplar, verb), data)


def test_a_handler_nominates_from_the_page_of_the_matter(told: Told) -> None:
    matter, call, li = told.story.closed(), told.call(), as_(told.cast.li)
    page = li.get(reverse("matter", args=[matter.public_id])).content.decode()
    assert form_of(matter) in page
    assert call.title in li.get(form_of(matter)).content.decode()
    answer = li.post(
        form_of(matter), {"what": "good", "reason": REASON, "call_id": str(call.public_id)}
    )
    exemplar = Exemplar.objects.get()
    assert answer.headers["Location"] == page_of(exemplar)
    assert exemplar.call == call
    assert REASON in li.get(page_of(exemplar)).content.decode()
    page = li.get(reverse("matter", args=[matter.public_id])).content.decode()
    assert page_of(exemplar) in page


def test_an_open_matter_is_put_forward_as_a_failure_only(told: Told) -> None:
    matter, li = told.story.handling(), as_(told.cast.li)
    answer = li.post(form_of(matter), {"what": "good", "reason": REASON})
    assert answer.status_code == 422
    assert "closed or resolved" in answer.content.decode()
    assert li.post(form_of(matter), {"what": "failure", "reason": REASON}).status_code == 302


def test_whoever_may_not_nominate_finds_neither_button_nor_form(told: Told) -> None:
    matter = told.story.closed()
    page = as_(told.cast.wang).get(reverse("matter", args=[matter.public_id])).content.decode()
    assert form_of(matter) not in page
    assert as_(told.cast.wang).get(form_of(matter)).status_code == 403
    assert as_(told.cast.li_city).get(form_of(matter)).status_code == 404
    assert as_(told.cast.zhou).get(form_of(matter)).status_code in (403, 404)


def test_it_climbs_by_recorded_opinions_and_is_selected(told: Told) -> None:
    exemplar, cast = told.nominated(), told.cast
    assert take(exemplar, "forward", cast.zhao, "县院同意报送").status_code == 302
    assert take(exemplar, "forward", cast.zhao_city, "市院同意报送").status_code == 302
    assert take(exemplar, "select", cast.zhao_province, "具有示范意义").status_code == 302
    exemplar.refresh_from_db()
    assert exemplar.state == "selected"
    page = as_(cast.li).get(page_of(exemplar)).content.decode()
    for said in ("县院同意报送", "市院同意报送", "具有示范意义"):
        assert said in page


def test_it_is_returned_with_comments_and_withdrawn_but_stays_on_record(told: Told) -> None:
    exemplar, cast = told.nominated(), told.cast
    take(exemplar, "forward", cast.zhao)
    assert take(exemplar, "return", cast.zhao_city, " ").status_code == 422
    assert take(exemplar, "return", cast.zhao_city, "事实不清").status_code == 302
    assert take(exemplar, "withdraw", cast.li, "信访人又来信").status_code == 302
    for shown, there in (("waiting", False), ("mine", True), ("all", True)):
        page = as_(cast.li).get(reverse("exemplars"), {"show": shown}).content.decode()
        assert (page_of(exemplar) in page) == there
    assert "信访人又来信" in as_(cast.li).get(page_of(exemplar)).content.decode()


def test_a_step_that_is_not_ones_own_has_no_page(told: Told) -> None:
    exemplar, cast = told.nominated(), told.cast
    assert as_(cast.li).get(step_url(exemplar, "forward")).status_code == 404
    assert as_(cast.zhao).get(step_url(exemplar, "approve")).status_code == 404
    assert as_(cast.zhao).get(step_url(exemplar, "submit")).status_code == 404
    page = as_(cast.li).get(page_of(exemplar)).content.decode()
    assert step_url(exemplar, "withdraw") in page
    assert step_url(exemplar, "forward") not in page


def test_a_stale_page_moves_nothing(told: Told) -> None:
    exemplar = told.nominated()
    data = {"opinion": "同意", "version": exemplar.version}
    told.move("forward", exemplar, told.cast.zhao)
    answer = as_(told.cast.zhao_city).post(step_url(exemplar, "forward"), data)
    assert answer.status_code == 409


def test_each_level_approves_the_text_it_can_read(told: Told) -> None:
    exemplar, cast = told.submitted(), told.cast
    page = as_(cast.zhao).get(page_of(exemplar)).content.decode()
    assert "院领导包案，公开听证。" in page
    for leader in (cast.zhao, cast.zhao_city, cast.zhao_province):
        assert take(exemplar, "approve", leader, "同意发布").status_code == 302
    exemplar.refresh_from_db()
    assert exemplar.state == "approved"
    assert as_(cast.li).get(page_of(exemplar)).content.decode().count("同意发布") == 6


def test_a_text_that_changed_since_it_was_put_forward_is_not_approved(told: Told) -> None:
    exemplar = told.submitted()
    read = exemplar.version
    told.rewrote(exemplar, facts="申诉人不服生效裁判。")
    told.submit(exemplar)
    assert take(exemplar, "approve", told.cast.zhao, read=read).status_code == 409
    exemplar.refresh_from_db()
    assert exemplar.state == "submitted"
    assert take(exemplar, "approve", told.cast.zhao).status_code == 302


def test_a_wall_hides_the_nomination_from_every_page(told: Told) -> None:
    exemplar, cast = told.nominated(), told.cast
    walled(exemplar.matter, person=cast.he.person)
    he = as_(cast.he)
    assert he.get(page_of(exemplar)).status_code == 404
    assert he.get(step_url(exemplar, "forward")).status_code == 404
    for shown in ("waiting", "mine", "all"):
        page = he.get(reverse("exemplars"), {"show": shown}).content.decode()
        assert exemplar.matter.number not in page


def test_in_chinese_the_page_is_chinese(told: Told) -> None:
    exemplar = told.nominated()
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(told.cast.zhao, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(page_of(exemplar)).content.decode()
    assert "报送上级院" in page
    assert "好的做法" in page


@pytest.mark.parametrize("shown", ["waiting", "mine", "all"])
def test_the_list_asks_the_same_of_many_as_of_few(told: Told, shown: str) -> None:
    client, counts = as_(told.cast.zhao), list[int]()
    url = f"{reverse('exemplars')}?show={shown}"
    client.get(url)  # what is read once for all is read
    for number in (1, 2):
        for _each in range(number):
            told.nominated()
        with CaptureQueriesContext(connection) as ran:
            assert client.get(url).status_code == 200
        counts.append(len(ran))
    assert counts[0] == counts[1] <= 12
