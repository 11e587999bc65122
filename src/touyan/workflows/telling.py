"""Telling how far long work is, over a connection of its own: the work itself is one transaction,
and what it writes is not to be seen before it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model
from psycopg.sql import SQL, Identifier

Tell = Callable[[int, int], None]
"""Told how many of how many are done."""


def silent(done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def told(work: Model) -> Iterator[Tell]:
    """Somebody to tell who writes it into the `done` and `total` of this row."""
    beside = connection.copy()
    statement = SQL("UPDATE {} SET done = %s, total = greatest(total, %s) WHERE id = %s").format(
        Identifier(work._meta.db_table)
    )

    def tell(done: int, total: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute(statement, [done, total, work.pk])

    try:
        yield tell
    finally:
        beside.close()
