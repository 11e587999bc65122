"""The very things a figure counts, as far as the viewer may know of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet

from touyan.desk.counting import CappedPaginator
from touyan.desk.figures import words
from touyan.intake.queries import visible_petitions
from touyan.matters.queries import visible
from touyan.organs.rules.access import Viewer
from touyan.statistics.queries.counted import Slice, facts_in
from touyan.statistics.rules.measures import Measure

PER_PAGE = 50


@dataclass(frozen=True)
class Listed:
    """One page of what was counted: each fact with its matter or its petition."""

    page: Page[Any]
    total: str
    facts: list[tuple[Any, Any, str]]


def elements_of(measure: Measure, which: str) -> tuple[str, ...] | None:
    """What a part of the figure counts; None where the measure has no such part."""
    named = {"counts": measure.counts, "of": measure.of}
    if which in named:
        return named[which]
    return (which,) if which in measure.elements else None


def listed(
    wanted: tuple[str, ...],
    part: Slice,
    *,
    viewer: Viewer,
    page: str | None,
    alone: bool = False,
    level: str = "",
) -> Listed:
    """The facts on one page; those of matters and petitions hidden from the viewer are left out.
    `alone`: the office's own, without those beneath it; `level`: of the offices of one level."""
    facts = facts_in(wanted, part)
    facts = facts.filter(organ=part.organ) if alone else facts
    facts = facts.filter(organ__level=int(level)) if level.isdecimal() else facts
    pages = CappedPaginator(_open_to(facts, viewer), PER_PAGE)
    shown = pages.get_page(page)
    rows = list(shown)
    matters = _by_id(visible(viewer=viewer), [one.matter_id for one in rows if not one.petition_id])
    petitions = _by_id(visible_petitions(viewer=viewer), [one.petition_id for one in rows])
    return Listed(
        shown,
        pages.total,
        [
            (one, petitions.get(one.petition_id) or matters.get(one.matter_id),
             words.element_name(one.element))
            for one in rows
        ],
    )  # fmt: skip


def _open_to(facts: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    of_matter = Q(petition_id=None, matter_id__in=visible(viewer=viewer).values("pk"))
    of_petition = Q(petition_id__in=visible_petitions(viewer=viewer).values("pk"))
    return facts.filter(of_matter | of_petition)


def _by_id(found: QuerySet[Any], ids: list[int]) -> Mapping[int, Any]:
    return {one.pk: one for one in found.filter(pk__in=ids).select_related("organ")}
