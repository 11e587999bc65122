"""Every route, by every role, on every kind of case, against a table kept beside this file.

A new route fails until it has its rows. To write them, look at what they say, and keep them:
TOUYAN_WRITE_ROUTE_MATRIX=1 python -m pytest tests/screens/trust/test_route_matrix.py -p no:xdist
With the names of routes instead of 1, parted by commas, only theirs are tried and written.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.screens.trust.register import ROLES, Register
from tests.screens.trust.routes import (
    OF_A_CASE,
    Browser,
    address,
    routes,
    steady,
    tried,
)

TABLE = Path(__file__).with_name("route_matrix.csv")
WRITING = os.environ.get("TOUYAN_WRITE_ROUTE_MATRIX", "")
ONLY = set(WRITING.split(",")) - {"", "1"}
PEOPLE = ("anonymous", *ROLES)
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
HIDDEN = ("sibling", "parent", "sealed")
Row = tuple[str, str, str]
Cells = dict[Row, dict[str, str]]


def read_table() -> Cells:
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8") as handle:
        return {(row["route"], row["method"], row["about"]): row for row in csv.DictReader(handle)}


def write_column(who: str, found: dict[Row, str]) -> None:
    """Keep what was found for one role; rows of routes that are gone go too."""
    table = read_table()
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ["route", "method", "about", *PEOPLE], lineterminator="\n")
        writer.writeheader()
        for row in every_row():
            kept = {name: table.get(row, {}).get(name, "") for name in PEOPLE}
            head = dict(zip(("route", "method", "about"), row, strict=True))
            writer.writerow({**head, **kept, **({who: found[row]} if row in found else {})})


def every_row() -> Iterator[Row]:
    for route in routes():
        for method, about in tried(route):
            yield route.name, method, about


@cache
def by_name() -> dict[str, Any]:
    return {route.name: route for route in routes()}


def test_every_route_has_its_rows_and_no_row_is_left_over() -> None:
    assert set(read_table()) == set(every_row())


@pytest.mark.parametrize("who", PEOPLE)
def test_each_role_gets_the_answers_of_the_table(register: Register, who: str) -> None:
    browser = Browser(register.people.get(who))
    found: dict[Row, str] = {}
    answers: dict[Row, Any] = {}
    for name, method, about in every_row():
        if ONLY and name not in ONLY:
            continue
        answer = browser.ask(method, address(by_name()[name], about, register))
        found[name, method, about] = str(answer.status_code)
        if about in (*HIDDEN, "absent"):
            answers[name, method, about] = answer
    if WRITING:
        write_column(who, found)
    expected = {row: cells[who] for row, cells in read_table().items()}
    wrong = {
        row: (expected.get(row), was) for row, was in found.items() if expected.get(row) != was
    }
    assert not wrong, "route, method, about: (expected, was)"
    assert not list(_telling(answers)), "these answers tell the hidden from the absent"


def _telling(answers: dict[Row, Any]) -> Iterator[Row]:
    """Answers about something hidden that differ from those about something that is not there."""
    for (name, method, about), answer in answers.items():
        absent = answers[name, method, "absent"]
        if name in OF_A_CASE and about in HIDDEN and _seen(answer) != _seen(absent):
            yield name, method, about


def _seen(answer: Any) -> tuple[object, ...]:
    said = {name: value for name, value in answer.headers.items() if name not in _MEASURED}
    return answer.status_code, steady(repr(said).encode()), steady(answer.body)


_MEASURED = ("Content-Security-Policy",)
"""Holds the nonce; that it is there is tested with every other header."""


class TestTheTableItself:
    """What the table may never say, whatever the product does."""

    def cells(self, who: str) -> Iterator[tuple[Row, int]]:
        return ((row, int(cells[who])) for row, cells in read_table().items())

    def test_nothing_breaks(self) -> None:
        assert not [row for who in PEOPLE for row, status in self.cells(who) if status >= 500]

    def test_a_stranger_sees_the_public_pages_only(self) -> None:
        wrong = [
            row for row, status in self.cells("anonymous")
            if not by_name()[row[0]].access.public and status != 302
        ]  # fmt: skip
        assert not wrong

    def test_only_signing_in_and_the_portal_are_public(self) -> None:
        public = {route.pattern for route in routes() if route.access and route.access.public}
        desk = {pattern for pattern in public if not pattern.startswith(("portal/", "cases/"))}
        assert desk == {"sign-in/", "language/"}

    @pytest.mark.parametrize("who", PEOPLE)
    def test_what_is_hidden_answers_as_what_is_absent(self, who: str) -> None:
        table = read_table()
        wrong = [
            row for row, status in self.cells(who)
            if row[0] in OF_A_CASE and row[2] in HIDDEN
            and str(status) != table[row[0], row[1], "absent"][who]
        ]  # fmt: skip
        assert not wrong

    @pytest.mark.parametrize("who", PEOPLE)
    def test_nothing_absent_is_found(self, who: str) -> None:
        assert not [row for row, status in self.cells(who) if row[2] == "absent" and status < 300]

    @pytest.mark.parametrize("who", ADMINISTRATORS)
    def test_no_administrator_passes_the_door_of_a_case(self, who: str) -> None:
        assert {status for row, status in self.cells(who) if row[0] in OF_A_CASE} == {403}

    @pytest.mark.parametrize("who", [role for role in ROLES if role not in ADMINISTRATORS])
    def test_nobody_else_passes_the_door_of_the_log(self, who: str) -> None:
        assert {status for row, status in self.cells(who) if row[0].startswith("audit-")} == {403}
