"""Counts that cost the same however long the list is."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 10_000


def count_up_to(found: QuerySet[Any], most: int = MOST) -> int:
    """How many rows there are, but no more than one above `most`."""
    return found.order_by().values("pk")[: most + 1].count()


def capped(found: QuerySet[Any], most: int = MOST) -> str:
    """The count for people: "10,000+" beyond the cap."""
    number = count_up_to(found, most)
    return f"{most:,}+" if number > most else f"{number:,}"


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # not generic when running
    """Pages of a list whose length is counted only up to the cap."""

    @cached_property
    def count(self) -> int:
        return min(count_up_to(cast(QuerySet[Any], self.object_list)), MOST)

    @property
    def total(self) -> str:
        return f"{MOST:,}+" if self.count >= MOST else f"{self.count:,}"
