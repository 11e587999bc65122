"""Drawing up the plan of an inspection, changing it, and what its scope takes as it is typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.desk.counting import count_up_to, shown
from touyan.desk.deeds import name_problems
from touyan.desk.inspections.access import (
    ROOM,
    inspection_of,
    planned_by,
    planners,
    planning_offices,
)
from touyan.desk.inspections.plan_forms import (
    PlanForm,
    ScopeForm,
    looking_again_values,
    next_round_values,
    plan_values,
)
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.inspections.actions.plans import change_plan, plan_inspection
from touyan.inspections.queries import Inspection
from touyan.inspections.queries.plans import (
    checklists_seen,
    inspections_seen,
)
from touyan.inspections.queries.scope import matters_in
from touyan.inspections.rules.scope import check_scope, in_words
from touyan.inspections.rules.sizes import Wanted, check_wanted, told_size
from touyan.inspections.rules.words import Mode
from touyan.kernel.errors import Conflict, Invalid, NotVisible, Refused
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ
from touyan.ui.sentences import sentence

MOST = 200_000
"""Counted up to here; a sample of more is hardly larger."""


@planners
@require_http_methods(["GET", "POST"])
def draw_up(request: DeskRequest) -> HttpResponse:
    """A new plan; ?after= begins it as the next round of an earlier one, ?beneath= as a look at how
    a lower office inspected."""
    return _plan(request, None, initial=_after(request) or _beneath(request))


def _after(request: DeskRequest) -> dict[str, Any]:
    earlier = _named(request, request.GET.get("after", ""))
    return next_round_values(earlier) if earlier else {}


def _beneath(request: DeskRequest) -> dict[str, Any]:
    lower = _named(request, request.GET.get("beneath", ""))
    return looking_again_values(lower) if lower else {}


def _named(request: DeskRequest, text: str) -> Inspection | None:
    """The inspection an id stands for; none where there is no id."""
    try:
        return inspection_of(request, uuid.UUID(text)) if text else None
    except ValueError:
        raise NotVisible from None


@planners
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change a plan whose list is not frozen yet."""
    inspection = planned_by(request, public_id)
    return _plan(request, inspection, initial=plan_values(inspection))


def _plan(
    request: DeskRequest, inspection: Inspection | None, *, initial: Mapping[str, Any]
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = _form(request, data, inspection, initial)
    context: dict[str, object] = {"form": form, "inspection": inspection, "room": ROOM,
                                  "frozen": bool(inspection and inspection.frozen_at)}  # fmt: skip
    if data is None:
        return page(request, "desk/inspections/plan.html", context)
    if not form.is_valid():
        return page(request, "desk/inspections/plan.html", context, status=422)
    return _keep(request, inspection, context)


def _form(
    request: DeskRequest, data: Any, inspection: Inspection | None, initial: Mapping[str, Any]
) -> PlanForm:
    organs = [inspection.organ] if inspection else planning_offices(request.viewer)
    ids = [organ.pk for organ in organs]
    others = inspections_seen(viewer=request.viewer).exclude(state="draft")
    if inspection:
        others = others.exclude(pk=inspection.pk)
    rounds = [one for one in others if one.organ_id in ids]
    lower = [one for one in others.exclude(organ__in=ids).exclude(state="frozen")
             if any(one.organ.path.startswith(organ.path) for organ in organs)]  # fmt: skip
    return PlanForm(data, organs=organs, checklists=checklists_seen(viewer=request.viewer),
                    rounds=rounds, lower=lower, initial=initial)  # fmt: skip


def _keep(
    request: DeskRequest, inspection: Inspection | None, context: dict[str, Any]
) -> HttpResponse:
    form: PlanForm = context["form"]
    who: dict[str, Any] = {"by": request.user, "now": request.now}
    status = 422
    try:
        if inspection is None:
            made = plan_inspection(organ=form.office, plan=form.plan(), **who)
        else:
            made = change_plan(inspection_id=inspection.public_id, plan=form.plan(),
                               version=version_of(request), **who)  # fmt: skip
    except Invalid as refused:
        name_problems(form, refused)
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        form.add_error(None, sentence(refused.message))
    else:
        say(request, _("The plan is kept. A department head or a leader freezes its list."))
        return redirect("inspection", made.public_id)
    return page(request, "desk/inspections/plan.html", context, status=status)


@planners
@require_POST
def scope_preview(request: DeskRequest) -> HttpResponse:
    """What the scope as typed so far takes today, and how many of it would be drawn."""
    offices = {organ.code: organ for organ in planning_offices(request.viewer)}
    organ = offices.get(request.POST.get("organ", ""))
    if organ is None:
        raise NotVisible
    form = ScopeForm(request.POST)
    context: dict[str, object] = {"refused": None}
    try:
        scope = form.scope() if form.is_valid() else {}
        check_scope(scope)
        looks_at = _named(request, request.POST.get("looks_at", ""))
        context |= explained(request, scope, organ, looks_at=looks_at)
        context["drawn"] = _drawn(request, int(str(context["number"])))
    except Invalid as refused:
        context["refused"] = refused.problems[0]
    return page(request, "desk/inspections/_scope.html", context)


def _drawn(request: DeskRequest, number: int) -> Message | None:
    """How many would be drawn, in words; nothing for a full check or a margin still being typed."""
    if request.POST.get("mode", "full") == Mode.FULL:
        return None
    try:
        margin = float(Decimal(request.POST.get("margin", "")))
        wanted = Wanted(margin, int(request.POST.get("confidence", "95")))
    except (ArithmeticError, ValueError):
        return None
    check_wanted(wanted)
    return told_size(wanted, number)


def explained(
    request: DeskRequest,
    scope: Mapping[str, Any],
    organ: Organ,
    *,
    looks_at: Inspection | None = None,
) -> dict[str, object]:
    """A scope in words and how many matters it takes today, of those the viewer may know of."""
    found = matters_in(scope, organ_path=organ.path, viewer=request.viewer, looks_at=looks_at)
    number = count_up_to(found, MOST)
    return {
        "organ": organ,
        "words": in_words(scope),
        "looks_at": looks_at,
        "number": number,
        "total": shown(number, MOST),
    }
