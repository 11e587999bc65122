"""Lines over periods: the first drawn through, what it is compared with dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from touyan.ui.pictures.frame import Frame, axes, frame_for, legend, nothing
from touyan.ui.pictures.nodes import Node, mark, node, text
from touyan.ui.pictures.picture import WIDE, Drawing, Picture, picture_of
from touyan.ui.pictures.values import Point, Series, checked, labels_of, said_of, table_of
from touyan.ui.rules.scales import LABEL, text_width

DASHES = (None, "7 4", "2 4", "9 3 2 3", "12 4", "4 4 1 4")


def trend(
    *,
    title: object,
    unit: object = "",
    series: Sequence[Series],
    across: object = "",
    width: int = WIDE,
    note: object = "",
) -> Picture:
    """A line a series; the second is the period before, or the parent office.

    Series are laid over each other by place, so a year can be held against the year before: a
    point keeps its own label in its name and in the table. `across` heads the table's labels.
    """
    return picture_of(
        partial(_drawn, checked(series), str(unit)),
        kind="trend",
        title=title,
        unit=unit,
        table=table_of(series, across=across),
        width=width,
        note=note,
    )


def _drawn(series: Sequence[Series], unit: str, width: float, _key: str) -> Drawing:
    keys = [(each.title, partial(_swatch, n)) for n, each in enumerate(series)]
    told, top = legend(keys if len(series) > 1 else [], width=width)
    labels = labels_of(series)
    values = [value for each in series for value in each.lengths]
    frame = frame_for(values, places=len(labels), width=width, top=top + 22)
    drawn: list[Node] = [*told, *axes(frame, labels)]
    # The first line lies on top of what it is compared with; its points are read first.
    drawn += [_line(series[n], n, frame) for n in reversed(range(len(series)))]
    for place, each in enumerate(series):
        drawn += _marks(each, place, frame=frame, unit=unit, alone=len(series) == 1)
    if not values:
        drawn.append(nothing(frame))
    return Drawing(width, frame.foot + 26, tuple(drawn))


def _line(series: Series, place: int, frame: Frame) -> Node:
    return node(
        "path",
        class_=f"line stroke-{place + 1}",
        d=path_of(series.points, frame),
        stroke_dasharray=DASHES[place],
    )


def _marks(series: Series, place: int, *, frame: Frame, unit: str, alone: bool) -> Iterator[Node]:
    named = _named(series.points, frame) if place == 0 else set()
    for at, point in enumerate(series.points):
        if point.length is not None:
            name = said_of(point, unit=unit, within="" if alone else series.title)
            yield _mark(point, frame.x(at), frame.y(point.length), place, name, at in named)


def path_of(points: Sequence[Point], frame: Frame) -> str:
    """Through the known figures; a figure not known breaks the line."""
    known = [
        None if point.length is None else (frame.x(place), frame.y(point.length))
        for place, point in enumerate(points)
    ]
    steps = []
    for before, spot in pairwise([None, *known]):
        if spot is not None:
            steps.append(f"{'M' if before is None else 'L'}{spot[0]:.2f} {spot[1]:.2f}")
    return " ".join(steps)


def _named(points: Sequence[Point], frame: Frame) -> set[int]:
    """Places whose figure is always written: all if there is room, else the last and the peak."""
    known = [place for place, point in enumerate(points) if point.length is not None]
    if all(text_width(points[place].words, LABEL) + 6 <= frame.each for place in known):
        return set(known)
    peak = max(known, key=lambda place: points[place].length or 0)
    near = text_width(points[peak].words, LABEL) + 8
    return {known[-1]} | ({peak} if abs(frame.x(known[-1]) - frame.x(peak)) > near else set())


def _mark(point: Point, x: float, y: float, place: int, name: str, named: bool) -> Node:
    room = text_width(point.words, LABEL) / 2
    return mark(
        node("circle", class_="hit", cx=x, cy=y, r=11),
        shape(place, x, y),
        text(
            point.words,
            max(x, room),
            y + 20 if place else y - 9,
            class_="figure" if named else "tip",
            text_anchor="middle",
        ),
        name=name,
        href=point.href,
    )


def shape(place: int, x: float, y: float) -> Node:
    """Each series has its own shape, so that no colour is needed to tell them apart."""
    filled = f"spot fill-{place + 1}"
    hollow = f"spot hollow stroke-{place + 1}"
    if place == 0:
        return node("circle", class_=filled, cx=x, cy=y, r=3.6)
    if place == 1:
        return node("rect", class_=hollow, x=x - 3.2, y=y - 3.2, width=6.4, height=6.4)
    outlines = {
        2: f"M{x:.2f} {y - 4.6:.2f}l4.6 8h-9.2z",
        3: f"M{x:.2f} {y - 4.8:.2f}l4.8 4.8l-4.8 4.8l-4.8 -4.8z",
        4: f"M{x:.2f} {y + 4.6:.2f}l4.6 -8h-9.2z",
        5: f"M{x - 4:.2f} {y - 4:.2f}l8 8m0 -8l-8 8",
    }
    return node("path", class_=filled if place in (2, 4) else hollow, d=outlines[place])


def _swatch(place: int, x: float, y: float) -> Node:
    return node(
        "g",
        node(
            "path",
            class_=f"line stroke-{place + 1}",
            d=f"M{x:.2f} {y:.2f}h26",
            stroke_dasharray=DASHES[place],
        ),
        shape(place, x + 13, y),
    )
