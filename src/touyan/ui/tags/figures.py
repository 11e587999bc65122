"""Figures drawn on the server: bars, the tile map, two texts compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from touyan.ui.pictures import Picture, Point, tiles
from touyan.ui.rules.comparison import shared_runs, shared_share
from touyan.ui.tags import read

register = Library()


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
def picture(drawn: Picture, svg: str = "", png: str = "", quiet: bool = False) -> dict[str, Any]:
    """A picture of touyan.ui.pictures with its table twin; `svg` and `png` are its files' urls.

    A `quiet` one stands under a heading that says its title already.
    """
    files = [(_("As SVG"), svg), (_("As PNG"), png)]
    downloads = [{"label": label, "url": url} for label, url in files if url]
    return _framed(drawn, quiet=quiet) | {"downloads": downloads}


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


@register.inclusion_tag("ui/parts/picture.html")
def tile_map(
    values: Mapping[str, Any],
    title: object,
    unit: object = "",
    note: object = "",
    quiet: bool = False,
) -> dict[str, Any]:
    """Figures by province as equal tiles with a table twin; never sorted by size.

    values: by two-digit code (66 the Corps, `military`): value, url, perhaps text and label.
    """
    points = {code: _point(entry) for code, entry in values.items()}
    return _framed(tiles(title=title, unit=unit, values=points, note=note), quiet=quiet)


def _framed(drawn: Picture, *, quiet: bool) -> dict[str, Any]:
    """The table is written once: it stands on the page, and again on paper."""
    said = {"table": drawn.table, "title": drawn.heading}
    table = render_to_string("ui/parts/picture_table.html", said)
    return {"picture": drawn, "table": table, "quiet": quiet}


def _point(entry: object) -> Point:
    return Point(
        read(entry, "label") or "",
        read(entry, "value"),
        read(entry, "url", ""),
        read(entry, "text") or "",
    )
