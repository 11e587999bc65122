"""An inspection of the city at hand, brought along by the actions the screens call."""

from __future__ import annotations

import pytest
from tests.database.inspections.inspecting import Look
from tests.database.matters.stories import Story


@pytest.fixture
def story(cast, now, monkeypatch) -> Story:
    """Pages are asked at the story's own moment."""
    story = Story(cast, now)
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: story.now)
    return story


@pytest.fixture
def look(story) -> Look:
    """Over three accepted matters of the county."""
    for n in range(3):
        story.accepted(title=f"第{n}件")
    return Look(story)
