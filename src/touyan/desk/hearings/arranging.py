"""Applying for a hearing, answering, and setting one."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.hearings.forms import AnswerForm, ApplyForm, SetForm
from touyan.desk.hearings.lists import asked
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.gate import only
from touyan.leadership.actions.hearing_officers import answer_request, apply_hearing
from touyan.leadership.actions.hearings import HearingPlan, set_hearing
from touyan.leadership.queries.hearings import (
    possible_chairs,
    request_by_public_id,
    requests_of,
    why_not_asked,
    why_not_set,
)
from touyan.matters.queries import matter_by_public_id
from touyan.organs.rules.roles import CASE_ROLES
from touyan.ui.sentences import sentence

staff = only(*CASE_ROLES)


def refused_status(refused: Refused) -> int:
    return 409 if isinstance(refused, Conflict) else 422


@staff
@require_http_methods(["GET", "POST"])
def apply(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Enter an application for a hearing."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    start = {"applied_on": legal_day(request.now)}
    form = ApplyForm(request.POST or None, initial=start)
    context = {"matter": matter, "form": form, "shut": why_not_asked(matter)}
    if request.method == "GET":
        return page(request, "desk/hearings/apply.html", context)
    if not form.is_valid():
        return page(request, "desk/hearings/apply.html", context, status=422)
    try:
        apply_hearing(matter_id=public_id, by=request.user, now=request.now,
                      version=version_of(request), **form.arguments())  # fmt: skip
    except Refused as refused:
        form.add_error(None, sentence(refused.message))
        return page(request, "desk/hearings/apply.html", context, status=refused_status(refused))
    say(request, _("The application is entered; it is answered without delay."))
    return redirect("matter-hearings", public_id)


@staff
@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Read an application; grant it, or refuse it with reasons."""
    found = request_by_public_id(public_id, viewer=request.viewer)
    form = AnswerForm(request.POST or None)
    context = {**asked(found), "matter": found.matter, "form": form}
    if request.method == "GET":
        return page(request, "desk/hearings/request.html", context)
    if not form.is_valid():
        return page(request, "desk/hearings/request.html", context, status=422)
    granted = form.cleaned_data["granted"] == "yes"
    try:
        answer_request(request_id=public_id, granted=granted, by=request.user, now=request.now,
                       reason=form.cleaned_data["reason"])  # fmt: skip
    except Refused as refused:
        form.add_error(None, sentence(refused.message))
        return page(request, "desk/hearings/request.html", context, status=refused_status(refused))
    if granted:
        say(request, _("The application is granted. The chief now sets the hearing."))
    else:
        say(request, _("The application is refused. Now write the paper that says why."))
    return redirect("matter-hearings", found.matter.public_id)


@staff
@require_http_methods(["GET", "POST"])
def arrange(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Set a hearing: the chief's approval with form, time, place and chair."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    chairs = possible_chairs(matter, now=request.now)
    form = SetForm(request.POST or None, chairs=chairs, initial={"chair": matter.handler_id})
    shut = why_not_set(matter, viewer=request.viewer)
    context: dict[str, Any] = {"matter": matter, "form": form, "shut": shut}
    if request.method == "GET":
        return page(request, "desk/hearings/set.html", context)
    if not form.is_valid():
        return page(request, "desk/hearings/set.html", context, status=422)
    granted = requests_of(matter).filter(granted=True).last()
    try:
        hearing = set_hearing(
            matter_id=public_id, plan=HearingPlan(**form.arguments()), by=request.user,
            request_id=granted.public_id if granted else None, now=request.now,
            version=version_of(request),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, sentence(refused.message))
        return page(request, "desk/hearings/set.html", context, status=refused_status(refused))
    say(request, _("The hearing is set. Next: draw the hearing officers, then give notice."))
    return redirect("hearing", hearing.public_id)
