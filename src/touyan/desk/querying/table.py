"""The answer to a query as rows of cells; every number knows its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.figures import words
from touyan.desk.figures.cells import Cell, Row
from touyan.desk.querying.asking import Question
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ, organs_directly_under
from touyan.statistics.queries.counted import Counts, Slice
from touyan.statistics.queries.crossed import Key, crossed
from touyan.statistics.rules.crossing import DIMENSION_NAMES, Dimension, Query, summed
from touyan.statistics.rules.measures import LEVEL_NAMES, Measure, figure
from touyan.ui.sentences import sentence


@dataclass(frozen=True)
class Place:
    """One row or column: what it is called, and how it narrows the address of a list."""

    key: str
    name: str
    narrows: Mapping[str, object]


@dataclass(frozen=True)
class Answer:
    """The table: its corner, heads, rows and the line that takes all rows together."""

    query: Query
    corner: str
    heads: Sequence[str]
    rows: Sequence[Row]
    whole: Row


def answer(asking: Question, query: Query, part: Slice) -> Answer:
    """Ask, and lay out; rows and columns in which nothing was counted are left out, months not."""
    beneath = _beneath(query, part.organ)
    found = crossed(query.elements, part, query.dimensions, beneath)
    rows = _places(query.rows, part, beneath, {key[0] for key in found})
    columns = (
        _places(query.columns, part, beneath, {key[1] for key in found}) if query.columns else []
    )
    lay = _Laying(asking, query, found)
    heads = [*(one.name for one in columns), _("All together")] if columns else [
        words.name_of(one) for one in query.measures
    ]  # fmt: skip
    lines = [Row(row.name, lay.line(row, columns)) for row in rows]
    whole = Row(_("All together"), lay.line(None, columns))
    return Answer(query, sentence(Message(DIMENSION_NAMES[query.rows])), heads, lines, whole)


def _beneath(query: Query, organ: Organ) -> list[Organ]:
    return list(organs_directly_under(organ)) if Dimension.OFFICE in query.dimensions else []


@dataclass(frozen=True)
class _Laying:
    """Cells out of what was counted."""

    asking: Question
    query: Query
    found: Mapping[Key, Counts]

    def line(self, row: Place | None, columns: Sequence[Place]) -> list[Cell]:
        if not columns:
            counted = self._counted(row, None)
            return [self._cell(words.name_of(m), m, counted, row) for m in self.query.measures]
        [measure] = self.query.measures
        cells = [self._cell(c.name, measure, self._counted(row, c), row, c) for c in columns]
        return [*cells, self._cell(_("All together"), measure, self._counted(row, None), row)]

    def _counted(self, row: Place | None, column: Place | None) -> Counts:
        return summed(
            found
            for key, found in self.found.items()
            if (row is None or key[0] == row.key) and (column is None or key[1] == column.key)
        )

    def _cell(self, head: str, measure: Measure, counted: Counts, *places: Place | None) -> Cell:
        found = figure(measure, counted)
        narrows: dict[str, Any] = {"part": "counts"}
        for place in places:
            narrows |= place.narrows if place else {}
        opens = found.numerator and "" not in narrows.values()
        url = reverse("figure-list", args=[measure.code])
        return Cell(head, found, f"{url}?{self.asking.list_address(**narrows)}" if opens else "")


def _places(
    dimension: Dimension, part: Slice, beneath: Sequence[Organ], keys: set[str]
) -> list[Place]:
    """The parts of a dimension in their own order, never by their numbers."""
    if dimension is Dimension.MONTH:
        return [
            Place(month.isoformat(), f"{month:%Y-%m}",
                  {"period": "given", "first": month, "last": month})
            for month in part.months
        ]  # fmt: skip
    return [one for one in _parts(dimension, part.organ, beneath) if one.key in keys]


def _parts(dimension: Dimension, organ: Organ, beneath: Sequence[Organ]) -> list[Place]:
    if dimension is Dimension.OFFICE:
        own = Place(str(organ.pk), _("The office itself"), {"alone": "1"})
        return [own, *(Place(str(o.pk), o.local_name, {"organ": o.code}) for o in beneath)]
    if dimension is Dimension.LEVEL:
        return [
            Place(str(level), sentence(Message(name)), {"level": level})
            for level, name in LEVEL_NAMES.items()
        ]
    names = KIND_NAMES if dimension is Dimension.KIND else CHANNEL_NAMES
    known = [
        Place(code.value, sentence(Message(name)), {dimension.value: code.value})
        for code, name in names.items()
    ]
    return [*known, Place("", _("Not known"), {dimension.value: ""})]
