"""Every stored due day counted anew, batch by batch: matters, then petitions still waiting.

A job does one batch and defers the next in the same transaction, so that a killed worker loses
nothing and does nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from touyan.audit.actions import record
from touyan.deadlines.queries import RuleBook, current_rulebook
from touyan.deadlines.rules.clock_rule import Event
from touyan.deadlines.rules.clocks import project
from touyan.intake.models import Petition, Undecided
from touyan.matters.reprojecting import BATCH, reproject_batch
from touyan.organs.models import Account
from touyan.workflows.register_petition import REPLY_CLOCKS

JOB = "touyan.reproject_clocks"
MATTERS, WAITING = "matters", "waiting"


@dataclass(frozen=True)
class Place:
    """Where the next batch begins."""

    what: str = MATTERS
    after: int = 0
    ended_since: date | None = None

    def moved(self, after: int) -> Place:
        """Further on, with the same purpose."""
        return replace(self, after=after)


def defer(place: Place, *, reason: str, by: Account | None) -> None:
    """Put the batch that begins here on the queue, within the caller's transaction."""
    app.configure_task(JOB, lock="reproject").defer(
        what=place.what,
        after=place.after,
        reason=reason,
        by=by.pk if by else None,
        ended_since=place.ended_since.isoformat() if place.ended_since else None,
    )


@transaction.atomic
def reproject_and_defer(
    place: Place, *, reason: str, by_id: int | None, now: datetime, size: int = BATCH
) -> Place | None:
    """One batch; the next is deferred and returned, None when all is done."""
    by = Account.objects.filter(pk=by_id).first() if by_id else None
    following: Place | None
    if place.what == MATTERS:
        batch = reproject_batch(
            after=place.after, reason=reason, by=by, now=now, size=size,
            ended_since=place.ended_since,
        )  # fmt: skip
        following = _after(place, batch.next_after)
    else:
        following = _waiting_batch(place.after, reason=reason, by=by, now=now, size=size)
    if following:
        defer(following, reason=reason, by=by)
    return following


def _after(place: Place, next_after: int | None) -> Place | None:
    """Further matters; then the petitions that wait, whose days time alone does not move."""
    if next_after is not None:
        return place.moved(next_after)
    return None if place.ended_since else Place(WAITING)


def _waiting_batch(
    after: int, *, reason: str, by: Account | None, now: datetime, size: int
) -> Place | None:
    """The reply days of petitions nobody has laid to a matter yet."""
    waiting = list(
        Undecided.objects.select_for_update(of=("self",))
        .select_related("petition__organ")
        .filter(pk__gt=after)
        .order_by("pk")[:size]
    )
    if not waiting:
        return None
    book = current_rulebook()
    days = {row.pk: reply_day(row.petition, book, now=now) for row in waiting}
    changed = [row for row in waiting if row.due_on != days[row.pk]]
    for row in changed:
        row.due_on = days[row.pk]
    Undecided.objects.bulk_update(changed, ["due_on"])
    counts = {"petitions": len(waiting), "changed": len(changed)}
    record(verb="petition.reproject", by=by, now=now, subject_type="petitions",
           detail={"reason": reason, **counts})  # fmt: skip
    return Place(WAITING, waiting[-1].pk) if len(waiting) == size else None


def reply_day(petition: Petition, book: RuleBook, *, now: datetime) -> date | None:
    """The day by which a registered petition is owed its reply on procedure."""
    arrival = [Event("receive", petition.received_on, {"petition": petition.pk})]
    clocks = project(book.rules, arrival, facts_of_petition(petition), book.calendar, now)
    return min((c.due_on for c in clocks if c.rule.code in REPLY_CLOCKS and c.due_on), default=None)


def facts_of_petition(petition: Petition) -> dict[str, object]:
    """What conditions of rules ask before there is a matter."""
    return {
        "kind": petition.kind,
        "channel": petition.channel,
        "anonymous": petition.anonymous,
        "replyable": petition.replyable,
        "region": petition.organ.code,
        "level": petition.organ.level,
    }
