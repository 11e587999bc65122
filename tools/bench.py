"""Measurements on the database of this data folder, as ratios within one run.

    make bench

A measurement is a function that returns its rows; later issues add theirs to MEASUREMENTS.
Milliseconds are printed for orientation; what may be compared between runs is the ratio.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touyan.campaigns.models import Batch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touyan.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
ROUNDS = 15
DESK = ("/", "/matters/", "/matters/?due=overdue", "/matters/?q=判决", "/petitions/")
Row = tuple[str, float, int]


def main() -> int:
    from touyan.config import database

    with database.serving():
        from touyan.config.commands import ready

        ready()
        for title, measure in MEASUREMENTS.items():
            print(f"\n{title}")
            _print(measure())
    return 0


def _print(rows: list[Row]) -> None:
    base = rows[0][1] if rows else 1.0
    print(f"  {'page':<44}{'median ms':>10}{'queries':>9}{'ratio':>8}")
    for name, seconds, queries in rows:
        print(f"  {name:<44}{seconds * 1000:>10.1f}{queries:>9}{seconds / base:>8.2f}")


def list_pages() -> list[Row]:
    """Server time of the pages people open all day, in a county's scope and in the nation's."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from touyan.demonstration.rules.cast import CAST
    from touyan.organs.models import Account

    names = {member.username for member in CAST}
    if not Account.objects.filter(username__in=names).exists():
        print("  no demonstration in this data folder: run make demo first")
        return []
    rows: list[Row] = []
    for username, scope, paths in (
        ("wang", "county", DESK),
        ("wang.spp", "nation", DESK),
        ("zhao", "leader, county", ("/lead/", "/coverage/")),
        ("zhao.spp", "leader, nation", ("/lead/", "/coverage/")),
    ):
        client = Client(headers={"accept-language": "zh-CN"})
        account = Account.objects.get(username=username)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        for path in paths:
            times = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                answer = client.get(path)
                times.append(time.perf_counter() - began)
            with CaptureQueriesContext(connection) as seen:
                client.get(path)
            name = f"{scope}: {path} ({answer.status_code})"
            rows.append((name, statistics.median(times), len(seen)))
    return rows


BOARD = (1_000, 20_000)


def campaign_board() -> list[Row]:
    """Counts and figures of a campaign's board, asked of lists of matters of the register; what is
    written for it is taken back."""
    from django.db import transaction

    rows: list[Row] = []
    for size in BOARD:
        with transaction.atomic():
            rows += _board_of(size)
            transaction.set_rollback(True)
    return rows


def _board_of(size: int) -> list[Row]:
    from django.utils import timezone

    from touyan.campaigns.queries.board import columns, entries, figures_of
    from touyan.organs.models import Account
    from touyan.organs.queries import viewer_of

    now = timezone.now()
    viewer = viewer_of(Account.objects.get(username="zhao.spp"), now=now)
    batch, held = _listed(size, now)
    found = entries(batch.campaign, viewer=viewer, as_of=now, batches=[batch])
    asked: dict[str, Callable[[], object]] = {
        "columns": lambda: columns(found),
        "figures": lambda: figures_of(found),
        "a column's first twenty": lambda: list(
            found.filter(step="surveyed", left=False).select_related("matter", "organ")[:20]
        ),
    }
    return [(f"{held:,} matters: {name}", _median(ask), 1) for name, ask in asked.items()]


def _median(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _listed(size: int, now: datetime) -> tuple[Batch, int]:
    """A frozen list of so many matters, written in one go, with fresh statistics."""
    from django.db import connection

    from touyan.campaigns.models import Batch, BatchEntry, Campaign, Candidate
    from touyan.matters.models import Matter
    from touyan.organs.models import Organ

    organ = Organ.objects.get(level=1)
    campaign = Campaign.objects.create(
        organ=organ, name=f"bench {size}", basis="bench", starts_on=now.date(),
        ends_on=now.date(), state="open", opened_at=now, created_at=now,
    )  # fmt: skip
    matters = list(Matter.objects.order_by("pk").values_list("pk", "organ_id")[:size])
    long_ago = now - timedelta(days=365)
    batch = Batch.objects.create(
        campaign=campaign, number=1, due_on=now.date(), prepared_at=long_ago, frozen_at=long_ago,
        size=len(matters), digest="bench",
    )  # fmt: skip
    chosen = Candidate.objects.bulk_create(
        Candidate(campaign=campaign, matter_id=matter, organ_id=office, source="rule",
                  outcome="accepted", decision="bench", put_at=now, decided_at=now, batch=batch)
        for matter, office in matters
    )  # fmt: skip
    BatchEntry.objects.bulk_create(
        BatchEntry(batch=batch, matter_id=one.matter_id, organ_id=one.organ_id, ordinal=place,
                   candidate=one)
        for place, one in enumerate(chosen, 1)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE campaigns_batchentry")
    return batch, len(matters)


MEASUREMENTS: dict[str, Callable[[], list[Row]]] = {
    "List pages": list_pages,
    "Board of a campaign": campaign_board,
}

if __name__ == "__main__":
    sys.exit(main())
