"""How far the figures follow the register, and what the last comparison with it found. It tells of
no matter: whoever runs the system reads it as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from touyan.statistics.models import Followed


@dataclass(frozen=True)
class Standing:
    """`differing`: facts and totals that were not as the register has them when it was last
    `compared_at`, by element. How many changes wait to be counted is not told: a sealed petition
    is one of them."""

    through: datetime | None
    rebuilt_at: datetime | None
    compared_at: datetime | None
    differing: Mapping[str, int]


def standing() -> Standing:
    state = Followed.objects.first() or Followed()
    said = state.drift or {}
    at = datetime.fromisoformat(said["at"]) if "at" in said else None
    return Standing(state.through, state.rebuilt_at, at, said.get("by_element", {}))
