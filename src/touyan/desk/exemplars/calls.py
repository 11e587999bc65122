"""The calls the viewer may know of, and one of them with what was nominated in answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.exemplars.access import (
    CALLS,
    call_chip,
    call_of,
    calling_offices,
    readers,
    runs,
)
from touyan.desk.exemplars.bias import bias_of
from touyan.desk.exemplars.words import state_chip, what_words
from touyan.desk.shell import supervision
from touyan.desk.web import DeskRequest, page
from touyan.exemplars.queries.access import Call
from touyan.exemplars.queries.lists import calls_counted, of_call, places_of, titled
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.messages import Message
from touyan.ui.sentences import joined

PER_PAGE = 50


@readers
@require_GET
def calls(request: DeskRequest) -> HttpResponse:
    """Calls of one's own offices, of those above and of those beneath, the newest first."""
    listed = Paginator(calls_counted(viewer=request.viewer), PER_PAGE)
    found = listed.get_page(request.GET.get("page"))
    today = legal_day(request.now)
    context = {
        "rooms": supervision(request),
        "listed": found,
        "rows": [(one, call_chip(one, today)) for one in found],
        "may_call": bool(calling_offices(request.viewer)),
    }
    return page(request, "desk/exemplars/calls.html", context)


@readers
@require_GET
def call(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """What is asked for and until when, who has how many places, and what came in."""
    found = call_of(request, public_id)
    listed = Paginator(titled(of_call(found, viewer=request.viewer)), PER_PAGE)
    cases = listed.get_page(request.GET.get("page"))
    context = {
        "room": CALLS,
        "call": found,
        "state": call_chip(found, legal_day(request.now)),
        "kinds": kind_words(found),
        "bias": bias_of(found, organ=found.organ, viewer=request.viewer),
        "places": places_of(found, viewer=request.viewer),
        "listed": cases,
        "rows": [(one, what_words(one), state_chip(one)) for one in cases],
        "runs": runs(found, request.viewer),
    }
    return page(request, "desk/exemplars/call.html", context)


def kind_words(found: Call) -> str:
    """Among which kinds of petition it looks."""
    kinds: Iterable[str] = found.kinds
    return joined(Message(KIND_NAMES[Kind(kind)]) for kind in kinds) or _("Every kind")
