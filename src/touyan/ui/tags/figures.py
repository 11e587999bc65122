"""Figures drawn on the server: bars, the tile map, two texts compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template import Library
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from touyan.ui.pictures import Picture
from touyan.ui.rules.comparison import shared_runs, shared_share
from touyan.ui.rules.tiles import COLUMNS, ROWS, SHADES, TILES, Tile, shade
from touyan.ui.tags import read

register = Library()

TILE_WIDTH = 72
TILE_HEIGHT = 52


@register.inclusion_tag("ui/parts/bar.html")
def bar(
    value: float, total: float, label: str = "", wide: bool = False, tone: str = ""
) -> dict[str, Any]:
    """A part of a whole as a bar with its words; the default words are "12 of 30 (40%)"."""
    percent = round(100 * value / total) if total else 0
    return {
        "value": value,
        "total": total,
        "percent": min(100, percent),
        "share": f"{percent}%",
        "label": label,
        "wide": wide,
        "tone": tone,
    }


@register.inclusion_tag("ui/parts/picture.html")
def picture(drawn: Picture, svg: str = "", png: str = "") -> dict[str, Any]:
    """A picture of touyan.ui.pictures with its table twin; `svg` and `png` are its files' urls."""
    files = [(_("As SVG"), svg), (_("As PNG"), png)]
    downloads = [{"label": label, "url": url} for label, url in files if url]
    return {"picture": drawn, "downloads": downloads}


@register.inclusion_tag("ui/parts/compare.html")
def compare(
    left: str, right: str, left_title: object = "", right_title: object = "", **options: Any
) -> dict[str, Any]:
    """Two texts side by side, shared phrases marked. Options: left_note, right_note, least."""
    least = options.pop("least", 4)
    left_runs = shared_runs(left, right, least=least)
    return {
        "sides": [
            {"title": left_title, "note": options.get("left_note", ""), "runs": left_runs},
            {
                "title": right_title,
                "note": options.get("right_note", ""),
                "runs": shared_runs(right, left, least=least),
            },
        ],
        "share": f"{shared_share(left_runs)}%",
    }


@register.inclusion_tag("ui/parts/tile_map.html")
def tile_map(
    values: Mapping[str, Any], title: object, unit: object = "", note: object = ""
) -> dict[str, Any]:
    """Figures by province as equal tiles with a table twin; never sorted by size.

    values: by two-digit code (66 the Corps, `military`): value, url, perhaps text and label.
    """
    figures = [read(each, "value") for each in values.values()]
    known = [figure for figure in figures if figure is not None]
    tiles = [_tile(tile, values.get(tile.code), known=known) for tile in TILES]
    return {
        "tiles": tiles,
        "listed": sorted(tiles, key=lambda tile: tile["code"]),
        "title": title,
        "unit": unit,
        "note": note,
        "width": COLUMNS * TILE_WIDTH,
        "height": ROWS * TILE_HEIGHT,
        "steps": _steps(max(known, default=0)),
    }


def _tile(tile: Tile, entry: object, *, known: list[float]) -> dict[str, Any]:
    value = read(entry, "value")
    text = read(entry, "text") or ("" if value is None else str(value))
    name = gettext(tile.name)
    left, top = tile.column * TILE_WIDTH, tile.row * TILE_HEIGHT
    return {
        "code": tile.code,
        "name": read(entry, "label") or name,
        "long": len(name) > 9,
        "text": text,
        "url": read(entry, "url", ""),
        "shade": shade(value, values=known),
        "x": left,
        "y": top,
        "middle": left + TILE_WIDTH // 2,
        "name_y": top + 22,
        "value_y": top + 39,
    }


def _steps(top: float) -> list[dict[str, Any]]:
    """The legend: the largest figure of each shade."""
    if top <= 0:
        return []
    whole = top > SHADES
    bounds = [top * step / SHADES for step in range(1, SHADES + 1)]
    return [
        {"shade": step, "up_to": str(round(bound)) if whole else f"{bound:g}"}
        for step, bound in enumerate(bounds, start=1)
    ]
