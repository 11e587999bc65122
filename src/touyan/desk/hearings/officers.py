"""The pool of hearing officers of the viewer's offices, kept by the department head."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.hearings.arranging import refused_status
from touyan.desk.hearings.forms import EndForm, InterestsForm, OfficerForm
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.gate import only
from touyan.leadership.actions.hearing_officers import (
    OfficerEntry,
    add_officer,
    declare_interests,
    disclose_phone,
    end_officer,
)
from touyan.leadership.queries.hearings import officer_by_public_id, officers_here
from touyan.leadership.rules.hearing import KEEPERS, KEPT_BY, POOL_READERS
from touyan.organs.queries import organ_by_id
from touyan.ui.sentences import sentence

PER_PAGE = 50
keepers = only(*KEEPERS)
readers = only(*POOL_READERS)


@readers
@require_http_methods(["GET", "POST"])
def pool(request: DeskRequest) -> HttpResponse:
    """Everyone in the pool, and for its keeper the form that takes somebody in."""
    if request.method == "POST" and not _keeps(request):
        raise NotPermitted(KEPT_BY)
    start = {"active_from": legal_day(request.now)}
    form = OfficerForm(request.POST or None, initial=start)
    if request.method == "GET":
        return _pool(request, form)
    if not form.is_valid():
        return _pool(request, form, status=422)
    given = form.cleaned_data
    entry = OfficerEntry(**{**given, "interests": given["interests"].splitlines()})
    organ = organ_by_id(next(g.organ_id for g in request.viewer.grants if g.role in KEEPERS))
    try:
        add_officer(organ=organ, entry=entry, by=request.user, now=request.now)
    except Refused as refused:
        form.add_error(None, sentence(refused.message))
        return _pool(request, form, status=refused_status(refused))
    say(request, _("Taken into the pool."))
    return redirect("hearing-officers")


def _keeps(request: DeskRequest) -> bool:
    return bool(KEEPERS & request.viewer.roles)


def _pool(request: DeskRequest, form: OfficerForm, *, status: int = 200) -> HttpResponse:
    shown = Paginator(officers_here(viewer=request.viewer), PER_PAGE)
    context = {
        "shown": shown.get_page(request.GET.get("page")),
        "form": form,
        "keeps": _keeps(request),
        "several": len({g.organ_id for g in request.viewer.grants if g.role in POOL_READERS}) > 1,
    }
    return page(request, "desk/hearings/officers.html", context, status=status)


@keepers
@require_GET
def officer(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One hearing officer."""
    return _officer(request, public_id)


def _officer(
    request: DeskRequest, public_id: uuid.UUID, *, status: int = 200, **more: Any
) -> HttpResponse:
    found = officer_by_public_id(public_id, viewer=request.viewer)
    context = {
        "officer": found,
        "interests_form": InterestsForm(initial={"interests": "\n".join(found.interests)}),
        "end_form": EndForm(initial={"on": legal_day(request.now)}),
        **more,
    }
    return page(request, "desk/hearings/officer.html", context, status=status)


@keepers
@require_POST
def do(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """Enter interests, end the term, or open the telephone number."""
    officer_by_public_id(public_id, viewer=request.viewer)
    if verb not in _VERBS:
        raise Http404
    return _VERBS[verb](request, public_id)


def _interests(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    lines = request.POST.get("interests", "").splitlines()
    declare_interests(officer_id=public_id, interests=lines, by=request.user, now=request.now)
    say(request, _("The ties are entered."))
    return redirect("hearing-officer", public_id)


def _end(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    form = EndForm(request.POST)
    if not form.is_valid():
        return _officer(request, public_id, status=422, end_form=form)
    try:
        end_officer(officer_id=public_id, by=request.user, now=request.now, **form.cleaned_data)
    except Refused as refused:
        form.add_error("on", sentence(refused.message))
        return _officer(request, public_id, status=refused_status(refused), end_form=form)
    say(request, _("The term ends on that day."))
    return redirect("hearing-officer", public_id)


def _phone(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    phone = disclose_phone(officer_id=public_id, by=request.user, now=request.now)
    return _officer(request, public_id, phone=phone or _("none entered"))


_VERBS: dict[str, Callable[[DeskRequest, uuid.UUID], HttpResponse]] = {
    "interests": _interests,
    "end": _end,
    "phone": _phone,
}
