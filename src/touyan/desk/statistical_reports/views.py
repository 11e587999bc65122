"""All statistical reports of the viewer's scope, one of them, and the list behind a cell."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.figures import words
from touyan.desk.figures.asking import READERS
from touyan.desk.figures.listing import elements_of, listed
from touyan.desk.figures.measure_page import definition
from touyan.desk.shell import measuring
from touyan.desk.statistical_reports.shown import chip_of, form_name, name_of, period_of, tables
from touyan.desk.web import DeskRequest, page
from touyan.kernel.crypto import in_groups
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import only
from touyan.organs.queries import office_or_own
from touyan.organs.rules.access import Viewer
from touyan.statistics.queries import reports as queries
from touyan.statistics.rules.reports import WRITERS, State, may_receive, report_forms

PER_PAGE = 30


@only(*READERS)
@require_GET
def reports(request: DeskRequest) -> HttpResponse:
    """Every report in the viewer's scope; own drafts and what is to be received come first."""
    wanted = request.GET.get("show", "")
    found = queries.reports_seen(viewer=request.viewer)
    own = office_or_own("", viewer=request.viewer)
    if wanted == "own":
        found = found.filter(organ=own)
    elif wanted == "waiting":
        found = queries.to_be_received(own, viewer=request.viewer)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "rooms": measuring(request),
        "shown": shown,
        "lines": [_line(one) for one in shown],
        "wanted": wanted,
        "views": [("", _("All")), ("own", own.local_short_name), ("waiting", _("To be received"))],
        "plans": [(one, form_name(report_forms()[one.form])) for one in queries.plans_of([own])],
        "may_write": request.viewer.holds_above(WRITERS, organ_path=own.path),
        "own": own,
    }
    return page(request, "desk/statistical_reports/reports.html", context)


def _line(report: Any) -> dict[str, Any]:
    return {
        "report": report,
        "name": form_name(report_forms()[report.form]),
        "period": period_of(report),
        "chip": chip_of(report),
    }


@only(*READERS)
@require_GET
def report(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One report: its tables, what may be done with it, what was said of it."""
    found = queries.report_by_id(public_id, viewer=request.viewer)
    figures = queries.figures_in(found)
    chain = queries.history(found)
    context: dict[str, Any] = {
        "report": found,
        "name": name_of(found),
        "part": queries.part_of(found),
        "chip": chip_of(found),
        "tables": list(tables(found, figures)),
        "definitions": [
            (words.name_of(one), list(definition(one)))
            for one in queries.definitions_of(found).values()
        ],
        "chain": [(one, chip_of(one)) for one in chain] if len(chain) > 1 else [],
        "digest": in_groups(found.digest),
        "late": bool(found.due_on and not found.confirmed_at
                     and found.due_on < legal_day(request.now)),
        **_rights(request.viewer, found, chain),
    }  # fmt: skip
    if found.confirmed_at and "prove" in request.GET:
        context["proof"] = queries.proof(found)
    return page(request, "desk/statistical_reports/report.html", context)


def _rights(viewer: Viewer, found: Any, chain: list[Any]) -> dict[str, bool]:
    state = queries.stands(found)
    draft = state is State.DRAFT
    writes = viewer.holds_above(WRITERS, organ_path=found.organ.path)
    receives = bool(found.collector) and may_receive(viewer, collector_path=found.collector.path)
    return {
        "may_confirm": draft and queries.may_confirm(viewer, found),
        "may_count": draft and writes,
        "may_answer": state is State.SENT and receives,
        "may_restate": not draft and writes and chain[-1].pk == found.pk,
    }


@only(*READERS)
@require_GET
def cell_list(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """What one cell counted, as of the report's moment, as far as the viewer may know of it."""
    found = queries.report_by_id(public_id, viewer=request.viewer)
    key = request.GET.get("cell", "")
    place = next((one for one in queries.all_places(found) if one.key == key), None)
    if place is None:
        raise NotVisible
    measure = queries.definitions_of(found)[place.measure]
    wanted = elements_of(measure, request.GET.get("part", "counts"))
    if not wanted:
        raise NotVisible
    part = queries.part_of(found).of(months=place.months, kind=place.kind, channel=place.channel)
    context: dict[str, Any] = {
        "report": found,
        "report_name": name_of(found),
        "part": part,
        "what": [words.element_name(one) for one in wanted],
        "listed": listed(wanted, part, viewer=request.viewer, page=request.GET.get("page")),
    }
    return page(request, "desk/statistical_reports/list.html", context)
