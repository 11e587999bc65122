"""The audit log, for those who audit."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from touyan.audit.queries import Entry, entries, narrowed, rows_written, verify
from touyan.audit.rules.verbs import verb_label
from touyan.desk.audit.actions import record_proof, record_reading
from touyan.desk.audit.details import in_words, named, subject_word
from touyan.desk.audit.forms import LogFilter
from touyan.desk.counting import capped
from touyan.desk.web import DeskRequest, page
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, Message, message
from touyan.organs.queries import audited_organs, organ_by_code, organs_under
from touyan.organs.rules.roles import Role
from touyan.ui.sentences import sentence

PAGE = 50
PROVED_HERE = 200_000
"""Longer logs are walked by `touyan audit verify`, not while a page waits."""
_WHOLE = N_("The log is whole: %(rows)s rows walked, %(anchors)s anchors met, %(seconds)s s.")
_BROKEN = N_("The log is broken at row %(row)s: %(reason)s.")


@only(Role.AUDIT_ADMIN)
def log(request: DeskRequest) -> HttpResponse:
    """The newest rows first."""
    return _log_page(request)


def _log_page(request: DeskRequest, **more: object) -> HttpResponse:
    form = LogFilter(request.GET if request.method == "GET" else {})
    wanted = form.wanted()
    found = narrowed(_in_remit(request, form), wanted)
    shown = _leaf(found, request)
    context = {
        "form": form,
        "rows": _rows(shown.entries),
        "older": shown.older,
        "newer": shown.newer,
        "total": _total(request, found, shown, form),
        "chips": _chips(form),
        "proved_here": PROVED_HERE,
        **more,
    }
    record_reading(filters=form.used(), by=request.user, now=request.now)
    return page(request, "desk/audit/log.html", context)


def _in_remit(request: DeskRequest, form: LogFilter) -> QuerySet[Entry]:
    """The rows of the offices audited; all of them for an auditor of the supreme office."""
    organs = audited_organs(viewer=request.viewer)
    code = (form.cleaned_data.get("organ") or "").strip().upper()
    if not code:
        return entries() if organs is None else entries(organ_ids=organs.values("pk"))
    try:
        organ = organ_by_code(code)
    except NotVisible:
        form.add_error("organ", _("No office has this unit code."))
        return entries(organ_ids=[])
    beneath = organs_under(organ) if organs is None else organs_under(organ) & organs
    return entries(organ_ids=beneath.values("pk"))


@dataclass(frozen=True)
class Leaf:
    """One page of the log, and the row numbers the pages before and after begin at."""

    entries: list[Entry]
    older: int | None
    newer: int | None


def _leaf(found: QuerySet[Entry], request: DeskRequest) -> Leaf:
    """By row number, so that a page costs the same however deep in the log it lies."""
    before, after = _number(request, "before"), _number(request, "after")
    if after is not None:
        above = list(found.filter(number__gt=after).order_by("number")[: PAGE + 1])
        rows = above[:PAGE][::-1]
        newer = rows[0].number if len(above) > PAGE else None
        return Leaf(rows, rows[-1].number if rows else None, newer)
    taken = list((found.filter(number__lt=before) if before else found)[: PAGE + 1])
    rows = taken[:PAGE]
    older = rows[-1].number if len(taken) > PAGE else None
    return Leaf(rows, older, rows[0].number if rows and before else None)


def _total(request: DeskRequest, found: QuerySet[Entry], shown: Leaf, form: LogFilter) -> str:
    """Row numbers have no gaps, so the newest number of the whole log is its length."""
    narrowed_somehow = form.used() or audited_organs(viewer=request.viewer) is not None
    if narrowed_somehow or shown.newer is not None or not shown.entries:
        return capped(found)
    return f"{shown.entries[0].number:,}"


def _number(request: DeskRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _rows(shown: Iterable[Entry]) -> list[dict[str, Any]]:
    listed = list(shown)
    names = named(listed)
    return [
        {
            "entry": entry,
            "label": verb_label(entry.verb),
            "organ": names.organs.get(entry.organ_id or 0),
            "subject": subject_word(entry.subject_type),
            "subject_name": names.subject(entry),
            "detail": in_words(entry.detail),
            "about": "?"
            + urlencode({"subject_type": entry.subject_type, "subject_id": entry.subject_id}),
        }
        for entry in listed
    ]


def _chips(form: LogFilter) -> list[dict[str, object]]:
    choices = {"verb": sentence(verb_label(form.cleaned_data.get("verb") or ""))}
    values = form.cleaned_data | choices
    return [
        {"label": form[name].label, "value": values[name], "name": name} for name in form.used()
    ]


@only(Role.AUDIT_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: DeskRequest) -> HttpResponse:
    """Walk the chain and say what was found; the address alone leads to the log."""
    if request.method != "POST":
        return redirect("audit-log")
    if rows_written() >= PROVED_HERE:
        return _log_page(request, too_long=True)
    began = time.monotonic()
    try:
        verdict = verify()
    except Refused as refusal:
        return _log_page(request, refusal=refusal.message)
    record_proof(verdict, by=request.user, now=request.now)
    seconds = f"{time.monotonic() - began:.1f}"
    if verdict.whole:
        words = message(_WHOLE, rows=verdict.rows, anchors=verdict.anchors, seconds=seconds)
    else:
        words = message(_BROKEN, row=verdict.broken_at, reason=Message(verdict.reason))
    return _log_page(request, verdict=verdict, words=words)
