"""The public directory of organs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Func, Q, QuerySet, Value

from touyan.kernel.errors import NotVisible
from touyan.organs.models import Department, Organ
from touyan.organs.rules.access import steps


def all_organs() -> QuerySet[Organ]:
    """The public directory, in the order of unit codes."""
    return Organ.objects.order_by("level", "code")


def organ_by_id(organ_id: int) -> Organ:
    return Organ.objects.get(pk=organ_id)


def organ_by_code(code: str) -> Organ:
    """The organ of that unit code."""
    organ = Organ.objects.select_related("parent").filter(code=code).first()
    if organ is None:
        raise NotVisible
    return organ


def departments_of(organ: Organ) -> QuerySet[Department]:
    return organ.departments.filter(closed_on__isnull=True).order_by("-handles_petitions", "name")


def find_organs(text: str, *, limit: int = 12) -> list[Organ]:
    """Organs by any part of the name, by short name or code; the highest first."""
    wanted = text.strip()
    if not wanted:
        return []
    match = Q(name__contains=wanted) | Q(short_name=wanted) | Q(code=wanted)
    match |= Q(name_en__icontains=wanted)
    found = Organ.objects.filter(match, valid_to__isnull=True)
    return list(found.order_by("level", "code")[:limit])


def organs_above(organ: Organ) -> list[Organ]:
    """The organs over this one, the highest first."""
    ids = [int(part) for part in steps(organ.path)][:-1]
    return sorted(Organ.objects.filter(pk__in=ids), key=lambda above: ids.index(above.pk))


def in_force(on: date) -> Q:
    """A condition on organs: they exist on that day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


@dataclass(frozen=True)
class Search:
    """What narrows the directory; empty means everything in force."""

    text: str = ""
    level: int | None = None
    kind: str = ""
    state: str = "in_force"

    @property
    def is_used(self) -> bool:
        return self != Search()


def directory(search: Search, *, under: Organ | None, on: date) -> QuerySet[Organ]:
    """The public directory: one step down the tree, or, when searched, everything beneath."""
    found = Organ.objects.select_related("parent").order_by("level", "code")
    if search.state != "all":
        exists = in_force(on)
        found = found.filter(exists if search.state == "in_force" else ~exists)
    if under is not None and search.is_used:
        found = found.filter(path__startswith=under.path)
    elif not search.is_used:
        found = found.filter(parent=under) if under else found.filter(level__lte=2)
    if search.level:
        found = found.filter(level=search.level)
    if search.kind:
        found = found.filter(kind=search.kind)
    return found.filter(_named(search.text)) if search.text else found


def _named(text: str) -> Q:
    match = Q(name__contains=text) | Q(short_name__contains=text) | Q(code__startswith=text)
    return match | Q(name_en__icontains=text)


def counts_beneath(organs: Iterable[Organ], *, on: date) -> dict[int, dict[int, int]]:
    """For organs of one level of the tree: how many stand beneath each, by level."""
    listed = list(organs)
    depths = {len(steps(organ.path)) for organ in listed}
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    for depth in depths:
        at_depth = [organ for organ in listed if len(steps(organ.path)) == depth]
        ids = [str(organ.pk) for organ in at_depth]
        step = Func(F("path"), Value("/"), Value(depth + 1), function="split_part")
        rows = (
            Organ.objects.filter(in_force(on))
            .annotate(step=step)
            .filter(step__in=ids)
            .exclude(pk__in=[organ.pk for organ in at_depth])
            .values_list("step", "level")
            .annotate(number=Count("pk"))
            .order_by()
        )
        for organ_id, level, number in rows:
            counts[int(organ_id)][level] = number
    return counts


def count_by_level(under: Organ | None, *, on: date) -> dict[int, int]:
    """How many organs in force there are at each level, in the whole tree or beneath one."""
    found = Organ.objects.filter(in_force(on))
    if under is not None:
        found = found.filter(path__startswith=under.path)
    rows = found.values_list("level").annotate(number=Count("pk")).order_by("level")
    return dict(rows)


def shared_short_names(organs: Iterable[Organ], *, on: date) -> set[str]:
    """Short names of these organs that another organ in force has too."""
    rows = (
        Organ.objects.filter(in_force(on), short_name__in={organ.short_name for organ in organs})
        .values_list("short_name")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
        .order_by()
    )
    return {short_name for short_name, _number in rows}
