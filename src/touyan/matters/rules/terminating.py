"""Termination: every remedy named one by one; revoked on new evidence by those who terminate.

It ends nothing for a new petition: that is registered, gets its time limits and its reply. Nor can
an office below undo it by reopening: the work would go on beneath a statement that it is over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from touyan.kernel.errors import FieldProblem, Invalid, NotPermitted, Refused
from touyan.kernel.messages import N_, message
from touyan.matters.rules.lifecycle import BY_VERB
from touyan.organs.rules.roles import Role


@dataclass(frozen=True)
class Remedy:
    """One remedy that was used: which, who decided on it, when, under what number."""

    remedy: str
    decided_by: str
    on: date | None
    number: str

    def as_data(self) -> dict[str, str]:
        """As it is kept with the termination."""
        return {
            "remedy": self.remedy.strip(), "decided_by": self.decided_by.strip(),
            "on": self.on.isoformat() if self.on else "", "number": self.number.strip(),
        }  # fmt: skip


def check_remedies(remedies: Sequence[Remedy], *, today: date) -> None:
    """Refuse a termination that does not name each exhausted remedy in full."""
    if not remedies:
        raise Refused(N_("Name each remedy that is exhausted: which, who decided, when, number."))
    problems = [
        FieldProblem(f"{field}-{place}", message(says))
        for place, remedy in enumerate(remedies, start=1)
        for field, says in _lacking(remedy, today)
    ]
    if problems:
        raise Invalid(problems)


def _lacking(remedy: Remedy, today: date) -> list[tuple[str, str]]:
    found = []
    if not remedy.remedy.strip():
        found.append(("remedy", N_("Name the remedy.")))
    if not remedy.decided_by.strip():
        found.append(("decided_by", N_("Name who decided.")))
    if remedy.on is None:
        found.append(("decided_on", N_("Give the day of the decision.")))
    elif remedy.on > today:
        found.append(("decided_on", N_("The day given lies in the future.")))
    if not remedy.number.strip():
        found.append(("number", N_("Give the number of the decision.")))
    return found


STANDS = N_(
    "The matter stands terminated. On new evidence the office that terminated revokes that first; "
    "otherwise a campaign or a revisit takes it up, and the termination stays on its face."
)


def check_reopening(*, terminated: bool) -> None:
    """Refuse to reopen on an office's own word what stands terminated."""
    if terminated:
        raise Refused(STANDS)


def check_revoking(
    *,
    roles: Collection[Role],
    level: int,
    terminated_at_level: int,
    reason: str,
    evidence: str,
) -> None:
    """Refuse anyone below those who terminated, and a revocation without new evidence."""
    move = BY_VERB["terminate"]
    if level not in move.levels or level > terminated_at_level:
        raise NotPermitted(
            N_("A termination is revoked by the office that terminated, or by the Supreme one.")
        )
    if not move.roles & frozenset(roles):
        raise NotPermitted(N_("A chief procurator or a deputy revokes a termination."))
    if not evidence.strip():
        raise Refused(N_("Name the new evidence on which the termination is revoked."))
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
