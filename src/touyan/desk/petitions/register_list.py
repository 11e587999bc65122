"""The register as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.desk.counting import CappedPaginator
from touyan.desk.petitions.filters import FilterForm
from touyan.desk.petitions.roles import CASE_WORKERS
from touyan.desk.web import DeskRequest, page
from touyan.intake.actions import MAY_REGISTER
from touyan.intake.queries import visible_petitions
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.kernel.gate import only
from touyan.kernel.messages import Message
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.organs.rules.access import steps
from touyan.ui.sentences import sentence
from touyan.workflows.open_petition import search_register

GRASSROOTS_DEPTH = 4
PER_PAGE = 50


@only(*CASE_WORKERS)
@require_GET
def petitions(request: DeskRequest) -> HttpResponse:
    """Every petition the viewer may know of, the latest received first."""
    form = _filters(request)
    found = form.narrow(visible_petitions(viewer=request.viewer), viewer=request.viewer)
    if form.cleaned_data.get("q"):
        filters = [name for name, value in form.cleaned_data.items() if value and name != "q"]
        found = search_register(
            found, form.read.text, filters=filters, by=request.user, now=request.now
        )
    paginator = CappedPaginator(_in_order(found), PER_PAGE)
    listed = paginator.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chips": form.chips(),
        "read": form.read,
        "listed": listed,
        "total": paginator.total,
        "columns": _columns(offices="organ" in form.fields),
        "rows": [_row(petition) for petition in listed],
        "narrowed": bool(request.GET),
        "may_register": bool(request.viewer.roles & MAY_REGISTER),
    }
    return page(request, "desk/petitions/list.html", context)


def _filters(request: DeskRequest) -> FilterForm:
    form = FilterForm(request.GET or {})
    roots = request.viewer.case_roots
    if len(roots) == 1 and len(steps(roots[0])) >= GRASSROOTS_DEPTH:
        del form.fields["organ"]  # an office without others beneath it has nothing to choose
    form.is_valid()
    return form


def _in_order(found: QuerySet[Any]) -> QuerySet[Any]:
    return (
        found.select_related("organ", "registered_by__person", "belonging", "undecided")
        .defer("text", "search")
        .order_by("-received_on", "-pk")
    )


def _columns(*, offices: bool) -> list[dict[str, object]]:
    return [
        {"key": "number", "label": _("Number"), "kind": "code", "fixed": True,
         "line": "first"},
        {"key": "received_on", "label": _("Received on"), "kind": "date", "line": "third"},
        {"key": "petitioner", "label": _("Petitioner"), "kind": "text", "line": "second"},
        {"key": "title", "label": _("Title"), "kind": "noted", "wide": True, "line": "second"},
        {"key": "channel", "label": _("Channel"), "kind": "noted", "line": "third"},
        {"key": "kind", "label": _("Kind"), "kind": "noted", "fit": True, "line": "third"},
        {"key": "state", "label": _("State"), "kind": "stage", "line": "first"},
        {"key": "organ", "label": _("Office"), "kind": "noted", "off": not offices,
         "line": "third"},
        {"key": "registered_by", "label": _("Registered by"), "kind": "text", "short": True,
         "line": "none"},
    ]  # fmt: skip


def _row(found: Any) -> dict[str, object]:
    return {
        "id": str(found.public_id),
        "label": found.number,
        "url": reverse("petition", args=[found.public_id]),
        "cells": {
            "number": found.number,
            "received_on": found.received_on,
            "petitioner": found.petitioner_names or _("Anonymous"),
            "title": {"text": found.title},
            "channel": {"text": _word(CHANNEL_NAMES[Channel(found.channel)])},
            "kind": {"text": _word(KIND_NAMES[Kind(found.kind)])},
            "state": _state(found),
            "organ": {"text": found.organ.local_short_name, "full": found.organ.local_name},
            "registered_by": found.registered_by.get_short_name() if found.registered_by else "",
        },
    }


def _state(found: Any) -> dict[str, str]:
    belonging = getattr(found, "belonging", None)
    if belonging is None:
        return {"label": _("Not yet decided"), "tone": "amber"}
    relation = Relation(belonging.relation)
    tone = "" if relation is Relation.FIRST else "blue"
    return {"label": _word(RELATION_NAMES[relation]), "tone": tone}


def _word(name: str) -> str:
    return sentence(Message(name))
