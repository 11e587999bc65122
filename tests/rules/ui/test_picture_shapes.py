"""Each kind of picture is true to scale, and tells nothing, zero and not known apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.ui.drawn import (
    bar_widths,
    counts,
    drawing,
    figures,
    heights,
    marks,
    names,
    one,
    points,
    rows_of,
)

from touyan.ui.pictures import (
    Bin,
    Picture,
    Point,
    Series,
    bars,
    bins_of,
    distribution,
    funnel,
    heat,
    spark,
    tiles,
    trend,
)
from touyan.ui.rules.scales import cut, every, shown, text_width, ticks, wrapped


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


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


@given(counts)
def test_a_lying_bar_is_as_long_as_its_figure(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    drawn = bar_widths(one(bars, values, lying=True))
    top = max(known, default=0)
    assert len(drawn) == len(known)
    for value, long in zip(known, drawn, strict=True):
        assert long == pytest.approx(value / top * max(drawn) if top else 0, abs=0.02)


def test_lying_parts_follow_each_other_and_say_their_whole() -> None:
    series = [Series("A", points([30, 1])), Series("B", points([10, None]))]
    picture = bars(title="T", unit="cases", series=series, lying=True)
    boxes = [box for each in marks(picture) for box in each.iter("rect")]
    assert float(boxes[1].get("x", 0)) == pytest.approx(
        float(boxes[0].get("x", 0)) + float(boxes[0].get("width", 0)), abs=0.02
    )
    assert names(picture) == ["A, L0: 30 cases", "B, L0: 10 cases", "A, L1: 1 cases"]
    assert ">40</text>" in picture.svg
    assert ">—</text>" in picture.svg


def test_the_first_series_is_read_first() -> None:
    series = [Series("This", points([1, 2])), Series("Before", points([3, 4]))]
    assert [name.split(",")[0] for name in names(trend(title="T", series=series))] == [
        "This", "This", "Before", "Before",
    ]  # fmt: skip


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


@given(st.lists(counts, max_size=6))
def test_every_cell_of_a_heat_table_holds_its_figure(columns: list[list[int | None]]) -> None:
    picture = heat(title="T", unit="cases", rows=rows_of(columns))
    known = [value for values in columns for value in values if value is not None]
    assert sorted(value for value in figures(picture) if value is not None) == sorted(known)
    said = [each.find("text") for each in marks(picture)]
    if known:
        assert len(said) == sum(map(len, columns))


def test_a_wide_heat_table_stands_upright_on_a_narrow_screen() -> None:
    picture = heat(
        title="T", unit="cases", rows=rows_of([list(range(12)), [n * 2 for n in range(12)]])
    )
    wide, narrow = picture.drawings
    assert narrow.width <= 340
    assert narrow.height > wide.height
    for each in picture.drawings:
        assert "S1, L11: 22 cases" in "".join(n.written() for n in each.nodes).replace(
            "L11, S1", "S1, L11"
        )


def test_a_long_head_of_a_column_is_wrapped_and_what_is_left_out_is_said() -> None:
    def heads(label: str) -> list[str]:
        row = Series("S", [Point(label, 1), *[Point("b", 1)] * 9])
        found = drawing(heat(title="T", rows=[row])).iter("text")
        return [each.text or "" for each in found if each.get("class") == "tick"]

    told = heads("Told the progress or result within three months")
    assert " ".join(reversed(told[:-9])) == "Told the progress or result within three months"
    assert any(line.endswith("…") for line in heads("one two three four five " * 9))


def test_more_has_a_darker_shade_and_the_legend_says_how_much() -> None:
    picture = heat(title="T", rows=rows_of([[0, 3, 13, None]]))
    shades = [
        re.findall(r"shade-(\d)", box.get("class", ""))
        for m in marks(picture)
        for box in m.iter("rect")
    ]
    assert shades == [["1"], ["2"], ["5"], ["0"]]
    # 13 in five steps of 2.6: a shade's legend names the largest count in it.
    assert ">0 – 2</text>" in picture.svg
    for top in (5, 7, 10, 13):
        assert f">≤ {top}</text>" in picture.svg


def test_shares_far_from_nought_are_told_apart_and_the_legend_says_from_where() -> None:
    picture = heat(title="T", unit="%", rows=rows_of([[75.4, 88, 98.4]]))
    shades = [
        re.findall(r"shade-(\d)", box.get("class", ""))
        for m in marks(picture)
        for box in m.iter("rect")
    ]
    assert shades == [["1"], ["3"], ["5"]]
    assert ">75 – 79.7</text>" in picture.svg
    assert ">≤ 98.4 %</text>" in picture.svg


def test_the_map_has_every_office_and_leads_to_its_list() -> None:
    values = {"11": Point("", 3, "/bj"), "66": Point("", 0), "military": Point("The military", 5)}
    picture = tiles(title="T", unit="cases", values=values)
    assert len(marks(picture)) == len(picture.table.rows) == 36
    assert {"Beijing: 3 cases", "XJ Corps: 0 cases", "The military: 5 cases"} <= set(names(picture))
    assert "Hainan: not known" in names(picture)
    assert [row[1].href for row in picture.table.rows if row[1].href] == ["/bj"]


def test_a_spark_is_one_thing_with_one_name() -> None:
    picture = spark(title="Repeat", unit="cases", points=points([None, 4, 9, None]))
    assert marks(picture) == []
    assert 'role="img" aria-label="Repeat: L1 4, L2 9"' in picture.svg
    assert [row[1].value for row in picture.table.rows] == [None, 4, 9, None]
    nothing = spark(title="Repeat", points=[])
    assert 'aria-label="Repeat: not known"' in nothing.svg
    assert nothing.empty


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_a_spark_is_to_scale_from_zero(values: list[int]) -> None:
    path = drawing(spark(title="T", points=points(values))).findall("path")[1].get("d", "")
    rises = [24 - float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path)]
    assert rises == pytest.approx([20 * value / (max(values) or 1) for value in values], abs=0.02)


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
