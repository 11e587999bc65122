"""Pictures are true to scale, name every mark, and say in their table just what they draw."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from touyan.kernel.fonts import fonts_in
from touyan.ui.picture_samples import every_picture
from touyan.ui.pictures import (
    Bin,
    NoFont,
    Picture,
    Point,
    Series,
    bars,
    bins_of,
    distribution,
    funnel,
    png,
    trend,
)
from touyan.ui.pictures.nodes import node
from touyan.ui.pictures.picture import filled
from touyan.ui.rules.scales import cut, every, shown, text_width, ticks, wrapped

STATIC = Path(__file__).resolve().parents[3] / "src" / "touyan" / "ui" / "static" / "ui"
HOSTILE = '<script>alert("1")</script>&\x00\x08\ud800\'" onload="x'
counts = st.lists(st.one_of(st.none(), st.integers(0, 10**7)), max_size=14)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture(params=range(len(every_picture())))
def picture(request: pytest.FixtureRequest) -> Picture:
    return every_picture()[request.param]


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


@given(counts)
def test_a_bar_is_as_high_as_its_figure(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    drawn = heights(one(bars, values))
    assert len(drawn) == len(known)
    top = max(known, default=0)
    for value, high in zip(known, drawn, strict=True):
        assert high == pytest.approx(value / top * max(drawn) if top else 0, abs=0.02)


@given(counts)
def test_a_point_stands_as_high_as_its_figure(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    spots = [
        c for c in drawing(one(trend, values)).iter("circle") if "hit" not in c.get("class", "")
    ]
    rises = [242 - float(spot.get("cy", 0)) for spot in spots]
    top = ticks(max(known, default=0), whole=True)[-1]
    assert rises == pytest.approx([value / top * 220 for value in known], abs=0.02)


@pytest.mark.parametrize("draw", [trend, bars])
@pytest.mark.parametrize("values", [[], [0], [7], [0, 0, 0], [5, 5, 5], [None, None]])
def test_little_or_nothing_is_drawn_all_the_same(
    draw: Callable[..., Picture], values: list[int | None]
) -> None:
    picture = one(draw, values)
    assert len(marks(picture)) == len([value for value in values if value is not None])
    assert picture.empty is ([value for value in values if value is not None] == [])
    assert ("No figures yet" in picture.svg) is picture.empty


def test_what_is_not_known_breaks_the_line_and_is_never_zero() -> None:
    picture = one(trend, [4, 6, None, 8, 9])
    path = next(
        p.get("d", "")
        for p in drawing(picture).iter("path")
        if p.get("class", "").startswith("line")
    )
    assert re.findall("[ML]", path) == ["M", "L", "M", "L"]
    assert "L2: 0 cases" not in names(picture)
    assert [row[1].text for row in picture.table.rows] == ["4", "6", "—", "8", "9"]


def test_a_whole_with_an_unknown_part_is_not_known() -> None:
    series = [Series("A", points([3, 3])), Series("B", points([4, None]))]
    svg = bars(title="T", series=series).svg
    assert ">7</text>" in svg
    assert ">—</text>" in svg


def test_parts_stand_on_each_other() -> None:
    series = [Series("A", points([30])), Series("B", points([10]))]
    lower, upper = (box for m in marks(bars(title="T", series=series)) for box in m.iter("rect"))
    assert float(upper.get("y", 0)) + float(upper.get("height", 0)) == pytest.approx(
        float(lower.get("y", 0)), abs=0.02
    )


def bar_widths(picture: Picture) -> list[float]:
    return [float(box.get("width", 0)) for each in marks(picture) for box in each.iter("rect")]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_a_step_of_a_funnel_is_as_long_as_its_figure(values: list[int]) -> None:
    drawn = bar_widths(funnel(title="T", unit="cases", steps=points(values)))
    top = max(values)
    for value, long in zip(values, drawn, strict=True):
        assert long == pytest.approx(value / top * max(drawn) if top else 0, abs=0.02)


def test_a_funnel_says_what_share_of_the_first_step_is_left() -> None:
    picture = funnel(title="T", unit="cases", steps=points([350, 187]))
    assert names(picture) == ["L0: 350 cases", "L1: 187 cases, 53.4% of “L0”"]
    assert [row[2].text for row in picture.table.rows] == ["100.0%", "53.4%"]


@pytest.mark.parametrize("values", [[], [0, 0], [None, 3], [3, None, 2], [0, 4]])
def test_a_funnel_takes_no_share_of_what_is_nothing_or_not_known(values: list[int | None]) -> None:
    picture = funnel(title="T", steps=points(values))
    assert len(marks(picture)) == len([value for value in values if value is not None])
    assert [row[1].value for row in picture.table.rows] == values
    assert values[:1] == [3] or all(row[2].text == "—" for row in picture.table.rows)


TIMES = st.dictionaries(st.integers(0, 400), st.integers(1, 500), max_size=40)


@given(TIMES)
def test_every_time_falls_in_one_bin(counts: dict[int, int]) -> None:
    bins = bins_of(counts)
    assert sum(each.value or 0 for each in bins) == sum(counts.values())
    assert len(bins) <= 13
    for each in bins:
        inside = [n for time, n in counts.items() if each.low <= time < (each.high or 0)]
        assert each.value == sum(inside)


@given(TIMES)
def test_a_bin_is_as_high_as_its_number(counts: dict[int, int]) -> None:
    bins = bins_of(counts)
    drawn = heights(distribution(title="T", along="days", bins=bins))
    top = max((each.value or 0 for each in bins), default=0)
    for each, high in zip(bins, drawn, strict=True):
        assert high == pytest.approx((each.value or 0) / top * max(drawn), abs=0.02)


def test_median_and_90th_percentile_stand_where_they_belong() -> None:
    bins = [Bin(0, 10, 4), Bin(10, 20, 8), Bin(20, None, 2)]
    picture = distribution(title="T", unit="cases", along="days", bins=bins, median=10, p90=500)
    signs = dict(zip(names(picture), marks(picture), strict=True))
    edges = [float(box.get("x", 0)) for each in marks(picture) for box in each.iter("rect")]
    x = [
        float(re.findall(r"M([\d.]+)", path.get("d", ""))[0])
        for name in ("Median: 10 days", "90th percentile: 500 days")
        for path in signs[name].iter("path")
    ]
    assert x[0] == pytest.approx(edges[1], abs=0.02)
    assert x[1] == pytest.approx(edges[2] + (edges[2] - edges[1]) / 2, abs=0.02)
    assert [row[1].text for row in picture.table.rows[-2:]] == ["10 days", "500 days"]
    assert "20 days and more: 2 cases" in names(picture)


@pytest.mark.parametrize(
    "bins",
    [
        [Bin(0, 10, 1), Bin(10, 30, 1)],
        [Bin(0, 10, 1), Bin(15, 25, 1)],
        [Bin(0, None, 1), Bin(10, 20, 1)],
        [Bin(0, None, 1)],
        [Bin(5, 5, 1)],
    ],
)
def test_bins_that_would_lie_are_refused(bins: list[Bin]) -> None:
    with pytest.raises(ValueError, match="equally wide"):
        distribution(title="T", along="days", bins=bins)


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


def test_hostile_words_stay_words() -> None:
    series = [Series(HOSTILE, [Point(HOSTILE, 3, text=HOSTILE)])] * 2
    for draw in (trend, bars):
        picture = draw(title=HOSTILE, unit=HOSTILE, series=series, note=HOSTILE, across=HOSTILE)
        page = render_to_string("ui/parts/picture.html", {"picture": picture})
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
    page = render_to_string("ui/parts/picture.html", {"picture": picture})
    assert picture.title in page
    assert "<details>" in page
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script", page)
    for row in picture.table.rows:
        assert all(cell.text in page for cell in row)


@given(st.floats(0.001, 1e9), st.booleans())
def test_steps_are_few_round_and_reach_the_top(top: float, whole: bool) -> None:
    found = ticks(top, whole=whole)
    assert 2 <= len(found) <= 7
    assert found[0] == 0
    assert found[-1] >= top * (1 - 1e-6)
    assert not whole or all(step == int(step) for step in found)


def test_figures_are_written_with_thousands_and_without_idle_zeros() -> None:
    assert [shown(value) for value in (1284, 53.4, Decimal("50.00"), 0, None)] == [
        "1,284", "53.4", "50", "0", "—",
    ]  # fmt: skip


def test_labels_are_thinned_cut_and_wrapped_to_the_room() -> None:
    assert every(12, room=120, each=30) == 3
    assert text_width(cut("最高人民检察院", room=50), 12) <= 50
    assert cut("京", room=50) == "京"
    assert wrapped("one two three", room=50) == ["one two", "three"]
    assert "".join(wrapped("控告申诉检察厅", room=36)) == "控告申诉检察厅"


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
