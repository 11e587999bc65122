"""A closed matter of a county nominated as a typical case, straight as rows or by the actions."""

from __future__ import annotations

from typing import Any

from tests.database.matters.stories import Story

from touyan.exemplars.models import Exemplar
from touyan.matters.models import Matter


def nominated_row(story: Story, matter: Matter, **changes: Any) -> Exemplar:
    """A nomination as it is stored; change what the test is about."""
    usual: dict[str, Any] = {
        "matter": matter, "what": "good", "organ": matter.organ, "at_organ": matter.organ,
        "reason": "领导包案后当面听取意见，争议一次化解。", "created_by": story.cast.li,
        "created_at": story.now,
    }  # fmt: skip
    return Exemplar.objects.create(**{**usual, **changes})
