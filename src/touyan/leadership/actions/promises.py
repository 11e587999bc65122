"""What the office promises petitioners, on a matter or to a visitor without one, and keeping it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.leadership.models import Booking, Promise
from touyan.leadership.queries.promises import promises_in_sight
from touyan.leadership.queries.standing import standing_of
from touyan.leadership.rules.options import check_option
from touyan.leadership.rules.promises import SPEAKERS, check_kept, check_promise
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Matter
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.organs.rules.roles import LEADERS, Role


@transaction.atomic
def make_promise(
    *,
    matter_id: uuid.UUID,
    text: str,
    owner: Account,
    due_on: date,
    by: Account,
    now: datetime,
    booking: Booking | None = None,
    version: int | None = None,
) -> Promise:
    """Keep what the office promised the petitioner of a matter, with an owner and a day."""
    matter = lock(matter_id, by=by, now=now, version=version)
    check_option("promise", standing_of(matter, viewer=viewer_of(by, now=now), now=now))
    promise = _write(matter, booking, matter.organ, text, owner, due_on, by=by, now=now)
    enter(matter, "make_promise", by=by, now=now, what=What(happened_on=promise.made_on))
    return promise


@transaction.atomic
def promise_visitor(
    *, booking: Booking, text: str, owner: Account, due_on: date, by: Account, now: datetime
) -> Promise:
    """Keep what was promised at a reception to somebody whose matter is not known yet."""
    organ = booking.day.organ
    if not viewer_of(by, now=now).holds(SPEAKERS, organ_path=organ.path):
        raise NotPermitted(N_("Only the office that received makes promises here."))
    promise = _write(None, booking, organ, text, owner, due_on, by=by, now=now)
    _record("promise", booking, organ, by=by, now=now)
    return promise


def _write(
    matter: Matter | None,
    booking: Booking | None,
    office: Organ,
    text: str,
    owner: Account,
    due_on: date,
    *,
    by: Account,
    now: datetime,
) -> Promise:
    made_on = booking.day.on if booking else legal_day(now)
    check_promise(text, due_on=due_on, made_on=made_on)
    check_no_bargain([text])
    if not viewer_of(owner, now=now).in_scope(office.path):
        raise Refused(N_("The owner of a promise serves in the handling office or above it."))
    return Promise.objects.create(
        matter=matter, booking=booking, text=text.strip(), owner=owner, due_on=due_on,
        made_on=made_on, made_by=by, at=now,
    )  # fmt: skip


def tie_promises(matter: Matter, booking: Booking, *, by: Account, now: datetime) -> None:
    """Once the matter of a booking is known, what was promised there belongs to it as well."""
    for promise in Promise.objects.select_for_update().filter(booking=booking, matter=None):
        promise.matter = matter
        promise.save(update_fields=["matter"])
        enter(matter, "make_promise", by=by, now=now, what=What(happened_on=promise.made_on))


@transaction.atomic
def keep_promise(*, promise_id: uuid.UUID, how: str, by: Account, now: datetime) -> Promise:
    """A promise was kept: how, and by whom. Until then it stays open."""
    promise, matter = _lock(promise_id, by=by, now=now)
    if promise.kept_on:
        raise Conflict(N_("The promise was kept already."))
    if by.pk != promise.owner_id and not _heads(promise, matter, by=by, now=now):
        raise NotPermitted(
            N_("A promise is noted as kept by its owner, or by a head or leader of the office.")
        )
    check_kept(how)
    check_no_bargain([how])
    promise.kept_on, promise.kept_how, promise.kept_by = legal_day(now), how.strip(), by
    promise.save(update_fields=["kept_on", "kept_how", "kept_by"])
    if matter:
        enter(matter, "keep_promise", by=by, now=now, what=What(reason=how))
    elif promise.booking:
        _record("keep", promise.booking, promise.booking.day.organ, by=by, now=now)
    return promise


def _lock(promise_id: uuid.UUID, *, by: Account, now: datetime) -> tuple[Promise, Matter | None]:
    """The promise, locked after its matter, if the person may know of it."""
    found = Promise.objects.filter(public_id=promise_id).select_related("matter").first()
    if found is None:
        raise NotVisible
    matter = lock(found.matter.public_id, by=by, now=now) if found.matter else None
    seen = promises_in_sight(viewer=viewer_of(by, now=now)).filter(pk=found.pk)
    if matter is None and not seen.exists():
        raise NotVisible
    promise = Promise.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if promise.matter_id != found.matter_id:
        raise Conflict(N_("This was changed meanwhile: look at the list again."))
    return promise, matter


HEADS = LEADERS | {Role.DEPARTMENT_HEAD}


def _heads(promise: Promise, matter: Matter | None, *, by: Account, now: datetime) -> bool:
    viewer = viewer_of(by, now=now)
    if matter:
        return standing_of(matter, viewer=viewer, now=now).heads
    office = promise.booking.day.organ if promise.booking else None
    return office is not None and viewer.holds(HEADS, organ_path=office.path)


def _record(verb: str, booking: Booking, organ: Organ, *, by: Account, now: datetime) -> None:
    record(verb=f"reception.{verb}", by=by, now=now, subject_type="booking",
           subject_id=booking.public_id, organ_id=organ.pk)  # fmt: skip
