"""Which columns a list shows, and what a click on a column's head asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Column = Mapping[str, Any]


def shown_columns(columns: Sequence[Column], *, chosen: Sequence[str]) -> list[Column]:
    """The chosen columns in their own order; fixed ones always; without a choice the default."""
    known = {column["key"] for column in columns} & set(chosen)
    if not known:
        return [column for column in columns if not column.get("off")]
    return [column for column in columns if column["key"] in known or column.get("fixed")]


def next_sort(key: str, *, current: str) -> str:
    """Ascending first, then descending, then the list's own order (empty)."""
    return {key: f"-{key}", f"-{key}": ""}.get(current, key)


def sort_state(key: str, *, current: str) -> str:
    """The aria-sort word of a column's head, empty when the list is not sorted by it."""
    return {key: "ascending", f"-{key}": "descending"}.get(current, "")


def page_numbers(number: int, *, last: int, around: int = 2) -> list[int | None]:
    """Page numbers near this one and both ends; None where numbers are left out."""
    wanted = {1, last, *range(number - around, number + around + 1)}
    pages = sorted(page for page in wanted if 1 <= page <= last)
    listed: list[int | None] = []
    for page in pages:
        previous = listed[-1] if listed else None
        if previous is not None and page - previous == 2:
            listed.append(page - 1)
        elif previous is not None and page - previous > 2:
            listed.append(None)
        listed.append(page)
    return listed
