"""Five shades from little to much, and what each stands for; the figure is always written too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from touyan.ui.pictures.frame import Swatch
from touyan.ui.pictures.nodes import Node, node
from touyan.ui.pictures.values import Point
from touyan.ui.rules.scales import shown
from touyan.ui.rules.tiles import bounds, foot, shade


def shade_of(point: Point | None, *, known: Sequence[float]) -> int:
    return shade(None if point is None else point.length, values=known)


def shade_keys(known: Sequence[float], unit: str) -> list[tuple[str, Swatch]]:
    """The legend: the largest figure of each shade, and where the first begins."""
    tops = [f"≤ {shown(round(top, 1))}" for top in bounds(known)]
    tops[:1] = [f"{shown(foot(known))} – {shown(round(top, 1))}" for top in bounds(known)[:1]]
    said = [*tops[:-1], f"{tops[-1]} {unit}".strip()] if tops else []
    return [(words, partial(_patch, place)) for place, words in enumerate(said, start=1)]


def _patch(place: int, x: float, y: float) -> Node:
    return node("rect", class_=f"shade-{place}", x=x, y=y - 7, width=24, height=14, rx=2)
