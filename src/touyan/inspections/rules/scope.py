"""Which matters of the register an inspection is about: a condition in data, told in words.

{"accepted_from": "2025-12-01", "accepted_until": "2026-11-30", "levels": [3, 4],
 "kinds": ["criminal_petition"], "first": "in_unit", "led": "led", "ended": "closed"}
Every part that is given must hold; a part left out asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import FieldProblem, Invalid, problem
from touyan.kernel.messages import N_, Listing, Message, message
from touyan.leadership.rules.duty import LEVEL_NAMES

PARTS = ("accepted_from", "accepted_until", "levels", "kinds", "first", "led", "ended")
FIRST = {
    "in_unit": N_("It began with a first petition to the office"),
    "at_level": N_("It began with a first petition at the office's level"),
    "in_system": N_("It began with the first petition to any procuratorate"),
}
LED = {"led": N_("A leader accepted the charge"), "not_led": N_("No leader accepted the charge")}
ENDED = {"closed": N_("The matter is closed"), "open": N_("The matter is not closed")}


@dataclass(frozen=True)
class ScopeFacts:
    """What the parts of a scope ask about one matter. `accepted_on` is None until accepted; `first`
    names where the petition it began with was the first."""

    kind: Kind
    level: int
    accepted_on: date | None
    first: frozenset[str] = frozenset()
    led: bool = False
    closed: bool = False


_HOLDS: Mapping[str, Callable[[ScopeFacts, Any], bool]] = {
    "accepted_from": lambda facts, value: (
        facts.accepted_on is not None and facts.accepted_on >= date.fromisoformat(value)
    ),
    "accepted_until": lambda facts, value: (
        facts.accepted_on is not None and facts.accepted_on <= date.fromisoformat(value)
    ),
    "levels": lambda facts, value: facts.level in value,
    "kinds": lambda facts, value: facts.kind.value in value,
    "first": lambda facts, value: value in facts.first,
    "led": lambda facts, value: facts.led is (value == "led"),
    "ended": lambda facts, value: facts.closed is (value == "closed"),
}


def parts_of(scope: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The parts that ask something, in a fixed order."""
    return ((part, scope[part]) for part in PARTS if scope.get(part))


def takes(scope: Mapping[str, Any], facts: ScopeFacts) -> bool:
    """Whether the matter belongs to what is inspected."""
    return all(_HOLDS[part](facts, value) for part, value in parts_of(scope))


def in_words(scope: Mapping[str, Any]) -> list[Message]:
    """The scope as sentences, one for each part."""
    return [_sentence(part, value) for part, value in parts_of(scope)]


def _sentence(part: str, value: Any) -> Message:
    if part == "accepted_from":
        return message(N_("Accepted on %(day)s or later"), day=value)
    if part == "accepted_until":
        return message(N_("Accepted on %(day)s or earlier"), day=value)
    if part == "levels":
        names = Listing(tuple(message(LEVEL_NAMES[one]) for one in value))
        return message(N_("Handled by one of: %(value)s"), value=names)
    if part == "kinds":
        names = Listing(tuple(message(KIND_NAMES[Kind(one)]) for one in value))
        return message(N_("Of one of these kinds: %(value)s"), value=names)
    return message({"first": FIRST, "led": LED, "ended": ENDED}[part][value])


def check_scope(scope: Mapping[str, Any]) -> None:
    """Invalid where a part is not one that can be asked."""
    problems = [one for part, value in scope.items() if value for one in _problems(part, value)]
    first, last = scope.get("accepted_from"), scope.get("accepted_until")
    if not problems and first and last and first > last:
        problems.append(problem("accepted_until", N_("The period ends before it begins.")))
    if problems:
        raise Invalid(problems)


def _problems(part: str, value: Any) -> Iterator[FieldProblem]:
    known: Mapping[str, Callable[[Any], bool]] = {
        "accepted_from": _is_day,
        "accepted_until": _is_day,
        "levels": lambda found: all(one in LEVEL_NAMES for one in found),
        "kinds": lambda found: all(one in [kind.value for kind in Kind] for one in found),
        "first": lambda found: found in FIRST,
        "led": lambda found: found in LED,
        "ended": lambda found: found in ENDED,
    }
    if part not in known or not known[part](value):
        yield problem(part, N_("The scope cannot ask this."))


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
