"""The measures of one's offices: reading, composing, approving and taking them back."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import name_problems
from touyan.desk.figures import words
from touyan.desk.figures.asking import READERS
from touyan.desk.figures.measure_page import definition as definition_lines
from touyan.desk.measures.form import ComposeForm, offered
from touyan.desk.shell import measuring
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import Invalid, NotPermitted, NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.organs.queries import Organ, organ_by_id
from touyan.statistics.actions.own import approve_measure, compose_measure, withdraw_measure
from touyan.statistics.queries import own as queries
from touyan.statistics.rules.own import APPROVERS, COMPOSERS, may_approve, may_compose

PER_PAGE = 30
STATUS_NAMES = {
    "proposed": (N_("Awaits approval"), "amber"),
    "approved": (N_("Approved"), "green"),
    "withdrawn": (N_("Taken back"), "grey"),
}


@only(*READERS)
@require_GET
def own_measures(request: DeskRequest) -> HttpResponse:
    """Every version the viewer may read."""
    found = queries.own_measures(viewer=request.viewer)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "rooms": measuring(request),
        "shown": shown,
        "lines": [_line(row) for row in shown],
        "may_compose": bool(request.viewer.roles & COMPOSERS),
    }
    return page(request, "desk/measures/measures.html", context)


@only(*READERS)
@require_GET
def own_measure(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One version: what it counts, by whom, and the others under its code."""
    viewer = request.viewer
    row = queries.own_measure_by_id(public_id, viewer=viewer)
    versions = queries.own_measures(viewer=viewer).filter(code=row.code)
    approver = may_approve(viewer, organ_path=row.organ.path)
    is_own = row.composed_by_id == viewer.account_id
    proposed, gone = row.status == "proposed", row.status == "withdrawn"
    measure, today = queries.definition(row), legal_day(request.now)
    in_use = queries.own_measures_for(row.organ, on=today).get(row.code)
    context: dict[str, Any] = {
        "line": _line(row),
        "definition": list(definition_lines(measure)),
        "note": measure.note(words.language()),
        "versions": [_line(one) for one in versions],
        "may_approve": proposed and approver and not is_own,
        "is_own_proposal": proposed and is_own,
        "may_withdraw": not gone and (approver or (proposed and is_own)),
        "may_compose": may_compose(viewer, organ_path=row.organ.path),
        "figure_url": _figure_url(row) if in_use and viewer.in_scope(row.organ.path) else "",
    }
    return page(request, "desk/measures/measure.html", context)


@only(*COMPOSERS)
@require_http_methods(["GET", "POST"])
def compose(request: DeskRequest) -> HttpResponse:
    """A new measure of the composer's own office."""
    return _compose(request, None)


@only(*COMPOSERS)
@require_http_methods(["GET", "POST"])
def compose_next(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """A new version, beginning from this one."""
    return _compose(request, queries.own_measure_by_id(public_id, viewer=request.viewer))


@only(*(APPROVERS | COMPOSERS))
@require_POST
def decide(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """Approve a version, or take it back."""
    given: dict[str, Any] = {"public_id": public_id, "by": request.user, "now": request.now}
    try:
        if verb == "approve":
            approve_measure(**given)
            say(request, N_("The measure is approved. It is shown from its first day."))
        elif verb == "withdraw":
            withdraw_measure(**given, reason=request.POST.get("reason", ""))
            say(request, N_("The measure is taken back; it stays on record."))
        else:
            raise NotVisible
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
    return redirect("own-measure", public_id)


def _compose(request: DeskRequest, after: Any) -> HttpResponse:
    organ = after.organ if after else _own_office(request)
    if not may_compose(request.viewer, organ_path=organ.path):
        raise NotVisible
    initial = queries.composed(after).__dict__ if after else {}
    form = ComposeForm(request.POST or None, initial=initial)
    if form.is_valid() and (made := _composed(request, form, organ, after)):
        say(request, N_("The measure is proposed. A second person now has to approve it."))
        return redirect("own-measure", made.public_id)
    context: dict[str, Any] = {
        "form": form, "families": list(offered(form)), "organ": organ,
        "after": _line(after) if after else None,
    }  # fmt: skip
    return page(request, "desk/measures/compose.html", context, 422 if form.is_bound else 200)


def _composed(request: DeskRequest, form: ComposeForm, organ: Organ, after: Any) -> Any:
    """The new row, or None with the refusals on the form."""
    try:
        return compose_measure(
            entered=form.entered(), organ=organ, after=after, by=request.user, now=request.now
        )
    except Invalid as refused:
        name_problems(form, refused)
    return None


def _own_office(request: DeskRequest) -> Organ:
    """The office in which the viewer may compose."""
    own = [grant.organ_id for grant in request.viewer.grants if grant.role in COMPOSERS]
    return organ_by_id(own[0])


def _line(row: Any) -> dict[str, Any]:
    measure = queries.definition(row)
    status, tone = STATUS_NAMES[row.status]
    return {
        "row": row, "name": words.name_of(measure), "status": status, "tone": tone,
        "url": reverse("own-measure", args=[row.public_id]),
        "counts": words.joined(measure.counts), "of": words.joined(measure.of),
    }  # fmt: skip


def _figure_url(row: Any) -> str:
    return f"{reverse('figure', args=[row.code])}?organ={row.organ.code}"
