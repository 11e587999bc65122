"""The public directory of organs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Q, QuerySet

from touyan.kernel.errors import NotVisible
from touyan.organs.models import Department, Organ
from touyan.organs.rules.access import steps


def all_organs() -> QuerySet[Organ]:
    """The public directory, in the order of unit codes."""
    return Organ.objects.order_by("level", "code")


def organ_by_id(organ_id: int) -> Organ:
    return Organ.objects.get(pk=organ_id)


def organ_by_code(code: str) -> Organ:
    """The organ of that unit code, with the organs over it."""
    organ = Organ.objects.select_related("parent__parent__parent").filter(code=code).first()
    if organ is None:
        raise NotVisible
    return organ


def departments_of(organ: Organ) -> QuerySet[Department]:
    return organ.departments.filter(closed_on__isnull=True).order_by("-handles_petitions", "name")


def department_by_id(department_id: int) -> Department:
    """A department with its organ."""
    department = Department.objects.select_related("organ").filter(pk=department_id).first()
    if department is None:
        raise NotVisible
    return department


def find_organs(text: str, *, limit: int = 12) -> list[Organ]:
    """Organs by any part of the name, by short name or code; the highest first."""
    wanted = text.strip()
    if not wanted:
        return []
    match = Q(name__contains=wanted) | Q(short_name=wanted) | Q(code=wanted)
    match |= Q(name_en__icontains=wanted)
    found = Organ.objects.filter(match, valid_to__isnull=True)
    return list(found.order_by("level", "code")[:limit])


def organs_by_id(ids: Iterable[int]) -> dict[int, Organ]:
    """Organs by their id, for naming them in a list."""
    return Organ.objects.in_bulk(set(ids))


def organs_under(organ: Organ) -> QuerySet[Organ]:
    """The organ and every organ under it."""
    return Organ.objects.filter(path__startswith=organ.path)


def organs_directly_under(organ: Organ) -> QuerySet[Organ]:
    """The organs one level beneath, in the order of unit codes."""
    return Organ.objects.filter(parent=organ).order_by("code")


def organs_above(organ: Organ) -> list[Organ]:
    """The organs over this one, the highest first."""
    above: list[Organ] = []
    while parent := (above[0] if above else organ).parent:
        above.insert(0, parent)
    return above


def organs_around(organ: Organ) -> list[Organ]:
    """Those over an organ, itself, and those one level beneath; the highest first, then by code."""
    over = Q(pk__in=[int(step) for step in steps(organ.path)])
    return list(Organ.objects.filter(over | Q(parent=organ)).order_by("level", "code"))


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
    """How many organs in force stand beneath each of these, by level."""
    ids = [organ.pk for organ in organs]
    counts: dict[int, dict[int, int]] = {organ_id: {} for organ_id in ids}
    with connection.cursor() as cursor:
        cursor.execute(_BENEATH, {"ids": ids, "on": on})
        for organ_id, level, number in cursor.fetchall():
            counts[organ_id][level] = number
    return counts


# A path lists the ids from the root down, so one pass over the tree counts for every organ.
_BENEATH = """
    SELECT above.id::bigint, organ.level, count(*)
    FROM organs_organ AS organ,
         unnest(string_to_array(trim(both '/' from organ.path), '/')) AS above(id)
    WHERE above.id::bigint = ANY(%(ids)s) AND above.id::bigint <> organ.id
      AND coalesce(organ.valid_from, %(on)s) <= %(on)s
      AND coalesce(organ.valid_to, %(on)s) >= %(on)s
    GROUP BY 1, 2
"""


def count_by_kind(*, on: date) -> dict[str, int]:
    """How many organs in force there are of each kind."""
    rows = Organ.objects.filter(in_force(on)).values_list("kind").annotate(number=Count("pk"))
    return dict(rows.order_by())


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
