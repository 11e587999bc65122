"""A bulletin from its beginning to a text whose figures are counted."""

from __future__ import annotations

import html
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.screens.bulletins.pages import URL, add, begun, post, text_of

from touyan.statistics.actions.following import follow
from touyan.statistics.models import BulletinVersion

pytestmark = pytest.mark.django_db


def test_a_figure_is_picked_counted_and_opens_its_list(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    assert add(client, address, "We received {} petitions.", "received").status_code == 302
    assert text_of(client, address) == "We received 2 petitions."
    page = client.get(address).content.decode()
    [url] = set(re.findall(r'href="(/figures/received/list/[^"]+)"', page))
    assert client.get(html.unescape(url)).context["listed"].page.paginator.count == 2
    [figure] = set(re.findall(r'href="(/figures/received/\?[^"]+)"', page))
    assert client.get(html.unescape(figure)).status_code == 200
    assert 'role="tooltip"' in page


def test_a_live_figure_moves_with_the_register(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    add(client, address, "{}", "received")
    story.petition(title="后来的来信")
    follow(now=story.now)
    assert text_of(client, address) == "3"


def test_each_number_of_a_share_can_be_said(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    text = ""
    for which in ("figure", "numerator", "denominator", "gross"):
        text = BulletinVersion.objects.order_by("-pk").values_list("text", flat=True)[0]
        add(client, address, text, "first_share", which=which)
    assert text_of(client, address) == "100.0% 1 1 50.0%"


def test_a_measure_of_a_list_without_its_list_is_refused_at_the_field(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    answer = add(client, address, "{}", "batch_closed")
    assert answer.status_code == 422
    assert "choose the list" in answer.content.decode()


def test_a_token_without_a_figure_is_refused_and_nothing_is_lost(story, client_of) -> None:
    client = client_of(story.cast.he)
    answer = post(client, begun(client), "Kept words {7}")
    assert answer.status_code == 422
    assert "There is no figure {7}" in answer.content.decode()
    assert "Kept words" in answer.content.decode()


def test_whoever_wrote_meanwhile_is_not_overwritten(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    assert post(client, address, "One").status_code == 302
    answer = post(client, address, "Two", version=1)
    assert answer.status_code == 409
    assert "meanwhile" in answer.content.decode()


def test_numbers_are_said_as_the_language_of_the_text_says_them(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client, "zh-hans")
    for number in range(10):
        story.petition(title=f"来信{number}")
    follow(now=story.now)
    add(client, address, "收到{}件", "received", rounded="on")
    assert text_of(client, address) == "收到10余件"


def test_an_inspector_reads_but_does_not_write(story, client_of) -> None:
    address = begun(client_of(story.cast.he))
    client = client_of(story.cast.sun)
    assert client.get(address).status_code == 200
    assert client.get(f"{address}write/").status_code == 403
    assert "begin/" not in client.get(URL).content.decode()


def test_another_office_finds_nothing(story, client_of) -> None:
    address = begun(client_of(story.cast.he_city))
    client = client_of(story.cast.he)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}write/").status_code == 404
    assert client.get(f"{URL}{uuid.uuid4()}/").status_code == 404
    assert not client.get(URL).context["shown"].object_list


def test_the_list_asks_no_more_for_many(story, client_of) -> None:
    client = client_of(story.cast.he)
    for _each in range(4):
        begun(client)
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get(URL).context["shown"].object_list) == 4
    assert len(asked) <= 12
