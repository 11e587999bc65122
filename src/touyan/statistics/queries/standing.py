"""How far the figures follow the register, and what the last comparison with it found. It tells of
no matter: whoever runs the system reads it as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from touyan.statistics.models import Followed, Touched


@dataclass(frozen=True)
class Standing:
    """`waiting`: changes of the register not counted yet; `differing`: facts and totals that were
    not as the register has them when it was last `compared_at`, by element."""

    through: datetime | None
    rebuilt_at: datetime | None
    waiting: int
    compared_at: datetime | None
    differing: Mapping[str, int]


def standing() -> Standing:
    state = Followed.objects.first() or Followed()
    said = state.drift or {}
    at = datetime.fromisoformat(said["at"]) if "at" in said else None
    return Standing(
        state.through, state.rebuilt_at, Touched.objects.count(), at, said.get("by_element", {})
    )
