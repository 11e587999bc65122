"""A question somebody puts together: which measures, by what along the rows and the columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from touyan.kernel.errors import FieldProblem, Invalid, Refused, problem
from touyan.kernel.messages import N_
from touyan.statistics.rules.measures import Measure, Shape


class Dimension(StrEnum):
    """By what a figure can be taken apart: each thing counted falls into exactly one part."""

    OFFICE = "office"
    MONTH = "month"
    KIND = "kind"
    CHANNEL = "channel"
    LEVEL = "level"


DIMENSION_NAMES = {
    Dimension.OFFICE: N_("Office"),
    Dimension.MONTH: N_("Month"),
    Dimension.KIND: N_("Kind"),
    Dimension.CHANNEL: N_("Channel"),
    Dimension.LEVEL: N_("Level"),
}
MOST_COLUMNS = 24
NAME_LENGTH = 60
_APART = frozenset({Dimension.OFFICE, Dimension.LEVEL})
"""An office has one level: crossing the two says nothing."""


@dataclass(frozen=True)
class Query:
    """Measures side by side, or one measure by a second dimension."""

    measures: tuple[Measure, ...]
    rows: Dimension
    columns: Dimension | None = None

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return (self.rows,) if self.columns is None else (self.rows, self.columns)

    @property
    def elements(self) -> frozenset[str]:
        return frozenset().union(*(one.elements for one in self.measures))


def askable(measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """What can be asked about: no times taken, which do not add up, and nothing of one list."""
    return {
        code: one
        for code, one in measures.items()
        if one.shape is not Shape.DAYS and not one.is_topical
    }


def check_query(query: Query, *, months: int) -> None:
    """Refuse what makes no table."""
    if found := list(_problems(query, months)):
        raise Invalid(found)


def _problems(query: Query, months: int) -> Iterator[FieldProblem]:
    if query.columns is None:
        return
    if query.rows == query.columns:
        yield problem("columns", N_("Choose something else for the columns than for the rows."))
    elif {query.rows, query.columns} == _APART:
        yield problem("columns", N_("Each office has one level: choose one of the two."))
    if len(query.measures) > 1:
        yield problem("second", N_("With columns of their own, only one measure fits the table."))
    if query.columns is Dimension.MONTH and months > MOST_COLUMNS:
        yield problem(
            "columns", N_("At most %(most)s months as columns: put them along the rows."),
            most=MOST_COLUMNS,
        )  # fmt: skip


def summed(counted: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Several parts together."""
    sums: Counter[str] = Counter()
    for each in counted:
        sums.update(each)
    return sums


def checked_name(name: str) -> str:
    """The name under which a query is kept."""
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused(N_("Give the query a name."))
    if len(tidy) > NAME_LENGTH:
        raise Refused(N_("The name is too long."))
    return tidy
