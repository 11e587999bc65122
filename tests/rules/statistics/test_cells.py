"""A published table gives no small cell away, however one subtracts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from touyan.statistics.rules.cells import withheld

SMALL = 5
Table = dict[tuple[str, str], int]


def table(*rows: tuple[int, ...]) -> Table:
    return {
        (f"r{r}", f"c{c}"): number for r, row in enumerate(rows) for c, number in enumerate(row)
    }


def derived(counts: Table, hidden: frozenset[tuple[str, str]]) -> set[tuple[str, str]]:
    """The attack: every hidden cell that follows from all totals by elimination."""
    names = sorted(hidden)
    lines = []
    for side in (0, 1):
        for name in {cell[side] for cell in counts}:
            own = [cell for cell in counts if cell[side] == name]
            rest = sum(counts[cell] for cell in own) - sum(
                counts[cell] for cell in own if cell not in hidden
            )
            lines.append([Fraction(cell[side] == name) for cell in names] + [Fraction(rest)])
    return {names[place] for place in _pinned(lines, len(names))}


def _pinned(lines: list[list[Fraction]], width: int) -> set[int]:
    """Unknowns of a system of equations that have one value alone."""
    done = 0
    for column in range(width):
        pivot = next((n for n in range(done, len(lines)) if lines[n][column]), None)
        if pivot is None:
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [value / lines[done][column] for value in lines[done]]
        for n in range(len(lines)):
            if n != done and lines[n][column]:
                by = lines[n][column]
                lines[n] = [a - by * b for a, b in zip(lines[n], lines[done], strict=True)]
        done += 1
    return {
        next(at for at, value in enumerate(line[:-1]) if value)
        for line in lines[:done]
        if sum(value != 0 for value in line[:-1]) == 1
    }


def test_a_table_without_small_cells_is_shown_whole():
    assert withheld(table((10, 0), (5, 7)), small=SMALL) == frozenset()


def test_a_small_cell_is_hidden_with_three_that_keep_it_hidden():
    counts = table((2, 50, 60), (70, 8, 90), (40, 41, 42))
    found = withheld(counts, small=SMALL)
    assert ("r0", "c0") in found
    assert len(found) == 4
    assert not derived(counts, found)


def test_of_what_keeps_it_hidden_the_cells_of_the_fewest_people_are_taken():
    counts = table((2, 50, 9), (6, 70, 8), (90, 95, 99))
    assert withheld(counts, small=SMALL) == {
        ("r0", "c0"), ("r0", "c2"), ("r1", "c0"), ("r1", "c2"),
    }  # fmt: skip


def test_where_nothing_keeps_it_hidden_the_whole_table_is_withheld():
    assert withheld(table((2, 50, 60)), small=SMALL) is None
    assert withheld(table((2, 0), (0, 9)), small=SMALL) is None


def test_two_small_cells_side_by_side_are_not_safe_by_themselves():
    """Their columns' totals give them away."""
    counts = table((2, 3, 60), (70, 80, 90), (30, 40, 50))
    found = withheld(counts, small=SMALL)
    assert len(found) > 2
    assert not derived(counts, found)


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.tuples(*[st.one_of(st.integers(0, 6), st.integers(0, 90))] * width),
        min_size=1, max_size=5,
    )
)  # fmt: skip


@given(tables)
def test_no_small_cell_is_shown_or_follows(rows):
    counts = table(*rows)
    found = withheld(counts, small=SMALL)
    if found is None:
        return
    assert {cell for cell, number in counts.items() if 0 < number < SMALL} <= found
    assert all(counts[cell] for cell in found)
    assert not derived(counts, found)


@given(st.tuples(*[st.integers(0, 6)] * 6))
def test_every_hidden_cell_could_be_another_number_even_knowing_none_is_negative(numbers):
    counts = table(numbers[:3], numbers[3:])
    found = withheld(counts, small=SMALL)
    if not found:
        return
    above = sorted(cell for cell in found if cell[0] == "r0")
    possible: dict[str, set[int]] = {column: set() for _row, column in above}
    for values in product(range(13), repeat=len(above)):
        tried = _with(counts, dict(zip(above, values, strict=True)))
        if min(tried.values()) >= 0 and _totals(tried) == _totals(counts):
            for row, column in above:
                possible[column].add(tried[row, column])
    assert all(len(numbers) > 1 for numbers in possible.values())


def _with(counts: Table, above: Table) -> Table:
    """The table with other numbers in the upper row, its columns' totals kept by the lower one."""
    below = {("r1", column): counts["r0", column] + counts["r1", column] - number
             for (_row, column), number in above.items()}  # fmt: skip
    return {**counts, **above, **below}


def _totals(counts: Table) -> list[int]:
    rows = [sum(n for cell, n in counts.items() if cell[0] == r) for r in ("r0", "r1")]
    return rows + [sum(n for cell, n in counts.items() if cell[1] == c) for c in ("c0", "c1", "c2")]
