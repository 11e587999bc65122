"""Freezing a figure from its page, and what its own page proves."""

from __future__ import annotations

import html
import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.database.matters.stories import Story

from touyan.statistics.actions.following import follow
from touyan.statistics.models import Fact

pytestmark = pytest.mark.django_db
URL = "/figures/frozen/"


@pytest.fixture
def story(cast, now) -> Story:
    made = Story(cast, now)
    made.closed()
    made.petition(title="尚未归入案件的来信")
    follow(now=now)
    return made


def frozen(client: Client, code: str = "first_share") -> str:
    text = client.get(f"/figures/{code}/?period=twelve").content.decode()
    action = re.search(r'action="(/figures/frozen/of/[^"]+)"', text)
    assert action
    answer = client.post(html.unescape(action[1]))
    assert answer.status_code == 302
    return answer["Location"]


def test_freezing_from_the_page_of_a_measure_leads_to_its_proof(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = frozen(client)
    text = client.get(address).content.decode()
    assert "the number and the list are the same" in text
    assert "Left out: First or repeat not yet decided" in text
    assert address in client.get(URL).content.decode()
    assert frozen(client) == address


def test_every_number_opens_the_list_as_of_the_moment(story, client_of) -> None:
    client = client_of(story.cast.he)
    text = client.get(frozen(client, "received")).content.decode()
    story.petition(title="后来的来信")
    follow(now=story.now + timedelta(days=1))
    [(url, number)] = re.findall(r'<a href="(/figures/frozen/[^"]+/list/[^"]+)">(\d+)</a>', text)
    assert client.get(html.unescape(url)).context["listed"].page.paginator.count == int(number)


def test_a_fact_altered_behind_the_back_of_the_register_is_told(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = frozen(client, "received")
    Fact.objects.filter(element="received").earliest("pk").delete()
    assert "the number differs" in client.get(address).content.decode()


def test_a_restatement_shows_both_and_why(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = frozen(client, "received")
    story.petition(title="补登的来信")
    follow(now=story.now + timedelta(days=1))
    newer = client.post(f"{address}restate/", {"reason": "补登一件来信"})["Location"]
    for each in (address, newer):
        text = client.get(each).content.decode()
        assert "补登一件来信" in text
        assert len(client.get(each).context["chain"]) == 2
    assert "restated later" in client.get(address).content.decode()
    again = client.post(f"{address}restate/", {"reason": "再来"}, follow=True)
    assert "restated already" in again.content.decode()


def test_an_inspector_reads_but_neither_freezes_nor_restates(story, client_of) -> None:
    address = frozen(client_of(story.cast.he))
    client = client_of(story.cast.sun)
    assert client.get(address).status_code == 200
    assert "/figures/frozen/of/" not in client.get("/figures/received/").content.decode()
    assert client.post(f"{address}restate/", {"reason": "试试"}).status_code == 403


def test_another_office_finds_nothing(story, client_of) -> None:
    address = frozen(client_of(story.cast.he_city))
    client = client_of(story.cast.he)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}list/").status_code == 404
    assert client.get(f"{URL}{uuid.uuid4()}/").status_code == 404
    assert not client.get(URL).context["lines"]


def test_the_list_asks_no_more_for_many(story, client_of) -> None:
    client = client_of(story.cast.he)
    for code in ("received", "closed", "first_share", "leader_coverage"):
        frozen(client, code)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(client.get(URL).context["lines"]) == 4
    assert len(asked) <= 12
