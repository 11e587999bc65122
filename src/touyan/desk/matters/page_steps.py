"""The road of a matter as the page draws it: the main line with this matter's own turnings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from touyan.kernel.messages import Message
from touyan.matters.rules.lifecycle import BY_VERB, MAIN_LINE, STAGE_NAMES, Stage
from touyan.ui.sentences import sentence

_TURNINGS = {
    Stage.SUPPLEMENT: Stage.TRIAGED,
    Stage.TRANSFERRED: Stage.TRIAGED,
    Stage.INFORMED: Stage.TRIAGED,
    Stage.NOT_ACCEPTED: Stage.TRIAGED,
    Stage.ASSIGNED: Stage.ACCEPTED,
    Stage.PAUSED: Stage.HANDLING,
    Stage.WATCHED: Stage.CLOSED,
    Stage.TERMINATED: Stage.CLOSED,
}
"""Stages beside the main line and the step they follow."""

_ENDED_EARLY = frozenset({Stage.TRANSFERRED, Stage.INFORMED, Stage.NOT_ACCEPTED})
_NOT_WALKED = frozenset({Stage.ACCEPTED, Stage.HANDLING, Stage.DECIDED, Stage.ANSWERED})


class Happened(Protocol):
    """What a step needs of an act."""

    verb: str
    happened_on: date


@dataclass(frozen=True)
class Step:
    """What ui's steps read."""

    label: str
    state: str
    at: date | None = None


def steps(stage: Stage, acts: Iterable[Happened]) -> list[Step]:
    """Steps done, the present one, and those ahead."""
    days = _days(acts)
    road = _road(stage, days)
    here = road.index(stage)
    return [
        Step(sentence(Message(STAGE_NAMES[each])), _state(place, here), days.get(each))
        for place, each in enumerate(road)
    ]


def _state(place: int, here: int) -> str:
    return "done" if place < here else "current" if place == here else "todo"


def _days(acts: Iterable[Happened]) -> dict[Stage, date]:
    """The day each stage was last reached, registration first; a reopening begins anew."""
    days: dict[Stage, date] = {}
    for act in acts:
        move = BY_VERB.get(act.verb)
        if move is None or move.target is None:
            continue
        if move.target is Stage.REOPENED:
            days = {s: d for s, d in days.items() if s is Stage.REGISTERED}
        if move.target is not Stage.REGISTERED or Stage.REGISTERED not in days:
            days[move.target] = act.happened_on
    return days


def _road(stage: Stage, days: dict[Stage, date]) -> list[Stage]:
    road = list(MAIN_LINE)
    if stage is Stage.RECEIVED:
        road.insert(0, stage)
    if stage is Stage.REOPENED or Stage.REOPENED in days:
        road.insert(1, Stage.REOPENED)
    if stage in _TURNINGS:
        road.insert(road.index(_TURNINGS[stage]) + 1, stage)
    early = stage if stage in _ENDED_EARLY else _turned_early(stage, days)
    return _without_rest(road, early) if early else road


def _turned_early(stage: Stage, days: dict[Stage, date]) -> Stage | None:
    """How a closed matter ended before acceptance, if it did."""
    closed = stage in (Stage.CLOSED, Stage.WATCHED, Stage.TERMINATED)
    if not closed or Stage.ACCEPTED in days:
        return None
    return next((each for each in _ENDED_EARLY if each in days), None)


def _without_rest(road: Sequence[Stage], early: Stage) -> list[Stage]:
    kept = [each for each in road if each not in _NOT_WALKED]
    if early not in kept:
        kept.insert(kept.index(Stage.TRIAGED) + 1, early)
    return kept
