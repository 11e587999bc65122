"""The wall: whoever a petition complains of, and the units they lead, are kept from it.

Regulations on Petition Work (2022), articles 30 and 46: accusation material may not reach the
person or unit accused. A wall beats every grant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from touyan.kernel.messages import N_, Message, message
from touyan.organs.rules.access import Viewer, steps
from touyan.organs.rules.roles import UNIT_HEADS, Role


@dataclass(frozen=True)
class Held:
    """A post of the person complained of: role, organ and, for a department head, department."""

    role: Role
    organ_id: int
    department_id: int | None = None


@dataclass(frozen=True)
class Brick:
    """One part of a wall: exactly one of the three is set, with the reason."""

    reason: Message
    person_id: int | None = None
    organ_id: int | None = None
    department_id: int | None = None


def bricks_for_person(person_id: int, posts: Iterable[Held]) -> list[Brick]:
    """The wall around a person: the person, the organ they head, the department they head."""
    wall = [Brick(message(N_("complained of")), person_id=person_id)]
    for post in posts:
        if post.role in UNIT_HEADS:
            reason = message(N_("led by the person complained of"))
            wall.append(Brick(reason, organ_id=post.organ_id))
        elif post.role is Role.DEPARTMENT_HEAD and post.department_id is not None:
            reason = message(N_("department led by the person complained of"))
            wall.append(Brick(reason, department_id=post.department_id))
    return wall


def stops(viewer: Viewer, wall: Iterable[Brick]) -> bool:
    """Whether the wall keeps this viewer out, whatever they were granted."""
    return any(
        (brick.person_id is not None and brick.person_id == viewer.person_id)
        or (brick.organ_id is not None and brick.organ_id in viewer.above_and_own_organ_ids)
        or (brick.department_id is not None and brick.department_id in viewer.department_ids)
        for brick in wall
    )


def route(path: str, walled_organ_ids: Iterable[int]) -> int | None:
    """The organ that may handle: this one, or the nearest above that no wall covers.

    An organ is covered when it or an organ above it is walled. None: nobody is left.
    """
    chain = [int(part) for part in steps(path)]
    walled = [index for index, organ_id in enumerate(chain) if organ_id in set(walled_organ_ids)]
    open_part: Sequence[int] = chain[: walled[0]] if walled else chain
    return open_part[-1] if open_part else None
