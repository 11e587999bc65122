"""The leader's queue: one paper after another, never several at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.matters.stories import CLAIMS, TEXT, Story

from touyan.audit.models import Entry
from touyan.matters.models import Document

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def body(response: Any) -> str:
    return str(response.content.decode())


def sign(client: Client, paper: Document, **fields: Any) -> Any:
    return client.post(
        reverse("paper-do", args=[paper.public_id, "sign"]),
        {"version": paper.version, "confirmed": "1", "from": "queue", **fields},
    )


def test_the_queue_shows_petition_demands_text_and_earlier_answers(
    story: Story, client_of: Signed
) -> None:
    matter = story.handling()
    earlier = story.served(matter, "acceptance", text="本院决定受理。")
    story.submitted(matter, "progress", text="现将办理进展告知如下。")
    page = body(client_of(story.cast.zhao).get(reverse("to-sign")))
    for words in (TEXT[:40], *CLAIMS, "现将办理进展告知如下。", earlier.number, "本院决定受理。"):
        assert words in page
    assert Entry.objects.latest("number").verb == "paper.read"


def test_signing_leads_to_the_next_paper_and_then_to_an_empty_desk(
    story: Story, client_of: Signed
) -> None:
    first, second = (story.submitted(story.decided()) for _ in range(2))
    client = client_of(story.cast.zhao)
    page = body(client.get(reverse("to-sign")))
    assert "1 of 2" in page
    assert str(second.public_id) in page
    after = sign(client, first)
    assert after["Location"].endswith(str(second.public_id))
    assert sign(client, second)["Location"] == reverse("to-sign")
    assert "Nothing waits for your signature" in body(client.get(reverse("to-sign")))


def test_there_is_no_way_to_sign_several_at_once(story: Story, client_of: Signed) -> None:
    for _ in range(2):
        story.submitted(story.decided())
    page = body(client_of(story.cast.zhao).get(reverse("to-sign")))
    assert page.count('name="confirmed"') == 1
    assert 'type="checkbox" name="selected"' not in page


def test_a_head_is_not_shown_what_only_the_chief_signs(story: Story, client_of: Signed) -> None:
    story.submitted(story.decided(), "answer")
    letter = story.submitted(story.handling(), "progress")
    head = body(client_of(story.cast.he).get(reverse("to-sign")))
    assert "1 of 1" in head
    assert str(letter.public_id) in head


def test_papers_of_other_offices_do_not_appear(story: Story, client_of: Signed) -> None:
    story.submitted(story.decided())
    assert "Nothing waits for your signature" in body(
        client_of(story.cast.zhao_city).get(reverse("to-sign"))
    )


def test_the_queue_is_closed_to_those_who_sign_nothing(story: Story, client_of: Signed) -> None:
    assert client_of(story.cast.li).get(reverse("to-sign")).status_code == 403
    assert Client().get(reverse("to-sign")).status_code == 302


def test_a_paper_returned_meanwhile_is_not_signed(story: Story, client_of: Signed) -> None:
    from touyan.matters.actions.papers import return_paper

    paper = story.submitted(story.decided())
    client = client_of(story.cast.zhao)
    return_paper(
        document_id=paper.public_id,
        opinion="再改",
        version=paper.version,
        by=story.cast.zhao,
        now=story.now,
    )
    assert sign(client, paper).status_code == 409


def test_the_queue_page_asks_a_bounded_number_of_queries(
    story: Story, client_of: Signed, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        story.submitted(story.decided())
    client = client_of(story.cast.zhao)
    with django_assert_max_num_queries(40):
        assert client.get(reverse("to-sign")).status_code == 200
