"""Who serves in an inspection: naming inspectors, releasing them, sharing out the matters."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from touyan.inspections.actions.plans import lock_inspection, note
from touyan.inspections.models import Inspection, Member, Pick, Review
from touyan.inspections.queries.assigning import (
    SEATS,
    crew_of,
    loads_of,
    looked_at,
    may_serve,
    seats_of,
    unseated,
)
from touyan.inspections.rules.assigning import assign
from touyan.inspections.rules.running import check_planner, check_state
from touyan.inspections.rules.words import State
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

AT_ONCE = 2000


@transaction.atomic
def name_members(
    *, inspection_id: uuid.UUID, accounts: Iterable[int], by: Account, now: datetime
) -> int:
    """Name inspectors, out of the office and those beneath it; how many were new."""
    inspection = _running(inspection_id, by=by, now=now)
    chosen = list(may_serve(inspection, on=localdate(now)).filter(pk__in=list(accounts)))
    Member.objects.bulk_create(
        Member(inspection=inspection, account=one, added_by=by, added_at=now) for one in chosen
    )
    note("inspection.name_member", inspection, by=by, now=now, members=len(chosen),
         accounts=[one.pk for one in chosen])  # fmt: skip
    return len(chosen)


@transaction.atomic
def release_member(*, inspection_id: uuid.UUID, member_id: int, by: Account, now: datetime) -> int:
    """Let an inspector leave. What they finished stays; what they did not is free for others, who
    see nothing of the draft. How many matters that is."""
    inspection = _running(inspection_id, by=by, now=now)
    member = Member.objects.filter(inspection=inspection, pk=member_id, left_at=None).first()
    if member is None:
        raise NotVisible
    member.left_at = now
    member.save(update_fields=["left_at"])
    open_ones = Review.objects.filter(
        pick__entry__inspection=inspection, reviewer=member.account_id, done_at__isnull=True
    )
    freed, _rows = open_ones.delete()
    note("inspection.release_member", inspection, by=by, now=now, account=member.account_id,
         freed=freed)  # fmt: skip
    return freed


def _running(inspection_id: uuid.UUID, *, by: Account, now: datetime) -> Inspection:
    inspection = lock_inspection(inspection_id, by=by, now=now)
    check_planner(viewer_of(by, now=now), organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAFT, State.FROZEN, State.DRAWN)
    return inspection


@dataclass(frozen=True)
class Shared:
    """How many matters were looked through, how many reviews given, how many found too few
    reviewers, and the ordinal behind which the next ones begin."""

    matters: int = 0
    reviews: int = 0
    short: int = 0
    after: int | None = 0


def assign_reviewers(
    *,
    inspection_id: uuid.UUID,
    by: Account,
    now: datetime,
    size: int = AT_ONCE,
    tell: Callable[[int], None] = lambda done: None,
) -> Shared:
    """Give every matter its reviewers, some matters in each transaction: whoever is killed on the
    way goes on where they were."""
    total = Shared()
    while total.after is not None:
        some = assign_some(
            inspection_id=inspection_id, after=total.after, by=by, now=now, size=size
        )
        total = Shared(total.matters + some.matters, total.reviews + some.reviews,
                       total.short + some.short, some.after)  # fmt: skip
        tell(total.matters)
    return total


@transaction.atomic
def assign_some(
    *, inspection_id: uuid.UUID, after: int, by: Account, now: datetime, size: int = AT_ONCE
) -> Shared:
    """Give the next matters that lack reviewers theirs: independent of the office inspected, not
    behind a wall, evenly."""
    inspection = lock_inspection(inspection_id, by=by, now=now)
    check_planner(viewer_of(by, now=now), organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAWN)
    crew = crew_of(inspection, now=now)
    if not crew.inspectors:
        raise Refused(N_("Name inspectors first."))
    picks = unseated(inspection, after=after, most=size)
    given, short = assign(
        looked_at(picks, crew), crew.inspectors, seats=inspection.seats, loads=loads_of(inspection)
    )
    reviews = _seat(picks, given, by=by, now=now)
    note("inspection.assign", inspection, by=by, now=now, matters=len(picks), reviews=reviews,
         short=len(short))  # fmt: skip
    last = picks[-1].entry.ordinal if len(picks) == size else None
    return Shared(len(picks), reviews, len(short), last)


_SEAT = """
INSERT INTO inspections_review
  (public_id, pick_id, seat, reviewer_id, assigned_by_id, assigned_at, prefilled, answers, version)
SELECT gen_random_uuid(), given.pick, given.seat, given.reviewer, %s, %s, '{}', '{}', 0
FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) AS given (pick, seat, reviewer)
"""


def _seat(picks: list[Pick], given: dict[int, list[int]], *, by: Account, now: datetime) -> int:
    """Write who has which of the free seats; in one statement, as there are many."""
    taken = seats_of(picks)
    rows = [
        (pick.pk, seat.value, account)
        for pick in picks
        for seat, account in zip(
            (one for one in SEATS if one not in taken[pick.pk]), given[pick.pk], strict=False
        )
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SEAT, [by.pk, now, *([list(column) for column in zip(*rows, strict=True)]
                                             or [[], [], []])])  # fmt: skip
    return len(rows)
