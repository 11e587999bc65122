"""What is counted, as queries over the ledger: one row for each thing that counts.

A query takes `matters` and `petitions` (ids), `today` (the legal day), and the parameters of
`rules.parameters`; every row says since when and until when it was true.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

FAMILIES = ("matters", "clocks", "leading", "rounds", "petitions", "quality")


@cache
def all_elements() -> str:
    """Every family of elements as one query."""
    families = " UNION ALL ".join(f"({_read(name)})" for name in FAMILIES)
    return f"WITH subject AS ({_read('subject')}) {families}"


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8")
