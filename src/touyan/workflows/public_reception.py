"""What petitioners may know of leaders' reception days, and booking a place with no account.

The one thing the portal reaches of leaders' charge; it tells nobody who else is booked.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from touyan.deadlines.rules.clock_rule import LEGAL_TIME, legal_day
from touyan.intake.queries import petition_by_query_code
from touyan.intake.rules.query_code import normalise
from touyan.kernel.messages import Message, message
from touyan.leadership.actions.receiving import cancel_online
from touyan.leadership.actions.reception import book_online
from touyan.leadership.models import Booking, ReceptionDay
from touyan.leadership.rules.reception import (
    BOOKING_STATES,
    DAY_KINDS,
    BookingState,
    DayKind,
    time_of,
)
from touyan.organs.models import Post

LISTED = 60


@dataclass(frozen=True)
class PublicDay:
    """One day of the public notice."""

    public_id: uuid.UUID
    office: str
    leader: str
    title: str
    kind: Message
    on: date
    starts: time
    ends: time
    place: str
    free: int
    bookable: bool


@dataclass(frozen=True)
class PublicBooking:
    """A booking as its holder sees it: no name and nothing of what it is about."""

    day: PublicDay
    at: time
    state: Message
    open: bool
    called_off: bool


def open_days(*, office: str, now: datetime) -> tuple[list[PublicDay], bool]:
    """The days ahead whose notice is public, the nearest first, and whether there are more."""
    today, clock = legal_day(now), now.astimezone(LEGAL_TIME).time()
    ahead = Q(on__gt=today) | Q(on=today, ends__gt=clock)
    found = _published().filter(ahead, cancelled_at__isnull=True)
    if office.strip():
        words = office.strip()
        found = found.filter(Q(organ__name__icontains=words) | Q(organ__name_en__icontains=words))
    days = list(found.order_by("on", "starts", "id")[: LISTED + 1])
    return [_public(day, now=now) for day in days[:LISTED]], len(days) > LISTED


def open_day(day_id: uuid.UUID, *, now: datetime) -> PublicDay | None:
    """A day that can still be booked."""
    found = _published().filter(public_id=day_id, cancelled_at__isnull=True)
    day = found.filter(on__gt=legal_day(now)).first()
    return _public(day, now=now) if day else None


def _published() -> QuerySet[ReceptionDay]:
    posts = Post.objects.filter(
        person=OuterRef("leader__person"), organ=OuterRef("organ"), title=OuterRef("leader_title")
    )
    taken = Count("bookings", filter=~Q(bookings__state=BookingState.CANCELLED))
    return (
        ReceptionDay.objects.filter(published_at__isnull=False)
        .select_related("organ", "leader__person")
        .annotate(free=F("places") - taken, title_en=Subquery(posts.values("title_en")[:1]))
    )


def _title(day: ReceptionDay) -> str:
    """The leader's title in the reader's language, where the post has it."""
    if (get_language() or "").startswith("en"):
        return str(getattr(day, "title_en", "") or day.leader_title)
    return day.leader_title


def _public(day: ReceptionDay, *, now: datetime) -> PublicDay:
    free = int(getattr(day, "free", 0))
    return PublicDay(
        public_id=day.public_id,
        office=day.organ.local_name,
        leader=day.leader.get_short_name(),
        title=_title(day),
        kind=message(DAY_KINDS[DayKind(day.kind)]),
        on=day.on,
        starts=day.starts,
        ends=day.ends,
        place=day.place,
        free=free,
        bookable=free > 0 and day.on > legal_day(now),
    )


def code_known(query_code: str) -> bool:
    """Whether a petition has this code; the caller limits how often it is asked."""
    return petition_by_query_code(query_code) is not None


def book_place(
    *,
    day_id: uuid.UUID,
    name: str,
    phone: str,
    topic: str,
    query_code: str,
    key: uuid.UUID,
    now: datetime,
) -> str | None:
    """The code of a booking, the same one for the same key; None, whatever stands in the way."""
    petition = petition_by_query_code(query_code) if query_code else None
    made = book_online(
        day_id=day_id, name=name, phone=phone, topic=topic, petition=petition, key=key, now=now
    )
    return made[1] if made else None


def booking_of(code: str, *, now: datetime) -> PublicBooking | None:
    """The booking of a code. The code is the permission."""
    index = settings.KEYRING.index(normalise(code), context="booking-code")
    booking = Booking.objects.filter(code_index=index).first()
    if booking is None:
        return None
    day = _published().get(pk=booking.day_id) if booking.day.published_at else booking.day
    return PublicBooking(
        day=_public(day, now=now),
        at=time_of(booking.slot, starts=day.starts, ends=day.ends, places=day.places),
        state=message(BOOKING_STATES[BookingState(booking.state)]),
        open=booking.state == BookingState.BOOKED,
        called_off=day.cancelled_at is not None,
    )


def give_up(code: str, *, now: datetime) -> bool:
    """Give the place of a code up."""
    return cancel_online(code=code, now=now)
