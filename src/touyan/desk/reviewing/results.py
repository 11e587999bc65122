"""What the reviewers of a matter answered, once they are done, and how far they agree."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from touyan.desk.findings.evidence import OnFile, part_of
from touyan.desk.inspections.access import ROOM, frame
from touyan.desk.reviewing.asks import Heard, heard, word_of
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.inspections.actions.reviews import name_thirds
from touyan.inspections.queries.agreement import agreed, agreed_beneath
from touyan.inspections.queries.plans import inspection_by_public_id, picks_of
from touyan.inspections.queries.reviews import (
    Pair,
    pair_of,
    pick_reviewed,
    questions_asked,
    reads_reviews,
    settled_answers,
    waiting_for_third,
)
from touyan.inspections.rules.agreement import told
from touyan.inspections.rules.checklist import Question
from touyan.inspections.rules.running import PLANNERS, REVIEWERS
from touyan.inspections.rules.words import GROUP_NAMES, SEAT_NAMES, Seat, State
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, message

reviewers = only(*REVIEWERS)
planners = only(*PLANNERS)


@reviewers
@require_GET
def answers(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Question by question: what each answered, and what stands."""
    pick = pick_reviewed(public_id, viewer=request.viewer)
    pair = pair_of(pick, viewer=request.viewer)
    stands = settled_answers(pick)
    inspection, matter = pick.entry.inspection, pick.entry.matter
    filed = OnFile(matter)
    context = {
        "pick": pick,
        "room": ROOM,
        "inspection": inspection,
        "matter": matter,
        "settled": stands is not None,
        "third": pair.third,
        "rows": [
            (one, one.text(_language()), message(GROUP_NAMES[one.group]), part_of(one, matter),
             [(said, filed.named_in(said.evidence)) for said in _heard(one, pair)],
             word_of(one, stands.get(one.code, {})) if stands else "")
            for one in questions_asked(inspection)
        ],
    }  # fmt: skip
    return page(request, "desk/reviewing/answers.html", context)


def _language() -> str:
    return get_language() or "zh-hans"


BOTH = N_("Both reviewers")


def _heard(question: Question, pair: Pair) -> list[Heard]:
    answered = [one.answers.get(question.code) for one in (pair.first, pair.second) if one]
    if len(answered) > 1 and answered[0] == answered[1]:
        return [heard(question, BOTH, pair.first.answers)]
    seats = (
        (Seat.FIRST, pair.first),
        (Seat.SECOND, pair.second),
        (Seat.THIRD, pair.third),
    )
    return [
        heard(question, SEAT_NAMES[seat], one.answers)
        for seat, one in seats
        if one and (seat != Seat.THIRD or question.code in one.answers)
    ]


def _read(request: DeskRequest, public_id: uuid.UUID) -> Any:
    inspection = inspection_by_public_id(public_id, viewer=request.viewer)
    if not reads_reviews(inspection, viewer=request.viewer):
        raise NotVisible
    return inspection


@planners
@require_GET
def agreement(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """How far the reviewers agree, question by question, and what waits for a third."""
    inspection = _read(request, public_id)
    found = agreed(inspection, viewer=request.viewer)
    lower = inspection.looks_at
    beneath = agreed_beneath(inspection, viewer=request.viewer) if lower else None
    seen = picks_of(inspection, viewer=request.viewer).order_by().values("pk")
    runs = request.viewer.holds(PLANNERS, organ_path=inspection.organ.path)
    context = {
        **frame(request, inspection, "review-agreement"),
        "overall": found.overall,
        "told": told(found.overall),
        "beneath": beneath,
        "lower": lower,
        "beneath_told": told(beneath.overall) if beneath and beneath.overall.pairs else None,
        "apart": [(one, one.text(_language()), each) for one, each in beneath.by_question
                  if each.equal < each.pairs] if beneath else [],
        "rows": [(one, one.text(_language()), each, told(each))
                 for one, each in found.by_question],
        "without_third": waiting_for_third(inspection).filter(pk__in=seen).count() if runs else 0,
        "may_name": runs and inspection.state == State.DRAWN,
    }  # fmt: skip
    return page(request, "desk/reviewing/agreement.html", context)


@planners
@require_POST
def thirds(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Name a third for what has none."""
    _read(request, public_id)
    try:
        name_thirds(inspection_id=public_id, by=request.user, now=request.now)
    except Refused as refused:
        refuse(request, refused)
    else:
        say(request, _("Third reviewers are named where there is somebody who may settle."))
    return redirect("review-agreement", public_id)
