"""The list of revisits, and one revisit: recorded, shown, answered."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.campaigns.actions.revisits import ONLY_HEADS, ONLY_HERE
from touyan.campaigns.queries.revisits import (
    by_state,
    months_in_use,
    pressing_among,
    promises_of,
    questions_of,
    revisit_by_public_id,
    revisits_in_sight,
    revisits_of,
)
from touyan.campaigns.rules.revisits import RECORDERS, STATES, TAKERS_UP, Result, State
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.aftercare.forms import RequestForm, RevisitFilters, RevisitForm, lay
from touyan.desk.aftercare.words import (
    answer_lines,
    attempt_lines,
    contact_lines,
    reading,
    revisit_line,
    staff,
)
from touyan.desk.counting import CappedPaginator, capped_together
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, Refused
from touyan.kernel.messages import Message
from touyan.matters.actions.notes import read_matter
from touyan.matters.queries import search, visible
from touyan.ui.sentences import sentence
from touyan.workflows.make_revisit import answer_request, record_revisit

PER_PAGE = 50


NOW = "now"
"""Late or due within two weeks: the list to open on."""


@staff
@require_GET
def revisits(request: DeskRequest) -> HttpResponse:
    """Revisits in sight by where they stand, the most pressing first."""
    today = legal_day(request.now)
    form = RevisitFilters(request.GET, months=months_in_use())
    chosen = form.chosen()
    found = _lists(_narrowed(request, chosen), today)
    numbers = capped_together(found)
    asked = request.GET.get("state", "")
    current = asked if asked in found else _first(numbers)
    listed = CappedPaginator(found[current], PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "form": form,
        "states": [
            {"label": _("To make now") if name == NOW else sentence(Message(STATES[State(name)])),
             "current": name == current, "count": numbers[name],
             "url": f"{reverse('revisits')}?{urlencode({**chosen, 'state': name})}"}
            for name in found
        ],
        "reset_url": f"{reverse('revisits')}?state={current}",
        "listed": listed,
        "lines": [revisit_line(one, today=today) for one in listed],
    }  # fmt: skip
    return page(request, "desk/aftercare/revisits.html", context)


def _lists(found: QuerySet[Any], today: date) -> dict[str, QuerySet[Any]]:
    split = by_state(found, today=today)
    return {NOW: pressing_among(found, today=today), **{s.value: split[s] for s in State}}


def _first(numbers: dict[str, str]) -> str:
    """The list to open on: what is to be made or answered, else what comes next."""
    return next((name for name in (NOW, State.ASKED) if numbers[name] != "0"), State.LATER)


def _narrowed(request: DeskRequest, chosen: dict[str, str]) -> QuerySet[Any]:
    viewer = request.viewer
    found = revisits_in_sight(viewer=viewer)
    if chosen.get("whose") == "own":
        found = found.filter(matter__organ__in=[grant.organ_id for grant in viewer.grants])
    if chosen.get("whose") == "mine":
        found = found.filter(matter__handler_id=viewer.account_id)
    if "months" in chosen:
        found = found.filter(months=chosen["months"])
    if "result" in chosen:
        found = found.filter(result=chosen["result"])
    if "q" in chosen:
        found = found.filter(matter__in=search(visible(viewer=viewer), chosen["q"]))
    return found


@staff
@require_http_methods(["GET", "POST"])
def revisit(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One revisit: its form while it waits, its record afterwards."""
    one = revisit_by_public_id(public_id, viewer=request.viewer)
    may_record = request.viewer.holds(RECORDERS, organ_path=one.matter.organ.path)
    if request.method == "POST":
        if not may_record:
            raise NotPermitted(ONLY_HERE)
        return _record(request, one)
    read_matter(matter_id=one.matter.public_id, by=request.user, now=request.now)
    form = _form(request, one) if may_record and not one.done_at and not one.dropped_at else None
    return _page(request, one, form=form)


def _form(request: DeskRequest, one: Any, data: Any = None) -> RevisitForm:
    today = legal_day(request.now)
    return RevisitForm(
        data,
        questions=[(r.code, r.name(reading())) for r in questions_of(one.matter, on=today)],
        promises=promises_of(one.matter),
        may_return=request.viewer.holds(TAKERS_UP, organ_path=one.matter.organ.path),
        initial={"done_on": today, "who": request.viewer.name},
    )


def _record(request: DeskRequest, one: Any) -> HttpResponse:
    form = _form(request, one, request.POST)
    refused, status = None, 422
    if form.is_valid():
        try:
            record_revisit(revisit_id=one.public_id, contact=form.contact(), by=request.user,
                           now=request.now)  # fmt: skip
        except NotPermitted:
            raise
        except Invalid as problem:
            form.lay(problem)
        except Refused as problem:
            refused, status = problem, 409 if isinstance(problem, Conflict) else 422
        else:
            say(request, _("The revisit is on record."))
            return redirect("revisit", one.public_id)
    return _page(request, one, form=form, refused=refused, status=status)


def _page(
    request: DeskRequest, one: Any, *, form: Any = None, status: int = 200, **more: Any
) -> HttpResponse:
    today = legal_day(request.now)
    line = revisit_line(one, today=today)
    may_answer = request.viewer.holds(TAKERS_UP, organ_path=one.matter.organ.path)
    context = {
        **line,
        "matter": one.matter,
        "others": [
            revisit_line(other, today=today) for other in revisits_of(one.matter) if other != one
        ],
        "form": form,
        "contact": contact_lines(one) if one.done_at else (),
        "attempts": attempt_lines(one) if one.done_at else (),
        "answers": answer_lines(one) if one.done_at else (),
        "request_form": RequestForm() if line["asks"] and may_answer else None,
        "returned": one.result == Result.RETURNED or one.taken_up,
        **more,
    }
    return page(request, "desk/aftercare/revisit.html", context, status)


@staff
@require_http_methods(["POST"])
def answer(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The head answers a request to take the matter up again."""
    one = revisit_by_public_id(public_id, viewer=request.viewer)
    if not request.viewer.holds(TAKERS_UP, organ_path=one.matter.organ.path):
        raise NotPermitted(ONLY_HEADS)
    form = RequestForm(request.POST)
    refused, status = None, 422
    if form.is_valid():
        try:
            answer_request(revisit_id=public_id, by=request.user, now=request.now,
                           **form.arguments())  # fmt: skip
        except NotPermitted:
            raise
        except Conflict as problem:
            refused, status = problem, 409
        except Refused as problem:
            lay(form, problem)
        else:
            taken = form.cleaned_data["take_up"] == "yes"
            say(
                request,
                _("The matter is taken up again.")
                if taken
                else _("The request is answered; the matter stays closed."),
            )
            return redirect("revisit", public_id)
    return _page(request, one, status=status, request_form=form, refused=refused)
