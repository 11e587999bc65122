"""Whose consent it takes before a matter is published: everybody's who petitions in it.

The represented person counts and not the agent. Somebody who petitioned twice is asked once:
entries of one name are one person, unless their identity numbers are different.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from touyan.intake.rules.names import masked
from touyan.intake.rules.words import PartyRole
from touyan.kernel.errors import Invalid, Refused, problem
from touyan.kernel.messages import N_


@dataclass(frozen=True)
class Row:
    """One entry of a petition on the petitioner's side."""

    key: int
    role: str
    name: str
    identity: bytes = b""
    is_organisation: bool = False


@dataclass
class Petitioner:
    """One person or organisation, with every entry under which they stand."""

    name: str
    is_organisation: bool
    identities: set[bytes] = field(default_factory=set)
    keys: set[int] = field(default_factory=set)

    @property
    def shown(self) -> str:
        return masked(self.name, is_organisation=self.is_organisation)

    def may_be(self, row: Row) -> bool:
        known = {row.identity} - {b""}
        return self.name == row.name and (
            not known or not self.identities or known <= self.identities
        )


def petitioners(rows: Iterable[Row]) -> list[Petitioner]:
    """Everybody who petitions, each once, in the order of the entries."""
    found: list[Petitioner] = []
    for row in rows:
        if row.role == PartyRole.AGENT or not row.name:
            continue
        same = next((one for one in found if one.may_be(row)), None)
        if same is None:
            same = Petitioner(row.name, row.is_organisation)
            found.append(same)
        same.keys.add(row.key)
        same.identities |= {row.identity} - {b""}
    return found


def lacking(everybody: Sequence[Petitioner], given: Iterable[int | None]) -> list[Petitioner]:
    """Whose consent is missing. One that names nobody is that of a petitioner who is alone."""
    named = set(given)
    if None in named and len(everybody) == 1:
        return []
    return [one for one in everybody if not one.keys & named]


def agreed(everybody: Sequence[Petitioner], given: Sequence[int | None]) -> bool:
    """Whether somebody consented and nobody's consent is missing."""
    return bool(given) and not lacking(everybody, given)


def check_asked(open_to: Sequence[Petitioner], chosen: Iterable[int]) -> list[Petitioner]:
    """Whom of those that have neither agreed nor a question before them to ask."""
    wanted = set(chosen)
    asked = [one for one in open_to if one.keys & wanted]
    if not asked:
        raise Invalid([problem("who", N_("Choose at least one petitioner to ask."))])
    return asked


def whose(everybody: Sequence[Petitioner], key: int | None) -> int | None:
    """Under which entry what one of them says is kept; refused where several petition and none is
    named."""
    if key is None and len(everybody) == 1:
        return min(everybody[0].keys)
    if key is None and everybody:
        raise Invalid(
            [problem("who", N_("Several people petition in the matter: say which of them."))]
        )
    if key is not None and not any(key in one.keys for one in everybody):
        raise Refused(N_("This person does not petition in the matter."))
    return key
