"""The rule sets of a campaign: who must lead, which acts are asked, what counts as resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, message
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.rules.outcomes import RESOLVED_FROM


@dataclass(frozen=True)
class Terms:
    """`charge`: every matter must be led; `acts`: asked of its leader whatever other rules say;
    `resolved_from`: the grade (R2 or R3) from which a matter counts as resolved."""

    charge: bool = True
    acts: tuple[LeaderAct, ...] = ()
    resolved_from: int = RESOLVED_FROM

    def as_data(self) -> dict[str, Any]:
        return {
            "charge": self.charge,
            "acts": [act.value for act in self.acts],
            "resolved_from": self.resolved_from,
        }


def terms_of(data: Mapping[str, Any]) -> Terms:
    """The terms as kept with a campaign."""
    return Terms(
        charge=bool(data.get("charge", True)),
        acts=tuple(LeaderAct(code) for code in data.get("acts", [])),
        resolved_from=int(data.get("resolved_from", RESOLVED_FROM)),
    )


def check_terms(terms: Terms) -> None:
    """Closing alone never counts as resolving."""
    if terms.resolved_from not in (2, 3):
        reason = N_("Only R2 and R3 can count as substantively resolved.")
        cure = N_("Choose R2 or R3.")
        raise Invalid([FieldProblem("resolved_from", message(reason), message(cure))])
