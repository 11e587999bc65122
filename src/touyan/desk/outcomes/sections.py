"""What other rooms add to a matter's tab "Outcome": each answers with a section, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from touyan.organs.rules.access import Viewer


@dataclass(frozen=True)
class Section:
    """A template of the room's own, with what it shows; it sees both as `section`."""

    template: str
    shows: Mapping[str, Any] = field(default_factory=dict)


SECTIONS: tuple[Callable[[Any, Viewer, datetime], Section | None], ...] = ()
"""In the order they stand on the page."""


def sections_of(matter: Any, viewer: Viewer, now: datetime) -> list[Section]:
    """The sections with something to say about this matter."""
    found = (make(matter, viewer, now) for make in SECTIONS)
    return [section for section in found if section]
