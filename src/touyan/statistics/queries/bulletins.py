"""Bulletins, their versions, and the figures their tokens are bound to."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from touyan.kernel.errors import NotVisible
from touyan.organs.models import Organ
from touyan.organs.queries import scope_filter
from touyan.organs.rules.access import Viewer
from touyan.statistics.models import Bulletin as Bulletin
from touyan.statistics.models import BulletinVersion as BulletinVersion
from touyan.statistics.models import FrozenFigure, OwnMeasure
from touyan.statistics.queries.counted import Slice, counts, spread
from touyan.statistics.queries.disclosing import open_beneath, tells_of_few
from touyan.statistics.queries.frozen import figure_of
from touyan.statistics.queries.own import definition
from touyan.statistics.rules.bulletins import Bound, from_data, keys_in
from touyan.statistics.rules.measures import Figure, Measure, Shape, figure, shipped_measures
from touyan.statistics.rules.months import Months


@dataclass(frozen=True)
class Given:
    """A token's figure: as it stands now, or as it was frozen."""

    key: str
    bound: Bound
    organ: Organ
    figure: Figure
    frozen: FrozenFigure | None = None


def bulletins_seen(*, viewer: Viewer) -> QuerySet[Bulletin]:
    """Those of the offices in the viewer's scope, the newest first, with their newest title; of
    the offices above those issued, unless a few people follow from their figures."""
    if not viewer.case_roots:
        return Bulletin.objects.none()
    above = Q(organ__in=viewer.above_and_own_organ_ids, pk__in=open_beneath().values("pk"))
    mine = scope_filter(viewer, "organ__path") | above
    newest = BulletinVersion.objects.filter(bulletin=OuterRef("pk")).order_by("-number")
    told = {name: Subquery(newest.values(name)[:1]) for name in ("title", "issued", "written_at")}
    return Bulletin.objects.filter(mine).select_related("organ").annotate(**told).order_by("-id")


def bulletin_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Bulletin:
    """One of them; NotVisible when absent or hidden alike."""
    found = bulletins_seen(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def versions_of(bulletin: Bulletin) -> QuerySet[BulletinVersion]:
    """The newest first."""
    found = BulletinVersion.objects.filter(bulletin=bulletin)
    return found.select_related("written_by__person").order_by("-number")


def version_numbered(bulletin: Bulletin, number: int) -> BulletinVersion:
    found = versions_of(bulletin).filter(number=number).first()
    if found is None:
        raise NotVisible
    return found


def bound_in(version: BulletinVersion) -> dict[str, Bound]:
    """What each token is bound to, by key, in order."""
    keys = sorted(version.figures, key=int)
    return {key: from_data(version.figures[key]) for key in keys}


def bound_said(version: BulletinVersion) -> dict[str, Bound]:
    """Those the text says."""
    used = keys_in(version.text)
    return {key: one for key, one in bound_in(version).items() if key in used}


def given_in(version: BulletinVersion, *, on: date) -> dict[str, Given]:
    """The figures of a version: those frozen as they were given out, the rest counted now, by the
    definitions of that day."""
    bound = bound_in(version)
    organs = organs_of(bound.values())
    frozen = _frozen(bound.values())
    counted_now = {key: one for key, one in bound.items() if one.frozen not in frozen}
    live = _live(counted_now, organs, on)
    return {
        key: Given(key, one, organs[one.organ], figure_of(frozen[one.frozen]), frozen[one.frozen])
        if one.frozen in frozen
        else Given(key, one, organs[one.organ], live[key])
        for key, one in bound.items()
    }


def few_in(bulletin: Bulletin, bound: Mapping[str, Bound], *, on: date) -> list[str]:
    """The keys of those figures from which a few people would follow for offices beneath."""
    known = _measures({one.measure for one in bound.values()}, on)
    organs = organs_of(bound.values())
    return [
        key
        for key, one in bound.items()
        if tells_of_few(one, known[one.measure], slice_of(one, organs[one.organ]), but=bulletin)
    ]


def slice_of(bound: Bound, organ: Organ) -> Slice:
    """The part of the register it is counted in, now."""
    return Slice(organ, Months(bound.first, bound.last), bound.kind, bound.channel, bound.topic)


def organs_of(bound: Iterable[Bound]) -> dict[str, Organ]:
    codes = {one.organ for one in bound}
    return {one.code: one for one in Organ.objects.filter(code__in=codes)}


def _frozen(bound: Iterable[Bound]) -> dict[str, FrozenFigure]:
    ids = [one.frozen for one in bound if one.frozen]
    if not ids:
        return {}
    found = FrozenFigure.objects.filter(public_id__in=ids).select_related("restated_by")
    return {str(one.public_id): one for one in found}


def _live(bound: Mapping[str, Bound], organs: Mapping[str, Organ], on: date) -> dict[str, Figure]:
    """Figures of one part of the register are counted together."""
    known = _measures({one.measure for one in bound.values()}, on)
    together: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for key, one in bound.items():
        together[one.place].append(key)
    found: dict[str, Figure] = {}
    for keys in together.values():
        measures = {key: known[bound[key].measure] for key in keys}
        first = bound[keys[0]]
        found |= figures_of(measures, slice_of(first, organs[first.organ]))
    return found


def figures_of(measures: Mapping[str, Measure], part: Slice) -> dict[str, Figure]:
    """The figures of several measures of one part, counted together."""
    counted = counts(frozenset().union(*(one.elements for one in measures.values())), part)
    days = {one.counts[0] for one in measures.values() if one.shape is Shape.DAYS}
    took = {element: spread(element, part) for element in days}
    return {
        key: figure(measure, counted, took.get(measure.counts[0]))
        for key, measure in measures.items()
    }


def _measures(codes: set[str], on: date) -> Mapping[str, Measure]:
    """By code; a draft goes on counting by the last definition of a measure that was withdrawn."""
    shipped = shipped_measures()
    if codes <= shipped.keys():
        return shipped
    rows = OwnMeasure.objects.filter(code__in=codes - shipped.keys(), approved_at__isnull=False,
                                     valid_from__lte=on).select_related("organ")  # fmt: skip
    return {**shipped, **{row.code: definition(row) for row in rows.order_by("version")}}
