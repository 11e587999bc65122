"""The circular of an inspection: written, issued, read by every inspected office."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from touyan.desk.circulars.results import told_of
from touyan.desk.deeds import Deed, PlainForm, do
from touyan.desk.inspections.access import (
    ROOM,
    deciders,
    frame,
    planners,
    readers,
    rights_in,
)
from touyan.desk.web import DeskRequest, page, version_of
from touyan.inspections.actions.circulars import draft_circular, issue_circular
from touyan.inspections.queries import Circular, Inspection
from touyan.inspections.queries.results import (
    frozen,
    is_unaltered,
    live,
    read_by,
    run_by,
    written,
)
from touyan.inspections.rules.circulars import MOST, PARTS
from touyan.inspections.rules.words import State
from touyan.kernel.errors import NotVisible

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE = timedelta(microseconds=1)
WAYS = ["GET", "POST"]


class WordsForm(forms.Form):
    """What the circular says beside its figures."""

    use_required_attribute = False
    problems = forms.CharField(
        label=gettext_lazy("Common problems"), required=False, max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("What recurs and why. No matter, no petitioner is named: every "
                               "inspected office reads it."),
    )  # fmt: skip
    practice = forms.CharField(
        label=gettext_lazy("Good practice"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    mended = forms.CharField(
        label=gettext_lazy("What was mended"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("In words; how many findings stand where is counted."),
    )


@readers
@require_GET
def circular(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The circular as issued; before that its draft, for those on the side of the inspection."""
    inspection, draft = read_by(public_id, viewer=request.viewer)
    found = draft if draft and draft.issued_at else None
    if found:
        read = frozen(found, viewer=request.viewer)
    else:
        read = live(inspection, viewer=request.viewer)
    rights = rights_in(inspection, request.viewer)
    context: dict[str, object] = {
        **frame(request, inspection, "inspection-circular"),
        **told_of(request, read, "circular-counted" if found else "inspection-counted"),
        "circular": draft,
        "issued": found,
        "words": _words(draft),
        "unaltered": is_unaltered(found) if found else None,
        "may_write": rights.plans and not found,
        "may_issue": rights.decides and not found and draft is not None
        and inspection.state == State.ENDED,
    }  # fmt: skip
    return page(request, "desk/circulars/circular.html", context)


def _words(found: Circular | None) -> list[tuple[str, str]]:
    labels = {"problems": _("Common problems"), "practice": _("Good practice"),
              "mended": _("What was mended")}  # fmt: skip
    return [(labels[part], getattr(found, part)) for part in PARTS if getattr(found, part, "")]


def _seen(request: DeskRequest) -> datetime | None:
    """The state of the draft the page was drawn from."""
    version = version_of(request)
    try:
        return EPOCH + version * ONE if version else None
    except OverflowError:
        return EPOCH


def _around(inspection: Inspection, draft: Circular | None) -> dict[str, Any]:
    back = reverse("inspection-circular", args=[inspection.public_id])
    return {
        "back": back,
        "trail": [(inspection.name, reverse("inspection", args=[inspection.public_id])),
                  (_("Circular"), back)],
        "room": ROOM,
        "version": (draft.drafted_at - EPOCH) // ONE if draft else None,
    }  # fmt: skip


def _open(request: DeskRequest, public_id: uuid.UUID) -> tuple[Inspection, Circular | None]:
    inspection = run_by(public_id, viewer=request.viewer)
    draft = written(inspection)
    if draft and draft.issued_at:
        raise NotVisible
    return inspection, draft


@planners
@require_http_methods(WAYS)
def write(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write what the circular says in words."""
    inspection, draft = _open(request, public_id)
    if not rights_in(inspection, request.viewer).plans:
        raise NotVisible
    kept = {part: getattr(draft, part, "") for part in PARTS}
    deed = Deed(
        label=_("Write the circular"),
        says=_("Figures are not typed: they come from the register when the circular is issued. "
               "Whoever writes here counts as the drafter; another department head or leader "
               "issues it, where there is one."),
        form=WordsForm(request.POST or None, initial=kept),
        act=lambda *, by, now, **words: draft_circular(
            inspection_id=public_id, words=words, seen=_seen(request), by=by, now=now
        ),
        done=_("The words are kept."),
        button=_("Keep the words"),
        **_around(inspection, draft),
    )  # fmt: skip
    return do(request, deed)


@deciders
@require_http_methods(WAYS)
def issue(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Issue it; from then on nothing of it changes."""
    inspection, draft = _open(request, public_id)
    if draft is None or not rights_in(inspection, request.viewer).decides:
        raise NotVisible
    deed = Deed(
        label=_("Issue the circular"),
        says=_("This cannot be undone. Words and figures are frozen as they stand now; a digest "
               "shows any later change. Every inspected office reads it, its figures over the "
               "matters that office may know of."),
        form=PlainForm(request.POST),
        act=lambda **more: issue_circular(inspection_id=public_id, seen=_seen(request), **more),
        done=_("The circular is issued."),
        facts=list(_facts(inspection, draft)),
        tone="warn",
        **_around(inspection, draft),
    )  # fmt: skip
    return do(request, deed)


def _facts(inspection: Inspection, draft: Circular) -> Iterator[tuple[object, object]]:
    yield _("Inspection"), inspection.name
    yield _("Drafted by"), draft.drafted_by.get_short_name() if draft.drafted_by else ""
    yield from _words(draft)
