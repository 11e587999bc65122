"""A campaign of the county at hand, brought along by the actions the screens call."""

from __future__ import annotations

import pytest
from tests.database.campaigns.campaigning import Drive
from tests.database.matters.stories import Story


@pytest.fixture
def story(cast, now, monkeypatch) -> Story:
    """Pages are asked at the story's own moment."""
    story = Story(cast, now)
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: story.now)
    return story


@pytest.fixture
def drive(story) -> Drive:
    return Drive(story)
