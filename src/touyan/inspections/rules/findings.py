"""What a finding goes through: told, contested, final, mended, looked at again, closed.

One table of moves; buttons, refusals and the tests come from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from touyan.inspections.rules.words import Severity
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_


class Stage(StrEnum):
    """Where a finding stands."""

    FOUND = "found"
    TOLD = "told"
    CONTESTED = "contested"
    FINAL = "final"
    MENDING = "mending"
    CLAIMED = "claimed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


STAGE_NAMES = {
    Stage.FOUND: N_("Found, the office is not told yet"),
    Stage.TOLD: N_("Told to the office"),
    Stage.CONTESTED: N_("Contested"),
    Stage.FINAL: N_("Final, no measures set yet"),
    Stage.MENDING: N_("Being mended"),
    Stage.CLAIMED: N_("Reported mended, not looked at again"),
    Stage.CLOSED: N_("Mended, found so on looking again"),
    Stage.WITHDRAWN: N_("Withdrawn"),
}
OVER = (Stage.CLOSED, Stage.WITHDRAWN)
TO_MEND = (Stage.FINAL, Stage.MENDING)


class Side(StrEnum):
    """Who makes a move: the inspection or the office inspected."""

    INSPECTION = "inspection"
    OFFICE = "office"


@dataclass(frozen=True)
class Move:
    """A verb with the stages it starts from and the one it leads to."""

    verb: str
    sources: tuple[Stage, ...]
    target: Stage
    side: Side
    button: str


MOVES = {
    move.verb: move
    for move in (
        Move("tell", (Stage.FOUND,), Stage.TOLD, Side.INSPECTION, N_("Tell the office")),
        Move("accept", (Stage.TOLD,), Stage.FINAL, Side.OFFICE, N_("Accept the finding")),
        Move("contest", (Stage.TOLD,), Stage.CONTESTED, Side.OFFICE, N_("Contest the finding")),
        Move("uphold", (Stage.CONTESTED,), Stage.FINAL, Side.INSPECTION, N_("Uphold it")),
        Move("lapse", (Stage.TOLD,), Stage.FINAL, Side.INSPECTION, N_("Make it final")),
        Move("withdraw", (Stage.FOUND, Stage.TOLD, Stage.CONTESTED), Stage.WITHDRAWN,
             Side.INSPECTION, N_("Withdraw it")),
        Move("plan", (Stage.FINAL,), Stage.MENDING, Side.OFFICE, N_("Set the measures")),
        Move("claim", (Stage.MENDING,), Stage.CLAIMED, Side.OFFICE, N_("Report it mended")),
        Move("fail", (Stage.CLAIMED,), Stage.MENDING, Side.INSPECTION, N_("Not mended yet")),
        Move("pass", (Stage.CLAIMED,), Stage.CLOSED, Side.INSPECTION, N_("Mended: close it")),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What a move asks of a finding; `answer_by` is the office's last day to contest."""

    stage: Stage
    severity: Severity
    answer_by: date | None = None


def after(verb: str, standing: Standing, *, side: Side, today: date) -> Stage:
    """The stage a move leads to; refused where it is not the time or not theirs to move."""
    move = MOVES[verb]
    if side is not move.side:
        raise NotPermitted(
            N_("The inspected office does not decide this about its own finding.")
            if move.side is Side.INSPECTION
            else N_("The inspected office answers for itself.")
        )
    if standing.stage not in move.sources:
        raise Refused(N_("The finding does not stand where this could be done."))
    if verb == "lapse" and standing.answer_by and today <= standing.answer_by:
        raise Refused(N_("The office may contest until %(day)s."), day=standing.answer_by)
    if verb == "contest" and standing.answer_by and today > standing.answer_by:
        raise Refused(N_("The office could contest until %(day)s."), day=standing.answer_by)
    return move.target


def check_harm_first(severity: Severity, others: Iterable[Standing]) -> None:
    """What harms a petitioner is mended before anything else of the same office is reported
    mended. What is not final yet, or not even told, holds nothing up."""
    if severity is Severity.HARM:
        return
    waiting = sum(one.severity is Severity.HARM and one.stage in TO_MEND for one in others)
    if waiting:
        raise Refused(
            N_("First mend what harms petitioners: %(number)s such findings of the office are not "
               "reported mended."),
            number=waiting,
        )  # fmt: skip


def open_verbs(standing: Standing, *, side: Side, today: date) -> list[Move]:
    """The moves this side can make now."""
    found = []
    for move in MOVES.values():
        try:
            after(move.verb, standing, side=side, today=today)
        except (NotPermitted, Refused):
            continue
        found.append(move)
    return found
