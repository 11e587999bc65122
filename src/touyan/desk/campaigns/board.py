"""The board of a campaign, and the same matters as a table."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.campaigns.rules.lines import by_batch, counted, in_order
from touyan.desk.campaigns.access import campaign_of, readers
from touyan.desk.campaigns.asking import Board
from touyan.desk.campaigns.cards import columns, rows
from touyan.desk.campaigns.progress import progress
from touyan.desk.web import DeskRequest, page
from touyan.kernel.messages import N_

PER_PAGE = 50
_COLUMNS: tuple[dict[str, Any], ...] = (
    {"key": "number", "label": N_("Number"), "kind": "code", "fixed": True, "line": "first"},
    {"key": "petitioner", "label": N_("Petitioner"), "kind": "text", "line": "second"},
    {"key": "title", "label": N_("Matter"), "kind": "noted", "wide": True, "line": "second"},
    {"key": "organ", "label": N_("Office"), "kind": "noted", "line": "third"},
    {"key": "leader", "label": N_("Leader in charge"), "kind": "text", "short": True,
     "line": "third"},
    {"key": "age", "label": N_("Open for"), "kind": "text", "sort": "received", "short": True,
     "line": "third"},
    {"key": "batch", "label": N_("Batch"), "kind": "text", "sort": "number", "short": True,
     "line": "none"},
    {"key": "step", "label": N_("Step"), "kind": "stages", "sort": "step", "line": "first"},
    {"key": "clock", "label": N_("Time limit"), "kind": "clock", "sort": "due", "line": "third"},
)  # fmt: skip
BULK = (("survey", N_("Record the survey"), "edit"), ("propose", N_("Propose for closing"), "send"))


@readers
@require_GET
def board(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The matters of the frozen lists by where they stand; ?view=table lists them."""
    campaign = campaign_of(request, public_id)
    look = Board(request, campaign)
    whole = by_batch(look.lines).get(look.batch.number) if look.batch else None
    context: dict[str, object] = {
        "campaign": campaign,
        "look": look,
        "views": _views(look),
        "chips": look.chips(),
        "progress": progress(
            campaign,
            counted(look.chosen),
            look.address,
            today=look.today,
            batch=look.batch,
            whole=whole,
        ),  # fmt: skip
    }
    if look.view == "table":
        context |= _table(look)
    elif look.chosen:
        context["columns"] = columns(look)
    return page(request, "desk/campaigns/board.html", context)


def _views(look: Board) -> list[dict[str, object]]:
    names = (("board", _("Board")), ("table", _("Table")))
    return [
        {"label": label, "url": look.address(view=view), "current": look.view == view}
        for view, label in names
    ]


def _table(look: Board) -> dict[str, object]:
    sort = look.request.GET.get("sort", "due")
    listed = Paginator(in_order(look.listed, sort), PER_PAGE).get_page(look.request.GET.get("page"))
    shown = rows(look, listed)
    return {
        "listed": listed,
        "rows": shown,
        "table_columns": [{**column, "label": _(str(column["label"]))} for column in _COLUMNS],
        "bulk": _bulk(look) if any(row["pick"] for row in shown) else (),
        "back": look.request.get_full_path(),
    }


def _bulk(look: Board) -> list[dict[str, object]]:
    url = reverse("campaign-bulk", args=[look.campaign.public_id])
    return [
        {"label": _(label), "value": value, "icon": icon, "url": url} for value, label, icon in BULK
    ]
