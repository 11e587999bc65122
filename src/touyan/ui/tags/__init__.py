"""Template tags by subject; templatetags/ui.py offers them all to templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def read(thing: object, name: str, default: Any = None) -> Any:
    """A named value of a mapping or an object, so that components take either."""
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)
