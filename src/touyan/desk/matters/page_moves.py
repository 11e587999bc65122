"""The moves of a matter as buttons: those possible now, and those that are not with the reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from touyan.kernel.messages import Message, message
from touyan.matters.actions.ledger import standing
from touyan.matters.dossier import not_yet
from touyan.matters.rules.lifecycle import MOVES, Move, Stage, refusal
from touyan.organs.rules.access import Viewer

ONWARD = ("triage", "accept", "assign", "start_handling", "decide", "close", "watch")
"""The moves of the main line, in its order: the next one is the page's first button."""

_USUAL = {
    Stage.REGISTERED: "triage",
    Stage.REOPENED: "triage",
    Stage.TRIAGED: "accept",
    Stage.SUPPLEMENT: "complete_supplement",
    Stage.TRANSFERRED: "close",
    Stage.INFORMED: "close",
    Stage.NOT_ACCEPTED: "close",
    Stage.ACCEPTED: "assign",
    Stage.ASSIGNED: "start_handling",
    Stage.HANDLING: "decide",
    Stage.PAUSED: "resume",
    Stage.ANSWERED: "close",
    Stage.CLOSED: "watch",
}


@dataclass(frozen=True)
class MoveButton:
    """A move the viewer may make, or may not and why."""

    verb: str
    label: Message
    refusal: Message | None = None
    primary: bool = False


def move_buttons(
    matter: Any, viewer: Viewer, *, done_before: Collection[str] = ()
) -> list[MoveButton]:
    """Moves possible now, the usual next one first; then those that are not, each with the
    rule's own sentence: the ones of this stage that take another role, and the next ones ahead."""
    stage, later = Stage(matter.stage), not_yet(matter)
    buttons = []
    for move in MOVES:
        place = standing(matter, viewer, move.verb)
        why = refusal(
            move, stage=stage, roles=place.roles, level=place.level, done_before=done_before
        ) or later.get(move.verb)
        near = stage in move.sources or move.verb in _ahead(stage)
        if move.by_screen and (near or not why):
            usual = move.verb == _USUAL.get(stage)
            buttons.append(
                MoveButton(move.verb, message(move.name), why, primary=usual and not why)
            )
    return sorted(buttons, key=lambda button: not button.primary)


def _ahead(stage: Stage) -> tuple[str, ...]:
    """The two next moves of the main line after the usual one."""
    usual = _USUAL.get(stage, "")
    place = ONWARD.index(usual) + 1 if usual in ONWARD else len(ONWARD)
    return ONWARD[place : place + 2]


def move_named(verb: str) -> Move | None:
    """A move made by a dialog, by its verb."""
    return next((move for move in MOVES if move.verb == verb and move.by_screen), None)
