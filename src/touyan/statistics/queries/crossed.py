"""Elements by one or two dimensions, from the totals kept or, where none are, from the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, F, Func, QuerySet, Sum, TextField, Value
from django.db.models.functions import TruncMonth

from touyan.organs.models import Organ
from touyan.organs.rules.access import steps
from touyan.statistics.models import Fact
from touyan.statistics.queries.counted import (
    FINE_LEVELS,
    Counts,
    Slice,
    by_level,
    facts_in,
    together,
    totals_in,
)
from touyan.statistics.rules.crossing import Dimension

Key = tuple[str, ...]
"""The value of each dimension: an office by its id, a month by its first day."""
FINE = frozenset({Dimension.KIND, Dimension.CHANNEL})


def crossed(
    wanted: Iterable[str], part: Slice, dimensions: Sequence[Dimension], beneath: Sequence[Organ]
) -> dict[Key, Counts]:
    """How often each element was counted in each cell. `beneath`: the offices directly beneath,
    each with all beneath it; what is the office's own stands under its own id."""
    if tuple(dimensions) == (Dimension.LEVEL,):
        return {(str(level),): found for level, found in by_level(wanted, part).items()}
    return together(wanted, part, lambda some, each: _crossed(some, each, dimensions, beneath))


def _crossed(
    wanted: Iterable[str], part: Slice, dimensions: Sequence[Dimension], beneath: Sequence[Organ]
) -> dict[Key, Counts]:
    if _is_kept(part, dimensions, beneath):
        return _of_totals(wanted, part, dimensions, beneath)
    return _of_facts(wanted, part, dimensions, beneath)


def _is_kept(part: Slice, dimensions: Sequence[Dimension], beneath: Sequence[Organ]) -> bool:
    if part.moment is not None or Dimension.LEVEL in dimensions:
        return False
    organs = [part.organ, *(beneath if Dimension.OFFICE in dimensions else [])]
    is_fine = bool(FINE & set(dimensions) or part.kind or part.channel)
    return not is_fine or all(organ.level <= FINE_LEVELS for organ in organs)


def _of_totals(
    wanted: Iterable[str], part: Slice, dimensions: Sequence[Dimension], beneath: Sequence[Organ]
) -> dict[Key, Counts]:
    by_office = Dimension.OFFICE in dimensions
    organs = [part.organ.pk, *(each.pk for each in beneath if by_office)]
    found = totals_in(wanted, part, organs, finest=bool(FINE & set(dimensions)))
    names = ["organ_id" if one is Dimension.OFFICE else one.value for one in dimensions]
    sums: defaultdict[Key, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = found.values_list(*names, "element").annotate(number=Sum("number"))
    for *values, element, number in rows:
        sums[_key(values)][element] += number
        if by_office and values[names.index("organ_id")] != part.organ.pk:
            values[names.index("organ_id")] = part.organ.pk
            sums[_key(values)][element] -= number
    return _positive(sums)


def _of_facts(
    wanted: Iterable[str], part: Slice, dimensions: Sequence[Dimension], beneath: Sequence[Organ]
) -> dict[Key, Counts]:
    known = {str(each.pk) for each in beneath}
    found = _with_dimensions(facts_in(wanted, part).order_by(), part)
    names = [f"by_{one.value}" for one in dimensions]
    sums: defaultdict[Key, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for *values, element, number in found.values_list(*names, "element").annotate(Count("pk")):
        key = list(_key(values))
        if Dimension.OFFICE in dimensions:
            at = list(dimensions).index(Dimension.OFFICE)
            key[at] = key[at] if key[at] in known else str(part.organ.pk)
        sums[tuple(key)][element] += number
    return _positive(sums)


def _with_dimensions(found: QuerySet[Fact], part: Slice) -> QuerySet[Fact]:
    step = Value(len(steps(part.organ.path)) + 2)
    beneath = Func(F("organ__path"), Value("/"), step, function="split_part",
                   output_field=TextField())  # fmt: skip
    return found.annotate(
        by_office=beneath, by_month=TruncMonth("day"), by_kind=F("kind"), by_channel=F("channel"),
        by_level=F("organ__level"),
    )  # fmt: skip


def _key(values: Iterable[Any]) -> Key:
    return tuple(str(value) for value in values)


def _positive(sums: Mapping[Key, Mapping[str, int]]) -> dict[Key, Counts]:
    """Without cells in which nothing is left."""
    kept = {key: {e: n for e, n in found.items() if n} for key, found in sums.items()}
    return {key: found for key, found in kept.items() if found}
