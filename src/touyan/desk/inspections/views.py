"""The inspections the viewer may know of, and one of them with its steps."""

from __future__ import annotations

import uuid
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.desk.figures.asking import READERS
from touyan.desk.inspections.access import frame, inspection_of, may_look_again, readers
from touyan.desk.inspections.figures import figures_of, looking_name
from touyan.desk.inspections.plans import explained
from touyan.desk.inspections.progress import watched
from touyan.desk.shell import supervision
from touyan.desk.web import DeskRequest, page
from touyan.inspections.queries import Inspection
from touyan.inspections.queries.plans import (
    inspections_seen,
    is_unchanged,
    rounds_of,
    sees_whole,
    strata_of,
)
from touyan.inspections.rules.running import PLANNERS, REVIEWERS
from touyan.inspections.rules.scope import in_words
from touyan.inspections.rules.sizes import Wanted, told_size
from touyan.inspections.rules.words import (
    MODE_NAMES,
    STATE_NAMES,
    STRATUM_NAMES,
    Looking,
    Mode,
    State,
)
from touyan.inspections.rules.words import Stratum as Dividing
from touyan.kernel.messages import Message
from touyan.ui.sentences import joined, sentence

PER_PAGE = 50
_TONES = {State.DRAFT: "amber", State.FROZEN: "blue", State.DRAWN: "blue", State.ENDED: "grey"}


@readers
@require_GET
def inspections(request: DeskRequest) -> HttpResponse:
    """The inspections of the viewer's offices and of those above and beneath them."""
    listed = Paginator(inspections_seen(viewer=request.viewer), PER_PAGE)
    found = listed.get_page(request.GET.get("page"))
    context = {
        "rooms": supervision(request),
        "listed": found,
        "rows": [(one, state_chip(one), mode_words(one)) for one in found],
        "may_plan": bool(request.viewer.roles & PLANNERS),
        "may_review": bool(request.viewer.roles & REVIEWERS),
    }
    return page(request, "desk/inspections/inspections.html", context)


def state_chip(inspection: Inspection) -> tuple[str, str]:
    """The state in words, and its tone."""
    state = State(inspection.state)
    return sentence(Message(STATE_NAMES[state])), _TONES[state]


def mode_words(inspection: Inspection) -> str:
    return sentence(Message(MODE_NAMES[Mode(inspection.mode)]))


@readers
@require_GET
def inspection(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One inspection: what it rests on, where it stands, what comes next."""
    found = inspection_of(request, public_id)
    whole = found.frozen_at is not None and sees_whole(found, viewer=request.viewer)
    around = frame(request, found, "inspection")
    context: dict[str, object] = {
        **around,
        "state": state_chip(found),
        "looks_again": may_look_again(found, request.viewer),
        "steps": steps_of(found),
        "scope": in_words(found.scope),
        "facts": plan_lines(found, whole=whole),
        "rounds": rounds_of(found, viewer=request.viewer),
        **watched(found, around["rights"]),
        "whole": whole,
        "counted_url": _counted(request, found) if found.frozen_at else "",
        "checked": is_unchanged(found) if found.frozen_at and request.GET.get("check") else None,
    }
    if not found.frozen_at:
        context |= explained(request, found.scope, found.organ, looks_at=found.looks_at)
        context["drawn"] = size_words(found, context["number"])
    if found.drawn_at:
        context["figures"] = figures = figures_of(found, viewer=request.viewer)
        lacking = looking_name(Looking.UNASSIGNED)
        context["short"] = any(one.value for one in figures if one.label == lacking)
    return page(request, "desk/inspections/inspection.html", context)


def _counted(request: DeskRequest, found: Inspection) -> str:
    """Where the figures of the list are counted, and can be frozen; empty for who reads none."""
    if not request.viewer.roles & READERS or not request.viewer.in_scope(found.organ.path):
        return ""
    asked = urlencode({"organ": found.organ.code, "topic": f"inspection:{found.public_id}"})
    return f"{reverse('figure', args=['inspection_reviewed'])}?{asked}"


def steps_of(inspection: Inspection) -> list[dict[str, object]]:
    """Planned, frozen, drawn, reviewed, ended; each with its day once it is done."""
    done: list[tuple[str, datetime | None]] = [
        (_("Planned"), inspection.created_at),
        (_("List frozen"), inspection.frozen_at),
        (_("Drawn"), inspection.drawn_at),
        (_("Reviewing"), inspection.ended_at),
        (_("Ended"), inspection.ended_at),
    ]
    current = next((place for place, (_l, at) in enumerate(done) if at is None), len(done))
    return [
        {"label": label, "at": at,
         "state": "done" if at else "current" if place == current else "next"}
        for place, (label, at) in enumerate(done)
    ]  # fmt: skip


def size_words(inspection: Inspection, population: object) -> Message | None:
    """What the margin means for a list of this size; nothing for a full check."""
    if inspection.mode == Mode.FULL or inspection.margin is None:
        return None
    wanted = Wanted(float(inspection.margin), inspection.confidence)
    return told_size(wanted, int(str(population)))


def plan_lines(inspection: Inspection, *, whole: bool) -> list[tuple[object, object]]:
    """What the plan says, as pairs of names and words; how long the list is only to whoever may
    know of every matter on it."""
    period = f"{inspection.starts_on:%Y-%m-%d} – {inspection.ends_on:%Y-%m-%d}"
    two = _("Two, independently; a third settles what they answered apart")
    return [
        (_("Office that runs it"), inspection.organ.local_name),
        (_("Basis"), inspection.basis),
        (_("Period"), period),
        (_("Which of them are looked at"), mode_words(inspection)),
        *_sampling_lines(inspection, whole=whole),
        (_("Reviewers of each matter"), two if inspection.seats == 2 else _("One")),
    ]


def _sampling_lines(inspection: Inspection, *, whole: bool) -> list[tuple[object, object]]:
    if inspection.mode == Mode.FULL:
        return []
    divided = joined(Message(STRATUM_NAMES[Dividing(one)]) for one in inspection.strata)
    number = f"{inspection.number_source} ({inspection.number_on:%Y-%m-%d})"
    lines: list[tuple[object, object]] = [(_("Divided by"), divided)] if divided else []
    if inspection.size and whole:
        lines.append((_("Size"), sentence(size_words(inspection, inspection.size))))
        if divided:
            lines.append((_("Strata"), len(strata_of(inspection))))
    return [*lines, (_("Public number the draw rests on"), number)]


def trail_of(inspection: Inspection) -> list[tuple[str, str]]:
    """The page of the inspection, for the trail of what is done in it."""
    return [(inspection.name, reverse("inspection", args=[inspection.public_id]))]
