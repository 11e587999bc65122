"""How often elements were counted: from the totals kept, or, as of a past moment, from facts.

No viewer is asked for here: every figure of an office is the same for everyone it is open to. What
somebody of an office is kept from is counted by the office above, see `statements/fresh.sql`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from touyan.organs.models import Organ
from touyan.statistics.models import Fact, Followed, Spread, Total
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.narrowing import by_width

Counts = Mapping[str, int]
Key = TypeVar("Key")
FINE_LEVELS = 2
"""Levels of offices whose totals are kept by kind and channel, see `statements/total_rows.sql`."""


@dataclass(frozen=True)
class Slice:
    """Which part of the register: an office and all beneath it, some months, and, where given, one
    kind, one channel, one frozen list; `moment` for a figure as of the past."""

    organ: Organ
    months: Months
    kind: str = ""
    channel: str = ""
    topic: str = ""
    moment: datetime | None = None

    @property
    def is_kept(self) -> bool:
        """Whether totals are kept of it: of the past none are, by kind only high up."""
        fine = bool(self.kind or self.channel)
        return self.moment is None and (not fine or self.organ.level <= FINE_LEVELS)

    def of(self, **changes: Any) -> Slice:
        return replace(self, **changes)


def counts(wanted: Iterable[str], part: Slice) -> Counts:
    """How often each element was counted in all the months together."""
    sums: defaultdict[str, int] = defaultdict(int)
    for element, _month, number in by_month(wanted, part):
        sums[element] += number
    return sums


def apart(wanted: Iterable[str], part: Slice) -> Iterator[tuple[Slice, Mapping[str, str]]]:
    """Elements of one width are counted together: the part of each width, and how its elements are
    written there."""
    for width, names in by_width(wanted).items():
        to = width.within(kind=part.kind, channel=part.channel)
        if to:
            yield part.of(kind=to.kind, channel=to.channel), names


def together(
    wanted: Iterable[str], part: Slice,
    count: Callable[[Iterable[str], Slice], Mapping[Key, Counts]],
) -> dict[Key, Counts]:  # fmt: skip
    """What is counted of each width, under one key for each cell."""
    sums: defaultdict[Key, dict[str, int]] = defaultdict(dict)
    for each, names in apart(wanted, part):
        for key, found in count(names, each).items():
            sums[key] |= {names[element]: number for element, number in found.items()}
    return dict(sums)


def by_month(wanted: Iterable[str], part: Slice) -> list[tuple[str, date, int]]:
    """Element, month, number."""
    return [
        (names[element], month, number)
        for each, names in apart(wanted, part)
        for element, month, number in _by_month(names, each)
    ]


def _by_month(wanted: Iterable[str], part: Slice) -> list[tuple[str, date, int]]:
    if part.is_kept:
        found = _totals(wanted, part, [part.organ.pk])
        return list(found.values_list("element", "month").annotate(Sum("number")))
    dated = _facts(wanted, part).annotate(month=TruncMonth("day"))
    return list(dated.values_list("element", "month").annotate(Count("pk")))


def monthly(
    wanted: Iterable[str], part: Slice, offices: Sequence[Organ]
) -> Iterator[tuple[int, str, date, int]]:
    """Office, element, month, number: of the months and of as many before them, in one question."""
    both = part.of(months=Months(part.months.before().first, part.months.last))
    for each, names in apart(wanted, both):
        for organ, element, month, number in _monthly(names, each, offices):
            yield organ, names[element], month, number


def _monthly(
    wanted: Iterable[str], part: Slice, offices: Sequence[Organ]
) -> Iterator[tuple[int, str, date, int]]:
    if not all(part.of(organ=each).is_kept for each in offices):
        for each in offices:
            rows = _by_month(wanted, part.of(organ=each))
            yield from ((each.pk, element, month, number) for element, month, number in rows)
        return
    found = _totals(wanted, part, [each.pk for each in offices])
    yield from found.values_list("organ_id", "element", "month").annotate(Sum("number"))


def by_level(wanted: Iterable[str], part: Slice) -> dict[int, Counts]:
    """What the offices of each level count themselves, without those beneath them."""
    return dict(sorted(together(wanted, part, _by_level).items()))


def _by_level(wanted: Iterable[str], part: Slice) -> dict[int, Counts]:
    sums: defaultdict[int, Counter[str]] = defaultdict(Counter)
    if part.moment is None and not (part.kind or part.channel):
        under = Organ.objects.filter(path__startswith=part.organ.path)
        found = _totals(wanted, part, under.values("pk"))
        rows = found.values_list("organ__level", "organ__parent__level", "element")
        for level, above, element, number in rows.annotate(Sum("number")):
            sums[level][element] += number
            if above is not None and above >= part.organ.level:
                sums[above][element] -= number
    else:
        facts = _facts(wanted, part).values_list("organ__level", "element")
        for level, element, number in facts.annotate(Count("pk")):
            sums[level][element] += number
    return {level: dict(+found) for level, found in sums.items() if +found}


def by_office(wanted: Iterable[str], part: Slice, offices: Sequence[Organ]) -> dict[int, Counts]:
    """The counts of several offices, each with all beneath it, by id."""
    return together(wanted, part, lambda some, each: _by_office(some, each, offices))


def _by_office(wanted: Iterable[str], part: Slice, offices: Sequence[Organ]) -> dict[int, Counts]:
    if not all(part.of(organ=each).is_kept for each in offices):
        return {each.pk: counts(wanted, part.of(organ=each)) for each in offices}
    found = _totals(wanted, part, [each.pk for each in offices])
    rows = found.values_list("organ_id", "element").annotate(Sum("number"))
    sums: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for organ_id, element, number in rows:
        sums[organ_id][element] = number
    return dict(sums)


def by_dimension(wanted: Iterable[str], part: Slice, dimension: str) -> dict[str, Counts]:
    """The counts of each kind, or of each channel."""
    return together(wanted, part, lambda some, each: _by_dimension(some, each, dimension))


def _by_dimension(wanted: Iterable[str], part: Slice, dimension: str) -> dict[str, Counts]:
    sums: defaultdict[str, dict[str, int]] = defaultdict(dict)
    if part.moment is None and part.organ.level <= FINE_LEVELS:
        found = _totals(wanted, part, [part.organ.pk], finest=True)
        rows = list(found.values_list(dimension, "element").annotate(Sum("number")))
    else:
        facts = _facts(wanted, part).values_list(dimension, "element")
        rows = list(facts.annotate(Count("pk")))
    for value, element, number in rows:
        sums[value][element] = number
    return dict(sums)


def spread(element: str, part: Slice) -> dict[int, int]:
    """How many took how many days."""
    if part.moment is None and not part.channel and part.organ.level <= FINE_LEVELS:
        found = Spread.objects.filter(
            organ=part.organ, element=element, month__range=(part.months.first, part.months.last),
            kind=part.kind,
        ).order_by("days")  # fmt: skip
        return dict(found.values_list("days").annotate(Sum("number")))
    facts = _facts([element], part).filter(amount__isnull=False).order_by("amount")
    return dict(facts.values_list("amount").annotate(Count("pk")))


def facts_in(wanted: Iterable[str], part: Slice) -> QuerySet[Fact]:
    """The very facts a figure counts, the newest first."""
    return _facts(wanted, part).order_by("-day", "-id")


def totals_in(
    wanted: Iterable[str], part: Slice, organs: Sequence[int], *, finest: bool
) -> QuerySet[Total]:
    """The totals kept of some offices; `finest`: each kind and channel apart."""
    return _totals(wanted, part, organs, finest=finest)


def followed_through() -> datetime | None:
    """Until when the register has been followed; None where nothing was counted yet."""
    return Followed.objects.values_list("through", flat=True).first()


def _totals(
    wanted: Iterable[str],
    part: Slice,
    organs: Sequence[int] | QuerySet[Any, Any],
    *,
    finest: bool = False,
) -> QuerySet[Total]:
    found = Total.objects.filter(
        organ__in=organs, element__in=list(wanted), topic=part.topic
    ).order_by()
    if not part.topic:
        found = found.filter(month__range=(part.months.first, part.months.last))
    if not (finest or part.kind or part.channel):
        return found.filter(kind="", channel="")
    found = found.exclude(kind="")
    if part.kind:
        found = found.filter(kind=part.kind)
    return found.filter(channel=part.channel) if part.channel else found


def _facts(wanted: Iterable[str], part: Slice) -> QuerySet[Fact]:
    found = Fact.objects.filter(
        _of_any(wanted), organ__path__startswith=part.organ.path, topic=part.topic
    ).order_by()
    if not part.topic:
        found = found.filter(day__range=(part.months.first, part.months.end))
    if part.kind:
        found = found.filter(kind=part.kind)
    if part.channel:
        found = found.filter(channel=part.channel)
    return found.filter(true_at(part.moment))


def _of_any(wanted: Iterable[str]) -> Q:
    """Facts of any of these elements, each as wide as it is written."""
    condition = Q(pk__in=[])
    for to, names in by_width(wanted).items():
        narrow = {name: value for name, value in vars(to).items() if value}
        condition |= Q(element__in=list(names), **narrow)
    return condition


def true_at(moment: datetime | None) -> Q:
    """Facts in force now, or those that were at a moment."""
    if moment is None:
        return Q(until=None)
    return Q(since__lte=moment) & (Q(until=None) | Q(until__gt=moment))
