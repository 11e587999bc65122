"""Limits on guessing, kept in the database so that they hold over every web process.

Each bucket is one row with one time: when it will be full again (the generic cell rate algorithm,
a token bucket without a counter). One statement takes a token or finds none, so tries made at the
same moment cannot share the last one. Right answers give theirs back: only guessing empties it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from touyan.kernel.crypto import Keyring

_TAKE = """
INSERT INTO intake_throttle AS bucket (key, full_at)
VALUES (%(key)s, %(now)s::timestamptz + %(each)s::interval)
ON CONFLICT (key) DO UPDATE
SET full_at = GREATEST(bucket.full_at, %(now)s::timestamptz) + %(each)s::interval
WHERE GREATEST(bucket.full_at, %(now)s::timestamptz) + %(each)s::interval
    <= %(now)s::timestamptz + %(whole)s::interval
RETURNING full_at
"""
_GIVE_BACK = """
UPDATE intake_throttle SET full_at = full_at - %(each)s::interval WHERE key = %(key)s
"""
_FORGET_FULL = """
DELETE FROM intake_throttle WHERE key IN (
    SELECT key FROM intake_throttle WHERE full_at <= %(now)s
    ORDER BY full_at LIMIT 20 FOR UPDATE SKIP LOCKED
)
"""


@dataclass(frozen=True)
class Limit:
    """So many tries within so long, for whoever or whatever shares the key."""

    name: str
    tries: int
    within: timedelta
    key: str = ""

    @property
    def each(self) -> timedelta:
        """How long one token takes to come back."""
        return self.within / self.tries

    def place(self) -> bytes:
        """The row of this bucket; neither address nor code can be read from it."""
        keyring: Keyring = settings.KEYRING
        return keyring.index(f"{self.name}\0{self.key}", context="throttle")


class TooMany(Exception):
    """A bucket is empty."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        super().__init__(limit.name)


def take(limits: Iterable[Limit], *, now: datetime) -> None:
    """One token from every bucket, or TooMany and none at all. Buckets are always taken in the
    same order, so that two tries cannot wait for each other."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FORGET_FULL, {"now": now})
    with transaction.atomic(), connection.cursor() as cursor:
        for limit in sorted(limits, key=Limit.place):
            cursor.execute(_TAKE, {"key": limit.place(), "now": now, "each": str(limit.each),
                                   "whole": str(limit.within)})  # fmt: skip
            if cursor.fetchone() is None:
                raise TooMany(limit)


@transaction.atomic
def give_back(limits: Iterable[Limit]) -> None:
    """Return the tokens of a try that was no guess."""
    with connection.cursor() as cursor:
        for limit in sorted(limits, key=Limit.place):
            cursor.execute(_GIVE_BACK, {"key": limit.place(), "each": str(limit.each)})
