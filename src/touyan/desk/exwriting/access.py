"""Who may open the text of a case, and what every page of it shows around it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.exemplars.access import exemplar_of
from touyan.desk.web import DeskRequest, refuse, say
from touyan.exemplars.queries.access import Exemplar, lies_of
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.writing import Version
from touyan.exemplars.rules.running import may_write
from touyan.kernel.errors import NotVisible, Refused

Words = str | Callable[[Any], str]


def writable(request: DeskRequest, public_id: uuid.UUID) -> Exemplar:
    """A case the viewer writes on now; to whoever does not there is no such page."""
    found = exemplar_of(request, public_id)
    if not writes(request, found):
        raise NotVisible
    return found


def writes(request: DeskRequest, exemplar: Exemplar) -> bool:
    return may_write(request.viewer, lies_of(exemplar))


def editor_url(exemplar: Exemplar) -> str:
    return reverse("exemplar-write", args=[exemplar.public_id])


def told(request: DeskRequest, act: Callable[[], Any], words: Words) -> None:
    """Do it and say so, in words that may depend on what came of it; a refusal is said on the next
    page."""
    try:
        came = act()
    except Refused as refused:
        refuse(request, refused)
    else:
        say(request, words(came) if callable(words) else words)


def title_of(version: Version | None) -> str:
    return (version.content["title"] if version else "") or _("No text yet")


def frame(request: DeskRequest, exemplar: Exemplar) -> dict[str, object]:
    """What all pages of one text share: the case, its newest text, the pages beside this one."""
    version = newest_version(exemplar)
    return {
        "exemplar": exemplar,
        "version": version,
        "headline": title_of(version),
        "may_write": writes(request, exemplar),
        "rooms": _rooms(request, exemplar),
    }


def _rooms(request: DeskRequest, exemplar: Exemplar) -> list[dict[str, object]]:
    names = [
        (_("Text"), "exemplar-write"),
        (_("Anonymisation and gate"), "exemplar-checks"),
        (_("Versions"), "exemplar-versions"),
    ]
    return [
        {"label": label, "url": url, "current": request.path == url}
        for label, name in names
        for url in [reverse(name, args=[exemplar.public_id])]
    ]
