"""One finding: what was found where, by which rule, what was done about it, what comes next."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.findings.evidence import OnFile, part_of
from touyan.desk.findings.moves import DEEDS
from touyan.desk.findings.words import asked_in, chips, day_of, language, question_words
from touyan.desk.inspections.access import ROOM, readers
from touyan.desk.web import DeskRequest, page
from touyan.inspections.queries import Finding
from touyan.inspections.queries.findings import (
    finding_by_public_id,
    findings_seen,
    later_of,
    parties_of,
    steps_of,
)
from touyan.inspections.rules.findings import TO_MEND, Side, Stage, Standing, open_verbs
from touyan.inspections.rules.moving import (
    VERB_NAMES,
    Parties,
    may_move,
    move_side,
    side_of,
)
from touyan.inspections.rules.words import Severity
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence

FIRST = ("tell", "accept", "plan", "claim", "pass", "uphold", "lapse")
"""The usual next step stands first and is marked."""


@readers
@require_GET
def finding(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The finding with its steps and the moves the viewer can make now."""
    found = finding_by_public_id(public_id, viewer=request.viewer)
    parties = parties_of(found, viewer=request.viewer)
    side = side_of(request.viewer, parties)
    today, questions = legal_day(request.now), asked_in(found.inspection)
    asked = questions.get(found.question)
    matter = found.pick.entry.matter
    filed = OnFile(matter)
    context: dict[str, object] = {
        "room": ROOM,
        "finding": found,
        "inspection": found.inspection,
        "matter": matter,
        "question": question_words(questions, found.question),
        "rule": asked.basis(language()) if asked and asked.basis(language()) else found.rule,
        "part": part_of(asked, matter) if asked else None,
        "named": filed.named_in(found.evidence),
        "chips": chips(found),
        "day": day_of(found, today=today),
        "moves": _moves(request, found, parties),
        "steps": [
            _step(one, found, shown=side is Side.INSPECTION)
            | {"named": filed.named_in(one.evidence)}
            for one in steps_of(found)
        ],
        "earlier": _earlier(request, found),
        "later": list(later_of(found, viewer=request.viewer)),
    }
    return page(request, "desk/findings/finding.html", context)


def _moves(request: DeskRequest, found: Finding, parties: Parties) -> list[dict[str, object]]:
    """What the viewer can do about it now; the actions ask again."""
    standing = Standing(Stage(found.stage), Severity(found.severity), found.answer_by)
    side, today = side_of(request.viewer, parties), legal_day(request.now)
    if side is None:
        return []
    open_ones = {one.verb for one in open_verbs(standing, side=side, today=today)}
    if found.stage in TO_MEND:
        open_ones |= {"ask", "extend"}
    offered = [verb for verb in DEEDS if verb in open_ones
               and may_move(verb, request.viewer, parties)]  # fmt: skip
    return [
        {
            "label": DEEDS[verb].label,
            "url": reverse("finding-move", args=[found.public_id, verb]),
            "first": verb in FIRST,
        }
        for verb in offered
    ]


def _step(step: Any, found: Finding, *, shown: bool) -> dict[str, object]:
    """One step. The inspected office is told by whom in its own house, and of the inspection that
    it was the inspection: who reviewed is not its affair."""
    theirs = move_side(step.verb) is Side.INSPECTION
    who = step.by.get_short_name() if step.by and (shown or not theirs) else ""
    office = found.inspection.organ if theirs else found.organ
    return {
        "at": step.at,
        "title": sentence(Message(VERB_NAMES[step.verb])),
        "who": f"{office.local_short_name} {who}".strip(),
        "text": step.text,
        "evidence": step.evidence,
        "due_on": step.due_on if step.verb not in ("find", "withdraw", "pass", "claim") else None,
        "asked": step.verb == "ask",
    }


def _earlier(request: DeskRequest, found: Finding) -> Finding | None:
    """The earlier finding it repeats, where the viewer may know of it."""
    if found.earlier_id is None:
        return None
    return findings_seen(viewer=request.viewer).filter(pk=found.earlier_id).first()
