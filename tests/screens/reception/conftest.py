"""What the pages of reception days are tested with."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.leadership.receptions import THURSDAY
from tests.database.matters.stories import Story


class Watch:
    """The clock on the wall; a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def turn_to(self, hour: int, minute: int = 0, *, day: int = THURSDAY.day) -> datetime:
        self.now = self.now.replace(day=day, hour=hour, minute=minute)
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Watch:
    wall = Watch(now)
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: wall.now)
    return wall


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)
