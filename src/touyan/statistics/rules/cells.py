"""What a published table withholds, so that nobody finds a few people in it, not by subtraction
either.

A table of counts is published with the totals of its lines and columns. A small cell is withheld;
with its totals known it would follow by subtraction, so further cells are withheld until none
follows. Hidden cells are lines between rows and columns: one follows from the totals exactly when
it lies on no closed way of hidden cells, since along a closed way ones can be added and taken
away by turns and every total stays. All hidden cells are at least one, so there is room for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Cell = tuple[str, str]
"""A row and a column."""


def withheld(counts: Mapping[Cell, int], *, small: int) -> frozenset[Cell] | None:
    """The cells to hide: those from one to under `small`, and what else keeps them hidden; None
    where nothing does and the whole table is to be withheld with its totals."""
    hidden = {cell for cell, number in counts.items() if 0 < number < small}
    while open_ones := [cell for cell in sorted(hidden) if follows(cell, hidden)]:
        further = _closing(open_ones[0], hidden, counts)
        if further is None:
            return None
        hidden |= further
    return frozenset(hidden)


def follows(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether the totals of lines and columns and the cells shown give a hidden cell away."""
    return _way(cell, dict.fromkeys(hidden, 0)) is None


def _closing(cell: Cell, hidden: set[Cell], counts: Mapping[Cell, int]) -> set[Cell] | None:
    """The cells that close a way through this one and cost the least: the fewest people."""
    costs = {one: 0 if one in hidden else number for one, number in counts.items() if number}
    way = _way(cell, costs)
    return None if way is None else set(way) - hidden


def _way(cell: Cell, costs: Mapping[Cell, int]) -> list[Cell] | None:
    """The cheapest way from a cell's row to its column over other cells; None if there is none."""
    start, end = (0, cell[0]), (1, cell[1])
    best: dict[tuple[int, str], tuple[int, list[Cell]]] = {start: (0, [])}
    waiting = [start]
    while waiting:
        node = min(waiting, key=lambda one: best[one][0])
        waiting.remove(node)
        cost, way = best[node]
        for step, other in _steps(node, costs, cell):
            known = best.get(other)
            if known is None or cost + costs[step] < known[0]:
                best[other] = (cost + costs[step], [*way, step])
                waiting.append(other)
    return best[end][1] if end in best else None


def _steps(
    node: tuple[int, str], costs: Mapping[Cell, int], but: Cell
) -> Iterator[tuple[Cell, tuple[int, str]]]:
    side, name = node
    for step in costs:
        if step != but and step[side] == name:
            yield step, (1 - side, step[1 - side])
