"""Counting some matters or petitions anew and moving the totals by the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.statistics.elements import all_elements
from touyan.statistics.rules import quality
from touyan.statistics.rules.parameters import LATE_REGISTRATION_DAYS, RESOLVED_FROM
from touyan.statistics.statements import over, statement

_LOCK = 7_350_187
"""One counts at a time: the working tables belong to whoever holds this."""
_NEXT = timedelta(microseconds=1)
"""A fact learnt of late begins after the settled moment: a figure as of that very moment stands."""


@dataclass(frozen=True)
class About:
    """The matters and petitions to count, and the moment through which nothing may change."""

    matters: Sequence[int] = field(default_factory=list)
    petitions: Sequence[int] = field(default_factory=list)
    settled: datetime | None = None


def alone() -> None:
    """Wait until nobody else counts; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def recount(about: About, *, now: datetime, totals: bool = True) -> None:
    """Bring the facts and totals of some matters and petitions into line with the ledger.

    What was true at or before `about.settled` stays as it was told. Called `alone`. Whoever makes
    all totals afterwards leaves them out here.
    """
    with connection.cursor() as cursor:
        values = _fresh(cursor, about, now)
        for name in ("ended", "begun", "passed", "pointed"):
            cursor.execute(statement(name), values)
        if totals:
            add_up(cursor, moved="statistics_moved")
        cursor.execute("DELETE FROM statistics_moved")


def add_up(cursor: Any, *, moved: str) -> None:
    """Add facts with their signs to the totals and to the numbers of days."""
    cursor.execute(over("totals", "total_rows", moved=moved))
    cursor.execute(over("spreads", "spread_rows", moved=moved))


def differences(about: About, *, now: datetime) -> Counter[str]:
    """How many facts of each element differ from the ledger; changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement("different"), _fresh(cursor, about, now))
        return Counter(dict(cursor.fetchall()))


def _fresh(cursor: Any, about: About, now: datetime) -> dict[str, Any]:
    values = {
        "matters": list(about.matters),
        "petitions": list(about.petitions),
        "settled": about.settled and about.settled + _NEXT,
        "now": now,
        "today": legal_day(now),
        "late_days": LATE_REGISTRATION_DAYS,
        "resolved_from": RESOLVED_FROM,
        "ordered": list(quality.ORDERED),
        "ending_early": list(quality.ENDING_EARLY),
        "quality_verbs": [*quality.ORDERED, *quality.ENDING_EARLY, "close"],
        "disputing": [kind.value for kind in quality.DISPUTING],
    }
    cursor.execute("DELETE FROM statistics_fresh")
    cursor.execute(statement("fresh").replace("{elements}", all_elements()), values)
    return values
