"""One scrutiny: whole for the side that scrutinises, the findings alone for the unit told."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.campaigns.actions.learning import answer_scrutiny, read_scrutiny
from touyan.campaigns.queries.learning import receives, scrutiny_received, scrutiny_sent
from touyan.campaigns.rules.learning import SENDERS, check_learner, may_learn
from touyan.desk.aftercare.acting import sent
from touyan.desk.aftercare.forms import AnswerForm
from touyan.desk.aftercare.words import scrutiny_line, staff
from touyan.desk.papers.files import PDF, WORD
from touyan.desk.web import DeskRequest, page
from touyan.matters.actions.notes import read_matter
from touyan.workflows.scrutiny_paper import as_pdf, as_word


@staff
@require_GET
def scrutiny(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The page of either side; each leaves a row."""
    one = scrutiny_sent(public_id, viewer=request.viewer)
    if one is None:
        one = read_scrutiny(scrutiny_id=public_id, by=request.user, now=request.now)
        line = scrutiny_line(one)
        return page(request, "desk/aftercare/received.html", {**line, "may_answer": _open(one)})
    read_matter(matter_id=one.matter.public_id, by=request.user, now=request.now)
    return page(request, "desk/aftercare/scrutiny.html", _whole(request, one))


def _open(one: Any) -> bool:
    return one.sent_at is not None and one.answered_at is None


def _whole(request: DeskRequest, one: Any) -> dict[str, Any]:
    viewer, path = request.viewer, one.organ.path
    outside = one.receiver is None
    return {
        **scrutiny_line(one),
        "matter": one.matter,
        "may_write": one.sent_at is None and may_learn(viewer, organ_path=path),
        "may_send": one.sent_at is None and viewer.holds(SENDERS, organ_path=path),
        "outside": outside,
        "may_answer": _open(one)
        and (may_learn(viewer, organ_path=path) if outside else receives(one, viewer=viewer)),
        "past_unit": one.receiver is not None and one.receiver_id != one.unit_id,
    }


@staff
@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The unit's answer; of a body outside, entered by the office that wrote to it."""
    one = scrutiny_sent(public_id, viewer=request.viewer)
    outside = one is not None and one.receiver_id is None
    if one is not None and outside:
        check_learner(request.viewer, organ_path=one.organ.path)
    else:
        one = scrutiny_received(public_id, viewer=request.viewer)
    act = partial(answer_scrutiny, scrutiny_id=public_id)
    return sent(
        request, AnswerForm(request.POST or None), act, done=_("The answer is on record."),
        back=reverse("scrutiny", args=[public_id]), template="desk/aftercare/answer.html",
        label=_("Answer the findings"), outside=outside, **scrutiny_line(one),
    )  # fmt: skip


@staff
@require_GET
def pdf(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The paper as PDF."""
    content = as_pdf(scrutiny_id=public_id, by=request.user, now=request.now)
    return _file(content, PDF, "pdf", way="inline")


@staff
@require_GET
def docx(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The paper as a Word file."""
    content = as_word(scrutiny_id=public_id, by=request.user, now=request.now)
    return _file(content, WORD, "docx", way="attachment")


def _file(content: bytes, media_type: str, ending: str, *, way: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(f'反向审视意见书.{ending}')}",
            "Cache-Control": "private, no-store",
        },
    )
