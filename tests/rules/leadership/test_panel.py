"""The draw of the panel: repeatable by anyone, and never calling somebody with an interest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.kernel.errors import Refused
from touyan.leadership.rules.panel import (
    Candidate,
    Circle,
    draw,
    draw_order,
    kept_out,
    next_called,
    same_unit,
)

CIRCLE = Circle(
    office="杭州市西湖区人民检察院",
    people=frozenset({"吴秀兰", "王大伟"}),
    units=frozenset({"杭州市西湖区人民法院"}),
    walled_people=frozenset({"李建国"}),
    walled_units=frozenset({"杭州市公安局西湖区分局"}),
)
NAMES = st.sampled_from(["吴秀兰", "王 大伟", "李建国", "陈静", "周明", "孙丽"])
UNITS = st.sampled_from(
    ["", "浙江大学", "杭州市西湖区人民法院民事审判庭", "杭州市西湖区人民检察院第六检察部",
     "杭州市公安局西湖区分局", "浙江某律师事务所"]
)  # fmt: skip
TIES = st.lists(st.sampled_from(["杭州市西湖区人民法院", "吴秀兰", "浙江大学"]), max_size=2)
POOLS = st.lists(st.tuples(NAMES, UNITS, TIES), max_size=20)


@pytest.mark.parametrize(
    ("candidate", "why"),
    [
        (Candidate("a", "陈静", "浙江大学"), None),
        (Candidate("a", "陈静", ""), None),
        (Candidate("a", "陈静", "杭州市西湖区人民检察院 第六检察部"), "works for the office"),
        (Candidate("a", "吴 秀兰", ""), "bears the name"),
        (Candidate("a", "李建国", ""), "kept from the matter"),
        (Candidate("a", "陈静", "杭州市西湖区人民法院民事审判庭"), "part in the matter"),
        (Candidate("a", "陈静", "杭州市公安局西湖区分局"), "part in the matter"),
        (Candidate("a", "陈静", "浙江大学", ("杭州市西湖区人民法院",)), "declared an interest"),
        (Candidate("a", "陈静", "浙江大学", ("吴秀兰",)), "declared an interest"),
        (Candidate("a", "陈静", "浙江大学", ("某某公司",)), None),
        (Candidate("a", "陈静", "浙江大学", ("吴秀兰之弟",)), "declared an interest"),
        (Candidate("a", "陈静", "浙江大学", ("系李建国的大学同学",)), "declared an interest"),
        (Candidate("a", "陈静", "浙江大学", ("张秀兰之弟",)), None),
    ],
)
def test_whoever_has_an_interest_is_kept_out(candidate: Candidate, why: str | None) -> None:
    found = kept_out(candidate, CIRCLE)
    assert (why in str(found)) if why else found is None


def test_a_short_word_is_not_taken_for_a_unit() -> None:
    assert not same_unit("西湖区", "杭州市西湖区人民法院")
    assert not same_unit("", "杭州市西湖区人民法院")
    assert same_unit("杭州市西湖区人民法院", "杭州市西湖区人民法院 ")


@given(pool=POOLS, seed=st.text(max_size=16), size=st.integers(3, 7))
def test_nobody_with_an_interest_is_ever_seated(
    pool: list[tuple[str, str, list[str]]], seed: str, size: int
) -> None:
    people = [Candidate(f"{n}", *one[:2], tuple(one[2])) for n, one in enumerate(pool)]
    free = [one.code for one in people if kept_out(one, CIRCLE) is None]
    shut = {one.code for one in people} - set(free)
    if len(free) < size:
        with pytest.raises(Refused, match="are wanted"):
            draw(seed, free, size)
        return
    seated = draw(seed, free, size)
    assert len(set(seated)) == size
    assert not shut & set(seated)


@given(codes=st.sets(st.text(min_size=1), max_size=20), seed=st.text(max_size=16))
def test_the_same_seed_calls_the_same_panel_in_whatever_order_the_pool_is_read(
    codes: set[str], seed: str
) -> None:
    assert draw_order(seed, sorted(codes)) == draw_order(seed, sorted(codes, reverse=True))


def test_the_order_is_the_published_one() -> None:
    """Worked out apart: sha256("2026 a"), ("2026 b"), ("2026 c") by sha256sum."""
    assert draw_order("2026", ["a", "b", "c"]) == ["b", "c", "a"]


def test_seeds_differ_in_whom_they_call() -> None:
    codes = [str(n) for n in range(20)]
    assert len({tuple(draw(str(seed), codes, 3)) for seed in range(30)}) > 20


def test_a_replacement_is_the_next_of_the_same_draw() -> None:
    codes = [str(n) for n in range(6)]
    order = draw_order("k", codes)
    assert next_called("k", codes, order[:3]) == order[3]
    assert next_called("k", codes, order) is None
