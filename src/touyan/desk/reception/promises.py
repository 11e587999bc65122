"""What the office promised petitioners: open until kept."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.counting import CappedPaginator, capped_together
from touyan.desk.reception.forms import KeepForm, lay
from touyan.desk.reception.words import promise_line, tabs
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import Message
from touyan.leadership.actions.promises import keep_promise
from touyan.leadership.queries.promises import promise_by_public_id, promises_in_sight
from touyan.leadership.rules.promises import PROMISE_STATES, SOON, SPEAKERS, PromiseState
from touyan.leadership.rules.reception import RECEPTION
from touyan.ui.sentences import sentence

PER_PAGE = 50
speakers = only(*SPEAKERS)


@speakers
@require_GET
def promises(request: DeskRequest) -> HttpResponse:
    """Open, due, late or kept; those to be kept first."""
    today = legal_day(request.now)
    seen = promises_in_sight(viewer=request.viewer)
    mine = "&mine=1" if request.GET.get("mine") else ""
    if mine:
        seen = seen.filter(owner_id=request.viewer.account_id)
    asked = request.GET.get("state", PromiseState.OPEN)
    current = PromiseState(asked) if asked in set(PromiseState) else PromiseState.OPEN
    found = _split(seen, today)
    numbers = capped_together({state.value: found[state] for state in PromiseState})
    listed = CappedPaginator(found[current], PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "tabs": tabs("promises"),
        "shows_tabs": bool(request.viewer.roles & RECEPTION),
        "states": [
            {"label": sentence(Message(PROMISE_STATES[state])), "current": state is current,
             "url": f"{reverse('promises')}?state={state}{mine}", "count": numbers[state.value]}
            for state in PromiseState
        ],
        "listed": listed,
        "lines": [promise_line(each, today=today) for each in listed],
    }  # fmt: skip
    return page(request, "desk/reception/promises.html", context)


def _split(seen: QuerySet[Any], today: date) -> dict[PromiseState, QuerySet[Any]]:
    """Each promise is to be kept or kept; what is due or late is among those to be kept."""
    unkept = Q(kept_on__isnull=True)
    kept = seen.exclude(unkept).order_by("-kept_on", "-id")
    return {
        PromiseState.OPEN: seen.filter(unkept),
        PromiseState.DUE: seen.filter(unkept, due_on__range=(today, today + SOON)),
        PromiseState.LATE: seen.filter(unkept, due_on__lt=today),
        PromiseState.KEPT: kept.filter(kept_on__lte=F("due_on")),
        PromiseState.KEPT_LATE: kept.filter(kept_on__gt=F("due_on")),
    }


@speakers
@require_http_methods(["GET", "POST"])
def keep(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Note how a promise was kept."""
    promise = promise_by_public_id(public_id, viewer=request.viewer)
    form = KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_promise(promise_id=public_id, **form.cleaned_data, by=request.user,
                         now=request.now)  # fmt: skip
        except NotPermitted:
            raise
        except Refused as refusal:
            lay(form, refusal)
        else:
            say(request, _("The promise is noted as kept."))
            return redirect("promises")
    context = {
        "form": form,
        "opens_bookings": bool(request.viewer.roles & RECEPTION),
        **promise_line(promise, today=legal_day(request.now)),
    }
    return page(request, "desk/reception/keep.html", context, 422 if form.is_bound else 200)
