"""Whether a figure, issued for offices beneath to read, tells of a few people: by itself, with what
those offices know themselves, or with what was issued before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, QuerySet

from touyan.organs.models import Organ
from touyan.organs.queries import organs_directly_under
from touyan.organs.rules.access import steps
from touyan.statistics.models import Bulletin, BulletinVersion, FrozenFigure
from touyan.statistics.queries.counted import Slice, by_office
from touyan.statistics.queries.frozen import figure_of
from touyan.statistics.rules.bulletins import Bound
from touyan.statistics.rules.differences import Told, follows_small, is_small
from touyan.statistics.rules.measures import Figure, Measure, figure
from touyan.statistics.rules.months import after
from touyan.statistics.rules.parameters import SMALL_CELL


def tells_of_few(bound: Bound, measure: Measure, part: Slice, *, but: Bulletin) -> bool:
    """`but`: the bulletin it is issued in, whose own figures are of the same moment."""
    found = _figure(measure, part, part.organ)
    return (
        any(is_small(number, small=SMALL_CELL) for number in _numbers(found))
        or _with_own_numbers(measure, part, found)
        or _with_issued(bound, found, part.organ, but=but)
    )


def open_beneath() -> QuerySet[Bulletin]:
    """Issued bulletins of which no figure tells of few."""
    small = Func(F("figures"), function="jsonb_path_exists", output_field=BooleanField(),
                 template="%(function)s(%(expressions)s, '$.*.small ? (@ == true)')")  # fmt: skip
    versions = BulletinVersion.objects.filter(bulletin=OuterRef("pk"), issued=True)
    return Bulletin.objects.filter(Exists(versions.alias(few=small).filter(few=False)))


def _numbers(found: Figure) -> Iterator[int]:
    """Every number the annex says, and the rest of a share."""
    yield found.numerator
    if found.denominator:
        yield from (found.denominator, found.denominator - found.numerator)
    yield from found.left_out.values()


def _with_own_numbers(measure: Measure, part: Slice, found: Figure) -> bool:
    """Taking away what an office beneath counts itself leaves a few. Where it leaves nobody, that
    office's own offices are asked as well."""
    offices = list(organs_directly_under(part.organ))
    while offices:
        counted = by_office(measure.elements, part, offices)
        rests = {each: _rest(measure, found, counted.get(each.pk, {})) for each in offices}
        if any(is_small(one, small=SMALL_CELL) for rest in rests.values() for one in rest):
            return True
        whole = [each for each, rest in rests.items() if found.numerator and not any(rest)]
        offices = list(organs_directly_under(whole[0])) if whole else []
    return False


def _rest(measure: Measure, found: Figure, counted: Mapping[str, int]) -> list[int]:
    """What is left of each number of a figure without those of one office."""
    own = figure(measure, counted)
    left = [number - own.left_out[code] for code, number in found.left_out.items()]
    return [found.numerator - own.numerator, found.denominator - own.denominator, *left]


def _figure(measure: Measure, part: Slice, organ: Organ) -> Figure:
    return figure(measure, by_office(measure.elements, part, [organ]).get(organ.pk, {}))


def _with_issued(bound: Bound, found: Figure, organ: Organ, *, but: Bulletin) -> bool:
    """With the same measure of the same part, issued for this or other months or moments."""
    spans = [(one.first, one.last, figure_of(one)) for one in _issued(bound, organ, but)]
    spans.append((bound.first, bound.last, found))
    if bound.topic:
        spans = [(bound.first, bound.last, each) for _first, _last, each in spans]
    counted = [Told(first, after(last), each.numerator) for first, last, each in spans]
    taken_of = [Told(first, after(last), each.denominator) for first, last, each in spans]
    return any(follows_small(told, small=SMALL_CELL) for told in (counted, taken_of))


def _issued(bound: Bound, organ: Organ, but: Bulletin) -> QuerySet[FrozenFigure]:
    readable = BulletinVersion.objects.filter(
        issued=True, bulletin__organ__in=[int(step) for step in steps(organ.path)]
    ).exclude(bulletin=but)
    ids = set(_ids(readable.values_list("figures", flat=True), bound.measure))
    return FrozenFigure.objects.filter(
        public_id__in=ids, organ=organ, kind=bound.kind, channel=bound.channel, topic=bound.topic
    )


def _ids(kept: Iterable[Mapping[str, Any]], measure: str) -> Iterator[str]:
    for figures in kept:
        yield from (one["frozen"] for one in figures.values() if one["measure"] == measure)
