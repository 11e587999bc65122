"""The province's campaign over matters of the county; the city between them gathers."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.database.campaigns.reporting import Province
from tests.database.matters.stories import Story
from tests.screens.trust.register import SISTER, officer

from touyan.organs.models import Account, Organ
from touyan.organs.rules.roles import Role

MOST_QUERIES = 12


@pytest.fixture
def province(cast, now, monkeypatch) -> Province:
    """Pages are asked at the story's own moment."""
    story = Story(cast, now)
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: story.now)
    return Province(story)


@pytest.fixture
def elsewhere(cast, now) -> Account:
    """Someone who reads reports, in another city of the province."""
    return officer("yu", "余波", Organ.objects.get(code=SISTER), (Role.HANDLER,), now)


@pytest.fixture
def november(province) -> Province:
    """Three matters listed in November, one of them closed by its end; December has begun."""
    _campaign, _batch, matters = province.begun()
    province.closed_again(matters[0])
    province.matters = matters
    province.night("2026-12-01")
    province.at("2026-12-01")
    return province


@pytest.fixture
def december(november) -> Province:
    """November is confirmed, in December one matter more was closed and one left."""
    november.confirmed()
    november.closed_again(november.matters[1])
    november.left(november.report().campaign.batches.get(), november.matters[2])
    november.night("2027-01-01")
    november.at("2027-01-01")
    return november


@pytest.fixture
def body(client_of) -> Callable[..., str]:
    """A page as text, in English unless told otherwise; it costs no more than every page may."""

    def read(account, address: str, *, language: str = "en") -> str:
        client = client_of(account, language=language)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(queries) <= MOST_QUERIES, [q["sql"][:110] for q in queries]
        return unescape(answer.content.decode())

    return read
