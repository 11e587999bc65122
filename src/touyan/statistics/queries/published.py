"""A count by office and kind as it may be published: beside the tables of shorter times in
it, of the office above and of those beneath, no few people are found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from touyan.deadlines.rules.clock_rule import LEGAL_TIME
from touyan.organs.models import Organ
from touyan.organs.queries import organs_directly_under
from touyan.statistics.queries.counted import Slice
from touyan.statistics.queries.crossed import crossed
from touyan.statistics.rules.cells import TOTAL, Cell, joined, with_totals, withheld
from touyan.statistics.rules.crossing import Dimension
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.parameters import PUBLISHED_MONTHS, SMALL_CELL
from touyan.statistics.rules.publishing import Lengths, parts_of, settled_on

Place = tuple[int, Months]


@dataclass
class Tables:
    """The tables of some elements. Each is made once, with those it could be held against."""

    elements: Sequence[str]
    lengths: Lengths = PUBLISHED_MONTHS
    counted: dict[Place, dict[Cell, int]] = field(default_factory=dict)
    hidden: dict[Place, frozenset[Cell] | None] = field(default_factory=dict)

    def counts(self, organ: Organ, months: Months) -> dict[Cell, int]:
        """By office directly beneath, or the office's own, and kind, with totals; as known on the
        day the time is settled."""
        place = (organ.pk, months)
        if place not in self.counted:
            part = Slice(organ, months, moment=moment_of(months))
            by = (Dimension.OFFICE, Dimension.KIND)
            cells = crossed(self.elements, part, by, list(organs_directly_under(organ)))
            plain = {(key[0], key[1]): sum(found.values()) for key, found in cells.items()}
            self.counted[place] = with_totals(plain)
        return self.counted[place]

    def withheld(self, organ: Organ, months: Months) -> frozenset[Cell] | None:
        """The cells to hide; None where the whole table is not to be published."""
        place = (organ.pk, months)
        if place not in self.hidden:
            self.hidden[place] = self._withheld(organ, months)
        return self.hidden[place]

    def _withheld(self, organ: Organ, months: Months) -> frozenset[Cell] | None:
        counts = self.counts(organ, months)
        within = self._within(organ, months)
        line = self._line_above(organ, months)
        if line is None:
            return withheld(counts, small=SMALL_CELL, forced=within)
        totals = {cell for cell in counts if cell[0] == TOTAL}
        above = frozenset((TOTAL, column) for column in line)
        if within & (totals - above):
            return None
        found = withheld(
            counts, small=SMALL_CELL, forced=within | above, shown=frozenset(totals - above)
        )
        return found and joined(found, counts, line)

    def _within(self, organ: Organ, months: Months) -> frozenset[Cell]:
        """What the tables of its parts withhold, and what became known between them and it."""
        parts = parts_of(months, lengths=self.lengths)
        found: set[Cell] = set()
        known: Counter[Cell] = Counter()
        for part in parts:
            counts, hidden = self.counts(organ, part), self.withheld(organ, part)
            known.update(counts)
            small = {cell for cell, number in counts.items() if number < SMALL_CELL}
            found |= small if hidden is None else hidden
        if parts:
            now = self.counts(organ, months)
            late = {cell: now.get(cell, 0) - known[cell] for cell in {*now, *known}}
            found |= {cell for cell, number in late.items() if 0 < abs(number) < SMALL_CELL}
        return frozenset(found)

    def _line_above(self, organ: Organ, months: Months) -> frozenset[str] | None:
        """The columns in which the table above withholds this office; None where there is none."""
        if organ.parent is None:
            return None
        hidden = self.withheld(organ.parent, months)
        if hidden is None:
            return None
        return frozenset(column for row, column in hidden if row == str(organ.pk))


def moment_of(months: Months) -> datetime:
    """The end of the day on which the time is settled."""
    return datetime.combine(settled_on(months) + timedelta(days=1), time(), tzinfo=LEGAL_TIME)
