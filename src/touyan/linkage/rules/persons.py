"""Whether two petitions come from the same person, and how surely.

The represented person counts, not the agent; one petitioner in common is enough for a joint or
collective petition. A different identity number outweighs an equal name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from touyan.intake.rules.words import PartyRole
from touyan.kernel.chinese import normalise_name
from touyan.kernel.messages import N_, Message, message
from touyan.linkage.rules.features import PersonFeature, PetitionFeatures


class Strength(IntEnum):
    """How much carries a proposal. It describes the evidence, never the petitioner."""

    NONE = 0
    POSSIBLE = 1
    PROBABLE = 2
    STRONG = 3


STRENGTH_NAMES = {
    Strength.NONE: N_("No evidence"),
    Strength.POSSIBLE: N_("Possible"),
    Strength.PROBABLE: N_("Probable"),
    Strength.STRONG: N_("Strong"),
}


@dataclass(frozen=True)
class Evidence:
    """How strongly something agrees, and why."""

    strength: Strength
    reason: Message | None = None


NOTHING = Evidence(Strength.NONE)
_MASKED = ("某", "*", "×", "匿名")


def same_person(new: PetitionFeatures, earlier: PetitionFeatures) -> Evidence:
    """The strongest sign that someone behind both petitions is the same person."""
    ours, theirs = _principals(new), _principals(earlier)
    if _ids(ours) & _ids(theirs):
        return Evidence(Strength.STRONG, message(N_("The same identity number.")))
    by_name: dict[str, list[PersonFeature]] = {}
    for person in theirs:
        by_name.setdefault(normalise_name(person.name), []).append(person)
    found = [
        _by_name(person, other)
        for person in ours
        if _tells(name := normalise_name(person.name))
        for other in by_name.get(name, ())
    ]
    return max(found, key=lambda evidence: evidence.strength, default=NOTHING)


def nobody_named(petition: PetitionFeatures) -> bool:
    """Anonymous: no principal whose name or identity could be compared."""
    return not any(p.id_index or _tells(normalise_name(p.name)) for p in _principals(petition))


def _principals(petition: PetitionFeatures) -> list[PersonFeature]:
    return [p for p in petition.persons if p.role != PartyRole.AGENT.value or p.represented]


def _ids(persons: Iterable[PersonFeature]) -> set[bytes]:
    return {person.id_index for person in persons if person.id_index}


def _tells(name: str) -> bool:
    return len(name) > 1 and not any(sign in name for sign in _MASKED)


def _by_name(one: PersonFeature, other: PersonFeature) -> Evidence:
    if one.id_index and other.id_index:  # both known and, by now, different
        return NOTHING
    if one.phone_index and one.phone_index == other.phone_index:
        return Evidence(Strength.PROBABLE, message(N_("The same name and telephone number.")))
    if one.organisation and other.organisation:
        return Evidence(Strength.PROBABLE, message(N_("The same organisation's name.")))
    return Evidence(
        Strength.POSSIBLE,
        message(N_("The same name; no identity or telephone number confirms it.")),
    )
