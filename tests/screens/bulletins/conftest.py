"""What the register holds before a bulletin is written."""

from __future__ import annotations

import pytest
from tests.database.matters.stories import Story

from touyan.statistics.actions.following import follow


@pytest.fixture
def story(cast, now) -> Story:
    made = Story(cast, now)
    made.closed()
    made.petition(title="尚未归入案件的来信")
    follow(now=now)
    return made
