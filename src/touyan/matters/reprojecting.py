"""Clocks of matters that still owe something counted anew after the calendar or a rule changed.

The acts stay as they are: what happened did happen. Only the projection is drawn again, so this
writes no act; one audit row per batch says why, and how many matters got other dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from touyan.audit.actions import record
from touyan.deadlines.queries import current_rulebook
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.deadlines.rules.clocks import Clock, project
from touyan.matters.clockwork import events_of, facts_with, next_due, row_of
from touyan.matters.models import Act, Belonging, ClockRow, Matter
from touyan.matters.rules.lifecycle import OPEN
from touyan.organs.models import Account

BATCH = 500
_DATES = ("code", "starts_on", "due_on", "met_on", "void_on", "suspended")
_Dates = list[tuple[object, ...]]


@dataclass(frozen=True)
class Batch:
    """How far this batch came: where the next one begins, how many were looked at and changed."""

    next_after: int | None
    seen: int
    changed: int


@transaction.atomic
def reproject_batch(
    *,
    after: int,
    reason: str,
    by: Account | None,
    now: datetime,
    size: int = BATCH,
    ended_since: date | None = None,
) -> Batch:
    """Count the clocks of the next matters that are open or owe something yet anew, by their ids;
    with `ended_since` only of those with a period that ended on that day or after it, where a
    further period may begin merely because time passes.

    Doing the same batch twice changes nothing the second time, so a job that was killed may
    simply be run again.
    """
    wanted = Matter.objects.filter(Q(stage__in=OPEN) | Q(next_due_on__isnull=False), pk__gt=after)
    if ended_since:
        ended = ClockRow.objects.filter(due_on__gte=ended_since, due_on__lt=legal_day(now))
        wanted = wanted.filter(pk__in=ended.values("matter"))
    matters = list(
        wanted.select_for_update(of=("self",))
        .select_related("organ")
        .defer("search")
        .order_by("pk")[:size]
    )
    if not matters:
        return Batch(None, 0, 0)
    changed = _replace(matters, _projected(matters, now))
    record(verb="matter.reproject", by=by, now=now, subject_type="matters",
           detail={"reason": reason, "matters": len(matters), "changed": changed,
                   "from": matters[0].pk, "to": matters[-1].pk})  # fmt: skip
    return Batch(matters[-1].pk if len(matters) == size else None, len(matters), changed)


def _projected(matters: Sequence[Matter], now: datetime) -> dict[int, list[Clock]]:
    """The clocks of many matters with as many queries as for one."""
    book = current_rulebook()
    acts: defaultdict[int, list[Act]] = defaultdict(list)
    for act in Act.objects.filter(matter__in=matters).order_by("happened_on", "id"):
        acts[act.matter_id].append(act)
    first = {
        matter_id: (channel, anonymous, replyable)
        for matter_id, channel, anonymous, replyable in Belonging.objects.filter(
            matter__in=matters, relation="first"
        ).values_list(
            "matter_id", "petition__channel", "petition__anonymous", "petition__replyable"
        )
    }
    return {
        matter.pk: project(
            book.rules,
            events_of(acts[matter.pk]),
            facts=facts_with(matter, first.get(matter.pk)),
            calendar=book.calendar,
            now=now,
        )
        for matter in matters
    }


def _replace(matters: Sequence[Matter], clocks: dict[int, list[Clock]]) -> int:
    """Write the rows of those matters whose dates became others; how many those were."""
    held = _held(matters)
    fresh = {m.pk: [row_of(m, clock) for clock in clocks[m.pk]] for m in matters}
    changed = [
        m
        for m in matters
        if held.get(m.pk, []) != _dates(fresh[m.pk])
        or (m.next_due_on, m.next_clock) != next_due(clocks[m.pk])
    ]
    ClockRow.objects.filter(matter__in=changed).delete()
    ClockRow.objects.bulk_create(row for matter in changed for row in fresh[matter.pk])
    for matter in changed:
        matter.next_due_on, matter.next_clock = next_due(clocks[matter.pk])
    Matter.objects.bulk_update(changed, ["next_due_on", "next_clock"])
    return len(changed)


def _held(matters: Sequence[Matter]) -> dict[int, _Dates]:
    held: defaultdict[int, list[ClockRow]] = defaultdict(list)
    for row in ClockRow.objects.filter(matter__in=matters):
        held[row.matter_id].append(row)
    return {matter_id: _dates(rows) for matter_id, rows in held.items()}


def _dates(rows: Iterable[ClockRow]) -> _Dates:
    return sorted((tuple(getattr(row, name) for name in _DATES) for row in rows), key=str)
