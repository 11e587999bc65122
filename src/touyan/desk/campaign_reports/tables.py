"""The table of an organiser, the page of an office, and what waits for the viewer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.campaigns.queries.campaigns import campaign_by_public_id
from touyan.campaigns.queries.report_table import (
    Owing,
    Slot,
    late_beneath_each,
    late_in,
    office_in,
    owing_in,
    slots,
)
from touyan.campaigns.queries.reports import late_beneath, reports_waiting
from touyan.campaigns.rules.reporting import WRITERS, Period, ReportState
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.campaign_reports.words import (
    Chip,
    chip,
    chip_of,
    due_words,
    name_of,
    period_name,
    readers,
)
from touyan.desk.web import DeskRequest, page
from touyan.organs.queries import Organ

COLUMNS = 6
PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """An office with its slots of the periods shown; None where it owed nothing yet."""

    organ: Organ
    cells: list[tuple[str, Slot | None, Chip | None]]
    late: int
    beneath: str


@readers
@require_GET
def table(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Offices by period. Each office opens those beneath it."""
    campaign = campaign_by_public_id(public_id, viewer=request.viewer)
    today, found = legal_day(request.now), owing_in(campaign, viewer=request.viewer)
    code = request.GET.get("under", "")
    under = office_in(found, code) if code else None
    late = late_in(campaign, viewer=request.viewer, today=today)
    spans, older, newer = _shown(found.periods(today=today), request.GET.get("from", ""))
    listed = Paginator(found.directly(under), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "campaign": campaign,
        "under": under,
        "late": late,
        "own": 0 if under else found.own,
        "only_late": request.GET.get("late") == "1",
        "periods": [period_name(span, campaign.rhythm) for span in spans],
        "older": older,
        "newer": newer,
        "listed": listed,
        "rows": _rows(request, found, listed, spans, late),
    }
    if context["only_late"]:
        context["told"] = _told(request, late)
    return page(request, "desk/campaign_reports/table.html", context)


def _shown(spans: list[Period], start: str) -> tuple[list[Period], str, str]:
    """A window of the periods, and the first days from which older and newer ones are shown."""
    firsts = [f"{span.first:%Y-%m-%d}" for span in spans]
    at = firsts.index(start) if start in firsts else 0
    older = firsts[at + COLUMNS] if at + COLUMNS < len(spans) else ""
    newer = firsts[max(at - COLUMNS, 0)] if at else ""
    return spans[at : at + COLUMNS], older, newer


def _rows(
    request: DeskRequest, found: Owing, listed: Page[Organ], spans: list[Period], late: list[Any]
) -> list[Row]:
    today, address = legal_day(request.now), request.path
    owed = slots(found, listed, viewer=request.viewer, today=today, shown=spans)
    numbers, gather = late_beneath_each(late, listed), found.with_some_beneath()
    names = {span.first: period_name(span, found.campaign.rhythm) for span in spans}
    rows = []
    for organ in listed:
        mine = {slot.period.first: slot for slot in owed[organ.pk]}
        cells = [(name, mine.get(first)) for first, name in names.items()]
        rows.append(
            Row(
                organ,
                [(name, slot, chip(slot.stand) if slot else None) for name, slot in cells],
                numbers[organ.pk],
                f"{address}?under={organ.code}" if organ.pk in gather else "",
            )
        )
    return rows


@readers
@require_GET
def office(request: DeskRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    """What one office owes, drafted and reported, period by period."""
    campaign = campaign_by_public_id(public_id, viewer=request.viewer)
    found = owing_in(campaign, viewer=request.viewer)
    organ = office_in(found, code)
    mine = slots(found, [organ], viewer=request.viewer, today=legal_day(request.now))[organ.pk]
    listed = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    writes = request.viewer.holds(WRITERS, organ_path=organ.path)
    context: dict[str, object] = {
        "campaign": campaign,
        "organ": organ,
        "listed": listed,
        "lines": [
            {
                "slot": slot,
                "name": period_name(slot.period, campaign.rhythm),
                "chip": chip(slot.stand),
                "due": due_words(slot),
                "may_draft": writes and slot.stand.state is ReportState.OWED,
            }
            for slot in listed
        ],
        "gathers": organ.pk in found.with_some_beneath(),
    }
    return page(request, "desk/campaign_reports/office.html", context)


@readers
@require_GET
def waiting(request: DeskRequest) -> HttpResponse:
    """What the viewer's offices have still to confirm, and what is late with them as organisers."""
    today = legal_day(request.now)
    own = Paginator(reports_waiting(viewer=request.viewer), PER_PAGE)
    late = Paginator(late_beneath(viewer=request.viewer, today=today), PER_PAGE)
    listed, late_ones = (
        own.get_page(request.GET.get("page")),
        late.get_page(request.GET.get("late")),
    )
    context: dict[str, object] = {
        "listed": listed,
        "own": _told(request, listed),
        "late_ones": late_ones,
        "late": _told(request, late_ones),
    }
    return page(request, "desk/campaign_reports/waiting.html", context)


def _told(request: DeskRequest, reports: Any) -> list[dict[str, object]]:
    today = legal_day(request.now)
    return [
        {
            "report": one,
            "name": name_of(one),
            "chip": chip_of(one, today=today),
            "url": reverse("campaign-report", args=[one.public_id]),
            "days": _("%(days)s days late") % {"days": (today - one.due_on).days}
            if one.due_on < today
            else "",
        }
        for one in reports
    ]
