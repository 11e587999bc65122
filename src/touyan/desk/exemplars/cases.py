"""Nominations as lists, and one of them with its way, its text and what each office said."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.desk.exemplars.access import CASES, exemplar_of, readers
from touyan.desk.exemplars.bias import bias_of
from touyan.desk.exemplars.consent import consent_context
from touyan.desk.exemplars.steps import buttons_of
from touyan.desk.exemplars.words import state_chip, what_words
from touyan.desk.shell import supervision
from touyan.desk.web import DeskRequest, page
from touyan.exemplars.queries.access import Exemplar, exemplars_seen, lies_of
from touyan.exemplars.queries.file import Version, levels_of, newest_version, steps_of
from touyan.exemplars.queries.lists import before_my_office, mine, titled
from touyan.exemplars.rules.running import VERB_NAMES, may_write
from touyan.exemplars.rules.words import SECTION_NAMES, SECTIONS
from touyan.kernel.messages import Message, message
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence

PER_PAGE = 50
VIEWS = {"waiting": before_my_office, "mine": mine, "all": exemplars_seen}


@readers
@require_GET
def exemplars(request: DeskRequest) -> HttpResponse:
    """What waits for one's office, one's own, and all one may know of; withdrawn ones stay."""
    shown = request.GET.get("show", "")
    shown = shown if shown in VIEWS else _first_with_any(request.viewer)
    listed = Paginator(titled(VIEWS[shown](viewer=request.viewer)), PER_PAGE)
    found = listed.get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "rooms": supervision(request),
        "views": _views(shown),
        "listed": found,
        "rows": [(one, what_words(one), state_chip(one)) for one in found],
    }
    return page(request, "desk/exemplars/exemplars.html", context)


def _first_with_any(viewer: Viewer) -> str:
    """Where nothing waits for one's office, one's own are shown, and else all there are."""
    some = (name for name in ("waiting", "mine") if VIEWS[name](viewer=viewer).exists())
    return next(some, "all")


def _views(shown: str) -> list[dict[str, object]]:
    names = {"waiting": _("Before my office"), "mine": _("My own"), "all": _("All")}
    url = reverse("exemplars")
    return [
        {"label": label, "url": f"{url}?show={name}", "current": name == shown}
        for name, label in names.items()
    ]


@readers
@require_GET
def exemplar(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Where it lies, who said what, its newest text, and what is to be done."""
    found = exemplar_of(request, public_id)
    version = newest_version(found)
    context = {
        "room": CASES,
        "exemplar": found,
        "state": state_chip(found),
        "what": what_words(found),
        "bias": bias_of(
            found.call, organ=found.at_organ, kind=found.matter.kind, viewer=request.viewer
        ),
        "version": version,
        "parts": parts_of(version),
        "levels": levels_of(found, version=version),
        "steps": step_lines(found),
        "buttons": buttons_of(found, request.viewer),
        "may_write": may_write(request.viewer, lies_of(found)),
        **consent_context(found, request.viewer),
    }
    return page(request, "desk/exemplars/exemplar.html", context)


def step_lines(found: Exemplar) -> list[tuple[Any, str]]:
    """Who took which step, for which office, in whose words."""
    return [(one, sentence(Message(VERB_NAMES[one.verb]))) for one in steps_of(found)]


def parts_of(version: Version | None) -> list[tuple[object, list[str]]]:
    """The parts the text has under their names, in order."""
    content = version.content if version else {}
    return [
        (message(SECTION_NAMES[part]), [each["text"] for each in content[part]])
        for part in SECTIONS
        if content.get(part)
    ]
