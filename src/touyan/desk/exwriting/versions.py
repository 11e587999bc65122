"""The versions of a text: who saved what when, two of them side by side, an earlier one again."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from touyan.desk.exemplars.access import exemplar_of, readers, writers
from touyan.desk.exwriting.access import editor_url, frame, told, writable
from touyan.desk.web import DeskRequest, page
from touyan.exemplars.actions.writing import restore_version
from touyan.exemplars.queries.writing import Version, content_at, versions_of
from touyan.exemplars.rules.comparing import Change, Row, compared
from touyan.exemplars.rules.words import SECTION_NAMES
from touyan.kernel.messages import Message, message

PER_PAGE = 50
_DIGITS = 7


@readers
@require_GET
def versions(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Every saved text, and what became of each paragraph between two of them."""
    found = exemplar_of(request, public_id)
    around = frame(request, found)
    version = around["version"]
    newest = version.number if isinstance(version, Version) else 0
    after = _number(request, "after", newest, newest)
    before = _number(request, "before", max(after - 1, 0), newest)
    rows = compared(content_at(found, before), content_at(found, after)) if newest else []
    context = {
        **around, "before": before, "after": after, "numbers": range(newest + 1),
        "listed": Paginator(versions_of(found), PER_PAGE).get_page(request.GET.get("page")),
        "rows": [_line(row) for row in rows if row.change is not Change.SAME],
        "same": sum(row.change is Change.SAME for row in rows),
    }  # fmt: skip
    return page(request, "desk/exwriting/versions.html", context)


def _number(request: DeskRequest, name: str, usual: int, most: int) -> int:
    text = request.GET.get(name, "")
    return min(int(text), most) if text.isdecimal() and len(text) < _DIGITS else usual


def _line(row: Row) -> tuple[Row, Message, str]:
    words = {
        Change.ADDED: _("added"), Change.REMOVED: _("taken out"), Change.CHANGED: _("changed"),
        Change.SAME: "",
    }  # fmt: skip
    return row, message(SECTION_NAMES[row.section]), words[row.change]


@writers
@require_POST
def restore(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Make an earlier text the newest again; those between stay."""
    found = writable(request, public_id)
    text = request.POST.get("number", "")
    number = int(text) if text.isdecimal() and len(text) < _DIGITS else 0
    told(
        request,
        lambda: restore_version(
            exemplar_id=public_id, number=number, by=request.user, now=request.now
        ),
        _("The earlier text is the newest again."),
    )
    return redirect(editor_url(found))
