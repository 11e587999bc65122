"""Which figures the numbers typed in a bulletin could be bound to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from touyan.statistics.models import Bulletin, BulletinVersion
from touyan.statistics.queries.bulletins import (
    Given,
    bound_in,
    figures_of,
    organs_of,
    slice_of,
)
from touyan.statistics.queries.own import measures_for
from touyan.statistics.rules.bulletins import Bound, Which, number_of, numbers_in
from touyan.statistics.rules.measures import Measure
from touyan.statistics.rules.typed import Typed, typed_in

MOST, LISTS = 4, 8
"""Candidates shown of one number; frozen lists looked at beside those the bulletin uses."""


@dataclass(frozen=True)
class Bindable:
    """A number typed by hand, and the figures that say the same now."""

    typed: Typed
    could_be: Sequence[Given]


def bindable(
    bulletin: Bulletin, version: BulletinVersion, topics: Sequence[str], *, on: date
) -> list[Bindable]:
    """The numbers of the newest text a measure could give: of the parts of the register its
    figures are about, then of the office and the period, then of the frozen lists."""
    numbers = list(typed_in(version.text))
    if not numbers:
        return []
    measures = list(measures_for(bulletin.organ, on=on).values())
    given = list(_given(bulletin, version, topics, measures))
    found = [Bindable(one, list(islice(_matching(one, given), MOST))) for one in numbers]
    return [one for one in found if one.could_be]


def _matching(typed: Typed, given: Sequence[Given]) -> Iterator[Given]:
    for one in given:
        number = number_of(one.figure, one.bound.which)
        if typed.could_be(number):
            more = typed.more and isinstance(number, int)
            yield replace(one, bound=replace(one.bound, rounded=more))


def _given(
    bulletin: Bulletin, version: BulletinVersion, topics: Sequence[str],
    measures: Sequence[Measure],
) -> Iterator[Given]:  # fmt: skip
    own = Bound("", Which.FIGURE, bulletin.organ.code, bulletin.first, bulletin.last)
    parts = [replace(one, measure="", which=Which.FIGURE, rounded=False, frozen="")
             for one in bound_in(version).values()]  # fmt: skip
    parts += [own, *(replace(own, topic=topic) for topic in topics[:LISTS])]
    organs = organs_of(parts)
    for part in dict.fromkeys(parts):
        fitting = {one.code: one for one in measures if one.is_topical == bool(part.topic)}
        organ = organs[part.organ]
        counted = figures_of(fitting, slice_of(part, organ))
        for measure in fitting.values():
            found = counted[measure.code]
            for which in numbers_in(measure):
                yield Given("", replace(part, measure=measure.code, which=which), organ, found)
