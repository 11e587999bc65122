"""What changed between two reports of an office, matter by matter, and which acts tell why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from touyan.campaigns.rules.reported import CLOSED, Line, groups_of
from touyan.campaigns.rules.words import Step
from touyan.kernel.messages import N_


class Kind(StrEnum):
    ENTERED = "entered"
    LEFT = "left"
    REVERSED = "reversed"
    REOPENED = "reopened"
    SET_BACK = "set_back"
    MOVED = "moved"
    GRADED = "graded"
    TAKEN_ON = "taken_on"
    GIVEN_UP = "given_up"
    GONE = "gone"


KIND_NAMES = {
    Kind.ENTERED: N_("Entered"),
    Kind.LEFT: N_("Left by decision"),
    Kind.REVERSED: N_("Resolution reversed"),
    Kind.REOPENED: N_("Reopened"),
    Kind.SET_BACK: N_("Set back"),
    Kind.MOVED: N_("Moved on"),
    Kind.GRADED: N_("Graded anew"),
    Kind.TAKEN_ON: N_("Taken on by a leader"),
    Kind.GIVEN_UP: N_("No longer led"),
    Kind.GONE: N_("No longer reported by this office"),
}
"""In the order in which they are told: what asks for a look comes before ordinary progress."""

_CHARGE = (
    "name_leader", "accept_charge", "take_charge", "hand_over_charge", "release_charge",
)  # fmt: skip
_WORK = (
    "start_handling", "decide", "serve_answer", "hold_reception", "hold_hearing", "lead_read",
    "lead_meet", "lead_plan", "lead_preside", "lead_explain", "lead_relief",
)  # fmt: skip
_OUTCOME = ("verify_resolution", "confirm_resolution", "end_resolution")
_MOVED_TO = {
    Step.SURVEYED: _CHARGE,
    Step.LED: _CHARGE,
    Step.WORKING: _WORK,
    Step.PROPOSED: ("propose_closing",),
    Step.CLOSED: ("close", *_OUTCOME),
    Step.RESOLVED: ("close", *_OUTCOME),
}
_BECAUSE = {
    Kind.ENTERED: ("enter_batch",),
    Kind.LEFT: ("leave_batch",),
    Kind.REVERSED: (*_OUTCOME, "join", "reopen"),
    Kind.REOPENED: ("reopen", "join", "end_resolution", "revoke_termination"),
    Kind.SET_BACK: ("withdraw_closing_proposal", *_CHARGE),
    Kind.GRADED: _OUTCOME,
    Kind.TAKEN_ON: _CHARGE,
    Kind.GIVEN_UP: _CHARGE,
    Kind.GONE: (),
}


@dataclass(frozen=True)
class Change:
    """One matter that two reports tell differently."""

    kind: Kind
    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The matter, as told last."""
        line = self.after or self.before
        if line is None:
            raise ValueError("a change is of a matter")
        return line

    @property
    def effect(self) -> Counter[str]:
        """By how much each figure changed because of this matter."""
        found: Counter[str] = Counter()
        if self.after:
            found.update(groups_of(self.after))
        if self.before:
            found.subtract(groups_of(self.before))
        return Counter({group: by for group, by in found.items() if by})

    @property
    def because(self) -> tuple[str, ...]:
        """The verbs of the acts that may have brought it about."""
        if self.kind is Kind.MOVED and self.after:
            return _MOVED_TO[self.after.step]
        return _BECAUSE[self.kind]


def changes(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """Every matter that makes a figure differ; together they are the whole difference."""
    old = {line.key: line for line in before}
    new = {line.key: line for line in after}
    found = []
    for key in dict.fromkeys([*new, *old]):
        was, now = old.get(key), new.get(key)
        kind = _kind(was, now)
        if kind is not None:
            found.append(Change(kind, was, now))
    order = list(Kind)
    return sorted(found, key=lambda c: (order.index(c.kind), c.line.batch, c.line.number))


def effect_of(found: Sequence[Change]) -> Counter[str]:
    """What the changes come to together."""
    total: Counter[str] = Counter()
    for change in found:
        for group, by in change.effect.items():
            total[group] += by
    return Counter({group: by for group, by in total.items() if by})


def _kind(was: Line | None, now: Line | None) -> Kind | None:
    if was is None or (was.left and now and not now.left):
        return Kind.ENTERED
    if now is None:
        return Kind.GONE
    if groups_of(was) == groups_of(now):
        return None
    if now.left:
        return Kind.LEFT
    return _kind_of_move(was, now)


def _kind_of_move(was: Line, now: Line) -> Kind:
    if was.step in CLOSED and now.step not in CLOSED:
        return Kind.REOPENED
    if was.step is Step.RESOLVED and now.step is Step.CLOSED or _lower(was.grade, now.grade):
        return Kind.REVERSED
    if was.step is not now.step:
        order = list(Step)
        back = order.index(now.step) < order.index(was.step)
        return Kind.SET_BACK if back else Kind.MOVED
    if was.grade != now.grade:
        return Kind.GRADED
    return Kind.TAKEN_ON if now.led else Kind.GIVEN_UP


def _lower(was: int | None, now: int | None) -> bool:
    """R0 was no resolution: what ends it reverses none."""
    return bool(was) and (was or 0) > (-1 if now is None else now)
