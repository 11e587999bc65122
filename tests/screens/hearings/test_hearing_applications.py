"""Applications for a hearing: where they wait, how they are answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.hearing_stories import (
    led,
    pool,
)
from tests.database.matters.stories import Story

from touyan.leadership.actions import hearing_officers
from touyan.leadership.models import Hearing, HearingRequest
from touyan.leadership.rules.hearing_words import Capacity
from touyan.matters.models import Matter

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


class Watch:
    """The moment the product takes for now."""

    now: datetime


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Watch:
    held_now = Watch()
    held_now.now = now
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: held_now.now)
    return held_now


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    pool(cast, now)
    return Story(cast, now)


def body(response: Any) -> str:
    return str(response.content.decode())


def of(name: str, matter: Matter) -> str:
    return reverse(name, args=[matter.public_id])


def do(client: Client, hearing: Hearing, verb: str, **fields: Any) -> Any:
    return client.post(reverse("hearing-do", args=[hearing.public_id, verb]), fields)


def done(response: Any) -> bool:
    """Whether the act was entered: the next page is not the sign-in page."""
    return response.status_code == 302 and "sign-in" not in response.url


def page_of(client: Client, hearing: Hearing) -> str:
    response = client.get(reverse("hearing", args=[hearing.public_id]))
    assert response.status_code == 200
    return body(response)


def test_no_page_to_set_or_ask_for_a_hearing_opens_for_an_ended_matter(
    story: Story, client_of: Signed
) -> None:
    matter = story.closed()
    chief = client_of(story.cast.zhao)
    plan = {"form": "open", "question": "是否重新鉴定", "day": "20261130", "clock": "09:30",
            "place": "本院听证室", "chair": str(story.cast.li.pk)}  # fmt: skip
    for name, says, sent in (
        ("hearing-set", "there is nothing left to hear", plan),
        ("hearing-apply", "asked for by a new petition", {}),
    ):
        url = of(name, matter)
        page = body(chief.get(url))
        assert says in page
        assert 'class="form-foot"' not in page
        assert url not in body(chief.get(of("matter-hearings", matter)))
        if sent:
            refused = chief.post(url, sent)
            assert refused.status_code == 422
            assert body(refused).count(says) == 2  # on top, and with what was sent


def test_an_application_on_an_ended_matter_is_not_granted(story: Story, client_of: Signed) -> None:
    matter = led(story)
    request = asked_by(story, matter)
    Matter.objects.filter(pk=matter.pk).update(stage="terminated")
    head = client_of(story.cast.he)
    url = reverse("hearing-request", args=[request.public_id])
    refused = head.post(url, {"granted": "yes"})
    assert "nothing left to hear" in body(refused)
    assert done(head.post(url, {"granted": "no", "reason": "事项已经终结"}))


def asked_by(story: Story, matter: Matter) -> HearingRequest:
    return hearing_officers.apply_hearing(
        matter_id=matter.public_id, applicant="吴秀兰", capacity=Capacity.PETITIONER,
        applied_on=story.now.date(), grounds="对鉴定意见争议很大", by=story.cast.wang, now=story.now,
    )  # fmt: skip


def test_an_application_that_waits_stands_on_the_leaders_desk_and_in_the_list(
    story: Story, client_of: Signed
) -> None:
    request = asked_by(story, led(story))
    url = reverse("hearing-request", args=[request.public_id])
    chief, other = client_of(story.cast.zhao), client_of(story.cast.zhao_spp)
    for page in (reverse("lead-desk"), reverse("hearings"), reverse("hearings") + "?show=past"):
        assert url in body(chief.get(page))
        assert url not in body(other.get(page))
    assert "Applications not answered yet: 1" in body(
        client_of(story.cast.he).get(reverse("hearings"))
    )
    hearing_officers.answer_request(request_id=request.public_id, granted=True, reason="",
                                    by=story.cast.he, now=story.now)  # fmt: skip
    for page in (reverse("lead-desk"), reverse("hearings")):
        assert url not in body(chief.get(page))


def test_the_answer_to_an_application_is_not_called_a_letter_of_answer(
    story: Story, client_of: Signed
) -> None:
    request = asked_by(story, led(story))
    url = reverse("hearing-request", args=[request.public_id])
    page = body(client_of(story.cast.he, language="zh-hans").get(url))
    assert "对申请的答复" in page
    assert "答复函" not in page
