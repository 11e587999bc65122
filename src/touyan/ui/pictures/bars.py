"""Bars over periods or kinds, each stacked from its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.translation import gettext as _

from touyan.ui.pictures.frame import Frame, axes, baseline, frame_for, legend, nothing
from touyan.ui.pictures.nodes import Node, mark, node, text
from touyan.ui.pictures.picture import WIDE, Drawing, Picture, picture_of
from touyan.ui.pictures.values import Point, Series, checked, labels_of, said_of, table_of
from touyan.ui.pictures.weaves import swatch, weaves, woven
from touyan.ui.rules.scales import LABEL, shown, text_width

THICKEST = 56


def bars(
    *,
    title: object,
    unit: object = "",
    series: Sequence[Series],
    across: object = "",
    width: int = WIDE,
    note: object = "",
) -> Picture:
    """A bar a label, stacked from the series: they are parts of one whole and are added up."""
    return picture_of(
        partial(_drawn, checked(series), str(unit)),
        kind="bars",
        title=title,
        unit=unit,
        table=table_of(series, across=across),
        width=width,
        note=note,
    )


def _drawn(series: Sequence[Series], unit: str, width: float, key: str) -> Drawing:
    keys = [(each.title, swatch(n, key)) for n, each in enumerate(series)]
    told, top = legend(keys if len(series) > 1 else [], width=width)
    labels = labels_of(series)
    stacks = [_stack(series, place) for place in range(len(labels))]
    totals = [sum(point.length or 0 for _n, point in stack) for stack in stacks]
    frame = frame_for(totals, places=len(labels), width=width, top=top + 22)
    drawn: list[Node] = [weaves(len(series), key), *told, *axes(frame, labels)]
    for place, stack in enumerate(stacks):
        drawn += _bar(stack, frame, place, series=series, unit=unit, key=key)
        drawn.append(_above(stack, totals[place], frame, place))
    drawn.append(baseline(frame))
    if not any(each.lengths for each in series):
        drawn.append(nothing(frame))
    return Drawing(width, frame.foot + 26, tuple(drawn))


def _stack(series: Sequence[Series], place: int) -> list[tuple[int, Point]]:
    return [(n, each.points[place]) for n, each in enumerate(series) if place < len(each.points)]


def _bar(
    stack: list[tuple[int, Point]],
    frame: Frame,
    place: int,
    *,
    series: Sequence[Series],
    unit: str,
    key: str,
) -> Iterator[Node]:
    thick = min(THICKEST, frame.each * 0.68)
    left, y = frame.x(place) - thick / 2, frame.foot
    for n, point in stack:
        if point.length is None:
            continue
        high = frame.rise(point.length)
        y -= high
        name = said_of(point, unit=unit, within=series[n].title if len(series) > 1 else "")
        box = node(
            "rect",
            class_="part",
            fill=woven(n, key),
            x=left,
            y=y,
            width=thick,
            height=high,
        )
        inside = _inside(point, n, x=frame.x(place), y=y, thick=thick, high=high)
        yield mark(box, *(inside if len(series) > 1 else ()), name=name, href=point.href)


def _inside(
    point: Point, n: int, *, x: float, y: float, thick: float, high: float
) -> tuple[Node, ...]:
    """The figure within its part, if it has room there."""
    if high < 16 or text_width(point.words, LABEL) + 6 > thick:
        return ()
    words = text(
        point.words, x, y + high / 2 + 4, class_=f"inside stroke-{n + 1}", text_anchor="middle"
    )
    return (words,)


def _above(stack: list[tuple[int, Point]], total: float, frame: Frame, place: int) -> Node:
    """The whole above its bar; unknown as soon as one of its parts is."""
    whole = [point for _n, point in stack]
    if not whole or any(point.value is None for point in whole):
        words = _("not known") if len(whole) == 1 else "—"
        words = "—" if text_width(words, LABEL) > frame.each else words
    else:
        words = whole[0].words if len(whole) == 1 else shown(total)
    fits = text_width(words, LABEL) + 3 <= frame.each
    return text(
        words,
        frame.x(place),
        frame.y(total) - 6,
        class_="figure" if fits else "tip",
        text_anchor="middle",
    )
