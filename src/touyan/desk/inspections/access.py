"""Who may open inspections, and what a viewer may do in one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from touyan.desk.web import DeskRequest
from touyan.inspections.queries import Inspection
from touyan.inspections.queries.plans import inspection_by_public_id
from touyan.inspections.queries.results import is_issued
from touyan.inspections.queries.reviews import reads_reviews
from touyan.inspections.rules.running import DECIDERS, PLANNERS, READERS
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import only
from touyan.organs.queries import Organ, organs_by_id
from touyan.organs.rules.access import Viewer

readers = only(*READERS)
planners = only(*PLANNERS)
deciders = only(*DECIDERS)
ROOM = (gettext_lazy("Inspections"), "inspections")
"""Where the trail of every page of an inspection begins."""


BOTH = 2
"""Reviewers of each matter where agreement can be told."""


@dataclass(frozen=True)
class Rights:
    """What the viewer may do for the office that runs it; the actions ask again."""

    plans: bool
    decides: bool


def rights_in(inspection: Inspection, viewer: Viewer) -> Rights:
    path = inspection.organ.path
    return Rights(
        plans=viewer.holds(PLANNERS, organ_path=path),
        decides=viewer.holds(DECIDERS, organ_path=path),
    )


def inspection_of(request: DeskRequest, public_id: uuid.UUID) -> Inspection:
    """An inspection the viewer may know of; absent and hidden alike are not found."""
    return inspection_by_public_id(public_id, viewer=request.viewer)


def planned_by(request: DeskRequest, public_id: uuid.UUID) -> Inspection:
    """An inspection of an office for which the viewer plans; to others these pages are none."""
    inspection = inspection_of(request, public_id)
    if not rights_in(inspection, request.viewer).plans:
        raise NotVisible
    return inspection


def decided_by(request: DeskRequest, public_id: uuid.UUID) -> Inspection:
    """An inspection of an office for which the viewer decides; to others these pages are none."""
    inspection = inspection_of(request, public_id)
    if not rights_in(inspection, request.viewer).decides:
        raise NotVisible
    return inspection


def planning_offices(viewer: Viewer) -> list[Organ]:
    """The offices in which the viewer may plan an inspection."""
    ids = {grant.organ_id for grant in viewer.grants if grant.role in PLANNERS}
    return sorted(organs_by_id(ids).values(), key=lambda organ: organ.code)


def may_look_again(inspection: Inspection, viewer: Viewer) -> bool:
    """Whether the viewer plans for an office above, which can inspect how this was done."""
    path = inspection.organ.path
    above = {grant.organ_path for grant in viewer.grants if grant.role in PLANNERS} - {path}
    return inspection.drawn_at is not None and any(path.startswith(one) for one in above)


def frame(request: DeskRequest, inspection: Inspection, current: str) -> dict[str, Any]:
    """What surrounds every page of an inspection: itself, the viewer's rights, its pages."""
    rights = rights_in(inspection, request.viewer)
    tabs = [
        {"label": label, "url": reverse(name, args=[inspection.public_id]),
         "current": name == current}
        for name, label in _pages(inspection, rights, request.viewer)
    ]  # fmt: skip
    return {"inspection": inspection, "rights": rights, "pages": tabs, "room": ROOM}


def _pages(inspection: Inspection, rights: Rights, viewer: Viewer) -> Iterable[tuple[str, str]]:
    """Who reviews is known to the office that runs it alone; the results as they come in to it and
    to the offices above, until the circular tells them."""
    yield "inspection", _("Overview")
    if inspection.frozen_at:
        yield "inspection-matters", _("Matters")
    if inspection.drawn_at:
        yield "inspection-progress", _("Progress")
        yield "inspection-findings", _("Problem list")
        above = viewer.holds_above(READERS, organ_path=inspection.organ.path)
        if above:
            yield "inspection-results", _("Results")
        if above or is_issued(inspection):
            yield "inspection-circular", _("Circular")
        may_read = viewer.roles & PLANNERS and reads_reviews(inspection, viewer=viewer)
        if inspection.seats == BOTH and may_read:
            yield "review-agreement", _("Agreement")
    if rights.plans:
        yield "inspection-members", _("Inspectors")
