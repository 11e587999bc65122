"""Figures given out: all of an office, one with its proof, and the list it counted."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.figures import words
from touyan.desk.figures.asking import READERS, asked
from touyan.desk.figures.listing import elements_of, listed
from touyan.desk.figures.lists import list_asked
from touyan.desk.frozen.shown import line_of, told
from touyan.desk.shell import measuring
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.statistics.actions.freezing import freeze_figure, restate_figure
from touyan.statistics.queries import frozen as queries
from touyan.statistics.queries.own import measure_for
from touyan.statistics.rules.freezing import FREEZERS, may_freeze

PER_PAGE = 30


@only(*READERS)
@require_GET
def frozen_figures(request: DeskRequest) -> HttpResponse:
    """Every frozen figure in the viewer's scope, the newest first."""
    found = queries.frozen_figures(viewer=request.viewer)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "rooms": measuring(request),
        "shown": shown,
        "lines": [line_of(one) for one in shown],
    }
    return page(request, "desk/frozen/frozen.html", context)


@only(*READERS)
@require_GET
def frozen_figure(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One with its definition, its proof, and what restated it."""
    frozen = queries.frozen_by_id(public_id, viewer=request.viewer)
    context = told(frozen, on=legal_day(request.now)) | {
        "of_list": list_asked(request, frozen.topic),
        "may_restate": may_freeze(request.viewer, organ_path=frozen.organ.path),
    }
    return page(request, "desk/frozen/figure.html", context)


@only(*READERS)
@require_GET
def frozen_list(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """What it counted, as of its moment, as far as the viewer may know of it."""
    frozen = queries.frozen_by_id(public_id, viewer=request.viewer)
    measure = queries.definition_of(frozen)
    wanted = elements_of(measure, request.GET.get("part", "counts"))
    if not wanted:
        raise NotVisible
    part = queries.part_of(frozen)
    context: dict[str, Any] = {
        "frozen": frozen,
        "part": part,
        "of_list": list_asked(request, frozen.topic),
        "name": words.name_of(measure),
        "what": [words.element_name(one) for one in wanted],
        "listed": listed(wanted, part, viewer=request.viewer, page=request.GET.get("page")),
    }
    return page(request, "desk/frozen/list.html", context)


@only(*FREEZERS)
@require_POST
def freeze(request: DeskRequest, code: str) -> HttpResponse:
    """Freeze the figure the address asks for."""
    asking = asked(request)
    measure = measure_for(code, asking.organ, on=asking.form.today)
    if asking.part is None:
        raise NotVisible
    try:
        frozen = freeze_figure(measure=measure, part=asking.part, by=request.user, now=request.now)
    except Refused as refusal:
        refuse(request, refusal)
        return redirect(f"{reverse('figure', args=[code])}?{asking.address()}")
    say(request, N_("The figure is frozen."))
    return redirect("frozen-figure", frozen.public_id)


@only(*FREEZERS)
@require_POST
def restate(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Give the figure out again as it is known now, with a reason."""
    try:
        newer = restate_figure(
            frozen_id=public_id, reason=request.POST.get("reason", ""), by=request.user,
            now=request.now,
        )  # fmt: skip
    except Refused as refusal:
        refuse(request, refusal)
        return redirect("frozen-figure", public_id)
    say(request, N_("The figure is restated; the earlier one stays beside it."))
    return redirect("frozen-figure", newer.public_id)
