"""One clock: a rule set going by an event. Lateness is computed when asked, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from touyan.deadlines.rules.clock_rule import ClockRule, Event, legal_day
from touyan.deadlines.rules.counting import Counted
from touyan.deadlines.rules.explaining import (
    Grant,
    about_counting,
    about_grant,
    about_rule,
    about_start,
    event_name,
)
from touyan.kernel.messages import N_, Message, message


class State(StrEnum):
    """Where a clock stands at a moment."""

    RUNNING = "running"
    SOON = "soon"
    URGENT = "urgent"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    MET_IN_TIME = "met_in_time"
    MET_LATE = "met_late"
    VOID = "void"
    UNKNOWN = "unknown"


STATE_LABELS: dict[State, str] = {
    State.RUNNING: N_("Running"),
    State.SOON: N_("Due soon"),
    State.URGENT: N_("Urgent"),
    State.OVERDUE: N_("Overdue"),
    State.SUSPENDED: N_("Standing still"),
    State.MET_IN_TIME: N_("Met in time"),
    State.MET_LATE: N_("Met late"),
    State.VOID: N_("No longer required"),
    State.UNKNOWN: N_("Days off not announced yet"),
}


@dataclass(frozen=True)
class Clock:
    """A rule, its start, how the end was counted, and what met, ended or stopped it.

    `number` counts the clocks of one rule in order: restarts, further starts, monthly periods.
    `counted` is None when the calendar does not know `unknown_year`. `stopped` is the event that
    made counting stand still, if nothing has set it going again. `not_before` is the last day, or
    the earliest it can be while nobody can say.
    """

    rule: ClockRule
    start: Event
    number: int
    counted: Counted | None
    not_before: date
    unknown_year: int | None = None
    stopped: Event | None = None
    grants: tuple[Grant, ...] = ()
    met: Event | None = None
    ended: Event | None = None

    @property
    def key(self) -> str:
        """Tells this clock from the others of the same events: `C4.2`."""
        return f"{self.rule.code}.{self.number}"

    @property
    def starts_on(self) -> date:
        """The day that sets the period going and is not itself counted."""
        return self.start.day

    @property
    def met_on(self) -> date | None:
        """The day the duty was done."""
        return self.met.day if self.met else None

    @property
    def void_on(self) -> date | None:
        """The day the duty fell away, undone."""
        return self.ended.day if self.ended else None

    @property
    def suspended_now(self) -> bool:
        """Whether counting stands still with nothing yet to set it going again."""
        return self.stopped is not None and self.running

    @property
    def running(self) -> bool:
        """Whether the duty is still owed: neither done nor fallen away."""
        return self.met is None and self.ended is None

    @property
    def due_on(self) -> date | None:
        """The last day, or None while counting stands still or the calendar is missing."""
        return self.counted.due if self.counted and not self.stopped else None

    @property
    def met_at(self) -> datetime | date | None:
        """When the duty was done."""
        return self.met.on if self.met else None

    @property
    def void_at(self) -> datetime | date | None:
        """When the duty fell away, undone."""
        return self.ended.on if self.ended else None

    def state(self, now: datetime) -> State:
        """Where the clock stands; project anew to look at an earlier moment."""
        if self.met:
            return self._met_state(self.met.day)
        if self.ended:
            return State.VOID
        if self.stopped:
            return State.SUSPENDED
        left = self.days_left(now)
        if left is None:
            return State.UNKNOWN
        if left < 0:
            return State.OVERDUE
        if left <= self.rule.urgent_days:
            return State.URGENT
        return State.SOON if left <= self.rule.soon_days else State.RUNNING

    def _met_state(self, day: date) -> State:
        if day <= self.not_before:
            return State.MET_IN_TIME
        return State.MET_LATE if self.due_on else State.UNKNOWN

    def days_left(self, now: datetime) -> int | None:
        """Calendar days to the last day, negative after it; frozen while standing still."""
        if self.counted is None:
            return None
        return (self.counted.due - (self.stopped.day if self.stopped else legal_day(now))).days

    def late_days(self, now: datetime) -> int:
        """Days between the last day and the doing, falling away or today; 0 when in time.

        A duty that fell away after its last day was still late.
        """
        if self.due_on is None:
            return 0
        done = self.met or self.ended
        return max(0, ((done.day if done else legal_day(now)) - self.due_on).days)

    def explain(self, language: str = "zh-hans") -> list[Message]:
        """The sentences that answer "why this date?"."""
        sentences = [
            *about_rule(self.rule, language),
            *about_start(self.rule, self.start, self.number),
        ]
        if self.counted:
            backwards = bool(self.rule.before_fact)
            sentences += about_counting(self.counted, backwards=backwards)
        sentences += [about_grant(grant) for grant in self.grants]
        if self.running or not self.stopped:
            sentences.append(self._conclusion())
        for event, text in (
            (self.met, N_("Done on %(day)s: %(event)s.")),
            (self.ended, N_("No longer required since %(day)s: %(event)s.")),
        ):
            if event:
                sentences.append(message(text, day=event.day, event=event_name(event.verb)))
        return sentences

    def _conclusion(self) -> Message:
        if self.counted is None:
            return message(
                N_(
                    "The working calendar does not know the year %(year)s yet, so the last day "
                    "cannot be said. It is not before %(day)s."
                ),
                year=self.unknown_year,
                day=self.not_before,
            )
        if self.stopped:
            return message(
                N_("Counting stands still since %(day)s; days left when it goes on: %(days)s."),
                day=self.stopped.day,
                days=(self.counted.due - self.stopped.day).days,
            )
        return message(N_("Last day: %(day)s."), day=self.counted.due)
