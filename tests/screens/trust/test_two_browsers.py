"""Two people at the same page at the same moment: the slower one is told, nothing breaks."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from django.test import Client
from tests.cast import make_cast
from tests.database.matters.stories import Story
from tests.database.trust.test_races import at_once

from touyan.matters.models import Act, Matter
from touyan.organs.models import Account


@pytest.fixture
def story(committed: str, now: datetime) -> Story:
    return Story(make_cast(now=now), now)


def test_the_slower_of_two_browsers_is_told_and_sees_no_broken_page(story: Story) -> None:
    petition = story.petition()
    answers = at_once(*[
        lambda browser=browser: browser.post(
            f"/petitions/{petition.public_id}/decide/", {"choice": "first", "reason": "初次"}
        ).status_code
        for browser in (signed_in(story.cast.wang), signed_in(story.cast.he))
    ])  # fmt: skip
    assert Counter(answers)[302] == 1
    assert set(answers) <= {302, 409, 422}
    assert Matter.objects.count() == 1


def signed_in(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_two_moves_from_pages_of_one_version_make_one(story: Story) -> None:
    matter = story.triaged()
    answers = at_once(*[
        lambda browser=browser: browser.post(
            f"/matters/{matter.public_id}/do/accept/", {"version": matter.version}
        ).status_code
        for browser in (signed_in(story.cast.he), signed_in(story.cast.zhao), signed_in(story.cast.he))
    ])  # fmt: skip
    assert Counter(answers) == {302: 1, 409: 2}
    assert Act.objects.filter(matter=matter, verb="accept").count() == 1
