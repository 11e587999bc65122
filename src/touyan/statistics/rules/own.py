"""A measure an office composes itself from elements: what fits together, and who approves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from touyan.kernel.errors import FieldProblem, Invalid, NotPermitted, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role
from touyan.statistics.rules.measures import (
    TOPICAL,
    Measure,
    Shape,
    elements,
    shipped_measures,
)
from touyan.statistics.rules.narrowing import Narrow, narrowed, parsed

COMPOSERS = frozenset({Role.DEPARTMENT_HEAD, Role.STATISTICIAN})
APPROVERS = LEADERS | {Role.DEPARTMENT_HEAD}
OWN_GROUP = "own"
UNITS = {"petition": "petitions", "matter": "matters", "duty": "duties", "hearing": "hearings"}
_ALSO = {
    "first_in_unit": "received_on",
    "first_in_system": "received_on",
    "informed": "done_on",
    "lead_due": "duty_on",
}
"""By which day elements fall into a period that no shipped measure counts."""

_APART = N_("Only what is counted of the same things, by the same day, goes together.")

Family = tuple[str, str]
"""What is counted, and by which day it falls into a period: only such things go together."""


@dataclass(frozen=True)
class Composed:
    """A measure as entered. `kind`, `channel`: what it is narrowed to; `of_all`: but not what it is
    counted of."""

    name_zh: str
    name_en: str
    counts: tuple[str, ...]
    of: tuple[str, ...]
    left_out: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    note_zh: str = ""
    note_en: str = ""
    kind: str = ""
    channel: str = ""
    of_all: bool = False

    def written(self, codes: Iterable[str], *, are_of: bool = False) -> tuple[str, ...]:
        """Elements as they are counted: narrowed to the kind and the channel, unless they are what
        is counted of and that is everything."""
        to = Narrow() if are_of and self.of_all else Narrow(self.kind, self.channel)
        return tuple(narrowed(code, to) for code in codes)


@cache
def families() -> Mapping[str, Family]:
    """The family of each element offered. What belongs to one frozen list is not."""
    days = dict(_ALSO)
    for measure in shipped_measures().values():
        if measure.group not in TOPICAL:
            days.update(dict.fromkeys(measure.elements, measure.cohort))
    return {code: (one.about, days[code]) for code, one in elements().items() if code in days}


@cache
def wholes() -> Mapping[str, frozenset[str]]:
    """What each element is a part of, by the shipped shares; every petition was received."""
    found: dict[str, set[str]] = {code: set() for code in families()}
    for measure in shipped_measures().values():
        if measure.shape is Shape.SHARE and len(measure.of) == 1 and measure.group not in TOPICAL:
            for code in measure.counts:
                found[code].update(measure.of)
    for code, (about, _day) in families().items():
        if about == "petition":
            found[code].add("received")
    return {code: frozenset(of) for code, of in found.items()}


def check_composed(entered: Composed) -> None:
    """Refuse what makes no figure, with everything that is wrong at once."""
    if found := list(_problems(entered)):
        raise Invalid(found)


def _problems(entered: Composed) -> Iterator[FieldProblem]:
    for name in ("name_zh", "name_en"):
        if not getattr(entered, name).strip():
            yield problem(name, N_("Give the measure a name in both languages."))
    if entered.valid_to and entered.valid_to < entered.valid_from:
        yield problem("valid_to", N_("The last day lies before the first."))
    if not entered.counts:
        yield problem("counts", N_("Choose what is counted."))
        return
    chosen = {*entered.counts, *entered.of, *entered.left_out}
    if not chosen <= families().keys() or len({families()[code] for code in chosen}) > 1:
        yield problem("counts", _APART)
    elif any(not _is_part(code, entered.of) for code in entered.counts if entered.of):
        yield problem("of", N_("What is counted must be a part of what it is counted of."))
    yield from _narrowed_wrongly(entered)
    if entered.left_out and not entered.of:
        yield problem("left_out", N_("Something is left out only of what is counted of."))
    if set(entered.left_out) & {*entered.counts, *entered.of}:
        yield problem("left_out", N_("What is left out cannot be counted as well."))


def _narrowed_wrongly(entered: Composed) -> Iterator[FieldProblem]:
    if entered.of_all and not (entered.of and (entered.kind or entered.channel)):
        yield problem(
            "of_all", N_("Only a share narrowed to a kind or a channel is of everything.")
        )


def _is_part(code: str, of: tuple[str, ...]) -> bool:
    return code in of or bool(wholes()[code] & set(of))


def may_compose(viewer: Viewer, *, organ_path: str) -> bool:
    """Heads and statisticians, for their own office."""
    return viewer.holds(COMPOSERS, organ_path=organ_path)


def check_composer(viewer: Viewer, *, organ_path: str) -> None:
    if not may_compose(viewer, organ_path=organ_path):
        raise NotPermitted(
            N_("A measure is composed by heads and statisticians, for their own office.")
        )


def may_approve(viewer: Viewer, *, organ_path: str) -> bool:
    """Leaders and heads of the office or of one above."""
    return viewer.holds_above(APPROVERS, organ_path=organ_path)


def check_approver(viewer: Viewer, *, organ_path: str, composer_id: int) -> None:
    """`composer_id`: the account that composed it, which never approves."""
    if not may_approve(viewer, organ_path=organ_path):
        raise NotPermitted(
            N_("A measure is approved by leaders and heads of the office or one above.")
        )
    if viewer.account_id == composer_id:
        raise NotPermitted(N_("A measure is approved by a second person, not by who composed it."))


def check_undecided(status: str) -> None:
    if status != "proposed":
        raise Refused(N_("This proposal has already been decided."))


def as_entered(counts: Iterable[str], of: Iterable[str], left_out: Iterable[str]) -> dict[str, Any]:
    """The elements of a measure as they were ticked, and what it was narrowed to."""
    lists = {"counts": list(counts), "of": list(of), "left_out": list(left_out)}
    [to] = {parsed(code)[1] for code in lists["counts"]}
    of_all = bool(lists["of"]) and to != Narrow() and parsed(lists["of"][0])[1] == Narrow()
    plain = {name: tuple(parsed(code)[0] for code in codes) for name, codes in lists.items()}
    return {**plain, "kind": to.kind, "channel": to.channel, "of_all": of_all}


def measure_of(
    entered: Composed, *, code: str, version: int, owner_zh: str, owner_en: str
) -> Measure:
    """The measure, counted by the same queries as any other."""
    about, day = families()[entered.counts[0]]
    return Measure(
        code, OWN_GROUP, Shape.SHARE if entered.of else Shape.COUNT, entered.name_en,
        entered.name_zh, entered.written(entered.counts),
        entered.written(entered.of, are_of=True), entered.written(entered.left_out, are_of=True),
        UNITS[about], day,
        note_en=entered.note_en, note_zh=entered.note_zh, version=version,
        since=entered.valid_from.isoformat(), owner_en=owner_en, owner_zh=owner_zh,
    )  # fmt: skip
