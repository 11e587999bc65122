"""Who may open editions of typical cases, and what is theirs to do in one."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from touyan.desk.web import DeskRequest
from touyan.exemplars.queries.editions import Edition, edition_by_public_id
from touyan.exemplars.rules.issuing import MAKERS
from touyan.kernel.gate import only
from touyan.organs.queries import Organ, organs_by_id
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import CASE_ROLES

readers = only(*CASE_ROLES)
makers = only(*MAKERS)
ROOM = (gettext_lazy("Editions of typical cases"), "editions")
"""Where the trail of every page of an edition begins."""


def edition_of(request: DeskRequest, public_id: uuid.UUID) -> Edition:
    """An edition the viewer may know of; absent and hidden alike are not found."""
    return edition_by_public_id(public_id, viewer=request.viewer)


def making_offices(viewer: Viewer) -> list[Organ]:
    """The offices in which the viewer puts editions together."""
    ids = {grant.organ_id for grant in viewer.grants if grant.role in MAKERS}
    return sorted(organs_by_id(ids).values(), key=lambda organ: organ.code)


def trail_of(edition: Edition) -> list[tuple[str, str]]:
    return [(edition.title, reverse("edition", args=[edition.public_id]))]


def address_of(made: Any) -> str:
    return reverse("edition", args=[made.public_id])
