"""At the desk: petitioners are called, received or absent; the record is kept and confirmed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.rules.query_code import normalise
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions.deeds import record_deed
from touyan.leadership.actions.promises import make_promise, promise_visitor, tie_promises
from touyan.leadership.actions.reception import lock_day, on_timeline
from touyan.leadership.models import Booking, ReceptionDay, ReceptionRecord
from touyan.leadership.queries.charges import leaders_at, stands_in
from touyan.leadership.queries.reception import (
    booking_by_public_id,
    charge_held,
    day_by_public_id,
    kept_out,
    records_of,
)
from touyan.leadership.rules.reception import (
    AHEAD,
    AT_THE_DESK,
    KEPT_OUT,
    MOVABLE,
    BookingState,
    RecordEntry,
    check_move,
    check_record,
    first_free,
    is_over,
    minutes_between,
)
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.actions.ledger import lock
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@dataclass(frozen=True)
class Promised:
    """What was promised during a reception, who keeps it and by when."""

    text: str
    owner: Account
    due_on: date


def lock_booking(booking_id: uuid.UUID, *, by: Account, now: datetime) -> Booking:
    """The booking, locked, if the person may know of it."""
    booking = booking_by_public_id(booking_id, viewer=viewer_of(by, now=now))
    return (
        Booking.objects.select_for_update(of=("self",))
        .select_related("day__organ", "day__leader__person", "matter__organ", "petition", "deed")
        .get(pk=booking.pk)
    )


def _move(booking: Booking, state: BookingState, *, now: datetime) -> None:
    booking.state, booking.changed_at = state, now
    booking.save(update_fields=["state", "changed_at", "cancel_reason"])


def _record(
    verb: str, booking: Booking, *, by: Account | None, now: datetime, **detail: object
) -> None:
    record(verb=f"reception.{verb}", by=by, now=now, subject_type="booking",
           subject_id=booking.public_id, organ_id=booking.day.organ_id, detail=detail)  # fmt: skip


@transaction.atomic
def open_booking(*, booking_id: uuid.UUID, by: Account, now: datetime) -> Booking:
    """Open a booking: it shows name and telephone number, so a row is left."""
    booking = booking_by_public_id(booking_id, viewer=viewer_of(by, now=now))
    _record("open", booking, by=by, now=now)
    return booking


@transaction.atomic
def print_list(*, day_id: uuid.UUID, by: Account, now: datetime) -> ReceptionDay:
    """Take the call list out on paper: it names petitioners, so a row is left."""
    day = day_by_public_id(day_id, viewer=viewer_of(by, now=now))
    record(verb="reception.list", by=by, now=now, subject_type="reception_day",
           subject_id=day.public_id, organ_id=day.organ_id)  # fmt: skip
    return day


@transaction.atomic
def take_paper(*, booking_id: uuid.UUID, form: str, by: Account, now: datetime) -> ReceptionRecord:
    """Take a record out of the system as a file; a row says who did, and in what form."""
    booking = booking_by_public_id(booking_id, viewer=viewer_of(by, now=now))
    kept = records_of(booking).last()
    if kept is None:
        raise NotVisible
    _record("paper", booking, by=by, now=now, form=form)
    kept.booking = booking
    return kept


@transaction.atomic
def cancel_booking(*, booking_id: uuid.UUID, reason: str, by: Account, now: datetime) -> Booking:
    """Give a place up, for the petitioner or because the office cannot receive."""
    booking = lock_booking(booking_id, by=by, now=now)
    check_move(booking.state, [BookingState.BOOKED])
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    booking.cancel_reason = reason.strip()
    _move(booking, BookingState.CANCELLED, now=now)
    _record("cancel_booking", booking, by=by, now=now)
    return booking


@transaction.atomic
def cancel_online(*, code: str, now: datetime) -> bool:
    """The petitioner gives the place up with the code. False, whatever stands in the way."""
    index = settings.KEYRING.index(normalise(code), context="booking-code")
    found = Booking.objects.select_for_update(of=("self",)).select_related("day")
    booking = found.filter(code_index=index, state=BookingState.BOOKED).first()
    if booking is None:
        return False
    _move(booking, BookingState.CANCELLED, now=now)
    _record("cancel_online", booking, by=None, now=now)
    return True


@transaction.atomic
def move_booking(
    *, booking_id: uuid.UUID, day_id: uuid.UUID, by: Account, now: datetime
) -> Booking:
    """Give a petitioner a place on another day instead."""
    day = lock_day(day_id, by=by, now=now)
    booking = lock_booking(booking_id, by=by, now=now)
    check_move(booking.state, MOVABLE)
    if is_over(day.on, day.ends, now=now):
        raise Refused(N_("This reception is over. Choose another day."))
    if kept_out(day.leader, matter=booking.matter, petition=booking.petition, now=now):
        raise Refused(KEPT_OUT)
    taken = day.bookings.exclude(state=BookingState.CANCELLED).values_list("slot", flat=True)
    booking.day, booking.slot = day, first_free(set(taken), day.places)
    booking.state, booking.changed_at = BookingState.BOOKED, now
    booking.save(update_fields=["day", "slot", "state", "changed_at"])
    _record("move", booking, by=by, now=now)
    return booking


@transaction.atomic
def link_matter(
    *, booking_id: uuid.UUID, matter_id: uuid.UUID, by: Account, now: datetime
) -> Booking:
    """Say which matter the petitioner comes about."""
    booking = lock_booking(booking_id, by=by, now=now)
    matter = lock(matter_id, by=by, now=now)
    if booking.matter_id:
        raise Conflict(N_("The matter of this booking is known already."))
    ahead = booking.state in AHEAD
    if ahead and kept_out(booking.day.leader, matter=matter, petition=None, now=now):
        raise Refused(KEPT_OUT)
    booking.matter = matter
    booking.save(update_fields=["matter"])
    on_timeline(matter, booking, "book_reception", by=by, now=now)
    tie_promises(matter, booking, by=by, now=now)
    return booking


@transaction.atomic
def call_next(*, day_id: uuid.UUID, by: Account, now: datetime) -> Booking:
    """Call whoever comes next on the list; one person at a time."""
    day = lock_day(day_id, by=by, now=now)
    if day.on != legal_day(now):
        raise Refused(N_("The list is called on the day itself."))
    if day.bookings.filter(state__in=AT_THE_DESK).exists():
        raise Conflict(N_("Somebody is at the desk: keep the record, or note that nobody came."))
    following = day.bookings.filter(state=BookingState.BOOKED).order_by("slot").first()
    if following is None:
        raise Refused(N_("Nobody is waiting."))
    if kept_out(day.leader, matter=following.matter, petition=following.petition, now=now):
        raise Refused(KEPT_OUT)
    _move(following, BookingState.CALLED, now=now)
    _record("call", following, by=by, now=now, slot=following.slot)
    return following


@transaction.atomic
def begin_reception(*, booking_id: uuid.UUID, by: Account, now: datetime) -> Booking:
    """The person called has come in."""
    booking = lock_booking(booking_id, by=by, now=now)
    check_move(booking.state, [BookingState.CALLED])
    _move(booking, BookingState.RECEIVING, now=now)
    _record("begin", booking, by=by, now=now)
    return booking


@transaction.atomic
def mark_absent(*, booking_id: uuid.UUID, by: Account, now: datetime) -> Booking:
    """The person called did not come. Nothing follows from it: another day can be booked."""
    booking = lock_booking(booking_id, by=by, now=now)
    check_move(booking.state, [BookingState.BOOKED, BookingState.CALLED])
    if booking.day.on > legal_day(now):
        raise Refused(N_("The day has not come yet."))
    _move(booking, BookingState.ABSENT, now=now)
    _record("absent", booking, by=by, now=now)
    return booking


@transaction.atomic
def record_reception(
    *,
    booking_id: uuid.UUID,
    entry: RecordEntry,
    received_by: Account,
    promises: Iterable[Promised] = (),
    by: Account,
    now: datetime,
) -> ReceptionRecord:
    """Keep what was said and answered, read back to the petitioner. Where the leader in charge of
    the matter received and writes, it is the act of meeting the petitioner as well."""
    booking = lock_booking(booking_id, by=by, now=now)
    before = records_of(booking).last()
    check_move(booking.state, [BookingState.RECEIVED] if before else AHEAD)
    _check_entry(booking, entry, received_by, before, by=by, now=now)
    kept = ReceptionRecord.objects.create(
        booking=booking, received_by=received_by, written_by=by, at=now, corrects=before,
        **_tidy(entry),
    )  # fmt: skip
    _move(booking, BookingState.RECEIVED, now=now)
    if booking.matter:
        on_timeline(booking.matter, booking, "hold_reception", by=by, now=now)
    _promise(booking, promises, by=by, now=now)
    if _is_deed(booking, kept, by=by, now=now):
        _enter_deed(booking, kept, by=by, now=now)
    _record("correct" if before else "record", booking, by=by, now=now)
    return kept


def _check_entry(
    booking: Booking,
    entry: RecordEntry,
    received_by: Account,
    before: ReceptionRecord | None,
    *,
    by: Account,
    now: datetime,
) -> None:
    day = booking.day
    if day.on > legal_day(now):
        raise Refused(N_("The day has not come yet."))
    check_record(entry, on=day.on, now=now)
    check_no_bargain([entry.answered])
    if not leaders_at(day.organ, on=day.on).filter(pk=received_by.pk).exists():
        raise Refused(N_("This person is not a leader of the office."))
    if kept_out(received_by, matter=booking.matter, petition=booking.petition, now=now):
        raise Refused(KEPT_OUT)
    if before and not entry.why.strip():
        raise Refused(N_("Say why the record is corrected; the first text stays beside it."))
    if before and booking.deed and by.pk != before.received_by_id:
        raise NotPermitted(N_("The leader confirmed this record; only the leader corrects it."))


def _tidy(entry: RecordEntry) -> dict[str, object]:
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in asdict(entry).items()
    }


def _promise(booking: Booking, promises: Iterable[Promised], *, by: Account, now: datetime) -> None:
    for one in promises:
        if booking.matter:
            make_promise(
                matter_id=booking.matter.public_id, booking=booking, text=one.text,
                owner=one.owner, due_on=one.due_on, by=by, now=now,
            )  # fmt: skip
        else:
            promise_visitor(
                booking=booking, text=one.text, owner=one.owner, due_on=one.due_on, by=by, now=now
            )


def _is_deed(booking: Booking, kept: ReceptionRecord, *, by: Account, now: datetime) -> bool:
    """Whether this person's record is an act of the charge: the leader's own, or the deputy's."""
    charge = charge_held(booking.matter, on=booking.day.on) if booking.matter else None
    if charge is None or kept.received_by_id != by.pk:
        return False
    return charge.leader_id == by.pk or stands_in(by.pk, charge, on=legal_day(now))


def _enter_deed(booking: Booking, kept: ReceptionRecord, *, by: Account, now: datetime) -> None:
    assert booking.matter is not None
    booking.deed = record_deed(
        matter_id=booking.matter.public_id,
        kind=LeaderAct.MEET,
        evidence={
            "where": kept.where, "place": booking.day.place, "present": kept.present,
            "by_proxy": False, "said": kept.said, "confirmed": kept.confirmed,
            "minutes": minutes_between(kept.began, kept.ended),
        },
        happened_on=booking.day.on, corrects=booking.deed, by=by, now=now,
    )  # fmt: skip
    booking.save(update_fields=["deed"])


@transaction.atomic
def confirm_record(*, booking_id: uuid.UUID, by: Account, now: datetime) -> Booking:
    """The leader who received confirms the record somebody else wrote: now it proves the act."""
    booking = lock_booking(booking_id, by=by, now=now)
    kept = records_of(booking).last()
    if kept is None or booking.deed or not _is_deed(booking, kept, by=by, now=now):
        raise Refused(N_("There is no record of yours to confirm here."))
    _enter_deed(booking, kept, by=by, now=now)
    _record("confirm", booking, by=by, now=now)
    return booking
