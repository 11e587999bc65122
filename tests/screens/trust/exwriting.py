"""Routes of the text of a typical case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.screens.trust.editions import ABSENT

_PLAIN = (
    "write",
    "draft",
    "tell",
    "versions",
    "checks",
    "replace",
    "keep",
    "put-forward",
    "comment",
    "restore",
)
WRITING_ROUTES: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"exemplar-{name}": lambda case: {"public_id": case.exemplar.public_id} for name in _PLAIN},
    "exemplar-undo": lambda case: {
        "public_id": case.exemplar.public_id,
        "replacement_id": ABSENT,
    },
    "exemplar-settle": lambda case: {
        "public_id": case.exemplar.public_id,
        "comment_id": ABSENT,
    },
}
