"""Pictures name every mark, say in their table just what they draw, and come as files."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.rules.ui.drawn import (
    counts,
    drawing,
    marks,
    names,
    one,
    points,
)

from touyan.kernel.fonts import fonts_in
from touyan.ui.picture_samples import every_picture
from touyan.ui.pictures import (
    Bin,
    NoFont,
    Picture,
    Point,
    Series,
    bars,
    distribution,
    funnel,
    heat,
    png,
    spark,
    tiles,
    trend,
)
from touyan.ui.pictures.picture import filled

STATIC = Path(__file__).resolve().parents[3] / "src" / "touyan" / "ui" / "static" / "ui"
HOSTILE = '<script>alert("1")</script>&\x00\x08\ud800\'" onload="x'


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture(params=range(len(every_picture())))
def picture(request: pytest.FixtureRequest) -> Picture:
    return every_picture()[request.param]


def test_every_mark_has_a_name_and_takes_the_focus(picture: Picture) -> None:
    for each in marks(picture):
        assert each.get("aria-label")
        assert each.tag == "a" or each.get("tabindex") == "0"
        title = each.find("title")
        assert title is not None
        assert title.text == each.get("aria-label")


def test_a_mark_opens_its_list() -> None:
    picture = bars(title="T", series=[Series("S", points([3, 4], href="/matters?month=5"))])
    assert [each.get("href") for each in marks(picture)] == ["/matters?month=5"] * 2
    assert {cell.href for row in picture.table.rows for cell in row[1:]} == {"/matters?month=5"}


@pytest.mark.parametrize(
    "href", ["https://example.org", "//example.org", "javascript:alert(1)", "/\\x"]
)
def test_a_mark_leads_nowhere_outside(href: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        bars(title="T", series=[Series("S", points([3], href=href))])


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), Decimal("-0.5")])
def test_no_figure_is_less_than_nothing(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        one(bars, [value])  # type: ignore[list-item]


def test_more_series_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="apart"):
        trend(title="T", series=[Series(str(n), points([1])) for n in range(7)])


@given(st.lists(counts, min_size=1, max_size=6))
def test_the_table_holds_the_very_figures(columns: list[list[int | None]]) -> None:
    series = [Series(f"S{n}", points(values)) for n, values in enumerate(columns)]
    table = trend(title="T", series=series).table
    for place, values in enumerate(columns, start=1):
        assert [row[place].value for row in table.rows][: len(values)] == values
        assert all(row[place].value is None for row in table.rows[len(values) :])


def test_the_year_before_keeps_its_own_labels() -> None:
    series = [Series("This", [Point("2026-01", 3)]), Series("Before", [Point("2025-01", 2)])]
    picture = trend(title="T", unit="cases", series=series)
    assert "Before, 2025-01: 2 cases" in names(picture)
    assert picture.table.rows[0][2].under == "2025-01"


def test_series_are_told_apart_without_colour() -> None:
    series = [Series(str(n), points([1, 2])) for n in range(6)]
    lines = [
        p
        for p in drawing(trend(title="T", series=series)).iter("path")
        if p.get("class", "").startswith("line")
    ]
    assert len({p.get("stroke-dasharray") for p in lines}) == 6
    weaves = list(drawing(bars(title="T", series=series)).iter("pattern"))
    assert len({"".join(p.get("d", "") for p in each.iter("path")) for each in weaves}) == 6


def hostile_pictures() -> list[Picture]:
    point = Point(HOSTILE, 3, text=HOSTILE)
    said = {"title": HOSTILE, "unit": HOSTILE, "note": HOSTILE}
    series = [Series(HOSTILE, [point])] * 2
    return [
        trend(series=series, across=HOSTILE, **said),
        bars(series=series, across=HOSTILE, **said),
        funnel(steps=[point, point], across=HOSTILE, **said),
        distribution(bins=[Bin(0, 1, 3)], along=HOSTILE, median=1, **said),
        heat(rows=series, across=HOSTILE, **said),
        tiles(values={"11": point}, **said),
        spark(title=HOSTILE, unit=HOSTILE, points=[point]),
    ]


@pytest.mark.parametrize("place", range(7))
def test_hostile_words_stay_words(place: int) -> None:
    picture = hostile_pictures()[place]
    page = Template("{% load ui %}{% picture it %}").render(Context({"it": picture}))
    assert "<script" not in page
    assert '" onload' not in page
    ElementTree.fromstring(picture.standalone())


def test_the_file_is_well_formed_and_needs_nothing_else(picture: Picture) -> None:
    file = picture.standalone()
    root = ElementTree.fromstring(file)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    written = file.decode().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|href|@import|<a[ >]|<script|var\(|url\((?!#)", written)
    assert "tabindex" not in written


def test_the_file_says_title_unit_and_note() -> None:
    written = one(bars, [3], note="Only since May.").standalone().decode()
    assert "T (cases)" in written
    assert "Only since May." in written


def test_ids_differ_between_both_drawings_and_between_pictures() -> None:
    ids = [found for each in every_picture() for found in re.findall(r' id="([^"]+)"', each.svg)]
    assert ids
    assert len(ids) == len(set(ids))


def test_every_class_drawn_with_is_in_the_stylesheet(picture: Picture) -> None:
    styles = (STATIC / "pictures.css").read_text("utf-8")
    used = {name for found in re.findall(r'class="([^"]+)"', picture.svg) for name in found.split()}
    kinds = {f"pic-{picture.kind}", "pic-only", "pic-wide", "mark"}
    assert {name for name in used if f".{name}" not in styles} - kinds == set()


def test_styles_of_a_file_have_their_colours_filled_in() -> None:
    assert filled("/* x */ .a { fill: var(--b); } /* y */", tokens=":root { --b: #123; }") == (
        ".a { fill: #123; }"
    )


def test_the_figure_shows_title_unit_drawing_and_twin(picture: Picture) -> None:
    page = Template("{% load ui %}{% picture it %}").render(Context({"it": picture}))
    assert picture.title in page
    assert "<details>" in page
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script", page)
    for row in picture.table.rows:
        assert all(cell.text in page for cell in row)


def size_of(file: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(file)) as image:
        image.verify()
        return image.size


def test_the_png_opens_and_is_as_large_as_the_file_at_its_scale() -> None:
    picture = one(bars, [3, 5, 8])
    root = ElementTree.fromstring(picture.standalone())
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    assert size_of(png(picture)) == (width * 2, height * 2)
    assert size_of(png(picture, scale=1)) == (width, height)


def ink(file: bytes) -> int:
    """How many dots differ from the white ground."""
    with Image.open(BytesIO(file)) as image:
        return sum(image.convert("L").point(lambda dot: dot < 128).histogram()[1:])


def test_chinese_is_drawn_in_the_png() -> None:
    blank, named = (
        bars(title=t, series=[Series("S", points([3]))]) for t in ("。", "最高人民检察院")
    )
    assert ink(png(named)) > ink(png(blank)) + 500


def test_a_png_whose_characters_no_font_has_is_refused_and_they_are_named() -> None:
    with pytest.raises(NoFont, match="😀"):
        png(one(bars, [3], note="😀"))


def test_without_a_chinese_font_no_png_is_drawn(tmp_path: Path) -> None:
    picture = bars(title="信访件", series=[Series("件", points([3]))])
    with pytest.raises(NoFont, match="件"):
        png(picture, fonts=fonts_in(tmp_path))
    assert "信访件" in picture.standalone().decode()
