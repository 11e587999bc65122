"""Numbers without gaps."""

from __future__ import annotations

from django.db import connection

from touyan.organs.models import Organ


def allot_number(*, organ: Organ, series: str, year: int) -> int:
    """The next number of the organ's yearly series; the counter row stays locked to the end of
    the transaction, so a rollback gives the number back and no gap remains."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is allotted inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organs_numberseries (organ_id, series, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (organ_id, series, year)"
            " DO UPDATE SET last = organs_numberseries.last + 1 RETURNING last",
            [organ.pk, series, year],
        )
        row = cursor.fetchone()
    return int(row[0])
