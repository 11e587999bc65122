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
from pathlib import Path

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


MEASUREMENTS: dict[str, Callable[[], list[Row]]] = {"List pages": list_pages}

if __name__ == "__main__":
    sys.exit(main())
