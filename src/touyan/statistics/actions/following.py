"""Following the ledger: what was touched is counted anew, shortly after it happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition
from touyan.matters.models import ClockRow, Closing, Matter
from touyan.statistics.actions.counting import About, add_up, alone, differences, recount
from touyan.statistics.models import Followed, Touched
from touyan.statistics.statements import over

AT_ONCE = 5_000
"""Touched rows, or ids of a rebuild, in one transaction."""
WINDOWS = (90, 180, 365)
Progress = Callable[[int, int], None]


def follow(*, now: datetime) -> int:
    """Count anew whatever was touched, and whatever a new day changed; returns how many rows
    of the queue were worked off. A second follower waits for the first; where nothing was ever
    counted, everything is."""
    if _state().through is None:
        rebuild(now=now)
    worked = 0
    while True:
        with transaction.atomic():
            alone()
            state = _state()
            _new_day(state, now)
            taken = _take()
            recount(_about(taken, state.through), now=now)
            worked += len(taken)
            if len(taken) < AT_ONCE:
                _settle(state, now)
                return worked


def rebuild(*, now: datetime, progress: Progress = lambda done, total: None) -> None:
    """Count every matter and petition, then make all totals from the facts. What is settled stays
    settled; stopped half-way it can simply be begun again."""
    total = (_last(Matter) + _last(Petition)) or 1
    done = 0
    waiting = list(Touched.objects.values_list("pk", flat=True))
    for about in _all_in_chunks():
        with transaction.atomic():
            alone()
            settled = _state().through
            recount(About(about.matters, about.petitions, settled), now=now, totals=False)
        done += AT_ONCE
        progress(min(done, total), total)
    with transaction.atomic():
        alone()
        _remake_totals()
        _forget(waiting)
        state = _state()
        state.rebuilt_at = now
        _settle(state, max(now, state.through or now))
    progress(total, total)


def drift(*, now: datetime, progress: Progress = lambda done, total: None) -> dict[str, int]:
    """Compare every fact in force with the ledger, and every total with the facts; the differences
    by element, kept with the moment for the page that tells them."""
    found: Counter[str] = Counter()
    total = (_last(Matter) + _last(Petition)) or 1
    for number, about in enumerate(_all_in_chunks(), start=1):
        with transaction.atomic():
            alone()
            found += differences(about, now=now)
        progress(min(number * AT_ONCE, total), total)
    for element, number in _wrong_totals():
        found[f"total:{element}"] += number
    report = dict(sorted(found.items()))
    Followed.objects.update_or_create(
        pk=1, defaults={"drift": {"at": now.isoformat(), "by_element": report}}
    )
    return report


def _state() -> Followed:
    return Followed.objects.get_or_create(pk=1)[0]


def _settle(state: Followed, now: datetime) -> None:
    state.through = max(now, state.through or now)
    state.day = legal_day(now)
    state.save()


def _take() -> list[Touched]:
    """Rows of the queue, removed from it with the transaction."""
    taken = list(Touched.objects.order_by("id").select_for_update(skip_locked=True)[:AT_ONCE])
    Touched.objects.filter(pk__in=[row.pk for row in taken]).delete()
    return taken


def _forget(rows: list[int]) -> None:
    """Rows of the queue that were there before a rebuild began: it has seen what they tell of."""
    for first in range(0, len(rows), AT_ONCE):
        Touched.objects.filter(pk__in=rows[first : first + AT_ONCE]).delete()


def _about(taken: list[Touched], settled: datetime | None) -> About:
    matters = {row.matter_id for row in taken if row.matter_id}
    petitions = {row.petition_id for row in taken if row.petition_id}
    return About(sorted(matters), sorted(petitions), settled)


def _new_day(state: Followed, now: datetime) -> None:
    """Once a day: clocks whose last day is over, and closings old enough to be judged."""
    today = legal_day(now)
    if state.day is None or state.day >= today:
        return
    passed = ClockRow.objects.filter(due_on__gte=state.day, due_on__lt=today)
    _touch(passed.values_list("matter_id", flat=True).distinct())
    for span in WINDOWS:
        first, last = state.day - timedelta(days=span), today - timedelta(days=span)
        ripe = Closing.objects.filter(on__gte=first, on__lt=last)
        _touch(ripe.values_list("matter_id", flat=True).distinct())
    state.day = today
    state.save(update_fields=["day"])


def _touch(matters: Iterable[int]) -> None:
    Touched.objects.bulk_create(Touched(matter_id=pk) for pk in matters)


def _last(model: type[Matter | Petition]) -> int:
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


def _all_in_chunks() -> Iterator[About]:
    for first in range(1, _last(Matter) + 1, AT_ONCE):
        ids = Matter.objects.filter(pk__gte=first, pk__lt=first + AT_ONCE)
        yield About(matters=list(ids.values_list("pk", flat=True)))
    for first in range(1, _last(Petition) + 1, AT_ONCE):
        found = Petition.objects.filter(pk__gte=first, pk__lt=first + AT_ONCE)
        yield About(petitions=list(found.values_list("pk", flat=True)))


_IN_FORCE = """(SELECT 1 AS sign, element, organ_id, kind, channel, topic, day, amount
  FROM statistics_fact WHERE until IS NULL)"""


def _remake_totals() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")  # until the end of this transaction
        cursor.execute("DELETE FROM statistics_total")
        cursor.execute("DELETE FROM statistics_spread")
        add_up(cursor, moved=_IN_FORCE)


def _wrong_totals() -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    with connection.cursor() as cursor:
        for name, rows in (("wrong_totals", "total_rows"), ("wrong_spreads", "spread_rows")):
            cursor.execute(over(name, rows, moved=_IN_FORCE))
            found += cursor.fetchall()
    return found
