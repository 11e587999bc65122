"""Reception days are planned, published and cancelled; petitioners are booked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition
from touyan.intake.rules import query_code
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.kernel.identity import check_phone
from touyan.kernel.messages import N_
from touyan.leadership.models import Booking, ReceptionDay
from touyan.leadership.queries.charges import absences_on, title_of
from touyan.leadership.queries.reception import days_ahead, kept_out, reception_organs
from touyan.leadership.rules.reception import (
    KEPT_OUT,
    RECEPTION,
    BookingState,
    DayPlan,
    check_bookable,
    check_notice,
    check_plan,
    first_free,
    halves,
)
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.organs.rules.roles import LEADERS, Role


@transaction.atomic
def plan_day(
    *,
    organ: Organ,
    leader: Account,
    plan: DayPlan,
    matter_id: uuid.UUID | None = None,
    by: Account,
    now: datetime,
) -> ReceptionDay:
    """Enter a day on which a leader receives. The public learns of it when it is published. Of a
    day planned for a matter, such as a visit with the case, the petitioner has the first place."""
    if not viewer_of(by, now=now).holds(RECEPTION, organ_path=organ.path):
        raise NotPermitted(N_("You hold no post in this office that plans receptions."))
    check_plan(plan, today=legal_day(now))
    Account.objects.select_for_update().get(pk=leader.pk)
    held = viewer_of(leader, now=now)
    if not held.holds(LEADERS, organ_path=organ.path):
        raise Refused(N_("This person is not a leader of the office."))
    morning, afternoon = halves(plan.starts, plan.ends)
    _check_free(leader, plan, morning=morning, afternoon=afternoon)
    day = ReceptionDay.objects.create(
        organ=organ, leader=leader, leader_title=title_of(leader, organ, on=plan.on),
        by_chief=held.holds({Role.CHIEF}, organ_path=organ.path), kind=plan.kind, on=plan.on,
        starts=plan.starts, ends=plan.ends, morning=morning, afternoon=afternoon,
        place=plan.place.strip(), places=plan.places, planned_by=by, planned_at=now,
    )  # fmt: skip
    _record("plan", day, by=by, now=now, on=plan.on.isoformat())
    if matter_id:
        _book_petitioner(day, matter_id, by=by, now=now)
    return day


def _book_petitioner(
    day: ReceptionDay, matter_id: uuid.UUID, *, by: Account, now: datetime
) -> None:
    matter = lock(matter_id, by=by, now=now)
    if not matter.petitioner_names:
        raise Refused(N_("The petitioner of this matter is not known by name; nobody is booked."))
    book(day_id=day.public_id, name=matter.petitioner_names, phone="", topic=matter.title,
         matter_id=matter_id, by=by, now=now)  # fmt: skip


def _check_free(leader: Account, plan: DayPlan, *, morning: bool, afternoon: bool) -> None:
    held = ReceptionDay.objects.filter(leader=leader, on=plan.on, cancelled_at__isnull=True)
    taken = list(held.values_list("morning", "afternoon"))
    if any((m and morning) or (a and afternoon) for m, a in taken):
        raise Refused(N_("This leader receives in that half-day already."))
    if absences_on(plan.on).filter(leader=leader).exists():
        raise Refused(N_("This leader is away that day."))


def lock_day(day_id: uuid.UUID, *, by: Account, now: datetime) -> ReceptionDay:
    """The day, locked and not cancelled, of an office whose receptions the person looks after."""
    organs = reception_organs(viewer_of(by, now=now))
    day = _locked(day_id, organs)
    if day is None:
        raise NotVisible
    if day.cancelled_at:
        raise Conflict(N_("This reception day was cancelled."))
    return day


def _locked(day_id: uuid.UUID, organs: Iterable[int]) -> ReceptionDay | None:
    return (
        ReceptionDay.objects.select_for_update(of=("self",))
        .select_related("organ", "leader__person")
        .filter(public_id=day_id, organ__in=organs)
        .first()
    )


@transaction.atomic
def publish_day(*, day_id: uuid.UUID, by: Account, now: datetime) -> ReceptionDay:
    """Put the day on the public notice; from now on petitioners may book."""
    day = lock_day(day_id, by=by, now=now)
    if day.published_at:
        raise Conflict(N_("The notice is public already."))
    check_notice(day.on, today=legal_day(now), ahead=days_ahead(day.organ, on=legal_day(now)))
    day.published_at = now
    day.save(update_fields=["published_at"])
    _record("publish", day, by=by, now=now)
    return day


@transaction.atomic
def cancel_day(*, day_id: uuid.UUID, reason: str, by: Account, now: datetime) -> ReceptionDay:
    """Call a day off. Everybody booked loses the place and must be told; the list stays."""
    day = lock_day(day_id, by=by, now=now)
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    if day.bookings.exclude(state__in=[BookingState.BOOKED, BookingState.CANCELLED]).exists():
        raise Refused(N_("The reception has begun; the day is not called off any more."))
    day.cancelled_at, day.cancel_reason = now, reason.strip()
    day.save(update_fields=["cancelled_at", "cancel_reason"])
    waiting = day.bookings.filter(state=BookingState.BOOKED)
    told = waiting.update(
        state=BookingState.CANCELLED, changed_at=now, cancel_reason=day.cancel_reason
    )
    _record("cancel", day, by=by, now=now, bookings=told)
    return day


@transaction.atomic
def book(
    *,
    day_id: uuid.UUID,
    name: str,
    phone: str,
    topic: str,
    matter_id: uuid.UUID | None = None,
    by: Account,
    now: datetime,
) -> Booking:
    """Give a petitioner the next free place of a day, at the desk or by telephone."""
    day = lock_day(day_id, by=by, now=now)
    matter = lock(matter_id, by=by, now=now) if matter_id else None
    check_bookable(day.on, day.ends, now=now)
    if kept_out(day.leader, matter=matter, petition=None, now=now):
        raise Refused(KEPT_OUT)
    booking = _enter(day, name=name, phone=phone, topic=topic, now=now)
    booking.matter, booking.made_by = matter, by
    booking.save(force_insert=True)
    if matter:
        on_timeline(matter, booking, "book_reception", by=by, now=now)
    else:
        _record("book", day, by=by, now=now, slot=booking.slot)
    return booking


def _enter(day: ReceptionDay, *, name: str, phone: str, topic: str, now: datetime) -> Booking:
    """A booking on a locked day, not yet written."""
    if not name.strip() or not topic.strip():
        raise Refused(N_("Say who comes and what about."))
    taken = day.bookings.exclude(state=BookingState.CANCELLED).values_list("slot", flat=True)
    public_id = uuid.uuid4()
    number = check_phone(phone) if phone.strip() else ""
    sealed = settings.KEYRING.seal(number, context=f"booking:{public_id}:phone") if number else None
    return Booking(
        public_id=public_id, day=day, slot=first_free(set(taken), day.places), name=name.strip(),
        phone_sealed=sealed, topic=topic.strip(), made_at=now, changed_at=now,
    )  # fmt: skip


def on_timeline(matter: Matter, booking: Booking, verb: str, *, by: Account, now: datetime) -> None:
    """Enter a reception in the ledger of its matter."""
    detail: dict[str, object] = {
        "leader": booking.day.leader.get_short_name(), "on": booking.day.on.isoformat(),
    }  # fmt: skip
    enter(matter, verb, by=by, now=now, what=What(detail=detail))


@transaction.atomic
def book_online(
    *,
    day_id: uuid.UUID,
    name: str,
    phone: str,
    topic: str,
    petition: Petition | None,
    now: datetime,
    key: uuid.UUID,
) -> tuple[Booking, str] | None:
    """Give a petitioner who asks through the portal a place and a code. None, whatever stands in
    the way: nobody learns from the answer who may not receive whom. The same form sent again
    gets the same place and the same code."""
    day = ReceptionDay.objects.select_for_update(of=("self",)).select_related("organ", "leader")
    found = day.filter(public_id=day_id, published_at__isnull=False).first()
    if found is None or found.cancelled_at or found.on <= legal_day(now):
        return None
    code = _code_of(key)
    index = settings.KEYRING.index(code, context="booking-code")
    if earlier := Booking.objects.filter(day=found, code_index=index).first():
        return earlier, code
    matter = _matter_of(petition)
    if kept_out(found.leader, matter=matter, petition=petition, now=now):
        return None
    try:
        booking = _enter(found, name=name, phone=phone, topic=topic, now=now)
    except Refused:
        return None
    booking.online = True
    if petition and found.organ_id in (petition.organ_id, petition.handling_organ_id):
        booking.petition, booking.matter = petition, matter
    booking.code_index = index
    booking.save(force_insert=True)
    _record("book_online", found, by=None, now=now, slot=booking.slot)
    return booking, code


def _code_of(key: uuid.UUID) -> str:
    """The code of a form's key: by our secret, so that it can be said again and not guessed."""
    drawn = iter(settings.KEYRING.index(str(key), context="booking-key"))
    return query_code.make(lambda alphabet: alphabet[next(drawn) % len(alphabet)])


def _matter_of(petition: Petition | None) -> Matter | None:
    belonging = getattr(petition, "belonging", None)
    return belonging.matter if belonging else None


def _record(
    verb: str, day: ReceptionDay, *, by: Account | None, now: datetime, **detail: object
) -> None:
    record(verb=f"reception.{verb}", by=by, now=now, subject_type="reception_day",
           subject_id=day.public_id, organ_id=day.organ_id, detail=detail)  # fmt: skip
