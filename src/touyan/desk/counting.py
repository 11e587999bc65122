"""Counts that cost the same however long the list is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 10_000


def count_up_to(found: QuerySet[Any], most: int = MOST) -> int:
    """How many rows there are, but no more than one above `most`."""
    return found.order_by().values("pk")[: most + 1].count()


def capped(found: QuerySet[Any], most: int = MOST) -> str:
    """The count for people: "10,000+" beyond the cap."""
    return shown(count_up_to(found, most), most)


def capped_together(found: Mapping[str, QuerySet[Any]], most: int = MOST) -> dict[str, str]:
    """Several capped counts in one round to the database."""
    parts: list[str] = []
    values: list[Any] = []
    for one in found.values():
        try:
            text, given = one.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            text, given = "SELECT 1 WHERE false", ()
        parts.append(f"(SELECT count(*) FROM ({text}) AS counted)")  # noqa: S608 - Django's own SQL
        values += given
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        row = cursor.fetchone() or ()
    return {name: shown(int(number), most) for name, number in zip(found, row, strict=True)}


def shown(number: int, most: int = MOST) -> str:
    """A capped count for people: "10,000+" beyond the cap."""
    return f"{most:,}+" if number > most else f"{number:,}"


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # not generic when running
    """Pages of a list whose length is counted only up to the cap."""

    @cached_property
    def count(self) -> int:
        return min(count_up_to(cast(QuerySet[Any], self.object_list)), MOST)

    @property
    def total(self) -> str:
        return f"{MOST:,}+" if self.count >= MOST else f"{self.count:,}"
