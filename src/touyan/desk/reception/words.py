"""What the pages of reception days say of a day, a booking, a promise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.kernel.gate import only
from touyan.kernel.messages import Message, message
from touyan.leadership.rules.promises import PromiseState, promise_state, promise_words
from touyan.leadership.rules.reception import (
    BOOKING_STATES,
    DAY_KINDS,
    RECEPTION,
    BookingState,
    DayKind,
    time_of,
)

staff = only(*RECEPTION)
_TONES = {
    BookingState.CALLED: "amber",
    BookingState.RECEIVING: "blue",
    BookingState.RECEIVED: "green",
    BookingState.ABSENT: "grey",
    BookingState.CANCELLED: "grey",
}
_PROMISE_TONES = {PromiseState.DUE: "amber", PromiseState.LATE: "amber", PromiseState.KEPT: "green"}
_WARNED = (PromiseState.LATE, PromiseState.KEPT_LATE)


def tabs(current: str) -> list[dict[str, object]]:
    """The three parts of the reception pages."""
    parts = [
        ("reception", _("Reception days")),
        ("promises", _("Promises")),
        ("reception-half-days", _("Half-days in the year")),
    ]
    return [
        {"label": label, "url": reverse(name), "current": name == current} for name, label in parts
    ]


def day_kind(day: Any) -> Message:
    return message(DAY_KINDS[DayKind(day.kind)])


def chip_of(day: Any, *, today: date) -> dict[str, object]:
    """Where a day stands, in one word."""
    if day.cancelled_at:
        return {"label": _("Called off"), "tone": "grey"}
    if day.on < today:
        return {"label": _("Over"), "tone": "grey"}
    if day.published_at:
        return {"label": _("Notice is public"), "tone": "green"}
    return {"label": _("Not public yet"), "tone": "amber"}


def booking_line(booking: Any, day: Any) -> dict[str, Any]:
    """One line of the call list."""
    state = BookingState(booking.state)
    return {
        "booking": booking,
        "at": time_of(booking.slot, starts=day.starts, ends=day.ends, places=day.places),
        "state": message(BOOKING_STATES[state]),
        "tone": _TONES.get(state, ""),
        "at_desk": state in (BookingState.CALLED, BookingState.RECEIVING),
    }


def promise_line(promise: Any, *, today: date) -> dict[str, object]:
    """One promise with what is to be said of it."""
    state = promise_state(promise.due_on, promise.kept_on, today=today)
    return {
        "promise": promise,
        "state": promise_words(promise.due_on, promise.kept_on, today=today),
        "tone": _PROMISE_TONES.get(state, ""),
        "icon": "warning" if state in _WARNED else "",
    }


def next_month(first: date, *, by: int) -> date:
    """The first day of the month `by` months away."""
    months = first.year * 12 + first.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def month_asked(text: str, *, today: date) -> date:
    """The month asked for as 2026-11, this one otherwise."""
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return today.replace(day=1)
