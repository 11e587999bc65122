"""Who looks: the viewer's grants and what follows from them. Pure values, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from touyan.organs.rules.roles import CASE_ROLES, Role


@dataclass(frozen=True)
class Grant:
    """One role held in one organ; the path lists organ ids from the root: /1/35/412/."""

    role: Role
    organ_id: int
    organ_path: str
    department_id: int | None = None


@dataclass(frozen=True)
class Lent:
    """Matters beyond the viewer's offices that an assignment opens, and their petitions: to read,
    never to act on. Actions ask for a viewer without them; a wall keeps out of these as well."""

    matters: frozenset[int] = frozenset()
    petitions: frozenset[int] = frozenset()


NOTHING_LENT = Lent()


@dataclass(frozen=True)
class Viewer:
    """The person asking, with every role in force at the moment of asking.

    `few_organ_ids`: the offices whose cases lie in scope, where they are few enough to be named.
    """

    account_id: int
    person_id: int
    name: str
    grants: tuple[Grant, ...]
    few_organ_ids: frozenset[int] | None = None
    lent: Lent = NOTHING_LENT

    def acting(self) -> Viewer:
        """The same person without what is lent to be read only."""
        return replace(self, lent=NOTHING_LENT)

    @cached_property
    def case_roots(self) -> tuple[str, ...]:
        """Paths of the organs whose subtrees hold the cases in the viewer's scope."""
        return topmost(grant.organ_path for grant in self.grants if grant.role in CASE_ROLES)

    @cached_property
    def above_and_own_organ_ids(self) -> frozenset[int]:
        """Organs the viewer serves in and every organ above them: a wall on any of these stops
        the viewer, because those who lead a unit lead the units beneath it."""
        return frozenset(int(part) for grant in self.grants for part in steps(grant.organ_path))

    @cached_property
    def department_ids(self) -> frozenset[int]:
        return frozenset(g.department_id for g in self.grants if g.department_id is not None)

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def holds(self, roles: Iterable[Role], *, organ_path: str) -> bool:
        """Whether one of the roles is held in this very organ."""
        wanted = frozenset(roles)
        return any(g.role in wanted and g.organ_path == organ_path for g in self.grants)

    def holds_above(self, roles: Iterable[Role], *, organ_path: str) -> bool:
        """Whether one of the roles is held in this organ or in one above it."""
        wanted = frozenset(roles)
        return any(g.role in wanted and organ_path.startswith(g.organ_path) for g in self.grants)

    def in_scope(self, organ_path: str) -> bool:
        """Whether an organ lies in the viewer's subtrees."""
        return any(organ_path.startswith(root) for root in self.case_roots)


NOBODY = Viewer(account_id=0, person_id=0, name="", grants=())


def steps(path: str) -> list[str]:
    """Organ ids of a path, from the root down."""
    return [part for part in path.split("/") if part]


def topmost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths not lying beneath another of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not any(path.startswith(root) for root in kept):
            kept.append(path)
    return tuple(kept)
