"""What became of a decision: whether an answer tells of it, and when that was served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

Moment = tuple[date, datetime]
"""The day an act names and the moment it was entered: within one day the entry tells the order."""


@dataclass(frozen=True)
class Answering:
    """The signatures under answers that stand, and their services. `owed`: whether anybody can be
    answered at all."""

    signed: Sequence[datetime] = ()
    served: Sequence[Moment] = ()
    owed: bool = True

    def is_signed(self, decided: datetime) -> bool:
        """Whether the decision made at that moment is signed as an answer, where one is owed."""
        return not self.owed or any(at >= decided for at in self.signed)

    def served_after(self, decided: Moment | None) -> Moment | None:
        """The first service of an answer to that decision."""
        later = (moment for moment in self.served if decided and moment[1] >= decided[1])
        return min(later, default=None)
