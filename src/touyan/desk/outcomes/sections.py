"""What other rooms add to a matter's tab "Outcome": each answers with a section, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from touyan.desk.aftercare.matter import aftercare
from touyan.desk.outcomes.section import Section
from touyan.organs.rules.access import Viewer

SECTIONS: tuple[Callable[[Any, Viewer, datetime], Section | None], ...] = (aftercare,)
"""In the order they stand on the page."""


def sections_of(matter: Any, viewer: Viewer, now: datetime) -> list[Section]:
    """The sections with something to say about this matter."""
    found = (make(matter, viewer, now) for make in SECTIONS)
    return [section for section in found if section]
