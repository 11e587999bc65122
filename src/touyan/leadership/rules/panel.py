"""Who may sit on the panel of a hearing, and the draw that anyone can repeat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Message, as_data, message
from touyan.leadership.rules.ties import plain, speaks_of

METHOD = N_(
    "The seed, a space and an officer's number in this list are hashed with SHA-256; the officers "
    "are called in the order of the results, the smallest first. Whoever is replaced is followed "
    "by the next."
)
SHORTEST_UNIT = 4
"""A shorter name of a unit is part of too many others to mean the same one."""


@dataclass(frozen=True)
class Candidate:
    """An officer of the pool as the draw sees them; code and number in the pool tell namesakes
    apart."""

    code: str
    name: str
    unit: str
    interests: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Circle:
    """Everybody and every unit with a part in the matter."""

    office: str
    people: frozenset[str]
    units: frozenset[str]
    walled_people: frozenset[str] = frozenset()
    walled_units: frozenset[str] = frozenset()


def kept_out(candidate: Candidate, circle: Circle) -> Message | None:
    """Why an officer has, or may have, an interest in the matter; None when nothing is known."""
    name = plain(candidate.name)
    if same_unit(candidate.unit, circle.office):
        return message(N_("works for the office that handles the matter"))
    if name in {plain(one) for one in circle.walled_people}:
        return message(N_("is kept from the matter"))
    if name in {plain(one) for one in circle.people}:
        return message(N_("bears the name of somebody in the matter"))
    if _one_of(candidate.unit, circle.units | circle.walled_units):
        return message(N_("works for a unit with a part in the matter"))
    if any(_ties(interest, circle) for interest in candidate.interests):
        return message(N_("declared an interest in a unit or person of the matter"))
    return None


def listed(pool: Iterable[Candidate], circle: Circle) -> list[dict[str, Any]]:
    """Everyone in the pool under the number there: drawn from, or kept out and why."""
    found = []
    for place, one in enumerate(pool, start=1):
        why = kept_out(one, circle)
        found.append({
            "code": str(one.number or place), "officer": one.code, "name": one.name,
            "unit": one.unit, "why": as_data(why) if why else None,
        })  # fmt: skip
    return found


def free_numbers(pool: Iterable[Mapping[str, Any]]) -> list[str]:
    """The numbers that may be called."""
    return [one["code"] for one in pool if one["why"] is None]


def officer_of(one: Mapping[str, Any]) -> str:
    """The officer behind an entry; lists made before they were numbered hold the officer's code."""
    return str(one.get("officer", one["code"]))


def _ties(interest: str, circle: Circle) -> bool:
    """Whether a declared tie is with a unit, or speaks of a person, of the matter."""
    people = circle.people | circle.walled_people
    return _one_of(interest, circle.units | circle.walled_units) or any(
        speaks_of(interest, name) for name in people
    )


def same_unit(one: str, other: str) -> bool:
    """Whether two names mean one unit, or one a part of the other."""
    first, second = sorted((plain(one), plain(other)), key=len)
    return first == second != "" or (len(first) >= SHORTEST_UNIT and first in second)


def _one_of(unit: str, units: Iterable[str]) -> bool:
    return any(same_unit(unit, one) for one in units)


def draw_order(seed: str, codes: Iterable[str]) -> list[str]:
    """The officers in the order in which the seed calls them."""
    return sorted(codes, key=lambda code: sha256(f"{seed} {code}".encode()).hexdigest())


def draw(seed: str, codes: Sequence[str], size: int) -> list[str]:
    """The first of that order; refused when the pool is too small."""
    if len(codes) < size:
        raise Refused(
            N_("Only %(found)s hearing officers without an interest are in the pool; "
               "%(size)s are wanted."),
            found=len(codes), size=size,
        )  # fmt: skip
    return draw_order(seed, codes)[:size]


def next_called(seed: str, codes: Iterable[str], called: Iterable[str]) -> str | None:
    """Who follows when somebody is replaced."""
    before = set(called)
    return next((code for code in draw_order(seed, codes) if code not in before), None)
