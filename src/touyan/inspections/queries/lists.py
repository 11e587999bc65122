"""The matters of an inspection as one list, narrowed as asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from touyan.inspections.models import Entry, Inspection, Review
from touyan.inspections.queries.plans import entries_of
from touyan.inspections.queries.progress import of_looking, with_looking
from touyan.inspections.rules.words import Looking, Source
from touyan.matters.queries import visible
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer, steps


@dataclass(frozen=True)
class Asked:
    """What narrows the list; what is empty asks nothing."""

    picked: bool = False
    organ: str = ""
    number: str = ""
    source: Source | None = None
    looking: Looking | None = None
    stratum: str = ""
    reviewer: int | None = None


def narrowed(inspection: Inspection, asked: Asked, *, viewer: Viewer) -> QuerySet[Entry]:
    """The entries asked for, in the order of the list."""
    found = entries_of(inspection, viewer=viewer).filter(_conditions(asked))
    if asked.looking:
        found = with_looking(found, pick="pick__pk").filter(pick__isnull=False)
        found = found.filter(of_looking(asked.looking, inspection))
    return found


def _conditions(asked: Asked) -> Q:
    condition = Q()
    if asked.picked:
        condition &= Q(pick__isnull=False)
    if asked.organ:
        condition &= Q(organ__code=asked.organ) | Q(organ__path__startswith=_path(asked.organ))
    if asked.number:
        condition &= Q(matter__number__contains=asked.number)
    if asked.source:
        condition &= Q(pick__source=asked.source)
    if asked.stratum:
        condition &= Q(stratum=asked.stratum)
    if asked.reviewer:
        given = Review.objects.filter(reviewer=asked.reviewer)
        condition &= Q(pick__in=given.values("pick"))
    return condition


def _path(code: str) -> str:
    found = Organ.objects.filter(code=code).values_list("path", flat=True).first()
    return found or "none"


@dataclass(frozen=True)
class Seated:
    """How far the reviews of one matter are, and who has them."""

    names: tuple[str, ...]
    looking: Looking


def seated(entries: Iterable[Entry], inspection: Inspection) -> dict[int, Seated]:
    """For the entries of a page that are looked at, by entry."""
    held: dict[int, list[Review]] = defaultdict(list)
    rows = Review.objects.filter(pick__entry__in=[one.pk for one in entries])
    for review in rows.select_related("reviewer__person", "pick").order_by("pick", "seat"):
        held[review.pick.entry_id].append(review)
    return {entry: _seated(reviews, inspection) for entry, reviews in held.items()}


def _seated(reviews: list[Review], inspection: Inspection) -> Seated:
    names = tuple(one.reviewer.get_short_name() for one in reviews)
    if len(reviews) < inspection.seats:
        return Seated(names, Looking.UNASSIGNED)
    is_open = any(one.done_at is None for one in reviews)
    return Seated(names, Looking.OPEN if is_open else Looking.REVIEWED)


def offices_in(inspection: Inspection, *, viewer: Viewer) -> tuple[list[Organ], list[Organ]]:
    """The provinces and the offices whose matters are on the list, as far as the viewer sees."""
    seen = Entry.objects.filter(inspection=inspection, matter__in=visible(viewer=viewer))
    offices = list(Organ.objects.filter(pk__in=seen.values("organ").distinct()).order_by("code"))
    above = {int(step) for organ in offices for step in steps(organ.path)}
    provinces = Organ.objects.filter(pk__in=above, level=2).order_by("code")
    return list(provinces), offices
