"""Patterns that tell series apart without colour."""

from __future__ import annotations

from functools import partial

from touyan.ui.pictures.frame import Swatch
from touyan.ui.pictures.nodes import Node, node

# The first is plain; the others are told apart in one ink, on paper, and by who sees no colour.
_WEAVES = (
    "",
    "M-2 2l4 -4M0 8l8 -8M6 10l4 -4",
    "M2 2h.01M6 6h.01",
    "M0 2h8M0 6h8",
    "M-2 6l4 4M0 0l8 8M6 -2l4 4",
    "M0 0l8 8M0 8l8 -8",
)


def weaves(count: int, key: str) -> Node:
    """The patterns of the first `count` series, with ids of their own."""
    return node("defs", *(_weave(place, key) for place in range(count)))


def _weave(place: int, key: str) -> Node:
    ground = node("rect", class_=f"fill-{place + 1}", width=8, height=8)
    lines = _WEAVES[place]
    threads = (node("path", class_="weave dots" if place == 2 else "weave", d=lines),)
    return node(
        "pattern",
        ground,
        *(threads if lines else ()),
        id=f"{key}-{place + 1}",
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
    )


def woven(place: int, key: str) -> str:
    """What a shape of the series is filled with."""
    return f"url(#{key}-{place + 1})"


def swatch(place: int, key: str) -> Swatch:
    return partial(_patch, woven(place, key))


def _patch(fill: str, x: float, y: float) -> Node:
    return node("rect", class_="patch", fill=fill, x=x, y=y - 6, width=24, height=12)
