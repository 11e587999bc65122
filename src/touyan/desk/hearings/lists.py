"""Hearings of the viewer's offices, and those of one matter."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import only
from touyan.kernel.messages import Message, message
from touyan.leadership.queries.hearings import (
    hearings_here,
    hearings_of,
    requests_of,
    requests_waiting,
    why_not_asked,
    why_not_set,
)
from touyan.leadership.rules.hearing import DESK, HEADS, POOL_READERS
from touyan.leadership.rules.hearing_words import (
    CAPACITIES,
    HEARING_FORMS,
    HEARING_STATES,
    Capacity,
    HearingForm,
    HearingState,
)
from touyan.matters.actions.ledger import roles_at
from touyan.matters.actions.notes import read_matter
from touyan.organs.rules.roles import CASE_ROLES

PER_PAGE = 25
WAITING_SHOWN = 20
staff = only(*CASE_ROLES)
TONES = {
    HearingState.SET: "amber",
    HearingState.NOTICED: "blue",
    HearingState.HELD: "amber",
    HearingState.DECIDED: "blue",
    HearingState.TOLD: "green",
    HearingState.CANCELLED: "grey",
}


@staff
@require_GET
def hearings(request: DeskRequest) -> HttpResponse:
    """Hearings to come, or those held and cancelled, and applications nobody has answered."""
    past = request.GET.get("show") == "past"
    found = hearings_here(viewer=request.viewer, coming=not past)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    waiting = requests_waiting(viewer=request.viewer)
    context = {
        "past": past,
        "shown": shown,
        "lines": [line(one) for one in shown],
        "waiting": waiting[:WAITING_SHOWN],
        "waiting_number": waiting.count(),
        "reads_pool": bool(POOL_READERS & request.viewer.roles),
    }
    return page(request, "desk/hearings/list.html", context)


def line(hearing: Any) -> dict[str, Any]:
    """One hearing as a row: what it is, in words."""
    state = HearingState(hearing.state)
    return {
        "hearing": hearing,
        "form": message(HEARING_FORMS[HearingForm(hearing.form)]),
        "state": message(HEARING_STATES[state]),
        "tone": TONES[state],
    }


@staff
@require_GET
def of_matter(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Applications and hearings of one matter; opening it leaves a row."""
    matter = read_matter(
        matter_id=public_id, by=request.user, now=request.now, lent=request.viewer.lent
    )
    roles = roles_at(matter, request.viewer)
    context = {
        "matter": matter,
        "lines": [line(one) for one in hearings_of(matter)],
        "requests": [asked(one) for one in requests_of(matter)],
        "may_apply": bool(DESK & roles) and why_not_asked(matter) is None,
        "may_answer": bool(HEADS & roles),
        "shut": why_not_set(matter, viewer=request.viewer),
    }
    return page(request, "desk/hearings/matter.html", context)


def asked(request: Any) -> dict[str, Any]:
    """One application in words."""
    return {"asked": request, "capacity": capacity_name(request.capacity)}


def capacity_name(capacity: str) -> Message:
    return message(CAPACITIES[Capacity(capacity)])
