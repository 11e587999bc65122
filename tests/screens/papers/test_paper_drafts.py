"""What is typed into a paper survives a closed browser, and is its writer's alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.models import Draft
from touyan.matters.models import Document, Matter
from touyan.workflows.petition_files import KEPT_FOR, expire_drafts

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]
WORDS = {"addressee": "吴秀兰", "text": "写到一半的答复", "version": 0}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def body(response: Any) -> str:
    return str(response.content.decode())


def new(matter: Matter, name: str = "paper-new", kind: str = "answer") -> str:
    return reverse(name, args=[matter.public_id, kind])


def to(name: str, paper: Document) -> str:
    return reverse(name, args=[paper.public_id])


def test_a_paper_being_written_is_there_again_after_the_browser_was_closed(
    story: Story, client_of: Signed
) -> None:
    matter = story.decided()
    answer = client_of(story.cast.li).post(new(matter, "paper-new-typed"), WORDS)
    assert answer.json()["saved_at"]
    again = client_of(story.cast.li)
    assert "写到一半的答复" in body(again.get(new(matter)))
    assert "have not kept yet" in body(again.get(new(matter)))
    assert "写到一半的答复" not in body(again.get(new(matter), {"fresh": "1"}))
    assert not Document.objects.exists()


def test_what_is_typed_is_sealed_and_leaves_no_audit_row(story: Story, client_of: Signed) -> None:
    matter, client = story.decided(), client_of(story.cast.li)
    before = Entry.objects.count()
    client.post(new(matter, "paper-new-typed"), WORDS)
    assert Entry.objects.count() == before
    assert "写到一半".encode() not in bytes(Draft.objects.get().sealed)


def test_keeping_the_paper_is_audited_and_takes_the_typed_text_away(
    story: Story, client_of: Signed
) -> None:
    matter, client = story.decided(), client_of(story.cast.li)
    client.post(new(matter, "paper-new-typed"), WORDS)
    client.post(new(matter), WORDS)
    paper = Document.objects.get()
    client.post(to("paper-typed", paper), {**WORDS, "text": "改了一半"})
    client.post(to("paper-edit", paper), {**WORDS, "text": "改好了"})
    assert Entry.objects.filter(verb__startswith="paper.").exclude(verb="paper.read").count() == 2
    assert not Draft.objects.exists()


def test_a_late_save_does_not_bring_a_kept_text_back(story: Story, client_of: Signed) -> None:
    matter, client = story.decided(), client_of(story.cast.li)
    client.post(new(matter), WORDS)
    assert client.post(new(matter, "paper-new-typed"), WORDS).status_code == 409
    paper = Document.objects.get()
    client.post(to("paper-edit", paper), {**WORDS, "text": "改好了"})
    assert client.post(to("paper-typed", paper), WORDS).status_code == 409
    assert not Draft.objects.exists()


def test_a_text_overtaken_by_a_colleague_is_shown_beside_theirs(
    story: Story, client_of: Signed
) -> None:
    paper = story.draft(story.decided())
    li, he = client_of(story.cast.li), client_of(story.cast.he)
    typed = {**WORDS, "version": paper.version}
    li.post(to("paper-typed", paper), typed)
    he.post(to("paper-edit", paper), {**typed, "text": "主任先保存的文字"})
    assert li.post(to("paper-typed", paper), typed).status_code == 409
    page = body(li.get(to("paper-edit", paper)))
    assert "写到一半的答复" in page
    assert "主任先保存的文字" in page
    assert "Somebody changed this paper meanwhile" in page


def test_nobody_sees_what_a_colleague_is_typing(story: Story, client_of: Signed) -> None:
    paper = story.draft(story.decided())
    client_of(story.cast.li).post(to("paper-typed", paper), {**WORDS, "version": paper.version})
    assert "写到一半的答复" not in body(client_of(story.cast.he).get(to("paper-edit", paper)))
    assert "not kept in the paper" not in body(client_of(story.cast.he).get(to("paper", paper)))


def test_the_paper_says_that_typed_changes_are_not_in_it_yet(
    story: Story, client_of: Signed
) -> None:
    paper, client = story.draft(story.decided()), client_of(story.cast.li)
    client.post(to("paper-typed", paper), {**WORDS, "version": paper.version})
    assert "not kept in the paper yet" in body(client.get(to("paper", paper)))


def test_a_submitted_paper_takes_no_more_typing(story: Story, client_of: Signed) -> None:
    paper = story.submitted(story.decided())
    typed = {**WORDS, "version": paper.version}
    assert client_of(story.cast.li).post(to("paper-typed", paper), typed).status_code == 409


def test_typing_expires_like_other_drafts(story: Story, client_of: Signed, now: datetime) -> None:
    client_of(story.cast.li).post(new(story.decided(), "paper-new-typed"), WORDS)
    expire_drafts(now=now + KEPT_FOR + timedelta(hours=1))
    assert not Draft.objects.filter(form="paper").exists()


def test_two_writers_begin_the_same_paper_each_with_words_of_their_own(
    story: Story, client_of: Signed
) -> None:
    matter = story.decided()
    li, he = client_of(story.cast.li), client_of(story.cast.he)
    assert li.post(new(matter, "paper-new-typed"), WORDS).status_code == 200
    theirs = {**WORDS, "text": "主任写的"}
    assert he.post(new(matter, "paper-new-typed"), theirs).status_code == 200
    assert "写到一半的答复" in body(li.get(new(matter)))
    assert "主任写的" in body(he.get(new(matter)))
