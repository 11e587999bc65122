"""Inspections, their frozen lists and members, for whoever runs them or is inspected."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet

from touyan.inspections.models import Checklist, Entry, Inspection, Member, Pick
from touyan.inspections.rules.drawing import allocate
from touyan.inspections.rules.frozen import Line, content_digest, digest_of, population_text
from touyan.inspections.rules.sizes import Wanted, size_for
from touyan.inspections.rules.words import Mode, State
from touyan.kernel.errors import NotVisible
from touyan.matters.queries import visible
from touyan.organs.rules.access import Viewer, steps


def inspections_seen(*, viewer: Viewer) -> QuerySet[Inspection]:
    """The inspections of the viewer's offices, of those above and of those beneath them, and those
    the viewer serves in. A plan that is not frozen is seen by its own office alone."""
    around = Q(members__account=viewer.account_id, members__left_at__isnull=True)
    for root in viewer.case_roots:
        above = [int(step) for step in steps(root)]
        around |= Q(organ__path__startswith=root) | Q(organ__in=above)
    own = [grant.organ_id for grant in viewer.grants]
    found = Inspection.objects.filter(
        pk__in=Inspection.objects.filter(around).order_by().values("pk")
    ).exclude(Q(state=State.DRAFT) & ~Q(organ__in=own))
    return found.select_related(
        "organ", "checklist", "created_by__person", "frozen_by__person", "drawn_by__person"
    ).order_by("-starts_on", "-id")


def inspection_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Inspection:
    """One inspection; NotVisible when absent or hidden alike."""
    found = inspections_seen(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def checklists_seen(*, viewer: Viewer) -> QuerySet[Checklist]:
    """The shipped checklists and those of the viewer's offices and of offices above them."""
    above = {int(step) for root in viewer.case_roots for step in steps(root)}
    found = Checklist.objects.filter(Q(organ__isnull=True) | Q(organ__in=above))
    return found.select_related("organ", "published_by__person").order_by("name", "-number", "-id")


def checklist_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Checklist:
    found = checklists_seen(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def entries_of(inspection: Inspection, *, viewer: Viewer) -> QuerySet[Entry]:
    """The frozen list, without the matters the viewer may not know of."""
    found = Entry.objects.filter(inspection=inspection, matter__in=visible(viewer=viewer))
    return found.select_related("matter", "organ", "leader__person", "pick").order_by("ordinal")


def leaders_of(inspection: Inspection) -> dict[str, str]:
    """Who led matters of the frozen list, by their code in its strata."""
    found = Entry.objects.filter(inspection=inspection, leader__isnull=False).order_by()
    pairs = found.values_list("leader", "leader__person__name").distinct()
    return {str(account): name for account, name in pairs}


def picks_of(inspection: Inspection, *, viewer: Viewer) -> QuerySet[Pick]:
    """The matters that are looked at, without those the viewer may not know of."""
    found = Pick.objects.filter(
        entry__inspection=inspection, entry__matter__in=visible(viewer=viewer)
    )
    return found.select_related("entry__matter", "entry__organ").order_by("entry__ordinal")


def members_of(inspection: Inspection) -> QuerySet[Member]:
    """Who serves in it now, and since when."""
    found = Member.objects.filter(inspection=inspection, left_at__isnull=True)
    return (
        found.select_related("account__person")
        .prefetch_related("account__person__posts__organ")
        .order_by("account__person__name_pinyin", "id")
    )


def member_by_id(inspection: Inspection, member_id: int) -> Member:
    """One who serves in it now."""
    found = members_of(inspection).filter(pk=member_id).first()
    if found is None:
        raise NotVisible
    return found


def lines_of(inspection: Inspection) -> Iterator[Line]:
    """The whole frozen list for the digest and the draw, whoever looks."""
    rows = Entry.objects.filter(inspection=inspection).order_by("ordinal")
    for ordinal, matter, number, organ, stratum in rows.values_list(
        "ordinal", "matter__public_id", "matter__number", "organ__code", "stratum"
    ).iterator(chunk_size=5000):
        yield Line(ordinal, str(matter), number, organ, stratum)


def plan_of(inspection: Inspection) -> dict[str, Any]:
    """What of the plan the digest covers: after freezing nothing of it may change unseen."""
    return {
        "name": inspection.name,
        "basis": inspection.basis,
        "organ": inspection.organ.code,
        "scope": inspection.scope,
        "from": inspection.starts_on.isoformat(),
        "until": inspection.ends_on.isoformat(),
        "checklist": str(inspection.checklist.public_id),
        "checklist_digest": content_digest(inspection.checklist.content),
        "mode": inspection.mode,
        "strata": inspection.strata,
        "seats": inspection.seats,
        "margin": None if inspection.margin is None else f"{inspection.margin:.1f}",
        "confidence": inspection.confidence,
        "number_source": inspection.number_source,
        "number_on": inspection.number_on.isoformat() if inspection.number_on else None,
        "previous": str(inspection.previous.public_id) if inspection.previous else None,
        "looks_at": str(inspection.looks_at.public_id) if inspection.looks_at else None,
    }


def text_of(inspection: Inspection) -> str:
    """The frozen list as text; its digest must be the one kept at freezing."""
    if inspection.frozen_at is None:
        raise NotVisible
    return population_text(
        inspection=str(inspection.public_id),
        frozen_at=inspection.frozen_at,
        plan=plan_of(inspection),
        lines=lines_of(inspection),
    )


def is_unchanged(inspection: Inspection) -> bool:
    """Whether the plan and its list are still what was frozen."""
    return digest_of(text_of(inspection)) == inspection.digest


def strata_of(inspection: Inspection) -> dict[str, int]:
    """How many matters of the frozen list each stratum holds."""
    found = Entry.objects.filter(inspection=inspection).order_by().values("stratum")
    return dict(found.annotate(held=Count("pk")).values_list("stratum", "held"))


def sizes_of(inspection: Inspection) -> dict[str, int]:
    """How many matters are drawn of each stratum; of the whole list where it is not divided."""
    strata = strata_of(inspection)
    if inspection.mode == Mode.FULL:
        return strata
    wanted = Wanted(float(inspection.margin or 0), inspection.confidence)
    size = size_for(wanted, sum(strata.values()))
    return allocate(strata, size) if inspection.mode == Mode.STRATIFIED else {"": size}


def sees_whole(inspection: Inspection, *, viewer: Viewer) -> bool:
    """Whether the viewer may know of every matter of the frozen list."""
    entries = Entry.objects.filter(inspection=inspection)
    return not entries.exclude(matter__in=visible(viewer=viewer)).exists()


def entry_of_matter(inspection: Inspection, matter_id: uuid.UUID, *, viewer: Viewer) -> Entry:
    """One matter of the frozen list the viewer may know of."""
    found = entries_of(inspection, viewer=viewer).filter(matter__public_id=matter_id).first()
    if found is None:
        raise NotVisible
    return found


def rounds_of(inspection: Inspection, *, viewer: Viewer) -> list[Inspection]:
    """The rounds before and after it, and what looks at it or is looked at, as far as seen."""
    near = Q(next_rounds=inspection.pk) | Q(previous=inspection.pk)
    near |= Q(looked_at_by=inspection.pk) | Q(looks_at=inspection.pk)
    return list(inspections_seen(viewer=viewer).filter(near).distinct())
