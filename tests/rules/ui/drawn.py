"""What a picture is made of, for tests to read."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

from hypothesis import strategies as st

from touyan.ui.pictures import (
    Picture,
    Point,
    Series,
)
from touyan.ui.pictures.nodes import node

counts = st.lists(st.one_of(st.none(), st.integers(0, 10**7)), max_size=14)


def points(values: list[int | None], *, href: str = "") -> list[Point]:
    return [Point(f"L{place}", value, href) for place, value in enumerate(values)]


def one(draw: Callable[..., Picture], values: list[int | None], **options: object) -> Picture:
    return draw(title="T", unit="cases", series=[Series("S", points(values))], **options)


def drawing(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(node("svg", *picture.drawings[0].nodes).written())


def marks(picture: Picture) -> list[ElementTree.Element]:
    return [each for each in drawing(picture).iter() if each.get("class") == "mark"]


def names(picture: Picture) -> list[str]:
    return [each.get("aria-label", "") for each in marks(picture)]


def heights(picture: Picture) -> list[float]:
    return [float(box.get("height", 0)) for each in marks(picture) for box in each.iter("rect")]


def figures(picture: Picture) -> list[object]:
    return [cell.value for row in picture.table.rows for cell in row[1:]]


def bar_widths(picture: Picture) -> list[float]:
    return [float(box.get("width", 0)) for each in marks(picture) for box in each.iter("rect")]


def rows_of(columns: list[list[int | None]]) -> list[Series]:
    return [Series(f"S{n}", points(values)) for n, values in enumerate(columns)]
