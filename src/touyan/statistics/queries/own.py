"""Measures offices compose themselves, and which measures there are for an office."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from touyan.kernel.errors import NotVisible
from touyan.organs.models import Organ
from touyan.organs.queries import scope_filter
from touyan.organs.rules.access import Viewer, steps
from touyan.statistics.models import OwnMeasure
from touyan.statistics.rules.measures import Measure, shipped_measures
from touyan.statistics.rules.own import Composed, as_entered, measure_of

Status = OwnMeasure.Status


def measures_for(organ: Organ, *, on: date) -> dict[str, Measure]:
    """Every measure in use for an office: the shipped ones, then those of the office itself and of
    the offices above it. No viewer is asked for: a measure is a definition and tells of nobody."""
    return {**shipped_measures(), **own_measures_for(organ, on=on)}


def own_measures_for(organ: Organ, *, on: date) -> dict[str, Measure]:
    """The newest approved version of each that is valid on the day."""
    found = OwnMeasure.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), organ__in=[int(step) for step in steps(organ.path)],
        status=Status.APPROVED, valid_from__lte=on,
    )  # fmt: skip
    rows = found.select_related("organ").order_by("organ__level", "code", "version")
    return {row.code: definition(row) for row in rows}


def measure_for(code: str, organ: Organ, *, on: date) -> Measure:
    """One of them; NotVisible where the office has no such measure."""
    found = shipped_measures().get(code) or own_measures_for(organ, on=on).get(code)
    if found is None:
        raise NotVisible
    return found


def definition(row: OwnMeasure) -> Measure:
    """The row as a measure."""
    return measure_of(
        composed(row), code=row.code, version=row.version, owner_zh=row.organ.name,
        owner_en=row.organ.name_en or row.organ.name,
    )  # fmt: skip


def composed(row: OwnMeasure) -> Composed:
    """The row as it was entered."""
    return Composed(
        name_zh=row.name_zh, name_en=row.name_en, valid_from=row.valid_from, valid_to=row.valid_to,
        note_zh=row.note_zh, note_en=row.note_en, **as_entered(row.counts, row.of, row.left_out),
    )  # fmt: skip


def own_measures(*, viewer: Viewer) -> QuerySet[OwnMeasure]:
    """Every version the viewer may read: those of the offices in scope, and those in use above."""
    above = Q(organ__in=viewer.above_and_own_organ_ids) & ~Q(status=Status.PROPOSED)
    mine = scope_filter(viewer, "organ__path")
    return (
        OwnMeasure.objects.filter(mine | above if viewer.case_roots else Q(pk__in=[]))
        .select_related("organ", "composed_by__person", "approved_by__person")
        .order_by("organ__level", "organ__code", "code", "-version")
    )


def own_measure_by_id(public_id: uuid.UUID, *, viewer: Viewer) -> OwnMeasure:
    found = own_measures(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found
