"""First in this unit, at this level, in the whole system: three facts, each with its evidence.

First is relative to a scope (domain brief, section 4); a leader's duty to take charge looks at
the unit. Petitions that came to the wrong door do not use up the first, but their date travels.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class EarlierPetition:
    """An earlier petition of the same matter, at whichever procuratorate."""

    id: Hashable
    organ: Hashable
    level: Hashable
    received_on: date
    wrong_door: bool = False
    """Moved on for want of jurisdiction, so that office never dealt with it."""


@dataclass(frozen=True)
class ScopeFinding:
    """Whether it is the first in one scope; the evidence lists the petitions before it."""

    first: bool
    evidence: tuple[Hashable, ...] = ()


@dataclass(frozen=True)
class FirstScopes:
    """The three findings, and the day on which the matter was first raised anywhere."""

    in_unit: ScopeFinding
    at_level: ScopeFinding
    in_system: ScopeFinding
    first_raised_on: date


def first_scopes(
    *, organ: Hashable, level: Hashable, received_on: date, earlier: Iterable[EarlierPetition]
) -> FirstScopes:
    """Derive the scopes of a petition from the earlier petitions of its matter."""
    before = sorted(
        (p for p in earlier if p.received_on <= received_on),
        key=lambda p: (p.received_on, str(p.id)),
    )
    counted = [petition for petition in before if not petition.wrong_door]
    return FirstScopes(
        in_unit=_finding(counted, lambda p: p.organ == organ),
        at_level=_finding(counted, lambda p: p.level == level),
        in_system=_finding(counted, lambda p: True),
        first_raised_on=before[0].received_on if before else received_on,
    )


def _finding(
    petitions: list[EarlierPetition], within: Callable[[EarlierPetition], bool]
) -> ScopeFinding:
    evidence = tuple(petition.id for petition in petitions if within(petition))
    return ScopeFinding(first=not evidence, evidence=evidence)
