"""What a campaign taught: causes and errors with the matters behind each figure.

Every figure counts only matters the viewer may know of, and the whole is their number, never that
of the frozen list: whoever a wall keeps from one matter finds no gap that tells of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from touyan.campaigns.models import Campaign, Scrutiny
from touyan.campaigns.queries.learning import (
    entries_of,
    matters_by_cause,
    names_of,
    scrutinies_sent,
)
from touyan.campaigns.rules.learning import NO_ERROR
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.organs.rules.access import Viewer

UNNAMED, UNSCRUTINISED = "none", "none"


@dataclass(frozen=True)
class Figure:
    """One figure: how many matters, and which."""

    code: str
    name: str
    matters: frozenset[int]

    @property
    def number(self) -> int:
        return len(self.matters)


@dataclass(frozen=True)
class Taught:
    """All figures of a campaign, or of one of its batches, as of a moment."""

    whole: frozenset[int]
    causes: tuple[Figure, ...]
    unnamed: Figure
    errors: tuple[Figure, ...]
    unscrutinised: Figure
    scrutinies: tuple[Scrutiny, ...]
    as_of: datetime

    @property
    def sent(self) -> tuple[Scrutiny, ...]:
        """What units were told, in the order of telling: never by their number."""
        told = [one for one in self.scrutinies if one.sent_at]
        return tuple(sorted(told, key=lambda one: (one.sent_at or self.as_of, one.pk)))

    @property
    def answered(self) -> tuple[Scrutiny, ...]:
        return tuple(one for one in self.sent if one.answered_at)

    def figure(self, family: str, code: str) -> Figure | None:
        """The figure behind one link of the page."""
        if family == "cause":
            found: Iterable[Figure] = (*self.causes, self.unnamed)
        else:
            found = (*self.errors, self.unscrutinised)
        return next((one for one in found if one.code == code), None)


def taught(
    campaign: Campaign, *, batch: int | None, language: str, viewer: Viewer, now: datetime
) -> Taught:
    """What the matters of the campaign in the viewer's sight say, each counted once."""
    matters = _matters(campaign, batch=batch, viewer=viewer)
    whole = frozenset(matters.values_list("pk", flat=True))
    by_cause = matters_by_cause(matters)
    seen = scrutinies_sent(viewer=viewer).filter(matter__in=matters).order_by("id")
    scrutinies = tuple(seen)
    by_error: dict[str, set[int]] = {}
    for one in scrutinies:
        if one.error:
            by_error.setdefault(one.error, set()).add(one.matter_id)
    named = frozenset[int]().union(*by_cause.values())
    judged = frozenset[int]().union(*by_error.values())
    return Taught(
        whole=whole,
        causes=_figures(by_cause, names_of("cause", language)),
        unnamed=Figure(UNNAMED, "", whole - named),
        errors=_figures(by_error, names_of("error", language)),
        unscrutinised=Figure(UNSCRUTINISED, "", whole - judged),
        scrutinies=scrutinies,
        as_of=now,
    )


def _matters(campaign: Campaign, *, batch: int | None, viewer: Viewer) -> QuerySet[Matter]:
    entries = entries_of(campaign, batch=batch, viewer=viewer)
    return Matter.objects.filter(pk__in=entries.values("matter"))


def _figures(found: dict[str, set[int]], names: dict[str, str]) -> tuple[Figure, ...]:
    """In the order of the table, “no error found” last; a table is no ranking."""
    codes = sorted(found, key=lambda code: (code == NO_ERROR, code))
    return tuple(Figure(code, names.get(code, code), frozenset(found[code])) for code in codes)


def batch_numbers(campaign: Campaign, *, viewer: Viewer) -> list[int]:
    """The batches in which the viewer may know of a matter."""
    found = entries_of(campaign, batch=None, viewer=viewer)
    return sorted(set(found.values_list("batch__number", flat=True)))


def matters_of(figure: Figure, *, viewer: Viewer) -> QuerySet[Matter]:
    """The matters behind a figure of this viewer's."""
    found = visible(viewer=viewer).filter(pk__in=figure.matters)
    return found.select_related("organ", "handler__person").defer("search").order_by("number")
