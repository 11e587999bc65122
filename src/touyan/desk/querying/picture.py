"""The answer to a query as a picture, where one says the truth about it."""

from __future__ import annotations

from touyan.desk.figures import words
from touyan.desk.figures.cells import Cell
from touyan.desk.figures.pictures import unit
from touyan.desk.querying.table import Answer
from touyan.statistics.rules.crossing import Dimension
from touyan.statistics.rules.measures import Shape
from touyan.ui.pictures import Picture, Point, Series, bars, trend
from touyan.ui.pictures.values import MOST_SERIES
from touyan.ui.sentences import joined as listed


def picture_of(answer: Answer) -> Picture | None:
    """Lines over months, bars over anything else, stacked where parts add up; None for shares
    beside numbers, and for more parts than can be told apart."""
    measures = answer.query.measures
    units = list(dict.fromkeys(unit(one) for one in measures))
    if not answer.rows or (len(units) > 1 and any(one.shape is Shape.SHARE for one in measures)):
        return None
    by_month = answer.query.rows is Dimension.MONTH
    is_count = measures[0].shape is Shape.COUNT
    shown = len(answer.heads) - 1 if answer.query.columns else len(measures)
    stacks = answer.query.columns is not None and is_count
    if shown > MOST_SERIES or not (by_month or shown == 1 or stacks):
        return None
    series = [
        Series(answer.heads[at], [_point(row.name, row.cells[at]) for row in answer.rows])
        for at in range(shown)
    ]
    title = words.name_of(measures[0]) if len(measures) == 1 else ""
    title, unit_name, corner = title or " · ".join(answer.heads), listed(units), answer.corner
    if by_month:
        return trend(title=title, unit=unit_name, series=series, across=corner)
    return bars(title=title, unit=unit_name, series=series, across=corner, lying=True)


def _point(label: str, cell: Cell) -> Point:
    found = cell.figure
    if found.measure.shape is not Shape.SHARE:
        return Point(label, found.numerator, href=cell.url)
    if found.share is None:
        return Point(label, None)
    return Point(label, round(found.share * 100, 1), href=cell.url, text=cell.value)
