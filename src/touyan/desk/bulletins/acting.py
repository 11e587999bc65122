"""What is done on a bulletin's page: numbers bound, figures frozen, the bulletin issued."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.bulletins.forms import figure_form
from touyan.desk.bulletins.shown import figures_of, told
from touyan.desk.bulletins.views import ROOM, WAYS
from touyan.desk.deeds import Deed, PlainForm, do
from touyan.desk.figures.asking import READERS
from touyan.desk.web import DeskRequest, page, refuse, say, version_of
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.statistics.actions.issuing import bind_number, issue_bulletin, keep_figure
from touyan.statistics.queries import bulletins as queries
from touyan.statistics.queries.topics import topics_seen
from touyan.statistics.queries.typed import bindable
from touyan.statistics.rules.bulletins import ISSUERS, may_issue
from touyan.statistics.rules.freezing import FREEZERS
from touyan.ui.sentences import joined


@only(*FREEZERS)
@require_POST
def bind(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Let a figure stand where a number was typed."""
    one = queries.bulletin_by_public_id(public_id, viewer=request.viewer)
    picked = figure_form(
        request.POST, one, topics_seen(viewer=request.viewer), on=legal_day(request.now)
    )
    start = request.POST.get("start", "")
    if not picked.is_valid() or not start.isdecimal():
        raise NotVisible
    try:
        bind_number(bulletin_id=public_id, seen=version_of(request), start=int(start),
                    bound=picked.bound(), by=request.user, now=request.now)  # fmt: skip
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, N_("The number is bound: it comes from the register now."))
    return redirect("bulletin", public_id)


@only(*FREEZERS)
@require_POST
def keep(request: DeskRequest, public_id: uuid.UUID, key: int, way: str) -> HttpResponse:
    """Freeze one figure of a draft, or let it follow the register again."""
    if way not in ("freeze", "live"):
        raise NotVisible
    live = way == "live"
    try:
        keep_figure(bulletin_id=public_id, seen=version_of(request), key=str(key), live=live,
                    by=request.user, now=request.now)  # fmt: skip
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(
            request, N_("The figure follows the register.") if live else N_("The figure is frozen.")
        )
    return redirect("bulletin", public_id)


@only(*ISSUERS)
@require_http_methods(WAYS)
def issue(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Issue it; from then on nothing of it changes."""
    one = queries.bulletin_by_public_id(public_id, viewer=request.viewer)
    newest = queries.versions_of(one)[0]
    if newest.issued or not may_issue(request.viewer, organ_path=one.organ.path):
        raise NotVisible
    back = reverse("bulletin", args=[public_id])
    deed = Deed(
        label=_("Issue the bulletin"),
        says=_("This cannot be undone. Every figure is frozen with its definition and the digest "
               "of its list; text and figures no longer change."),
        form=PlainForm(request.POST),
        act=lambda **more: issue_bulletin(bulletin_id=public_id, seen=version_of(request), **more),
        done=_("The bulletin is issued."),
        facts=_facts(request, one, newest),
        back=back,
        trail=[(newest.title, back)],
        room=ROOM,
        tone="warn",
        version=newest.number,
    )  # fmt: skip
    return do(request, deed)


def _facts(request: DeskRequest, one: Any, newest: Any) -> list[tuple[object, object]]:
    topics = [each.code for each in topics_seen(viewer=request.viewer)]
    today = legal_day(request.now)
    typed = [each.typed.text for each in bindable(one, newest, topics, on=today)]
    live = sum(not each["frozen"] for each in newest.figures.values())
    facts: list[tuple[object, object]] = [
        (_("Title"), newest.title),
        (_("Figures to freeze"), live),
        (_("Read by"), _readers(request, one, newest)),
    ]
    return [*facts, (_("Still typed by hand"), " · ".join(typed))] if typed else facts


def _readers(request: DeskRequest, one: Any, newest: Any) -> str:
    today = legal_day(request.now)
    few = queries.few_in(one, queries.bound_said(newest), on=today)
    if not few:
        return _("This office, those above and all beneath")
    figures = figures_of(one, newest, viewer=request.viewer, on=today)
    return _(
        "This office and those above. Offices beneath could find a few people by: %(figures)s."
    ) % {"figures": joined(dict.fromkeys(figures[key].name for key in few))}


@only(*READERS)
@require_GET
def version(request: DeskRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """What the bulletin said before; its live figures are counted now."""
    one = queries.bulletin_by_public_id(public_id, viewer=request.viewer)
    found = queries.version_numbered(one, number)
    if not found.issued and not request.viewer.in_scope(one.organ.path):
        raise NotVisible
    context = told(one, found, viewer=request.viewer, on=legal_day(request.now)) | {"earlier": True}
    return page(request, "desk/bulletins/bulletin.html", context)
