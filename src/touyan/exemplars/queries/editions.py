"""Editions of typical cases. Before an edition is issued only the office that issues it knows of
it; afterwards everybody does, and a withdrawal leaves its trace."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from touyan.exemplars.models import (
    Delivery,
    EditionStep,
    Exemplar,
    Objection,
    Version,
)
from touyan.exemplars.models import (
    Edition as Edition,
)
from touyan.exemplars.models import (
    EditionCase as EditionCase,
)
from touyan.exemplars.queries.consenting import is_grounded
from touyan.exemplars.rules.issuing import MAKERS, RECEIVERS, Approval, Standing
from touyan.exemplars.rules.words import EditionState, State
from touyan.kernel.errors import NotVisible
from touyan.matters.queries import visible, walled
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer, steps

PUBLISHED = (EditionState.ISSUED.value, EditionState.WITHDRAWN.value)
_OPEN = [EditionState.DRAFT, EditionState.SUBMITTED, EditionState.APPROVED, EditionState.ISSUED]


def editions_seen(*, viewer: Viewer) -> QuerySet[Edition]:
    """What was issued, and what the viewer's own office puts together; not that, where a wall
    keeps the viewer from the matter of one of its cases."""
    if not viewer.case_roots:
        return Edition.objects.none()
    own = [grant.organ_id for grant in viewer.grants if grant.role in MAKERS]
    behind = EditionCase.objects.filter(
        edition=OuterRef("pk"), exemplar__matter__in=walled(viewer=viewer)
    )
    found = Edition.objects.filter(Q(state__in=PUBLISHED) | Q(organ__in=own) & ~Q(Exists(behind)))
    return found.select_related("organ", "corrects", "created_by__person").order_by("-id")


def edition_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Edition:
    """One edition; NotVisible when absent or hidden alike."""
    found = editions_seen(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def listed(*, viewer: Viewer) -> QuerySet[Edition]:
    """Editions as a list: without their text, with how many cases each has."""
    found = editions_seen(viewer=viewer).defer("content")
    return found.annotate(size=Count("cases"))


def makes_for(edition: Edition, *, viewer: Viewer) -> bool:
    return viewer.holds(MAKERS, organ_path=edition.organ.path)


def steps_of(edition: Edition) -> QuerySet[EditionStep]:
    found = EditionStep.objects.filter(edition=edition).select_related(
        "organ", "by__person", "case"
    )
    return found.order_by("id")


def cases_of(edition: Edition) -> QuerySet[EditionCase]:
    return (
        EditionCase.objects.filter(edition=edition)
        .select_related("exemplar__matter__organ")
        .order_by("position")
    )


def standing_of(edition: Edition) -> Standing:
    """Where it stands, for the rules; approvals given before it was last frozen are void."""
    steps = list(EditionStep.objects.filter(edition=edition).order_by("id"))
    frozen = max((at for at, one in enumerate(steps) if one.verb == "submit"), default=0)
    given = [one for one in steps[frozen:] if one.verb == "approve"]
    return Standing(
        EditionState(edition.state),
        edition.organ.path,
        frozenset(
            one.by_id for one in steps if one.verb in ("make", "compose", "rewrite", "submit")
        ),
        edition.digest,
        tuple(Approval(one.by_id, one.digest) for one in given),
    )


def texts_of(cases: Iterable[EditionCase]) -> dict[int, Version]:
    """The text of each case by the key of its exemplar: the newest there is."""
    found = Version.objects.filter(exemplar__in=[case.exemplar_id for case in cases])
    return {one.exemplar_id: one for one in found.order_by("number")}


def candidates_for(organ: Organ, *, viewer: Viewer) -> QuerySet[Exemplar]:
    """Approved cases the office selected that stand in no edition yet, as far as the viewer may
    know of their matters."""
    placed = EditionCase.objects.filter(exemplar=OuterRef("pk"), edition__state__in=_OPEN)
    return (
        Exemplar.objects.filter(selected_by=organ, state=State.APPROVED.value)
        .filter(matter__in=visible(viewer=viewer.acting()))
        .exclude(Exists(placed))
        .select_related("organ", "matter")
        .order_by("id")
    )


def lacks_ground(exemplar: Exemplar) -> bool:
    """Whether a consent was taken back meanwhile, or an objection waits to be decided."""
    ground = is_grounded(exemplar)
    waiting = Objection.objects.filter(exemplar=exemplar, decided_at__isnull=True).exists()
    return not ground or waiting


def deliveries_of(edition: Edition, *, viewer: Viewer) -> QuerySet[Delivery]:
    """To whom it was sent and who acknowledged it: for the office that sent it all of them, for
    others those of their own offices and of those beneath."""
    found = Delivery.objects.filter(edition=edition)
    if not makes_for(edition, viewer=viewer):
        within = Q(pk__in=[])
        for root in viewer.case_roots:
            within |= Q(organ__path__startswith=root)
        found = found.filter(within)
    return found.select_related("organ", "received_by__person").order_by("organ__code")


def recipients_of(edition: Edition) -> QuerySet[Organ]:
    """To whom it may be sent: the offices directly beneath and those above, and the offices its
    cases come from with those between; not who has it already."""
    path = edition.organ.path
    wanted = Q(parent=edition.organ) | Q(pk__in=[int(step) for step in steps(path)[:-1]])
    for origin in cases_of(edition).values_list("exemplar__organ__path", flat=True):
        wanted |= Q(pk__in=[int(step) for step in steps(origin) if step not in steps(path)])
    had = Delivery.objects.filter(edition=edition).values("organ")
    return Organ.objects.filter(wanted, valid_to__isnull=True).exclude(pk__in=had).order_by("code")


def to_acknowledge(*, viewer: Viewer) -> QuerySet[Delivery]:
    """Editions sent to an office in which the viewer may acknowledge them."""
    here = [grant.organ_id for grant in viewer.grants if grant.role in RECEIVERS]
    found = Delivery.objects.filter(organ__in=here, received_at__isnull=True)
    return found.select_related("edition__organ", "organ").order_by("-id")


def correction_of(edition: Edition) -> Edition | None:
    """The edition that takes its place, or is about to."""
    return Edition.objects.filter(corrects=edition).exclude(state="withdrawn").order_by("id").last()
