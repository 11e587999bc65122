"""The nation demonstration's bulletins: every number comes from the matters beneath it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import DjangoDbBlocker
from tests.conftest import BEIJING
from tests.database.campaigns.listed import demonstrated

from touyan.campaigns.models import Campaign
from touyan.demonstration.bulletin_rows import write_bulletins
from touyan.demonstration.staff import Crew
from touyan.desk.bulletins.words import said
from touyan.organs.models import Account
from touyan.statistics.actions.following import follow
from touyan.statistics.models import BulletinVersion
from touyan.statistics.queries.bulletins import given_in
from touyan.statistics.queries.typed import bindable
from touyan.statistics.rules.bulletins import parts_of
from touyan.statistics.rules.typed import typed_in

NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def nation(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), demonstrated("nation", NOW):
        follow(now=NOW)
        organ = Campaign.objects.get().organ_id
        head = Account.objects.get(username="he.spp")
        write_bulletins({organ: Crew(0, {"head": head.pk}, {}, {})}, now=NOW)
        yield


def version(language: str) -> BulletinVersion:
    return BulletinVersion.objects.select_related("bulletin").get(bulletin__language=language)


def text_of(language: str) -> str:
    found = version(language)
    given = given_in(found, on=NOW.date())
    return "".join(
        words + (said(given[key], language) if key else "") for words, key in parts_of(found.text)
    )


def test_the_first_batch_is_told_as_it_is_in_both_languages() -> None:
    chinese, english = text_of("zh-hans"), text_of("en")
    assert "积案350件，已办结350件，办结率100.0%；其中实质性化解187件，占53.4%" in chinese
    assert "holds 350 matters. 350 of them are closed (100.0%), and 187" in english
    assert "resolved (53.4%)" in english


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_not_one_number_is_typed(language: str) -> None:
    text = re.sub(r"\{\d+\}", "", version(language).text)
    assert not list(typed_in(text))


def test_what_the_announcement_says_is_recognised_when_it_is_typed() -> None:
    found = version("zh-hans")
    topics = [one["topic"] for one in found.figures.values() if one["topic"]]
    found.text = "首批350件积案全部办结，187件实质性化解，化解率53.4%。"
    found.figures = {}
    told = bindable(found.bulletin, found, list(dict.fromkeys(topics)), on=NOW.date())
    assert [one.typed.text for one in told] == ["350", "187", "53.4%"]
    assert [one.could_be[0].bound.measure for one in told] == [
        "batch_closed", "batch_resolved", "batch_resolved",
    ]  # fmt: skip
