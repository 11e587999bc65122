"""Booking a petitioner, and one booking with its record."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.petitions.roles import REGISTRARS
from touyan.desk.reception.forms import BookForm, lay
from touyan.desk.reception.words import booking_line, promise_line, staff
from touyan.desk.web import DeskRequest, hint, page, refuse, say
from touyan.kernel.errors import NotPermitted, NotVisible, Refused
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.actions import receiving, reception
from touyan.leadership.queries.promises import promises_at
from touyan.leadership.queries.reception import (
    booked_too,
    booking_by_public_id,
    confirms,
    day_by_public_id,
    days_between,
    matter_by_number,
    phone_of,
    records_of,
)
from touyan.leadership.rules.evidence import CONFIRMATIONS, MEETING_PLACES
from touyan.leadership.rules.reception import (
    AHEAD,
    MOVABLE,
    BookingState,
    check_bookable,
    first_free,
    is_over,
)
from touyan.ui.tags.text import local_date

MOVED_WITHIN = timedelta(days=60)


@staff
@require_http_methods(["GET", "POST"])
def book(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Give a petitioner a place."""
    day = day_by_public_id(public_id, viewer=request.viewer)
    form = BookForm(request.POST or None, initial={"number": request.GET.get("matter", "")})
    if request.method == "POST" and form.is_valid() and _book(request, day, form):
        return redirect("reception-day", public_id)
    context = {"form": form, "day": day, "impossible": _impossible(day, now=request.now)}
    return page(request, "desk/reception/book.html", context, 422 if form.is_bound else 200)


def _impossible(day: Any, *, now: datetime) -> Message | None:
    """Why nobody can be booked on it, said when the form is opened."""
    taken = day.bookings.exclude(state=BookingState.CANCELLED).values_list("slot", flat=True)
    try:
        check_bookable(day.on, day.ends, now=now)
        first_free(set(taken), day.places)
    except Refused as refusal:
        return refusal.message
    return None


def _book(request: DeskRequest, day: Any, form: BookForm) -> bool:
    given = dict(form.cleaned_data)
    try:
        about = matter_id(request, given.pop("number"))
        made = reception.book(
            day_id=day.public_id, matter_id=about, **given, by=request.user, now=request.now
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        lay(form, refusal)
        return False
    say(request, _("Booked."))
    for other in booked_too(made, viewer=request.viewer):
        hint(request, _twice(other))
    return True


def _twice(other: Any) -> str:
    said = _(
        "The same person, by name and telephone number, is booked on %(day)s with %(leader)s too. "
        "If that is not meant, cancel one of the two."
    )
    return said % {"day": local_date(other.day.on), "leader": other.day.leader.get_short_name()}


def matter_id(request: DeskRequest, number: str) -> uuid.UUID | None:
    """The matter of a typed number; a hidden one is as unknown as one that is not there."""
    if not number.strip():
        return None
    matter = matter_by_number(number.strip(), viewer=request.viewer)
    if matter is None:
        raise Refused(N_("No matter with this number is known here."))
    return matter.public_id


@staff
@require_GET
def booking(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Who is booked, how to reach them, what was recorded. It is personal, so a row is left."""
    found = receiving.open_booking(booking_id=public_id, by=request.user, now=request.now)
    today = legal_day(request.now)
    records = list(records_of(found))
    context = {
        **booking_line(found, found.day),
        "day": found.day,
        "phone": phone_of(found),
        "booked_too": booked_too(found, viewer=request.viewer),
        "records": [_record_lines(each, today) for each in records],
        "may_record": found.day.on <= today and found.state in AHEAD,
        "may_correct": bool(records),
        "may_move": found.state in MOVABLE,
        "other_days": other_days(request, found.day),
        "may_register": not found.petition
        and any(role in REGISTRARS for role in request.viewer.roles),
        "register_url": f"{reverse('register-petition')}?channel=visit",
        **_confirming(request, found, records[-1] if records else None),
    }
    return page(request, "desk/reception/booking.html", context)


def _confirming(request: DeskRequest, booking: Any, last: Any) -> dict[str, object]:
    """Whether the record waits for this person, and in whose charge it then proves the meeting."""
    charge = confirms(request.viewer, booking, last, now=request.now)
    if charge is None:
        return {"waits": False}
    mine = charge.leader_id == request.user.pk
    return {"waits": True, "stands_in_for": "" if mine else charge.leader.get_short_name()}


def _record_lines(record: Any, today: Any) -> dict[str, object]:
    return {
        "record": record,
        "where": message(MEETING_PLACES[record.where]),
        "confirmed": message(CONFIRMATIONS[record.confirmed]),
        "promises": [promise_line(each, today=today) for each in promises_at(record)],
    }


def other_days(request: DeskRequest, day: Any) -> list[Any]:
    """Days to which somebody booked on this one can be moved."""
    today = legal_day(request.now)
    found = days_between(today, today + MOVED_WITHIN, viewer=request.viewer)
    ahead = found.filter(cancelled_at__isnull=True).exclude(pk=day.pk)
    return [one for one in ahead[:40] if not is_over(one.on, one.ends, now=request.now)]


@staff
@require_POST
def act(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """Begin, note an absence, cancel, confirm the record, name the matter, move."""
    if verb not in _VERBS:
        raise Http404
    found = booking_by_public_id(public_id, viewer=request.viewer)
    perform, done = _VERBS[verb]
    try:
        perform(request, public_id)
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, done)
    if verb in ("begin", "absent"):
        return redirect("reception-day", found.day.public_id)
    return redirect("booking", public_id)


def _begin(request: DeskRequest, booking_id: uuid.UUID) -> None:
    receiving.begin_reception(booking_id=booking_id, by=request.user, now=request.now)


def _absent(request: DeskRequest, booking_id: uuid.UUID) -> None:
    receiving.mark_absent(booking_id=booking_id, by=request.user, now=request.now)


def _cancel(request: DeskRequest, booking_id: uuid.UUID) -> None:
    receiving.cancel_booking(
        booking_id=booking_id,
        reason=request.POST.get("reason", ""),
        by=request.user,
        now=request.now,
    )


def _confirm(request: DeskRequest, booking_id: uuid.UUID) -> None:
    receiving.confirm_record(booking_id=booking_id, by=request.user, now=request.now)


def _link(request: DeskRequest, booking_id: uuid.UUID) -> None:
    about = matter_id(request, request.POST.get("number", ""))
    if about is None:
        raise Refused(N_("No matter with this number is known here."))
    receiving.link_matter(booking_id=booking_id, matter_id=about, by=request.user, now=request.now)


def _move(request: DeskRequest, booking_id: uuid.UUID) -> None:
    try:
        day_id = uuid.UUID(request.POST.get("day", ""))
    except ValueError:
        raise NotVisible from None
    receiving.move_booking(booking_id=booking_id, day_id=day_id, by=request.user, now=request.now)


_VERBS: Mapping[str, tuple[Callable[[DeskRequest, uuid.UUID], None], str]] = {
    "begin": (_begin, N_("The reception has begun.")),
    "absent": (_absent, N_("Noted. Another day can be booked at any time.")),
    "cancel": (_cancel, N_("The booking is cancelled.")),
    "confirm": (_confirm, N_("Confirmed: the record now proves the meeting.")),
    "link": (_link, N_("The matter is noted.")),
    "move": (_move, N_("Moved to the other day.")),
}
