"""The library as the staff reads it: the public one, and before it the frozen cases of the editions
the viewer's own office has not issued yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Exists, F, OuterRef, QuerySet

from touyan.exemplars.models import Edition, EditionCase
from touyan.exemplars.queries.editions import PUBLISHED, editions_seen
from touyan.exemplars.queries.library import (
    Published,
    Wanted,
    answering,
    choices_among,
)
from touyan.exemplars.rules.words import EditionState
from touyan.organs.rules.access import Viewer

_FROZEN = (
    EditionState.SUBMITTED.value,
    EditionState.APPROVED.value,
    EditionState.ISSUED.value,
)


def cases_read(*, viewer: Viewer) -> QuerySet[EditionCase]:
    """Cases whose text is frozen, in editions the viewer may know of; neither withdrawn nor
    replaced. What is not issued yet stands first."""
    newer = Edition.objects.filter(corrects=OuterRef("edition"), state__in=PUBLISHED)
    return (
        EditionCase.objects.filter(edition__in=_frozen(viewer), withdrawn_at__isnull=True)
        .exclude(Exists(newer))
        .order_by(F("edition__issued_on").desc(nulls_first=True), "-edition", "position")
    )


def _frozen(viewer: Viewer) -> QuerySet[Edition]:
    return editions_seen(viewer=viewer).filter(state__in=_FROZEN).order_by("-id")


def found_by_staff(wanted: Wanted, *, viewer: Viewer) -> list[Published]:
    """The cases the viewer may read that answer."""
    return answering(cases_read(viewer=viewer), _frozen(viewer), wanted)


def choices_of_staff(*, viewer: Viewer) -> Mapping[str, Sequence[str]]:
    """What there is to choose from among them."""
    return choices_among(cases_read(viewer=viewer))
