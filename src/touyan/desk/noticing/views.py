"""Quiet notices: what presses, read when there is time for it."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from touyan.deadlines.queries import rules_in_force
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.clocks import due_view
from touyan.desk.shell import TOLD
from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import only
from touyan.kernel.messages import message
from touyan.leadership.actions.notices import see_notices
from touyan.leadership.queries.notices import notices_of, pressing_still
from touyan.leadership.rules.noticing import (
    FINDING_NOTICES,
    FOR_NAMES,
    NAMED_RULE,
    NAMING_NOTICES,
    NOTICE_NAMES,
    PROMISE_NOTICES,
    NoticeFor,
    NoticeKind,
)

PER_PAGE = 25
told = only(*TOLD)


@told
@require_GET
def notices(request: DeskRequest) -> HttpResponse:
    """One's own notices, those not seen first asked for."""
    everything = request.GET.get("show") == "all"
    found = notices_of(viewer=request.viewer)
    if not everything:
        found = pressing_still(found).filter(seen_at__isnull=True)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "zh-hans"
    names = {rule.code: rule.name(language) for rule in rules_in_force()}
    names[NAMED_RULE] = _("Answer of the named leader")
    today = legal_day(request.now)
    lines = [_line(one, names, today) for one in shown]
    context = {"shown": shown, "lines": lines, "everything": everything}
    return page(request, "desk/noticing/notices.html", context)


def _line(notice: Any, names: dict[str, str], today: Any) -> dict[str, object]:
    matter = notice.promise.matter if notice.promise else notice.matter
    kinds = _kinds(notice)
    return {
        "notice": notice,
        "promise": notice.promise,
        "matter": matter,
        "about": matter.number if matter else notice.promise.booking.name,
        "limit": names.get(notice.code, notice.code),
        "kind": message(kinds[NoticeKind(notice.kind)]),
        "because": message(FOR_NAMES[NoticeFor(notice.because)]),
        "clock": due_view(notice.due_on, today=today),
    }


def _kinds(notice: Any) -> dict[NoticeKind, str]:
    if notice.promise:
        return PROMISE_NOTICES
    if notice.errand:
        return FINDING_NOTICES
    return NAMING_NOTICES if notice.code == NAMED_RULE else NOTICE_NAMES


@told
@require_POST
def seen(request: DeskRequest) -> HttpResponse:
    """Mark the notices named as seen, or all of them."""
    named = None if "all" in request.POST else _ids(request.POST.getlist("notice"))
    see_notices(ids=named, by=request.user, now=request.now)
    return redirect("notices")


def _ids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
