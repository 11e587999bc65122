"""A line as small as a word, for a cell of a table or beside a figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext as _

from touyan.ui.pictures.frame import Frame
from touyan.ui.pictures.nodes import Node, node
from touyan.ui.pictures.picture import Drawing, Picture, picture_of
from touyan.ui.pictures.trend import path_of
from touyan.ui.pictures.values import Point, Series, table_of
from touyan.ui.sentences import joined, sentence

HIGH = 28


def spark(
    *, title: object, unit: object = "", points: Sequence[Point], width: int = 120
) -> Picture:
    """The last figure has a spot. It is one picture with one name, not a mark a point."""
    return picture_of(
        partial(_drawn, points),
        kind="spark",
        title=title,
        unit=unit,
        table=table_of([Series(title, points)]),
        width=width,
        name=_name(sentence(title), points),
    )


def _name(title: str, points: Sequence[Point]) -> str:
    """The first and the last known figure in words."""
    known = [point for point in points if point.value is not None]
    if not known:
        return _("%(label)s: not known") % {"label": title}
    ends = [known[0], known[-1]] if len(known) > 1 else known
    said = joined([f"{point.title} {point.words}" for point in ends])
    return _("%(label)s: %(value)s") % {"label": title, "value": said}


def _drawn(points: Sequence[Point], width: float, _key: str) -> Drawing:
    lengths = [point.length for point in points]
    top = max((length for length in lengths if length is not None), default=0) or 1
    frame = Frame(3, 4, width - 6, HIGH - 8, (0.0, top), len(points))
    drawn: list[Node] = [
        node("path", class_="axis", d=f"M3 {frame.foot + 2:.2f}h{width - 6:.2f}"),
        node("path", class_="line thin stroke-1", d=path_of(points, frame)),
    ]
    known = [(place, length) for place, length in enumerate(lengths) if length is not None]
    for place, length in known[-1:]:
        drawn.append(
            node("circle", class_="spot fill-1", cx=frame.x(place), cy=frame.y(length), r=2.8)
        )
    return Drawing(width, HIGH, tuple(drawn))
