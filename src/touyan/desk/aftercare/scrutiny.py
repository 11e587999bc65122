"""Reverse scrutinies of the side that scrutinises: listed, begun, written, sent."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.campaigns.actions.learning import open_scrutiny, send_scrutiny, write_scrutiny
from touyan.campaigns.queries.learning import (
    scrutinies_received,
    scrutinies_sent,
    scrutiny_sent,
    table_of,
)
from touyan.campaigns.rules.learning import RECEIVERS, check_learner
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.aftercare.acting import outcome_tab, sent
from touyan.desk.aftercare.forms import FindingsForm
from touyan.desk.aftercare.words import reading, scrutiny_line, staff
from touyan.desk.web import DeskRequest, page, refuse, say, version_of
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.matters.queries import matter_by_public_id

PER_PAGE = 50
STATES = ("unsent", "unanswered", "answered")


@staff
@require_GET
def scrutinies(request: DeskRequest) -> HttpResponse:
    """What one's offices scrutinise, and what was sent to one's office."""
    receives = bool(request.viewer.roles & RECEIVERS)
    received = receives and request.GET.get("side") == "received"
    found = (scrutinies_received if received else scrutinies_sent)(viewer=request.viewer)
    state = request.GET.get("state", "")
    listed = Paginator(_in_state(found, state), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "received": received,
        "sides": _sides(received=received) if receives else (),
        "states": _states(state, received=received),
        "listed": listed,
        "lines": [scrutiny_line(one) for one in listed],
    }
    return page(request, "desk/aftercare/scrutinies.html", context)


def _in_state(found: Any, state: str) -> Any:
    if state == "unsent":
        return found.filter(sent_at__isnull=True)
    if state == "unanswered":
        return found.filter(sent_at__isnull=False, answered_at__isnull=True)
    return found.filter(answered_at__isnull=False) if state == "answered" else found


def _sides(*, received: bool) -> list[dict[str, object]]:
    url = reverse("scrutinies")
    return [
        {"label": _("Of our matters"), "url": url, "current": not received},
        {"label": _("Sent to our office"), "url": f"{url}?side=received", "current": received},
    ]


def _states(current: str, *, received: bool) -> list[dict[str, object]]:
    labels = {"": _("All"), "unsent": _("Being written"), "unanswered": _("Not answered yet"),
              "answered": _("Answered")}  # fmt: skip
    side = "&side=received" if received else ""
    return [
        {"label": label, "url": f"{reverse('scrutinies')}?state={state}{side}",
         "current": state == (current if current in STATES else "")}
        for state, label in labels.items()
        if not (received and state == "unsent")
    ]  # fmt: skip


def _form(request: DeskRequest, organ: Any, initial: Any = None) -> FindingsForm:
    table = table_of("error", region=organ.code, on=legal_day(request.now))
    offered = [(rule.code, rule.name(reading())) for rule in table]
    return FindingsForm(request.POST or None, table=offered, initial=initial)


@staff
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Begin the scrutiny of a matter's original case."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    check_learner(request.viewer, organ_path=matter.organ.path)
    act = partial(open_scrutiny, matter_id=public_id, version=version_of(request))
    return sent(
        request, _form(request, matter.organ), act,
        done=_("The scrutiny is begun. Nothing was sent yet."),
        back=outcome_tab(public_id, "scrutiny"), matter=matter, label=_("Begin a reverse scrutiny"),
        aside=_decisions(matter),
    )  # fmt: skip


def _decisions(matter: Any) -> list[Any]:
    """The decisions the petitions challenge, to name the original case by."""
    belongings = matter.belongings.prefetch_related("petition__challenged")
    found = [one for belonging in belongings for one in belonging.petition.challenged.all()]
    return list({(one.number, one.organ_name): one for one in found}.values())


@staff
@require_http_methods(["GET", "POST"])
def write(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change what a scrutiny says, until it is sent."""
    one = _sent_side(request, public_id)
    check_learner(request.viewer, organ_path=one.organ.path)
    if one.sent_at:
        return redirect("scrutiny", public_id)
    names = ("origin", "unit_name", "error", "findings", "advice")
    initial = {name: getattr(one, name) for name in names}
    act = partial(write_scrutiny, scrutiny_id=public_id)
    return sent(
        request, _form(request, one.organ, initial), act, done=_("Kept."),
        back=reverse("scrutiny", args=[public_id]), matter=one.matter,
        label=_("Findings of the scrutiny"), aside=_decisions(one.matter),
    )  # fmt: skip


@staff
@require_http_methods(["POST"])
def send(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Send the findings to the unit concerned."""
    _sent_side(request, public_id)
    try:
        send_scrutiny(scrutiny_id=public_id, by=request.user, now=request.now)
    except (NotPermitted, Conflict):
        raise
    except Refused as problem:
        refuse(request, problem)
    else:
        say(request, _("The findings are sent."))
    return redirect("scrutiny", public_id)


def _sent_side(request: DeskRequest, public_id: uuid.UUID) -> Any:
    one = scrutiny_sent(public_id, viewer=request.viewer)
    if one is None:
        raise NotVisible
    return one
