"""What a room adds to a matter's tab "Outcome"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Section:
    """A template of the room's own, with what it shows, which it reads as `section`."""

    template: str
    shows: Mapping[str, Any] = field(default_factory=dict)
