"""A count by office and kind as it may be published: no small cell in it, and none that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from touyan.intake.rules.words import KIND_NAMES
from touyan.kernel.messages import Message
from touyan.organs.queries import organs_directly_under
from touyan.statistics.queries.counted import Slice
from touyan.statistics.queries.crossed import crossed
from touyan.statistics.rules.cells import Cell, withheld
from touyan.statistics.rules.crossing import Dimension
from touyan.statistics.rules.measures import Measure
from touyan.statistics.rules.parameters import SMALL_CELL
from touyan.ui.sentences import sentence

HIDDEN = "＊"


@dataclass(frozen=True)
class Published:
    """Heads, rows with their total, the line of totals; `rows` is None where all is withheld."""

    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]] | None
    hidden: int = 0
    small: int = SMALL_CELL


def published(measure: Measure, part: Slice) -> Published:
    """The table of an office and those directly beneath it, in the order of their codes."""
    beneath = list(organs_directly_under(part.organ))
    cells = crossed(measure.counts, part, (Dimension.OFFICE, Dimension.KIND), beneath)
    found = {cell: sum(counted.values()) for cell, counted in cells.items()}
    names = {one.value: sentence(Message(KIND_NAMES[one])) for one in KIND_NAMES}
    kinds = [kind for kind in names if any(column == kind for _row, column in found)]
    offices = [(str(part.organ.pk), _("The office itself"))]
    offices += [(str(each.pk), each.local_name) for each in beneath]
    offices = [one for one in offices if any(row == one[0] for row, _column in found)]
    counts = {(pk, kind): found.get((pk, kind), 0) for pk, _name in offices for kind in kinds}
    hidden = withheld(counts, small=SMALL_CELL)
    heads = [*(names[kind] for kind in kinds), _("Total")]
    if hidden is None:
        return Published(heads, None)
    rows = [
        (name, _line({kind: (pk, kind) for kind in kinds}, counts, hidden)) for pk, name in offices
    ]
    columns = [sum(counts[pk, kind] for pk, _name in offices) for kind in kinds]
    totals = [f"{number:,}" for number in (*columns, sum(columns))]
    return Published(heads, [*rows, (_("Total"), totals)], len(hidden))


def _line(
    cells: Mapping[str, Cell], counts: Mapping[Cell, int], hidden: frozenset[Cell]
) -> list[str]:
    shown = [HIDDEN if cell in hidden else f"{counts[cell]:,}" for cell in cells.values()]
    return [*shown, f"{sum(counts[cell] for cell in cells.values()):,}"]
