"""How facts and totals are brought into line with the elements, as SQL, a statement each file."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def statement(name: str) -> str:
    """The text of one statement."""
    return resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8")
