"""Clocks as the chip and the card show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from touyan.deadlines.rules.clocks import Clock, State
from touyan.kernel.messages import Message

SOON_DAYS, URGENT_DAYS = 3, 1
_SHOWN = {
    State.RUNNING: "plenty",
    State.SOON: "soon",
    State.URGENT: "urgent",
    State.OVERDUE: "overdue",
    State.SUSPENDED: "suspended",
    State.MET_IN_TIME: "met",
    State.MET_LATE: "met_late",
    State.VOID: "void",
    State.UNKNOWN: "unknown",
}


@dataclass(frozen=True)
class ClockView:
    """What ui's clock_chip and clock_card read."""

    state: str
    label: str
    due_on: date | None
    days_left: int | None
    explanation: tuple[Message, ...] = ()
    not_before: date | None = None


def view_of(clock: Clock, *, now: datetime) -> ClockView:
    """A projected clock with its explanation in the reader's language."""
    language = get_language() or "zh-hans"
    return ClockView(
        state=_SHOWN[clock.state(now)],
        label=clock.rule.name(language),
        due_on=clock.due_on,
        days_left=clock.days_left(now),
        explanation=tuple(clock.explain(language)),
        not_before=clock.not_before,
    )


def due_view(due_on: date | None, *, today: date, label: str = "") -> ClockView | None:
    """The next time limit of a list row, from its stored last day; a clock named without a day is
    one whose year the calendar does not know."""
    if due_on is None:
        return ClockView("unknown", label, None, None) if label else None
    left = (due_on - today).days
    state = "plenty"
    if left < 0:
        state = "overdue"
    elif left <= URGENT_DAYS:
        state = "urgent"
    elif left <= SOON_DAYS:
        state = "soon"
    return ClockView(state, label, due_on, left)
