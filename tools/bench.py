"""Measurements on the database of this data folder, as ratios within one run.

    make bench

A measurement is a function that returns its rows; later issues add theirs to MEASUREMENTS.
Milliseconds are printed for orientation; what may be compared between runs is the ratio.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from touyan.campaigns.models import Batch
    from touyan.inspections.actions.plans import Plan
    from touyan.inspections.models import Inspection
    from touyan.organs.models import Organ

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


def queries_of(step: Callable[[], object]) -> int:
    """How many queries a step makes. The log of queries is of limited length: what earlier steps
    left in it is cleared, or nothing more would be counted."""
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    reset_queries()
    with CaptureQueriesContext(connection) as seen:
        step()
    return len(seen)


def list_pages() -> list[Row]:
    """Server time of the pages people open all day, in a county's scope and in the nation's."""
    from touyan.demonstration.rules.cast import CAST
    from touyan.organs.models import Account

    names = {member.username for member in CAST}
    if not Account.objects.filter(username__in=names).exists():
        print("  no demonstration in this data folder: run make demo first")
        return []
    return [
        (f"{scope}: {name}", seconds, queries)
        for username, scope, paths in (
            ("wang", "county", DESK),
            ("wang.spp", "nation", DESK),
            ("zhao", "leader, county", ("/lead/", "/coverage/")),
            ("zhao.spp", "leader, nation", ("/lead/", "/coverage/")),
        )
        for name, seconds, queries in _pages(paths, username=username)
    ]


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


INSPECTORS = 200


def inspection() -> list[Row]:
    """A full check of as many matters as the register holds, up to 20,000, by 200 inspectors:
    frozen, taken, shared out, and the pages people then open; all of it is taken back."""
    from django.db import transaction

    with transaction.atomic():
        rows = _inspection_of(BOARD[-1])
        transaction.set_rollback(True)
    return rows


def _inspection_of(size: int) -> list[Row]:
    from django.utils import timezone

    from touyan.inspections.actions import drawing, members, plans
    from touyan.organs.models import Account

    now = timezone.now()
    leader = Account.objects.get(username="zhao.spp")
    planned = plans.plan_inspection(organ=_top(), plan=_full_check(now), by=leader, now=now)
    this: dict[str, Any] = {"inspection_id": planned.public_id, "by": leader, "now": now}
    steps: dict[str, Callable[[], object]] = {
        "freeze the list": lambda: drawing.freeze_population(**this),
        "take every matter": lambda: drawing.draw_matters(number="", **this),
        "name 200 inspectors": lambda: members.name_members(accounts=_crew(now), **this),
        "give each matter two reviewers": lambda: members.assign_reviewers(**this),
    }
    drawing.population_of, whole = _no_more_than(size), drawing.population_of
    try:
        rows = [_once(name, step) for name, step in steps.items()]
    finally:
        drawing.population_of = whole
    planned.refresh_from_db()
    held = planned.size or 0
    return [(f"{held:,} matters: {name}", seconds, queries)
            for name, seconds, queries in [*rows, *_pages_of(planned)]]  # fmt: skip


def _no_more_than(size: int) -> Callable[[Any], Any]:
    from touyan.inspections.actions.drawing import population_of

    return lambda inspection: population_of(inspection).filter(pk__in=_first_matters(size))


def _first_matters(size: int) -> list[int]:
    from touyan.matters.models import Matter

    return list(Matter.objects.order_by("pk").values_list("pk", flat=True)[:size])


def _top() -> Organ:
    from touyan.organs.models import Organ

    return Organ.objects.get(level=1)


def _full_check(now: datetime) -> Plan:
    from touyan.inspections.actions.plans import Plan
    from touyan.inspections.models import Checklist

    return Plan(
        name="bench", basis="bench", scope={"levels": [2, 3, 4]}, starts_on=now.date(),
        ends_on=now.date(), checklist=Checklist.objects.earliest("pk"),
    )  # fmt: skip


def _crew(now: datetime) -> list[int]:
    """So many inspectors of the supreme office, who handled none of the matters."""
    from touyan.organs.models import Account, Person, Post, RoleGrant

    made = []
    for number in range(INSPECTORS):
        person = Person.objects.create(name=f"bench {number}", name_pinyin="bench")
        post = Post.objects.create(person=person, organ=_top(), title="bench", from_on=now.date())
        RoleGrant.objects.create(post=post, person=person, role="inspector", asked_at=now,
                                 approved_at=now, shipped=True)  # fmt: skip
        made.append(Account.objects.create(username=f"bench{number}", person=person,
                                           created_at=now).pk)  # fmt: skip
    return made


def _once(name: str, step: Callable[[], object]) -> Row:
    began = time.perf_counter()
    queries = queries_of(step)
    return name, time.perf_counter() - began, queries


WATCHED = ("", "matters/", "matters/?looking=open&page=100", "progress/", "members/")
READ = ("", "findings/", "findings/?page=50", "findings/offices/", "results/",
        "results/matters/?figure=stage:closed", "results/rounds/", "circular/", "circular.pdf",
        "circular.docx")  # fmt: skip
UUID = re.compile("[0-9a-f-]{36}")


def _pages_of(planned: Inspection) -> list[Row]:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("entry", "pick", "review"):
            cursor.execute(f"ANALYZE inspections_{table}")
    return _pages([f"/inspections/{planned.public_id}/{path}" for path in WATCHED])


def inspected() -> list[Row]:
    """What is read of the largest inspection that was reviewed: its findings, figures, circular."""
    from touyan.inspections.models import Inspection

    held = Inspection.objects.filter(circular__isnull=False).order_by("-size").first()
    if held is None:
        print("  no inspection with a circular in this data folder: run make demo first")
        return []
    paths = [f"/inspections/{held.public_id}/{path}" for path in READ]
    rows = _pages([*paths, f"/reviews/agreement/{held.public_id}/"])
    return [(f"{held.size or 0:,} matters: {name}", seconds, queries)
            for name, seconds, queries in rows]  # fmt: skip


def _pages(urls: Iterable[str], *, username: str = "zhao.spp") -> list[Row]:
    """Each as that person reads it; usually the leader of the supreme office."""
    from django.test import Client

    from touyan.organs.models import Account

    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(Account.objects.get(username=username),
                       backend="django.contrib.auth.backends.ModelBackend")  # fmt: skip
    rows: list[Row] = []
    for url in urls:
        ask = partial(client.get, url)
        name = f"{UUID.sub('…', url)} ({ask().status_code})"
        rows.append((name, _median(ask), queries_of(ask)))
    return rows


MEASUREMENTS: dict[str, Callable[[], list[Row]]] = {
    "List pages": list_pages,
    "Board of a campaign": campaign_board,
    "Full check of an inspection": inspection,
    "Findings, results and circular of an inspection": inspected,
}

if __name__ == "__main__":
    sys.exit(main())
