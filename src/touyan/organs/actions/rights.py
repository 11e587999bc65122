"""Who may change an office."""

from __future__ import annotations

from datetime import datetime

from touyan.kernel.errors import NotPermitted
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.organs.rules.roles import Role


def require(role: Role, organ: Organ, *, by: Account, now: datetime) -> None:
    """Refuse anyone who does not hold the role in the organ or in one above it."""
    if not viewer_of(by, now=now).holds_above([role], organ_path=organ.path):
        raise NotPermitted(
            N_("Only an administrator of this office, or of one above, may do this.")
        )


def refuse_self(person_id: int, *, by: Account) -> None:
    """Refuse whoever would change their own posts or roles: another administrator does that."""
    if person_id == by.person_id:
        raise NotPermitted(N_("Nobody changes their own posts and roles."))
