"""One reception day: the notice, the call list, who comes next."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from touyan.deadlines.queries import current_calendar
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.reception.booking import other_days
from touyan.desk.reception.words import booking_line, chip_of, day_kind, staff
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions import receiving, reception
from touyan.leadership.queries.reception import (
    bookings_of,
    day_by_public_id,
    matters_of_visits,
    twice_on,
)
from touyan.leadership.rules.reception import (
    AHEAD,
    MOVABLE,
    BookingState,
    DayKind,
    day_off,
    is_over,
)


@staff
@require_GET
def day(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The day with its call list."""
    found = day_by_public_id(public_id, viewer=request.viewer)
    today = legal_day(request.now)
    listed = list(bookings_of(found, viewer=request.viewer))
    twice = twice_on(listed)
    lines = [{**booking_line(each, found), "twice": twice.get(each.pk, [])} for each in listed]
    alive = [b for b in lines if b["booking"].state != BookingState.CANCELLED]
    context = {
        "day": found,
        "kind": day_kind(found),
        "chip": chip_of(found, today=today),
        "lines": lines,
        "booked": len(alive),
        "full": len(alive) >= found.places,
        "at_desk": next((line for line in lines if line["at_desk"]), None),
        "waiting": sum(b["booking"].state == BookingState.BOOKED for b in alive),
        "is_today": found.on == today and not found.cancelled_at,
        "ahead": not found.cancelled_at and not is_over(found.on, found.ends, now=request.now),
        "number": request.GET.get("matter", ""),
        "is_visit": found.kind == DayKind.VISIT,
        "matters": matters_of_visits([found], viewer=request.viewer).get(found.pk, []),
        "day_off": day_off(found.on, current_calendar()) if found.on >= today else None,
        **_left(request, found, alive),
    }
    return page(request, "desk/reception/day.html", context)


def _left(request: DeskRequest, day: Any, lines: list[dict[str, Any]]) -> dict[str, object]:
    """Who is still on the list of a day that is over, and the days they can be moved to."""
    if day.cancelled_at or not is_over(day.on, day.ends, now=request.now):
        return {}
    left = [line for line in lines if line["booking"].state in AHEAD]
    for line in left:
        line["movable"] = line["booking"].state in MOVABLE
    return {"left": left, "other_days": other_days(request, day) if left else []}


@staff
@require_POST
def act(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """Publish, call off, call the next petitioner."""
    if verb not in _VERBS:
        raise Http404
    day_by_public_id(public_id, viewer=request.viewer)
    perform, done = _VERBS[verb]
    try:
        perform(request, public_id)
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, done)
    return redirect("reception-day", public_id)


def _publish(request: DeskRequest, day_id: uuid.UUID) -> None:
    reception.publish_day(day_id=day_id, by=request.user, now=request.now)


def _cancel(request: DeskRequest, day_id: uuid.UUID) -> None:
    reason = request.POST.get("reason", "")
    reception.cancel_day(day_id=day_id, reason=reason, by=request.user, now=request.now)


def _call(request: DeskRequest, day_id: uuid.UUID) -> None:
    receiving.call_next(day_id=day_id, by=request.user, now=request.now)


_VERBS: Mapping[str, tuple[Callable[[DeskRequest, uuid.UUID], None], str]] = {
    "publish": (_publish, N_("The notice is public. Petitioners can book.")),
    "cancel": (_cancel, N_("The day is called off. Tell everybody on the list below.")),
    "call": (_call, N_("Called in.")),
}
