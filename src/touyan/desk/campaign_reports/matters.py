"""The matters behind a figure of a report, and all that changed since the one before."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.campaigns.queries.reports import report_by_public_id, seen_lines
from touyan.campaigns.rules.reported import GROUP_NAMES, behind
from touyan.desk.campaign_reports.report import reading, step_of, told
from touyan.desk.campaign_reports.words import name_of, readers
from touyan.desk.web import DeskRequest, page
from touyan.kernel.errors import NotVisible
from touyan.organs.queries import organs_by_id

PER_PAGE = 50


@readers
@require_GET
def counted(request: DeskRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    """The very matters one figure counts, as they stood then."""
    report = report_by_public_id(public_id, viewer=request.viewer)
    if code not in GROUP_NAMES:
        raise NotVisible
    found = behind(seen_lines(report, viewer=request.viewer), code)
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    offices = organs_by_id(line.organ for line in listed)
    context: dict[str, object] = {
        "report": report,
        "name": name_of(report),
        "label": _(GROUP_NAMES[code]),
        "listed": listed,
        "rows": [(line, offices[line.organ], step_of(line)) for line in listed],
    }
    return page(request, "desk/campaign_reports/matters.html", context)


@readers
@require_GET
def changed(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Every matter that two reports tell differently."""
    read = reading(public_id, viewer=request.viewer)
    if read.earlier is None:
        raise NotVisible
    listed = Paginator(read.found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "report": read.report,
        "name": name_of(read.report),
        "earlier_name": name_of(read.earlier),
        "listed": listed,
        "told": told(list(listed), read, request.viewer),
    }
    return page(request, "desk/campaign_reports/changes.html", context)
