"""How facts and totals are brought into line with the elements, as SQL, a statement each file."""

from __future__ import annotations

from functools import cache
from importlib import resources


def over(name: str, rows: str, *, moved: str) -> str:
    """A statement over rows made of some facts: `moved` is a table, or a query in brackets, of
    facts with the sign they count with."""
    return statement(name).replace("{rows}", statement(rows)).replace("{moved}", moved)


@cache
def statement(name: str) -> str:
    """The text of one statement."""
    return resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8")
