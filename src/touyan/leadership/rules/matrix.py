"""The matrix of one charge: each act evidenced, missing, not required or doubtful, and why.

Never a percentage: what a leader did is read act by act.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.required import Requirement
from touyan.leadership.rules.signs import DoneAct, Sign
from touyan.leadership.rules.words import LeaderAct


class CellState(StrEnum):
    EVIDENCED = "evidenced"
    MISSING = "missing"
    NOT_REQUIRED = "not_required"
    DOUBTFUL = "doubtful"


CELL_NAMES = {
    CellState.EVIDENCED: N_("Evidenced"),
    CellState.MISSING: N_("Missing"),
    CellState.NOT_REQUIRED: N_("Not required"),
    CellState.DOUBTFUL: N_("Doubtful"),
}


@dataclass(frozen=True)
class Cell:
    """One act: its state, the reason in words, what was done, and the signs on it."""

    act: LeaderAct
    state: CellState
    why: Message
    done: Sequence[DoneAct]
    signs: Sequence[Sign]


def matrix(
    required: Iterable[Requirement],
    acts: Sequence[DoneAct],
    signs: Sequence[Sign],
    *,
    ended: bool,
) -> list[Cell]:
    """One cell for each act, in the order of the procedure. `ended`: the matter is closed."""
    return [_cell(one, acts, signs, ended=ended) for one in required]


def _cell(
    required: Requirement, acts: Sequence[DoneAct], signs: Sequence[Sign], *, ended: bool
) -> Cell:
    act = required.act
    done = [one for one in acts if one.act is act]
    raised = [sign for sign in signs if sign.act is act]
    valid = [one for one in done if _counts(one, required.delegable)]
    if done and not valid:
        why = message(N_("Done by %(who)s; this act may not be delegated."), who=done[-1].by)
        return Cell(act, CellState.DOUBTFUL, why, done, raised)
    asked = {sign.key for sign in raised}
    plain = [one for one in valid if one.key not in asked]
    signed = [one for one in plain if one.signed]
    if signed:  # a further act without a question proves it; the earlier question stays in sight
        return Cell(act, CellState.EVIDENCED, _proof(signed), done, raised)
    if plain:
        unsigned = message(N_("Decided, answer not signed yet."))
        state = CellState.DOUBTFUL if raised else CellState.MISSING
        return Cell(act, state, unsigned, done, raised)
    if valid:
        return Cell(act, CellState.DOUBTFUL, raised[0].question, done, raised)
    if not required.required:
        return Cell(act, CellState.NOT_REQUIRED, required.why, done, raised)
    missing = N_("The matter was closed without it.") if ended else N_("Not done yet.")
    return Cell(act, CellState.MISSING, message(missing), done, raised)


def _counts(done: DoneAct, delegable: str) -> bool:
    """Whether who did it may do it: the leader, the stand-in during absence, or anyone."""
    return done.in_charge or delegable == "anyone" or (delegable == "deputy" and done.stand_in)


def _proof(valid: Collection[DoneAct]) -> Message:
    last = list(valid)[-1]
    return message(N_("On %(day)s by %(who)s."), day=last.on.isoformat(), who=last.by)
