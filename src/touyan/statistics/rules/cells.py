"""What a published table withholds, so that nobody finds a few people in it, not by subtraction
either.

A table of counts is published with the totals of its lines and columns. A small cell is withheld;
with its totals known it would follow by subtraction, so further cells are withheld until none
follows. Hidden cells are lines between rows and columns: one follows from the totals exactly when
it lies on no closed way of hidden cells, since along a closed way ones can be added and taken
away by turns and every total stays. All hidden cells are at least one, so there is room for that.
Totals may be withheld as well: they are cells of a line and a column of their own, whose sums are
known to be those of the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

Cell = tuple[str, str]
"""A row and a column."""


Node = tuple[int, str]
"""A row (0) or a column (1)."""
TOTAL = "="
"""The line and the column of totals, cells like any other where they are in the table."""


def withheld(
    counts: Mapping[Cell, int], *, small: int, forced: frozenset[Cell] = frozenset(),
    shown: frozenset[Cell] = frozenset(),
) -> frozenset[Cell] | None:  # fmt: skip
    """The cells to hide: those from one to under `small`, those `forced`, and what else keeps them
    hidden, none of those `shown` elsewhere; None where nothing does and the whole table is to be
    withheld with its totals."""
    hidden = {cell for cell, number in counts.items() if 0 < number < small}
    hidden |= {cell for cell in forced if counts.get(cell)}
    if hidden & shown:
        return None
    usable = {cell: number for cell, number in counts.items() if number and cell not in shown}
    while open_ones := [cell for cell in sorted(hidden) if follows(cell, hidden)]:
        further = _closing(open_ones[0], hidden, usable)
        if further is None:
            return None
        hidden |= further
    return frozenset(hidden)


def joined(
    hidden: frozenset[Cell], counts: Mapping[Cell, int], line: frozenset[str]
) -> frozenset[Cell] | None:
    """With further cells, so that what is withheld of the line of totals, which the table above
    withholds as well, can move as freely here as there: its columns hang together by the rows."""
    found, columns = set(hidden), sorted(line)
    for first, second in zip(columns, columns[1:], strict=False):
        costs = {
            cell: 0 if cell in found else number
            for cell, number in counts.items()
            if number and cell[0] != TOTAL
        }
        way = _path((1, first), (1, second), costs)
        if way is None:
            return None
        found |= set(way)
    return frozenset(found)


def with_totals(counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """The cells in which something is, with the totals of lines, columns and everything."""
    found: defaultdict[Cell, int] = defaultdict(int)
    for (row, column), number in counts.items():
        if number:
            for cell in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
                found[cell] += number
    return dict(found)


def follows(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether the totals of lines and columns and the cells shown give a hidden cell away."""
    return _way(cell, dict.fromkeys(hidden, 0)) is None


def _closing(cell: Cell, hidden: set[Cell], counts: Mapping[Cell, int]) -> set[Cell] | None:
    """The cells that close a way through this one and cost the least: the fewest people."""
    costs = {one: 0 if one in hidden else number for one, number in counts.items()}
    way = _way(cell, costs)
    return None if way is None else set(way) - hidden


def _way(cell: Cell, costs: Mapping[Cell, int]) -> list[Cell] | None:
    """The cheapest way from a cell's row to its column over other cells; None if there is none."""
    return _path((0, cell[0]), (1, cell[1]), {one: n for one, n in costs.items() if one != cell})


def _path(start: Node, end: Node, costs: Mapping[Cell, int]) -> list[Cell] | None:
    best: dict[Node, tuple[int, list[Cell]]] = {start: (0, [])}
    waiting = [start]
    while waiting:
        node = min(waiting, key=lambda one: best[one][0])
        waiting.remove(node)
        cost, way = best[node]
        for step, other in _steps(node, costs):
            known = best.get(other)
            if known is None or cost + costs[step] < known[0]:
                best[other] = (cost + costs[step], [*way, step])
                waiting.append(other)
    return best[end][1] if end in best else None


def _steps(node: Node, costs: Mapping[Cell, int]) -> Iterator[tuple[Cell, Node]]:
    side, name = node
    for step in costs:
        if step[side] == name:
            yield step, (1 - side, step[1 - side])
