"""The call list for the door, and the record as a paper."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from touyan.desk.papers.files import PDF, WORD
from touyan.desk.reception.words import booking_line, day_kind, staff
from touyan.desk.web import DeskRequest, page
from touyan.leadership.actions.receiving import print_list
from touyan.leadership.queries.reception import bookings_of
from touyan.leadership.rules.reception import BookingState
from touyan.workflows.reception_paper import as_pdf, as_word


@staff
@require_GET
def call_list(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Who is received when, on paper; a row says who printed it."""
    day = print_list(day_id=public_id, by=request.user, now=request.now)
    found = bookings_of(day, viewer=request.viewer).exclude(state=BookingState.CANCELLED)
    context = {
        "day": day,
        "kind": day_kind(day),
        "lines": [booking_line(each, day) for each in found],
    }
    return page(request, "desk/reception/list.html", context)


@staff
@require_GET
def pdf(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The record as PDF."""
    content = as_pdf(booking_id=public_id, by=request.user, now=request.now)
    return _file(content, PDF, "pdf", way="inline")


@staff
@require_GET
def docx(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The record as a Word file."""
    content = as_word(booking_id=public_id, by=request.user, now=request.now)
    return _file(content, WORD, "docx", way="attachment")


def _file(content: bytes, media_type: str, ending: str, *, way: str) -> HttpResponse:
    name = quote(f"领导接访记录.{ending}")
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{name}",
            "Cache-Control": "private, no-store",
        },
    )
