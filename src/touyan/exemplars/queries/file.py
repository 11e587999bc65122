"""The file of one case the caller has found visible: its steps, its grounds, its newest text."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from touyan.exemplars.models import Asking, Exemplar, Ground, Objection, Step
from touyan.exemplars.models import Version as Version
from touyan.exemplars.queries.access import exemplars_seen
from touyan.exemplars.queries.consenting import is_grounded as is_grounded
from touyan.exemplars.rules.running import Opinion, approved_up_to
from touyan.kernel.errors import NotVisible
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer, steps


def steps_of(exemplar: Exemplar) -> QuerySet[Step]:
    return (
        Step.objects.filter(exemplar=exemplar).select_related("organ", "by__person").order_by("id")
    )


def grounds_of(exemplar: Exemplar) -> QuerySet[Ground]:
    return (
        Ground.objects.filter(exemplar=exemplar)
        .select_related("by__person", "revoked_by__person")
        .order_by("id")
    )


def askings_of(exemplar: Exemplar) -> QuerySet[Asking]:
    """When the petitioner was asked, and what the answer was."""
    return Asking.objects.filter(exemplar=exemplar).select_related("by__person").order_by("id")


def objections_of(exemplar: Exemplar) -> QuerySet[Objection]:
    return (
        Objection.objects.filter(exemplar=exemplar)
        .select_related("received_by__person", "decided_by__person")
        .order_by("id")
    )


def newest_version(exemplar: Exemplar) -> Version | None:
    """The text as it stands."""
    found = Version.objects.filter(exemplar=exemplar).select_related("by__person")
    return found.order_by("-number").first()


def writers_of(exemplar: Exemplar) -> set[int | None]:
    """Everybody who saved a version of the text."""
    return set(Version.objects.filter(exemplar=exemplar).values_list("by", flat=True))


def undecided_objections(exemplar: Exemplar) -> int:
    return Objection.objects.filter(exemplar=exemplar, decided_at__isnull=True).count()


def may_stand(exemplar: Exemplar) -> bool:
    """Whether the case may be published as far as the petitioner is concerned."""
    return is_grounded(exemplar) and not undecided_objections(exemplar)


def exemplar_of(
    public_id: uuid.UUID, *, kind: type[Ground] | type[Objection], viewer: Viewer
) -> Exemplar:
    """The case whose ground or objection this is, as far as the viewer may know of it."""
    row = kind.objects.filter(public_id=public_id).values("exemplar")
    found = exemplars_seen(viewer=viewer).filter(pk__in=row).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class Level:
    """An office that approves the text, and the approval that stands."""

    organ: Organ
    step: Step | None
    is_next: bool


def levels_of(exemplar: Exemplar, *, version: Version | None) -> list[Level]:
    """The offices from the one that nominated up to the one that selected, with what each said of
    the newest text; empty while nobody has selected the case."""
    if exemplar.selected_by is None:
        return []
    given = steps_of(exemplar).filter(verb="approve")
    said = {one.organ_id: one for one in given if version and one.content_digest == version.digest}
    chain = [int(step) for step in steps(exemplar.organ.path)]
    top = len(steps(exemplar.selected_by.path)) - 1
    organs = Organ.objects.filter(Q(pk__in=chain[top:])).order_by("-level")
    is_open = exemplar.state == "submitted"
    return [
        Level(organ, said.get(organ.pk), is_open and organ.pk == exemplar.at_organ_id)
        for organ in organs
    ]


def standing_approvals(exemplar: Exemplar, *, digest: str) -> list[str]:
    """Paths of the offices whose approval of this very text stands."""
    given = Step.objects.filter(exemplar=exemplar, verb="approve").select_related("organ")
    return approved_up_to(
        (Opinion(one.organ.path, one.content_digest) for one in given), digest=digest
    )
