"""Bars that lie: for kinds, channels and offices, whose names are longer than a bar is thick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from touyan.ui.pictures.frame import EMPTY, Frame, legend, nothing
from touyan.ui.pictures.nodes import Node, mark, node, text
from touyan.ui.pictures.picture import NARROW, Drawing
from touyan.ui.pictures.stacks import Stack, stacks_of
from touyan.ui.pictures.values import Point, Series, said_of
from touyan.ui.pictures.weaves import swatch, weaves, woven
from touyan.ui.rules.scales import LABEL, cut, text_width

THICK = 24
BETWEEN = 12


@dataclass(frozen=True)
class _Room:
    """Where bars begin, how long one unit is, and the names of what they are stacked from."""

    left: float
    each: float
    unit: str
    names: Sequence[str]
    key: str


def lying(series: Sequence[Series], unit: str, width: float, key: str) -> Drawing:
    """A line a label, to scale from zero; on a narrow screen the label stands above its bar."""
    keys = [(each.title, swatch(n, key)) for n, each in enumerate(series)]
    told, top = legend(keys if len(series) > 1 else [], width=width)
    stacks = stacks_of(series)
    if not any(each.lengths for each in series):
        return Drawing(width, EMPTY, (nothing(Frame(0, 0, width, EMPTY, (0.0, 1.0), 0)),))
    beside = width > NARROW
    names = max(text_width(stack.label) for stack in stacks)
    left = min(names, width * 0.34) + 12 if beside else 0
    totals = max(text_width(stack.words, LABEL) for stack in stacks) + 8
    longest = max(stack.total for stack in stacks) or 1
    titles = [each.title for each in series] if len(series) > 1 else []
    room = _Room(left, (width - left - totals) / longest, unit, titles, key)
    high = THICK + BETWEEN + (0 if beside else 14)
    drawn: list[Node] = [weaves(len(series), key), *told]
    for place, stack in enumerate(stacks):
        y = top + place * high + (0 if beside else 16)
        x, foot, anchor = (left - 12, y + 16, "end") if beside else (0.0, y - 5, "start")
        label = cut(stack.label, room=left - 12 if beside else width)
        drawn.append(text(label, x, foot, class_="key", text_anchor=anchor))
        drawn += _bar(stack, y, room)
    return Drawing(width, top + len(stacks) * high, tuple(drawn))


def _bar(stack: Stack, y: float, room: _Room) -> Iterator[Node]:
    x = room.left
    for n, point in stack.known:
        long = (point.length or 0) * room.each
        yield _part(point, n, x=x, y=y, long=long, room=room)
        x += long
    yield text(stack.words, x + 6, y + 16, class_="figure")


def _part(point: Point, n: int, *, x: float, y: float, long: float, room: _Room) -> Node:
    fits = text_width(point.words, LABEL) + 6 <= long
    words = text(
        point.words,
        x + long / 2,
        y + 16,
        class_=f"inside stroke-{n + 1}" if fits else "tip",
        text_anchor="middle",
    )
    return mark(
        node("rect", class_="part", fill=woven(n, room.key), x=x, y=y, width=long, height=THICK),
        *((words,) if room.names else ()),
        name=said_of(point, unit=room.unit, within=room.names[n] if room.names else ""),
        href=point.href,
    )
