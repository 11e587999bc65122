"""Which times tables are published of, and that no few people follow from all of them together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from touyan.statistics.queries.published import Tables
from touyan.statistics.rules.cells import TOTAL, with_totals
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.publishing import is_publishable, offered, parts_of

ALL = (1, 3, 12)
SMALL, PRIME = 5, 1_000_003
QUARTER = Months(date(2026, 1, 1), date(2026, 3, 1))


@dataclass(frozen=True)
class Office:
    pk: int
    parent: Office | None = None


TOP = Office(1)
LEFT, RIGHT = Office(2, TOP), Office(3, TOP)
ROW_AT = {TOP: [{1}, {2, 4, 5}, {3, 6}], LEFT: [{2}, {4}, {5}], RIGHT: [{3}, {6}]}
"""The offices each row of a table takes together: 4 and 5 are beneath 2, 6 is beneath 3."""
KINDS = "abc"


def test_only_whole_settled_times_are_published() -> None:
    today = date(2026, 4, 17)
    assert is_publishable(QUARTER, lengths=ALL, today=today)
    assert not is_publishable(QUARTER, lengths=ALL, today=date(2026, 4, 15))
    assert not is_publishable(
        Months(date(2026, 2, 1), date(2026, 4, 1)), lengths=ALL, today=date(2027, 1, 1)
    )
    assert [len(one) for one in parts_of(QUARTER, lengths=ALL)] == [1, 1, 1]
    assert [
        len(one) for one in parts_of(Months(date(2025, 1, 1), date(2025, 12, 1)), lengths=ALL)
    ] == [3] * 4
    spans = list(offered(lengths=ALL, today=today))
    assert spans[0] == Months(date(2025, 1, 1), date(2025, 12, 1))
    assert QUARTER in spans
    assert all(is_publishable(one, lengths=ALL, today=today) for one in spans)


class Register(Tables):
    """Tables over made-up numbers instead of the ledger: by office, month and kind."""

    def __init__(self, atoms: Counter[tuple[int, int, str]]) -> None:
        super().__init__([], lengths=ALL)
        self.atoms = atoms

    def counts(self, organ: Any, months: Months) -> Any:
        return with_totals({
            (self.row(organ, offices), kind): sum(
                self.atoms[office, month.month, kind] for office in offices for month in months
            )
            for offices in ROW_AT[organ] for kind in KINDS
        })  # fmt: skip

    @staticmethod
    def row(organ: Any, offices: set[int]) -> str:
        return str(min(offices))

    @cached_property
    def places(self) -> list[tuple[Any, Months]]:
        return [
            (organ, months)
            for organ in ROW_AT
            for months in (QUARTER, *parts_of(QUARTER, lengths=ALL))
        ]


def vector(register: Register, organ: Any, months: Months, cell: tuple[str, str]) -> set[Any]:
    """The numbers of the register a cell adds up."""
    rows = [each for each in ROW_AT[organ] if cell[0] in (TOTAL, register.row(organ, each))]
    kinds = [kind for kind in KINDS if cell[1] in (TOTAL, kind)]
    return {(o, m.month, k) for row in rows for o in row for m in months for k in kinds}


def determined(published: list[set[Any]], wanted: list[set[Any]]) -> bool:
    """The attack: whether elimination over everything published gives one of the wanted away."""
    names = sorted({name for one in (*published, *wanted) for name in one})
    basis: dict[Any, dict[Any, int]] = {}

    def reduce(one: set[Any]) -> dict[Any, int]:
        line = dict.fromkeys(one, 1)
        for name in names:
            if line.get(name) and name in basis:
                by = line[name]
                for other, number in basis[name].items():
                    line[other] = (line.get(other, 0) - by * number) % PRIME
        return {name: number for name, number in line.items() if number}

    for one in published:
        if line := reduce(one):
            first = min(line)
            turn = pow(line[first], -1, PRIME)
            basis[first] = {name: number * turn % PRIME for name, number in line.items()}
    return any(not reduce(one) for one in wanted)


numbers = st.one_of(st.integers(0, 6), st.integers(0, 60))


@settings(max_examples=40)
@given(st.lists(numbers, min_size=54, max_size=54))
def test_no_few_people_follow_from_all_tables_of_all_offices_and_times(drawn) -> None:
    places = [(o, m, k) for o in range(1, 7) for m in (1, 2, 3) for k in KINDS]
    register = Register(Counter(dict(zip(places, drawn, strict=True))))
    published, wanted = [], []
    for organ, months in register.places:
        hidden = register.withheld(organ, months)
        for cell, number in register.counts(organ, months).items():
            inside = vector(register, organ, months, cell)
            if hidden is not None and cell not in hidden:
                published.append(inside)
                assert number >= SMALL
            elif number < SMALL:
                wanted.append(inside)
    # A number of nobody tells nobody: atoms of nought are known to the attacker.
    known = {name for name, number in register.atoms.items() if not number}
    published = [one - known for one in published]
    assert not determined(published, [one - known for one in wanted])
