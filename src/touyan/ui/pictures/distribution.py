"""How long things took: a histogram with its median and its 90th percentile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from touyan.ui.pictures.frame import Frame, axes, baseline, frame_for, nothing
from touyan.ui.pictures.nodes import Node, mark, node, text
from touyan.ui.pictures.picture import WIDE, Drawing, Picture, picture_of
from touyan.ui.pictures.values import Cell, Point, Table, said_of
from touyan.ui.rules.scales import LABEL, Figure, every, shown, text_width
from touyan.ui.rules.spreads import Bin, Bins
from touyan.ui.sentences import sentence


@dataclass(frozen=True)
class Sign:
    """A time marked on the axis: the median, the 90th percentile."""

    name: str
    value: Figure | None
    along: str

    @property
    def words(self) -> str:
        return "—" if self.value is None else f"{shown(self.value)} {self.along}".strip()

    @property
    def said(self) -> str:
        return _("%(label)s: %(value)s") % {"label": self.name, "value": self.words}


def distribution(
    *,
    title: object,
    unit: object = "",
    along: object = "",
    bins: Sequence[Bin],
    median: Figure | None = None,
    p90: Figure | None = None,
    width: int = WIDE,
    note: object = "",
) -> Picture:
    """Bars over times counted in `along` (days), with the middle one and nine tenths marked."""
    counted = sentence(along)
    signs = [Sign(_("Median"), median, counted), Sign(_("90th percentile"), p90, counted)]
    points = [Point(_label(each, counted), each.value, each.href) for each in bins]
    axis = Bins(bins)
    return picture_of(
        lambda room, _key: _drawn(axis, points, signs, unit=sentence(unit), width=room),
        kind="distribution",
        title=title,
        unit=unit,
        table=_table(points, signs, unit),
        width=width,
        note=note,
    )


def _label(each: Bin, along: str) -> str:
    said = {"low": shown(each.low), "high": shown(each.high), "unit": along}
    if each.high is None:
        return _("%(low)s %(unit)s and more") % said
    return _("%(low)s to under %(high)s %(unit)s") % said


def _table(points: Sequence[Point], signs: Sequence[Sign], unit: object) -> Table:
    counted = [(Cell(each.title), Cell(each.words, each.value, each.href)) for each in points]
    told = [(Cell(sign.name), Cell(sign.words, sign.value)) for sign in signs]
    return Table((_("Time taken"), sentence(unit) or _("How many")), (*counted, *told))


def _drawn(
    axis: Bins, points: Sequence[Point], signs: Sequence[Sign], *, unit: str, width: float
) -> Drawing:
    known = [sign for sign in signs if sign.value is not None] if points else []
    values = [point.length for point in points if point.length is not None]
    top = 16 + 18 * len(known)
    frame = frame_for(values, places=len(points), width=width, top=top)
    drawn: list[Node] = [*axes(frame, [])]
    drawn += [_sign(sign, line, axis, frame) for line, sign in enumerate(known)]
    for place, point in enumerate(points):
        drawn += _bar(point, frame, place, unit=unit)
    drawn += [baseline(frame), *_edges(axis, frame)]
    drawn += [_foot(sign, line, axis, frame) for line, sign in enumerate(known)]
    drawn.append(_along(signs[0].along, frame) if values else nothing(frame))
    return Drawing(width, frame.foot + 44, tuple(drawn))


def _bar(point: Point, frame: Frame, place: int, *, unit: str) -> Iterator[Node]:
    middle = partial(text, text_anchor="middle")
    if point.length is None:
        yield middle("—", frame.x(place), frame.foot - 6, class_="nothing")
        return
    y = frame.y(point.length)
    fits = text_width(point.words, LABEL) + 2 <= frame.each
    yield mark(
        node(
            "rect",
            class_="part fill-1",
            x=frame.x(place - 0.5),
            y=y,
            width=frame.each,
            height=frame.foot - y,
        ),
        middle(point.words, frame.x(place), y - 5, class_="figure" if fits else "tip"),
        name=said_of(point, unit=unit),
        href=point.href,
    )


def _edges(axis: Bins, frame: Frame) -> Iterator[Node]:
    """The times at the bins' edges, thinned to fit."""
    edges = [shown(each.low) for each in axis.bins]
    if edges:
        edges.append("…" if axis.is_open else shown(axis.bins[-1].high))
    widest = max((text_width(edge, LABEL) for edge in edges), default=0) + 12
    step = every(len(edges), room=frame.width, each=widest)
    for place, edge in enumerate(edges):
        if place % step == 0 or edge == "…":
            x = frame.x(place - 0.5)
            yield text(edge, x, frame.foot + 20, class_="tick", text_anchor="middle")


def _along(words: str, frame: Frame) -> Node:
    """What the times are counted in."""
    middle = frame.left + frame.width / 2
    return text(words, middle, frame.foot + 36, class_="tick", text_anchor="middle")


def _at(sign: Sign, axis: Bins, frame: Frame) -> float:
    return frame.x(axis.place(sign.value or 0) - 0.5)


def _sign(sign: Sign, line: int, axis: Bins, frame: Frame) -> Node:
    """An upright line behind the bars, its words above; the second one dashed."""
    x, y = _at(sign, axis, frame), 12.0 + 18 * line
    right = x > frame.left + frame.width / 2
    return mark(
        node(
            "path",
            class_="sign",
            d=f"M{x:.2f} {y - 8:.2f}V{frame.foot:.2f}",
            stroke_dasharray="5 3" if line else None,
        ),
        text(
            sign.said,
            x - 6 if right else x + 6,
            y,
            class_="figure",
            text_anchor="end" if right else "start",
        ),
        name=sign.said,
    )


def _foot(sign: Sign, line: int, axis: Bins, frame: Frame) -> Node:
    """Where the line meets the axis: filled for the first, hollow for the second."""
    x, y = _at(sign, axis, frame), frame.foot
    name = "pin hollow" if line else "pin"
    return node("path", class_=name, d=f"M{x:.2f} {y + 1:.2f}l4 7h-8z")
