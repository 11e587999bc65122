"""The editions the viewer may know of, and one of them as it stands."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.desk.editions.access import ROOM, edition_of, making_offices, readers
from touyan.desk.shell import supervision
from touyan.desk.web import DeskRequest, page
from touyan.exemplars.queries.editions import (
    PUBLISHED,
    Edition,
    EditionCase,
    cases_of,
    correction_of,
    deliveries_of,
    listed,
    makes_for,
    recipients_of,
    standing_of,
    steps_of,
    texts_of,
    to_acknowledge,
)
from touyan.exemplars.queries.library import as_it_stands
from touyan.exemplars.rules.edition import edition_digest
from touyan.exemplars.rules.issuing import STEP_NAMES, steps_open
from touyan.exemplars.rules.words import (
    EDITION_STATE_NAMES,
    SECTION_NAMES,
    SECTIONS,
    EditionState,
)
from touyan.kernel.messages import Message, message
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence

PER_PAGE = 50
_TONES = {
    EditionState.DRAFT: "amber",
    EditionState.SUBMITTED: "blue",
    EditionState.APPROVED: "blue",
    EditionState.ISSUED: "green",
    EditionState.WITHDRAWN: "grey",
}


@readers
@require_GET
def editions(request: DeskRequest) -> HttpResponse:
    """What was issued, what the viewer's office puts together, what waits to be acknowledged."""
    found = Paginator(listed(viewer=request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rooms": supervision(request),
        "listed": found,
        "rows": [(one, state_chip(one)) for one in found],
        "waiting": list(to_acknowledge(viewer=request.viewer)[:PER_PAGE]),
        "may_make": bool(making_offices(request.viewer)),
    }
    return page(request, "desk/editions/editions.html", context)


def state_chip(edition: Edition) -> tuple[str, str]:
    """The state in words, and its tone."""
    state = EditionState(edition.state)
    return sentence(Message(EDITION_STATE_NAMES[state])), _TONES[state]


@readers
@require_GET
def edition(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One edition: its cases or its frozen content, who approved it, who has it."""
    found = edition_of(request, public_id)
    cases = list(cases_of(found))
    open_steps = steps_open(request.viewer, standing_of(found))
    waiting = to_acknowledge(viewer=request.viewer).filter(edition=found)
    deliveries = list(deliveries_of(found, viewer=request.viewer))
    context = {
        "room": ROOM,
        "edition": found,
        "state": state_chip(found),
        "open": open_steps,
        "groups": groups_of(found, cases),
        "foreword": as_it_stands(found)["foreword"] if found.content else [],
        "steps": step_lines(found, request.viewer),
        "deliveries": deliveries,
        "arrived": sum(one.received_at is not None for one in deliveries),
        "arrives": waiting.exists(),
        "sends": "deliver" in open_steps and recipients_of(found).exists(),
        "public": found.state in PUBLISHED,
        "correction": _correction(found, request.viewer),
        "checked": edition_digest(found.content) == found.digest if found.digest else None,
        "buttons": buttons(found, open_steps),
    }
    return page(request, "desk/editions/edition.html", context)


def _correction(edition: Edition, viewer: Viewer) -> Edition | None:
    """The edition that takes its place; until that is issued its own office alone knows of it."""
    found = correction_of(edition)
    known = found and (found.state in PUBLISHED or makes_for(edition, viewer=viewer))
    return found if known else None


def step_lines(edition: Edition, viewer: Viewer) -> list[tuple[Any, str]]:
    """Who took which step in whose words: for the office that issues it alone."""
    if not makes_for(edition, viewer=viewer):
        return []
    return [(one, sentence(Message(STEP_NAMES[one.verb]))) for one in steps_of(edition)]


def groups_of(edition: Edition, cases: list[EditionCase]) -> list[tuple[str, list[Any]]]:
    """The cases by group: each with what is frozen of it, or the newest text while it is not."""
    found: dict[str, list[Any]] = {}
    if edition.content:
        rows = iter(cases)
        for group in as_it_stands(edition)["groups"]:
            found[group["title"]] = [(next(rows), _with_parts(text)) for text in group["cases"]]
        return list(found.items())
    texts = texts_of(cases)
    for case in cases:
        version = texts.get(case.exemplar_id)
        title = version.content["title"] if version else _("No text yet")
        found.setdefault(case.group, []).append((case, {"title": title}))
    return list(found.items())


def _with_parts(text: dict[str, Any]) -> dict[str, Any]:
    """The text of a case, with the parts it has under their names, in order."""
    parts = [(message(SECTION_NAMES[part]), text[part]) for part in SECTIONS if text.get(part)]
    return {**text, "parts": parts}


def buttons(edition: Edition, open_steps: list[str]) -> list[tuple[str, str, str]]:
    """The steps that are the viewer's now: words, address, tone."""
    named = (
        ("submit", _("Freeze and put before its approvers"), "primary"),
        ("approve", _("Approve"), "primary"),
        ("issue", _("Issue the edition"), "primary"),
        ("send_back", _("Send back"), ""),
        ("correct", _("Correct the edition"), ""),
        ("withdraw", _("Withdraw the edition"), ""),
    )
    return [
        (label, reverse("edition-step", args=[edition.public_id, verb]), tone)
        for verb, label, tone in named
        if verb in open_steps
    ]
