"""Asking a question, keeping it under a name, taking the answer away as a spreadsheet."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from touyan.desk.figures.asking import READERS
from touyan.desk.matters.export import CONTENT_TYPE
from touyan.desk.querying.asking import question
from touyan.desk.querying.picture import picture_of
from touyan.desk.querying.sheet import sheet
from touyan.desk.querying.table import answer
from touyan.desk.shell import measuring
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.organs.queries import organs_above
from touyan.statistics.actions.saving import drop_query, save_query
from touyan.statistics.actions.taking import note_taken
from touyan.statistics.queries.counted import followed_through
from touyan.statistics.queries.saved import saved_queries


@only(*READERS)
@require_GET
def query(request: DeskRequest) -> HttpResponse:
    """The question, its answer as table and picture, and the questions kept."""
    asking = question(request)
    asked, part = asking.asked, asking.asked.part
    context: dict[str, Any] = {
        "rooms": measuring(request),
        "asked": asked,
        "part": part,
        "address": asked.address(),
        "above": [
            (each.local_name, f"?{asked.address(organ=each.code)}")
            for each in organs_above(asked.organ)
            if request.viewer.in_scope(each.path)
        ],
        "through": followed_through(),
        "saved": saved_queries(viewer=request.viewer),
    }
    if part is None or asking.query is None:
        return page(request, "desk/querying/query.html", context, 422)
    told = answer(asking, asking.query, part)
    context |= {"answer": told, "picture": picture_of(told)}
    return page(request, "desk/querying/query.html", context)


@only(*READERS)
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """The answer as a spreadsheet."""
    asking = question(request)
    part = asking.asked.part
    if part is None or asking.query is None:
        return redirect(f"{reverse('figure-query')}?{asking.asked.address()}")
    content = sheet(
        answer(asking, asking.query, part), part, made_by=request.viewer.name,
        through=followed_through(), now=request.now,
    )  # fmt: skip
    note_taken(
        "query", organ=part.organ, by=request.user, now=request.now,
        since=part.months.first.isoformat(), until=part.months.end.isoformat(),
    )  # fmt: skip
    said = {"Content-Disposition": "attachment; filename=query.xlsx"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=said)


@only(*READERS)
@require_POST
def save(request: DeskRequest) -> HttpResponse:
    """Keep the question of the address."""
    asking = question(request)
    address = asking.asked.address()
    if asking.query is None:
        raise NotVisible
    try:
        save_query(
            name=request.POST.get("name", ""), address=address,
            shared=bool(request.POST.get("shared")), organ=asking.asked.organ,
            by=request.user, now=request.now,
        )  # fmt: skip
        say(request, N_("The query is saved."))
    except Refused as refusal:
        refuse(request, refusal)
    return redirect(f"{reverse('figure-query')}?{address}")


@only(*READERS)
@require_POST
def drop(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Drop one of one's own questions."""
    drop_query(public_id=public_id, by=request.user, now=request.now)
    say(request, N_("The query is dropped."))
    return redirect("figure-query")
