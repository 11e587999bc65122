"""An inspection by the province over matters of the county, asked at the story's own moment."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.database.inspections.found import Looked
from tests.database.matters.stories import Story

MOST_QUERIES = 12


@pytest.fixture
def looked(cast: Any, now: Any, monkeypatch: pytest.MonkeyPatch) -> Looked:
    story = Story(cast, now)
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: story.now)
    return Looked(story)


@pytest.fixture
def body(client_of: Any) -> Callable[..., str]:
    """A page as text, in English unless told otherwise; it costs no more than every page may."""

    def read(account: Any, address: str, *, language: str = "en") -> str:
        client = client_of(account, language=language)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(queries) <= MOST_QUERIES, [q["sql"][:110] for q in queries]
        return unescape(answer.content.decode())

    return read
