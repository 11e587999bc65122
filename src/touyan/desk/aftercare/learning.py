"""What kinds of error made the grievances of a campaign; each figure opens its matters."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.campaigns.queries.campaigns import campaign_by_public_id
from touyan.campaigns.queries.learning import names_of
from touyan.campaigns.queries.taught import Taught, batch_numbers, matters_of, taught
from touyan.desk.aftercare.words import reading, staff
from touyan.desk.counting import CappedPaginator
from touyan.desk.papers.files import PDF, WORD
from touyan.desk.web import DeskRequest, page
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.matters.rules.lifecycle import STAGE_NAMES, Stage
from touyan.workflows.learning_report import as_pdf, as_word

PER_PAGE = 50
TOLD_PER_PAGE = 20


@staff
@require_GET
def learning(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Counts by cause and by kind of error, and what units answered and mended."""
    campaign = campaign_by_public_id(public_id, viewer=request.viewer)
    batch = _batch(request)
    found = _taught(request, campaign)
    errors = names_of("error", reading())
    url = reverse("campaign-learning", args=[public_id])
    listed = Paginator(found.sent, TOLD_PER_PAGE).get_page(request.GET.get("page"))
    batches = batch_numbers(campaign, viewer=request.viewer)
    context: dict[str, object] = {
        "campaign": campaign,
        "found": found,
        "batch": batch,
        "query": f"&batch={batch}" if batch else "",
        "whole": len(found.whole),
        "listed": listed,
        "told": [{"scrutiny": one, "error": errors.get(one.error, "")} for one in listed],
        "batches": [
            {"label": _("All batches"), "url": url, "current": batch is None},
            *(
                {"label": _("Batch %(number)s") % {"number": number},
                 "url": f"{url}?batch={number}", "current": batch == number}
                for number in batches
            ),
        ],
    }  # fmt: skip
    return page(request, "desk/aftercare/learning.html", context)


def _batch(request: DeskRequest) -> int | None:
    text = request.GET.get("batch", "")
    return int(text) if text.isdecimal() and len(text) < 4 else None


def _taught(request: DeskRequest, campaign: Any) -> Taught:
    return taught(campaign, batch=_batch(request), language=reading(), viewer=request.viewer,
                  now=request.now)  # fmt: skip


@staff
@require_GET
def matters(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The very matters one figure counts."""
    campaign = campaign_by_public_id(public_id, viewer=request.viewer)
    family, code = request.GET.get("by", ""), request.GET.get("code", "")
    figure = _taught(request, campaign).figure(family, code)
    if figure is None:
        raise NotVisible
    found = matters_of(figure, viewer=request.viewer)
    listed = CappedPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    none = _("No cause named yet") if family == "cause" else _("Original case not judged yet")
    context: dict[str, object] = {
        "campaign": campaign,
        "label": figure.name or none,
        "figure": figure,
        "by": family,
        "listed": listed,
        "lines": [(one, Message(STAGE_NAMES[Stage(one.stage)])) for one in listed],
    }
    return page(request, "desk/aftercare/learning_matters.html", context)


@staff
@require_GET
def pdf(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The report as PDF."""
    return _file(request, public_id, as_pdf, PDF, "pdf", way="inline")


@staff
@require_GET
def docx(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The report as a Word file."""
    return _file(request, public_id, as_word, WORD, "docx", way="attachment")


def _file(
    request: DeskRequest, public_id: uuid.UUID, make: Callable[..., bytes], media_type: str,
    ending: str, *, way: str,
) -> HttpResponse:  # fmt: skip
    campaign = campaign_by_public_id(public_id, viewer=request.viewer)
    content = make(campaign=campaign, batch=_batch(request), by=request.user, now=request.now)
    name = quote(f"重复信访成因和原案问题分析报告.{ending}")
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{name}",
            "Cache-Control": "private, no-store",
        },
    )
