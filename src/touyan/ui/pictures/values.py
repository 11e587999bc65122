"""What a picture is drawn from: plain values, with what each opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from touyan.ui.rules.scales import Figure, measured, shown
from touyan.ui.sentences import joined, sentence

MOST_SERIES = 6


@dataclass(frozen=True)
class Point:
    """A figure under its label. None is not known, which is drawn as a gap and never as zero.

    `href` opens the list behind it; `text` is how the figure is written, where it differs.
    """

    label: object
    value: Figure | None
    href: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        measured(self.value)

    @property
    def length(self) -> float | None:
        return measured(self.value)

    @property
    def words(self) -> str:
        return self.text if self.text and self.value is not None else shown(self.value)

    @property
    def title(self) -> str:
        return sentence(self.label)


@dataclass(frozen=True)
class Series:
    """Figures of one kind, in the order of their labels."""

    name: object
    points: Sequence[Point]

    @property
    def title(self) -> str:
        return sentence(self.name)

    @property
    def lengths(self) -> list[float]:
        return [point.length for point in self.points if point.length is not None]


@dataclass(frozen=True)
class Cell:
    """A figure in the table twin; `value` is the very figure drawn."""

    text: str
    value: Figure | None = None
    href: str = ""
    under: str = ""


@dataclass(frozen=True)
class Table:
    """The same figures as a table; the first cell of a row is its head."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def said_of(point: Point, *, unit: str, within: str = "") -> str:
    """A mark's name: what it counts, and how many."""
    label = joined([part for part in (within, point.title) if part])
    if point.value is None:
        return _("%(label)s: not known") % {"label": label}
    value = point.words if point.text or not unit else f"{point.words} {unit}"
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def checked(series: Sequence[Series]) -> Sequence[Series]:
    if len(series) > MOST_SERIES:
        raise ValueError(f"{len(series)} series: nobody tells more than {MOST_SERIES} apart")
    return series


def labels_of(series: Sequence[Series]) -> list[str]:
    """The labels along the picture: each place is named by the first series that reaches it."""
    places = zip_longest(*(each.points for each in series))
    return [next(point.title for point in place if point is not None) for place in places]


def table_of(series: Sequence[Series], *, across: object = "") -> Table:
    """The figures of all series side by side, one row a label."""
    head = sentence(across) or _("Period")
    rows = []
    for place, label in enumerate(labels_of(series)):
        found = [each.points[place] if place < len(each.points) else None for each in series]
        rows.append((Cell(label), *(_cell(point, label) for point in found)))
    return Table((head, *(each.title for each in series)), tuple(rows))


def _cell(point: Point | None, label: str) -> Cell:
    if point is None:
        return Cell("—")
    under = point.title if point.title != label else ""
    return Cell(point.words, point.value, point.href, under)
