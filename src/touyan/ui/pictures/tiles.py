"""The provincial offices as equal squares, no outline, no extent; the Corps and the military."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from touyan.ui.pictures.frame import legend
from touyan.ui.pictures.nodes import Node, mark, node, text
from touyan.ui.pictures.picture import NARROW, WIDE, Drawing, Picture, picture_of
from touyan.ui.pictures.shades import shade_keys, shade_of
from touyan.ui.pictures.values import Cell, Point, Table, said_of
from touyan.ui.rules.scales import balanced, text_width
from touyan.ui.rules.tiles import COLUMNS, ROWS, TILES, Tile
from touyan.ui.sentences import sentence


@dataclass(frozen=True)
class Office:
    """A square of the map with its figure."""

    tile: Tile
    point: Point


def tiles(
    *,
    title: object,
    unit: object = "",
    values: Mapping[str, Point],
    width: int = WIDE,
    note: object = "",
) -> Picture:
    """Figures by province; never sorted by size.

    values: by two-digit code (66 the Corps, `military`); an empty label takes the tile's name.
    """
    offices = [Office(tile, _point(tile, values.get(tile.code))) for tile in TILES]
    return picture_of(
        partial(_drawn, offices, sentence(unit)),
        kind="tiles",
        title=title,
        unit=unit,
        table=_table(offices, sentence(unit)),
        width=width,
        note=note,
    )


def _point(tile: Tile, given: Point | None) -> Point:
    if given is None:
        return Point(_(tile.name), None)
    return Point(given.title or _(tile.name), given.value, given.href, given.text)


def _table(offices: list[Office], unit: str) -> Table:
    listed = sorted(offices, key=lambda office: office.tile.code)
    points = [office.point for office in listed]
    rows = ((Cell(p.title), Cell(p.words, p.value, p.href)) for p in points)
    return Table((_("Place"), unit or _("How many")), tuple(rows))


def _drawn(offices: list[Office], unit: str, width: float, _key: str) -> Drawing:
    points = [office.point for office in offices]
    known = [point.length for point in points if point.length is not None]
    told, top = legend(shade_keys(known, unit), width=width)
    wide, high = width / COLUMNS, 54.0 if width > NARROW else 46.0
    drawn = [
        _tile(office, shade_of(office.point, known=known), wide, high, top, unit)
        for office in offices
    ]
    return Drawing(width, top + ROWS * high, (*told, *drawn))


def _tile(office: Office, shade: int, wide: float, high: float, top: float, unit: str) -> Node:
    x, y = office.tile.column * wide, top + office.tile.row * high
    middle = partial(text, x=x + wide / 2, text_anchor="middle")
    size, lines = _name(office, wide - 6)
    first = y + (high - 15 - 12 * len(lines)) / 2 + 10
    return mark(
        node("rect", class_=f"part tile shade-{shade}", x=x, y=y, width=wide, height=high, rx=4),
        *(
            middle(line, y=first + 12 * n, class_=f"place on-{shade}", font_size=size)
            for n, line in enumerate(lines)
        ),
        middle(
            office.point.words,
            y=first + 12 * len(lines) + 3,
            class_=f"worth on-{shade}",
            font_size=12 if text_width(office.point.words, 12) < wide - 4 else 9.5,
        ),
        name=said_of(office.point, unit=unit),
        href=office.point.href,
    )


def _name(office: Office, room: float) -> tuple[float, list[str]]:
    """The name as large as fits, or on two lines; where squares are small, letters for words."""
    name = office.point.title
    if name.isascii() and room < 50:
        return 12.5, [office.tile.letters]
    for size in (12.5, 11.5, 10.5):
        if text_width(name, size) <= room:
            return size, [name]
    return 10.5, balanced(name, room=room, size=10.5)[:2]
