"""Who may open nominations and calls for them, and what is theirs to do."""

from __future__ import annotations

import uuid
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from touyan.desk.web import DeskRequest
from touyan.exemplars.queries.access import (
    Call,
    Exemplar,
    call_by_public_id,
    exemplar_by_public_id,
)
from touyan.exemplars.rules.running import CALLERS, READERS, WRITERS
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import only
from touyan.organs.queries import Organ, organs_by_id
from touyan.organs.rules.access import Viewer

readers = only(*READERS)
callers = only(*CALLERS)
writers = only(*WRITERS)
CALLS = (gettext_lazy("Calls for typical cases"), "exemplar-calls")
"""Where the trail of every page of a call begins."""
CASES = (gettext_lazy("Nominations"), "exemplars")
"""Where the trail of every page of a nomination begins."""


def call_of(request: DeskRequest, public_id: uuid.UUID) -> Call:
    """A call the viewer may know of; absent and hidden alike are not found."""
    return call_by_public_id(public_id, viewer=request.viewer)


def own_call(request: DeskRequest, public_id: uuid.UUID) -> Call:
    """A call of the viewer's own office that still runs; whoever may not change it finds none."""
    found = call_of(request, public_id)
    if not runs(found, request.viewer):
        raise NotVisible
    return found


def runs(call: Call, viewer: Viewer) -> bool:
    """Whether the call still runs and is the viewer's to see to."""
    return call.closed_at is None and viewer.holds(CALLERS, organ_path=call.organ.path)


def calling_offices(viewer: Viewer) -> list[Organ]:
    """The offices in whose name the viewer calls for cases."""
    ids = {grant.organ_id for grant in viewer.grants if grant.role in CALLERS}
    return sorted(organs_by_id(ids).values(), key=lambda organ: organ.code)


def exemplar_of(request: DeskRequest, public_id: uuid.UUID) -> Exemplar:
    """A nomination the viewer may know of; absent and hidden alike are not found."""
    return exemplar_by_public_id(public_id, viewer=request.viewer)


def exemplar_url(exemplar: Exemplar) -> str:
    return reverse("exemplar", args=[exemplar.public_id])


def exemplar_trail(exemplar: Exemplar) -> list[tuple[str, str]]:
    return [(exemplar.matter.number, exemplar_url(exemplar))]


def call_url(call: Call) -> str:
    return reverse("exemplar-call", args=[call.public_id])


def call_trail(call: Call) -> list[tuple[str, str]]:
    return [(call.title, call_url(call))]


def call_chip(call: Call, today: date) -> tuple[str, str]:
    """Whether it takes nominations today, in words, and its tone."""
    if call.closed_at or call.closes_on < today:
        return _("Call closed"), "grey"
    if call.opens_on > today:
        return _("Opens later"), "amber"
    return _("Takes nominations"), "green"
