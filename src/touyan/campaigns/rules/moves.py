"""Where a card of the board can go. No move sets a step: it opens the form whose deed brings the
matter there, and the step follows from the deed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from touyan.campaigns.rules.words import STEP_NAMES, Step
from touyan.kernel.messages import N_

ENDED = (Step.CLOSED, Step.RESOLVED)


class Opens(StrEnum):
    """What a move opens."""

    SURVEY = "survey"
    CHARGE = "charge"
    WORK = "work"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    OUTCOME = "outcome"
    LEAVE = "leave"


@dataclass(frozen=True)
class CardMove:
    """A move of a card: its words, what it opens, and the column it leads to, if any."""

    label: str
    opens: Opens
    to: Step | None = None


_ONWARD = {
    Opens.CHARGE: CardMove(STEP_NAMES[Step.LED], Opens.CHARGE, Step.LED),
    Opens.WORK: CardMove(STEP_NAMES[Step.WORKING], Opens.WORK, Step.WORKING),
    Opens.PROPOSE: CardMove(STEP_NAMES[Step.PROPOSED], Opens.PROPOSE, Step.PROPOSED),
    Opens.WITHDRAW: CardMove(
        N_("Take the proposal back: being worked on"), Opens.WITHDRAW, Step.WORKING
    ),
    Opens.CLOSE: CardMove(STEP_NAMES[Step.CLOSED], Opens.CLOSE, Step.CLOSED),
    Opens.OUTCOME: CardMove(STEP_NAMES[Step.RESOLVED], Opens.OUTCOME, Step.RESOLVED),
}
_SURVEY = CardMove(N_("Record the survey"), Opens.SURVEY)
_LEAVE = CardMove(N_("Leave the batch, by decision"), Opens.LEAVE)


WHY_NOT = {
    Step.SURVEYED: N_(
        "A matter stands here until a leader takes it on; nothing that happened is undone by "
        "moving a card."
    ),
    Step.LED: N_(
        "A matter stands here once a leader has taken it on and before work on it is on record."
    ),
    Step.WORKING: N_(
        "A matter stands here once work on it is on record and while nobody proposes to close it."
    ),
    Step.PROPOSED: N_("Only a matter that is being worked on can be proposed for closing."),
    Step.CLOSED: N_("A resolved matter comes back here by itself when its resolution is reversed."),
    Step.RESOLVED: N_(
        "Only a closed matter can become resolved: its resolution is proposed, and somebody else "
        "verifies it."
    ),
}
"""Why a card cannot be put into a column to which none of its moves leads."""


def card_moves(
    *, step: Step, surveyed: bool, led: bool, left: bool, works: bool, decides: bool
) -> list[CardMove]:
    """What can be done from here by someone who works in the handling office (`works`) or decides
    for the organising one (`decides`)."""
    if left:
        return []
    found = _work(step, surveyed, led) if works else []
    return [*found, _LEAVE] if decides and step not in ENDED else found


def _work(step: Step, surveyed: bool, led: bool) -> list[CardMove]:
    if step is Step.RESOLVED:
        return []
    if step is Step.CLOSED:
        return [_ONWARD[Opens.OUTCOME]]
    found = [] if surveyed else [_SURVEY]
    if not led:
        found.append(_ONWARD[Opens.CHARGE])
    if step in (Step.SURVEYED, Step.LED):
        found.append(_ONWARD[Opens.WORK])
    if step is Step.WORKING:
        found.append(_ONWARD[Opens.PROPOSE])
    if step is Step.PROPOSED:
        found.append(_ONWARD[Opens.WITHDRAW])
    return [*found, _ONWARD[Opens.CLOSE]]
