"""Routes of the text of a typical case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

WRITING_ROUTES: dict[str, Callable[[Any], dict[str, Any]]] = {
    name: lambda case: {"public_id": case.exemplar.public_id}
    for name in ("exemplar-write", "exemplar-draft", "exemplar-tell")
}
