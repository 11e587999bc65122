"""The national page of figures at growing registers, against counting it live and against
django-helpdesk's own report, as ratios within one run.

    make bench-figures                                    100,000 and 1,000,000 matters
    make bench-figures SIZES="100000 1000000 10000000"    the last needs 40 GB and half an hour

Works on a copy of this data folder's database, which is dropped afterwards; the product must not
be running. Facts are drawn up, eleven or so to a matter, over three years and every office;
totals are made from them by the product's own statements.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touyan.config.settings")
NAME = "touyan_bench_figures"
SCRATCH = Identifier(NAME)
DROPPED = SQL("DROP DATABASE IF EXISTS {}").format(SCRATCH)
HELPDESK = "django-helpdesk==2.6.1"
TICKETS = (10_000, 50_000, 100_000)
ROUNDS = 9
INDEXES = (
    "CREATE INDEX ON statistics_fact (element, day DESC, id DESC) WHERE until IS NULL",
    "CREATE INDEX ON statistics_fact (element, organ_id, day)",
)
"""What counting live uses; the others only serve the follower."""
DRAWN_UP = """
INSERT INTO statistics_fact
  (element, key, matter_id, organ_id, kind, channel, topic, day, amount, since)
SELECT e.element, m.i, m.i, m.organ, m.kind, m.channel, '', m.day + e.after,
       CASE WHEN e.is_timed THEN e.after END, m.day
FROM (
  SELECT i, (%(organs)s::bigint[])[1 + i * 7919 %% cardinality(%(organs)s::bigint[])] AS organ,
         (%(kinds)s::text[])[1 + i %% 11] AS kind,
         (%(channels)s::text[])[1 + i / 11 %% 8] AS channel,
         date '2024-01-01' + (i * 31 %% 1050)::integer AS day
  FROM generate_series(1::bigint, %(size)s) AS i
) AS m CROSS JOIN (VALUES
  ('received', 0, 1, false), ('relation_first', 0, 1, false), ('opened', 1, 1, false),
  ('accepted', 5, 2, true), ('decided', 60, 2, true), ('answered', 62, 2, true),
  ('closed', 70, 2, false), ('closed_r2', 70, 4, false), ('c1_kept', 7, 1, false),
  ('c2_kept', 7, 1, false), ('c3_kept', 91, 1, false), ('lead_led', 3, 2, false)
) AS e(element, after, one_in, is_timed)
WHERE m.i %% e.one_in = 0
"""
Row = tuple[str, float, int]


def main() -> int:
    from touyan.config import database

    sizes = [int(word) for word in os.environ.get("SIZES", "100000 1000000").split()]
    with database.serving():
        with scratch(os.environ["DATABASE_OWNER_URL"]):
            show("National page of figures", [row for size in sizes for row in figures(size)])
        show(f"Queue by status of {HELPDESK}", helpdesk(os.environ["DATABASE_OWNER_URL"]))
    return 0


def show(title: str, rows: list[Row]) -> None:
    base = rows[0][1] if rows else 1.0
    print(f"\n{title}\n  {'':<58}{'median ms':>12}{'queries':>9}{'ratio':>9}")
    for name, seconds, queries in rows:
        print(f"  {name:<58}{seconds * 1000:>12.1f}{queries:>9}{seconds / base:>9.2f}")


@contextmanager
def scratch(url: str) -> Iterator[None]:
    """A copy of the database, in which the owner does as they like; dropped afterwards."""
    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(beside(url, "postgres"), autocommit=True) as owner:
        owner.execute(DROPPED)
        owner.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(SCRATCH, Identifier(name)))
        os.environ["DATABASE_URL"] = beside(url, NAME)
        try:
            yield
        finally:
            from django.db import connection

            connection.close()
            owner.execute(DROPPED)


def beside(url: str, name: str) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(url)
    host = f"{parts.scheme}://{parts.netloc}/{name}"  # without a host urlunsplit drops slashes
    return f"{host}?{parts.query}" if parts.query else host


def figures(size: int) -> Iterator[Row]:
    """The page, and the same counts from the facts one by one."""
    from touyan.config.commands import ready

    ready()
    from django.utils import timezone

    from touyan.organs.models import Organ
    from touyan.statistics.queries.counted import Slice, by_month
    from touyan.statistics.rules.measures import shipped_measures
    from touyan.statistics.rules.months import months

    facts, seconds = draw_up(size)
    print(f"  {size:,} matters: {facts:,} facts, all totals made in {seconds:.0f} s")
    page = page_of("/figures/?period=year")
    yield f"{size:,} matters, the page drawn anew", *measured(anew(page), ROUNDS)
    yield f"{size:,} matters, the page asked again", *measured(page, ROUNDS)
    shown = [one for one in shipped_measures().values() if not one.is_topical]
    wanted = frozenset().union(*(one.elements for one in shown))
    year = months("year", today=timezone.localdate(), first=None, last=None)
    live = Slice(Organ.objects.get(parent=None), year, moment=timezone.now())
    yield f"{size:,} matters, its counts alone, live", *measured(lambda: by_month(wanted, live), 3)


def draw_up(size: int) -> tuple[int, float]:
    """So many matters' facts and their totals; how many facts, and how long the totals took."""
    from django.db import connection, transaction
    from django.utils import timezone

    from touyan.intake.rules.words import Channel, Kind
    from touyan.organs.models import Organ
    from touyan.statistics.actions.following import _remake_totals
    from touyan.statistics.models import Followed

    values: dict[str, Any] = {
        "size": size,
        "organs": list(Organ.objects.filter(valid_to=None).values_list("pk", flat=True)),
        "kinds": [one.value for one in Kind],
        "channels": [one.value for one in Channel],
    }
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE statistics_fact, statistics_total, statistics_spread")
        bare(cursor)
        cursor.execute(DRAWN_UP, values)
        facts = cursor.rowcount
        for index in INDEXES:
            cursor.execute(index)
        began = time.perf_counter()
        with transaction.atomic():
            _remake_totals()
        seconds = time.perf_counter() - began
        cursor.execute("ANALYZE statistics_fact, statistics_total, statistics_spread")
    now = timezone.now()
    Followed.objects.update_or_create(pk=1, defaults={"through": now, "day": timezone.localdate()})
    return facts, seconds


def bare(cursor: Any) -> None:
    """Facts without keys and indexes, so that millions are written in minutes."""
    cursor.execute(
        "SELECT format('ALTER TABLE statistics_fact DROP CONSTRAINT %%I', conname)"
        " FROM pg_constraint WHERE conrelid = 'statistics_fact'::regclass AND contype IN ('f', 'c')"
        " UNION ALL SELECT format('DROP INDEX %%I', indexname) FROM pg_indexes"
        " WHERE tablename = 'statistics_fact' AND indexname <> 'statistics_fact_pkey'",
        [],
    )
    for (statement,) in cursor.fetchall():
        cursor.execute(statement)


def page_of(url: str) -> Callable[[], object]:
    """The page as a leader of the Supreme People's Procuratorate asks for it."""
    from django.test import Client

    from touyan.organs.models import Account

    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(
        Account.objects.get(username="zhao.spp"),
        backend="django.contrib.auth.backends.ModelBackend",
    )

    def ask() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, answer.status_code

    return ask


def anew(page: Callable[[], object]) -> Callable[[], object]:
    """The page as the first one sees it after more was counted."""
    from django.core.cache import caches

    def ask() -> None:
        caches["figures"].clear()
        page()

    return ask


def measured(ask: Callable[[], object], rounds: int) -> tuple[float, int]:
    """The median of some rounds after one that warms up, and how many queries one makes."""
    from bench import queries_of

    queries = queries_of(ask)
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return statistics.median(times), queries


def helpdesk(url: str) -> list[Row]:
    """Its own report in its own environment, on the same server."""
    script = Path(__file__).with_name("bench_helpdesk.py")
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "venv/bin/python"
        subprocess.run([sys.executable, "-m", "venv", Path(folder) / "venv"], check=True)
        wanted = [HELPDESK, "psycopg[binary]>=3.2"]
        subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=True)
        with psycopg.connect(beside(url, "postgres"), autocommit=True) as owner:
            owner.execute(DROPPED)
            owner.execute(SQL("CREATE DATABASE {}").format(SCRATCH))
            try:
                words = [str(python), str(script), beside(url, NAME), *map(str, TICKETS)]
                told = subprocess.run(words, check=True, capture_output=True, text=True)
            finally:
                owner.execute(DROPPED)
    return [(f"{size:,} tickets", seconds, queries)
            for size, seconds, queries in json.loads(told.stdout.splitlines()[-1])]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
