"""A table whose cells are shaded by their figures: clocks over weeks, kinds over channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from touyan.ui.pictures.frame import EMPTY, Frame, legend, nothing
from touyan.ui.pictures.nodes import Node, mark, node, text
from touyan.ui.pictures.picture import WIDE, Drawing, Picture, picture_of
from touyan.ui.pictures.shades import shade_keys, shade_of
from touyan.ui.pictures.values import Cell, Point, Series, Table, labels_of, said_of
from touyan.ui.rules.scales import LABEL, balanced, cut, text_width
from touyan.ui.sentences import sentence

HIGH = 34
WIDEST = 84
LINE = 15
MOST_LINES = 6


def heat(
    *,
    title: object,
    unit: object = "",
    rows: Sequence[Series],
    across: object = "",
    width: int = WIDE,
    note: object = "",
) -> Picture:
    """A row a series, a column a label; every cell holds its figure and opens its list."""
    return picture_of(
        partial(_drawn, rows, sentence(unit)),
        kind="heat",
        title=title,
        unit=unit,
        table=_table(rows, across),
        width=width,
        note=note,
    )


def _table(rows: Sequence[Series], across: object) -> Table:
    labels = labels_of(rows)
    lines = []
    for row in rows:
        cells = [Cell(point.words, point.value, point.href) for point in row.points]
        lines.append((Cell(row.title), *cells, *[Cell("—")] * (len(labels) - len(cells))))
    return Table((sentence(across), *labels), tuple(lines))


def _drawn(rows: Sequence[Series], unit: str, width: float, _key: str) -> Drawing:
    known = [value for row in rows for value in row.lengths]
    told, top = legend(shade_keys(known, unit), width=width)
    if not known:
        return _empty(width)
    turned = _turned(rows)
    grid = turned if _need(turned) < _need(rows) > width else rows
    labels, left = labels_of(grid), _left(grid, width)
    each = max(_least(grid), min(WIDEST, (width - left) / max(1, len(labels))))
    heads = [_lines(label, each - 4) for label in labels]
    top += LINE * max(map(len, heads)) + 4
    drawn: list[Node] = [*told]
    for place, lines in enumerate(heads):
        drawn += _head(lines, x=left + each * (place + 0.5), foot=top - 7, room=each)
    for place, row in enumerate(grid):
        at = (left, top + HIGH * place, each)
        drawn += _row(row, at, known=known, unit=unit)
    return Drawing(max(width, left + each * len(labels)), top + HIGH * len(grid) + 6, tuple(drawn))


def _lines(label: str, room: float) -> list[str]:
    """A column's head; what does not fit is said to be left out."""
    lines = balanced(label, room=room, size=LABEL)
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]


def _row(
    row: Series, at: tuple[float, float, float], *, known: Sequence[float], unit: str
) -> Iterator[Node]:
    left, y, each = at
    label = cut(row.title, room=left - 10)
    yield text(label, left - 10, y + HIGH / 2 + 4, class_="key", text_anchor="end")
    for place, point in enumerate(row.points):
        shade, name = shade_of(point, known=known), said_of(point, unit=unit, within=row.title)
        yield _cell(point, shade, left + each * place, y, each, name)


def _turned(rows: Sequence[Series]) -> list[Series]:
    """Columns as rows: narrow screens have more room downwards."""
    columns = []
    for place, label in enumerate(labels_of(rows)):
        found = [(r.title, r.points[place]) for r in rows if place < len(r.points)]
        points = [Point(title, point.value, point.href, point.text) for title, point in found]
        columns.append(Series(label, points))
    return columns


def _least(rows: Sequence[Series]) -> float:
    """The narrowest a column may be, for its figures to be read."""
    words = [point.words for row in rows for point in row.points]
    return max(32.0, max((text_width(each, LABEL) for each in words), default=0) + 10)


def _left(rows: Sequence[Series], width: float) -> float:
    return min(max((text_width(row.title) for row in rows), default=0), width * 0.32) + 12


def _need(rows: Sequence[Series]) -> float:
    labels = max((text_width(row.title) for row in rows), default=0)
    return labels + 12 + _least(rows) * len(labels_of(rows))


def _head(lines: Sequence[str], *, x: float, foot: float, room: float) -> Iterator[Node]:
    for place, line in enumerate(reversed(lines)):
        said = cut(line, room=room - 2, size=LABEL)
        yield text(said, x, foot - LINE * place, class_="tick", text_anchor="middle")


def _cell(point: Point, shade: int, x: float, y: float, wide: float, name: str) -> Node:
    return mark(
        node("rect", class_=f"part shade-{shade}", x=x, y=y, width=wide, height=HIGH, rx=3),
        text(
            point.words,
            x + wide / 2,
            y + HIGH / 2 + 4,
            class_=f"label on-{shade}",
            text_anchor="middle",
        ),
        name=name,
        href=point.href,
    )


def _empty(width: float) -> Drawing:
    frame = Frame(0, 0, width, EMPTY, (0.0, 1.0), 0)
    return Drawing(width, EMPTY, (nothing(frame),))
