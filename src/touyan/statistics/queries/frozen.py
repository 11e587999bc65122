"""Frozen figures, and whether the facts still prove them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Collate

from touyan.kernel.errors import NotVisible
from touyan.organs.queries import scope_filter
from touyan.organs.rules.access import Viewer
from touyan.statistics.models import FrozenFigure
from touyan.statistics.queries.counted import Slice, facts_in
from touyan.statistics.rules.freezing import Line, list_digest
from touyan.statistics.rules.measures import Figure, Measure, figure, measure_from
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.narrowing import by_width

CHUNK = 5_000


@dataclass(frozen=True)
class Reckoned:
    """A figure counted fact by fact, with the digest of the list."""

    figure: Figure
    digest: str


@dataclass(frozen=True)
class Proof:
    """A frozen figure counted once more as of its moment: the number and the list, each."""

    now: Reckoned
    same_number: bool
    same_list: bool

    @property
    def holds(self) -> bool:
        return self.same_number and self.same_list


def frozen_figures(*, viewer: Viewer) -> QuerySet[FrozenFigure]:
    """Those of the offices in the viewer's scope, the newest first."""
    if not viewer.case_roots:
        return FrozenFigure.objects.none()
    return (
        FrozenFigure.objects.filter(scope_filter(viewer, "organ__path"))
        .select_related("organ", "frozen_by__person")
        .order_by("-id")
    )


def frozen_by_id(public_id: uuid.UUID, *, viewer: Viewer) -> FrozenFigure:
    found = frozen_figures(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def history(frozen: FrozenFigure) -> list[FrozenFigure]:
    """The figure with what it restates and what restates it, the oldest first."""
    chain = [frozen]
    while chain[0].restates_id:
        chain.insert(0, _near(pk=chain[0].restates_id))
    while following := FrozenFigure.objects.filter(restates=chain[-1]).first():
        chain.append(following)
    return chain


def _near(**found: object) -> FrozenFigure:
    return FrozenFigure.objects.select_related("frozen_by__person").get(**found)


def definition_of(frozen: FrozenFigure) -> Measure:
    """The measure as it was when the figure was frozen."""
    return measure_from(frozen.definition)


def part_of(frozen: FrozenFigure) -> Slice:
    """The part of the register it counts, as of its moment."""
    return Slice(
        frozen.organ, Months(frozen.first, frozen.last), frozen.kind, frozen.channel,
        frozen.topic, frozen.as_of,
    )  # fmt: skip


def figure_of(frozen: FrozenFigure) -> Figure:
    """The figure as it was given out."""
    return Figure(
        definition_of(frozen), frozen.numerator, frozen.denominator, dict(frozen.left_out),
        frozen.median, frozen.ninetieth,
    )  # fmt: skip


def proof(frozen: FrozenFigure) -> Proof:
    """Count it once more, as of its moment and by its own definition."""
    now = reckon(definition_of(frozen), part_of(frozen))
    return Proof(now, now.figure == figure_of(frozen), now.digest == frozen.digest)


def reckon(measure: Measure, part: Slice) -> Reckoned:
    """The figure and the digest of its list, from the facts one by one."""
    counted: Counter[str] = Counter()
    took: Counter[int] = Counter()
    digest = list_digest(_lines(measure, part, counted, took))
    return Reckoned(figure(measure, counted, took), digest)


def lines_of(wanted: Iterable[str], part: Slice) -> Iterator[Line]:
    """Every fact once, in one order on every machine: what digests are made over."""
    for element, key, days, _kind, _channel in _facts(wanted, part):
        yield element, key, days


def _facts(wanted: Iterable[str], part: Slice) -> Iterator[tuple[str, str, int | None, str, str]]:
    facts = facts_in(wanted, part).order_by(Collate("element", "C"), Collate("key", "C"), "id")
    told = facts.values_list("element", "key", "amount", "kind", "channel")
    yield from told.iterator(chunk_size=CHUNK)


def _lines(
    measure: Measure, part: Slice, counted: Counter[str], took: Counter[int]
) -> Iterator[Line]:
    """The lines, counted on their way with their days."""
    widths = by_width(measure.elements)
    for element, key, days, kind, channel in _facts(measure.elements, part):
        counted.update(
            names[element]
            for to, names in widths.items()
            if element in names and to.holds(kind=kind, channel=channel)
        )
        if days is not None:
            took[days] += 1
        yield element, key, days


def as_record(measure: Measure) -> Mapping[str, object]:
    """The definition as it is kept."""
    return {**measure.__dict__, "shape": measure.shape.value}
