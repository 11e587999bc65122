"""Bars over periods or kinds, each stacked from its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from touyan.ui.pictures.frame import Frame, axes, baseline, frame_for, legend, nothing
from touyan.ui.pictures.lying import lying as lie
from touyan.ui.pictures.nodes import Node, mark, node, text
from touyan.ui.pictures.picture import WIDE, Drawing, Picture, picture_of
from touyan.ui.pictures.stacks import Stack, stacks_of
from touyan.ui.pictures.values import Point, Series, checked, said_of, table_of
from touyan.ui.pictures.weaves import swatch, weaves, woven
from touyan.ui.rules.scales import LABEL, text_width
from touyan.ui.sentences import sentence

THICKEST = 56


def bars(
    *,
    title: object,
    unit: object = "",
    series: Sequence[Series],
    across: object = "",
    lying: bool = False,
    width: int = WIDE,
    note: object = "",
) -> Picture:
    """A bar a label, stacked from the series: they are parts of one whole and are added up.

    They stand side by side for periods; `lying` ones have room for the long names of kinds.
    """
    return picture_of(
        partial(lie if lying else _drawn, checked(series), sentence(unit)),
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
    stacks = stacks_of(series)
    totals = [stack.total for stack in stacks]
    frame = frame_for(totals, places=len(stacks), width=width, top=top + 22)
    drawn: list[Node] = [weaves(len(series), key), *told]
    drawn += axes(frame, [stack.label for stack in stacks])
    names = [each.title for each in series] if len(series) > 1 else []
    for place, stack in enumerate(stacks):
        drawn += _bar(stack, frame, place, names=names, unit=unit, key=key)
        drawn.append(_above(stack, frame, place))
    drawn.append(baseline(frame))
    if not any(each.lengths for each in series):
        drawn.append(nothing(frame))
    return Drawing(width, frame.foot + 26, tuple(drawn))


def _bar(
    stack: Stack, frame: Frame, place: int, *, names: Sequence[str], unit: str, key: str
) -> Iterator[Node]:
    thick = min(THICKEST, frame.each * 0.68)
    left, y = frame.x(place) - thick / 2, frame.foot
    for n, point in stack.known:
        high = frame.rise(point.length or 0)
        y -= high
        box = node("rect", class_="part", fill=woven(n, key), x=left, y=y, width=thick, height=high)
        inside = (_inside(point, n, frame.x(place), y, thick, high),) if names else ()
        name = said_of(point, unit=unit, within=names[n] if names else "")
        yield mark(box, *inside, name=name, href=point.href)


def _inside(point: Point, n: int, x: float, y: float, thick: float, high: float) -> Node:
    """The figure within its part; where it has no room there, only while one points at it."""
    fits = high >= 16 and text_width(point.words, LABEL) + 6 <= thick
    name = f"inside stroke-{n + 1}" if fits else "tip"
    return text(point.words, x, y + high / 2 + 4, class_=name, text_anchor="middle")


def _above(stack: Stack, frame: Frame, place: int) -> Node:
    fits = text_width(stack.words, LABEL) + 3 <= frame.each
    y = frame.y(stack.total) - 6
    name = "figure" if fits else "tip"
    return text(stack.words, frame.x(place), y, class_=name, text_anchor="middle")
