"""Which typical cases and calls a viewer may know of. A wall beats every grant: whoever may not
know of the matter does not learn that it was nominated either."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from touyan.exemplars.models import Call as Call
from touyan.exemplars.models import Exemplar as Exemplar
from touyan.exemplars.rules.running import READERS, Lies
from touyan.exemplars.rules.words import State
from touyan.kernel.errors import NotVisible
from touyan.matters.queries import visible
from touyan.organs.rules.access import Viewer, steps


def exemplars_seen(*, viewer: Viewer) -> QuerySet[Exemplar]:
    """The cases made of matters in the viewer's own scope; what is lent to be read is not."""
    if not viewer.roles & READERS:
        return Exemplar.objects.none()
    found = Exemplar.objects.filter(matter__in=visible(viewer=viewer.acting()))
    return found.select_related(
        "call__organ", "matter__organ", "organ", "at_organ", "selected_by", "created_by__person"
    ).order_by("-id")


def exemplar_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Exemplar:
    """One case; NotVisible when absent or hidden alike."""
    found = exemplars_seen(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def lies_of(exemplar: Exemplar) -> Lies:
    """Where the case lies, for the rules."""
    top = exemplar.call.organ if exemplar.call else exemplar.selected_by
    return Lies(
        State(exemplar.state), exemplar.organ.path, exemplar.at_organ.path,
        top.path if top else "", exemplar.created_by_id,
    )  # fmt: skip


def calls_seen(*, viewer: Viewer) -> QuerySet[Call]:
    """The calls of the viewer's offices, of those above and of those beneath them."""
    if not viewer.roles & READERS:
        return Call.objects.none()
    around = Q(pk__in=[])
    for root in viewer.case_roots:
        around |= Q(organ__path__startswith=root) | Q(organ__in=[int(s) for s in steps(root)])
    found = Call.objects.filter(around).select_related("organ", "created_by__person")
    return found.order_by("-opens_on", "-id")


def call_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Call:
    """One call; NotVisible when absent or hidden alike."""
    found = calls_seen(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found
