"""Spreadsheets of an inspection: a short one at once, a long one watched as it comes."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from touyan.desk.inspections.access import frame, inspection_of, readers
from touyan.desk.inspections.progress import STOP_POLLING
from touyan.desk.inspections.sheets import file_name, listing_name, sheet_of
from touyan.desk.matters.export import CONTENT_TYPE
from touyan.desk.web import DeskRequest, page
from touyan.inspections.queries import Export
from touyan.inspections.rules.words import Listing
from touyan.kernel.errors import NotVisible
from touyan.workflows.export_inspection import (
    AT_HAND,
    ask_for_listing,
    export_by_public_id,
    exports_of,
    listed,
    refusal_of,
    take_export,
    take_listing,
)
from touyan.workflows.telling import silent

PER_PAGE = 20


@readers
@require_POST
def export(request: DeskRequest, public_id: uuid.UUID, listing: str) -> HttpResponse:
    """The spreadsheet, or the page on which it is seen coming."""
    if listing not in set(Listing):
        raise NotVisible
    wanted, inspection = Listing(listing), inspection_of(request, public_id)
    asked: dict[str, Any] = {"inspection_id": public_id, "listing": wanted, "by": request.user,
                             "now": request.now}  # fmt: skip
    if listed(wanted, inspection, viewer=request.viewer)[: AT_HAND + 1].count() > AT_HAND:
        ask_for_listing(**asked, language=get_language() or "zh-hans")
        return redirect("inspection-exports", public_id)
    inspection = take_listing(**asked)
    content = sheet_of(wanted, inspection, viewer=request.viewer, made_at=request.now, tell=silent)
    name = file_name(wanted, inspection, request.now)
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=_headers(name))


def _headers(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-store"}  # fmt: skip


@readers
@require_GET
def exports(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the viewer asked for of this inspection, the newest first."""
    inspection = inspection_of(request, public_id)
    found = exports_of(inspection, viewer=request.viewer)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        **frame(request, inspection, "inspection-exports"),
        "listed": shown,
        "rows": [(one, job_of(one)) for one in shown],
        "open": any(one.ended_at is None for one in shown),
    }
    return page(request, "desk/inspections/exports.html", context)


def job_of(one: Export) -> dict[str, object]:
    """The export as the progress card shows it, in parts of a hundred."""
    whole = one.ended_at is not None and not one.refusal
    ready = whole and one.dropped_at is None
    return {
        "label": listing_name(Listing(one.listing)),
        "state": _state(one),
        "done": 100 if whole else 100 * one.done // max(one.total, 1),
        "total": 100,
        "note": refusal_of(one) or "",
        "result_url": reverse("inspection-export-file", args=[one.public_id]) if ready else "",
        "watch": "" if one.ended_at else reverse("inspection-export-run", args=[one.public_id]),
    }


def _state(one: Export) -> str:
    if one.ended_at:
        return "failed" if one.refusal else "done"
    return "running" if one.done else "queued"


@readers
@require_GET
def export_status(request: DeskRequest, export_id: uuid.UUID) -> HttpResponse:
    """The progress card alone, asked for every two seconds until the file is there."""
    found = export_by_public_id(export_id, viewer=request.viewer)
    code = STOP_POLLING if found.ended_at else 200
    context: dict[str, object] = {"one": found, "job": job_of(found)}
    return page(request, "desk/inspections/_export.html", context, status=code)


@readers
@require_GET
def export_file(request: DeskRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """The file, for whoever asked for it."""
    found, _file, stream = take_export(export_id=export_id, by=request.user, now=request.now)
    name = file_name(Listing(found.listing), found.inspection, found.asked_at)
    answer = FileResponse(stream, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
    answer["Cache-Control"] = "private, no-store"
    return answer
