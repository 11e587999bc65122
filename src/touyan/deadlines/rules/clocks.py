"""From rules and events to clocks. The same events, rules and calendar give the same clocks.

This is the module to import: it also offers Clock, ClockRule, Event and State.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from touyan.deadlines.rules.calendar import CalendarUnknown, WorkCalendar
from touyan.deadlines.rules.clock import STATE_LABELS, Clock, State
from touyan.deadlines.rules.clock_rule import ClockRule, Event, governing_rule, legal_day
from touyan.deadlines.rules.counting import Counted, Standstill, count, count_back, settle
from touyan.deadlines.rules.explaining import Grant

__all__ = [
    "STATE_LABELS",
    "Clock",
    "ClockRule",
    "Event",
    "State",
    "governing_rule",
    "legal_day",
    "project",
]

EXTEND = "extend"


def project(
    rules: Iterable[ClockRule],
    events: Iterable[Event],
    facts: Mapping[str, object],
    calendar: WorkCalendar,
    now: datetime,
) -> list[Clock]:
    """Every clock the rules set going in the events up to now, in the order of the rules."""
    versions: dict[str, list[ClockRule]] = {}
    for rule in rules:
        versions.setdefault(rule.code, []).append(rule)
    past = sorted((e for e in events if e.happened_by(now)), key=lambda event: event.order)
    history = _History(past, facts, calendar, legal_day(now))
    found: dict[str, list[Clock]] = {}
    for code in _bases_first(versions):
        clocks = [*history.started(versions[code]), *history.following(versions[code], found)]
        found[code] = [replace(clock, number=n) for n, clock in enumerate(clocks, start=1)]
    return [clock for code in versions for clock in found[code]]


def _bases_first(versions: Mapping[str, Sequence[ClockRule]]) -> list[str]:
    """Codes so ordered that a rule comes after the one it starts after."""
    ordered: list[str] = []
    waiting = list(versions)
    while waiting:
        ready = [
            code
            for code in waiting
            if not any(rule.starts_after in waiting for rule in versions[code])
        ]
        ordered += ready or waiting  # rules in a circle never start: order is all the same
        waiting = [code for code in waiting if code not in ordered]
    return ordered


@dataclass(frozen=True)
class _History:
    """What happened, in order, up to today, and what is needed to read it."""

    events: Sequence[Event]
    facts: Mapping[str, object]
    calendar: WorkCalendar
    today: date

    def started(self, versions: Sequence[ClockRule]) -> list[Clock]:
        """Clocks set going by an event, in the order of their starts and restarts."""
        starts = frozenset[str]().union(*(rule.starts_on for rule in versions))
        restarts = frozenset[str]().union(*(rule.restarts_on for rule in versions))
        clocks: list[Clock] = []
        for place, event in enumerate(self.events):
            if event.verb in restarts:
                self._restart(clocks, versions, place)
            if event.verb in starts:
                rule = governing_rule(versions, day=event.day, facts=self._facts(event))
                if rule and event.verb in rule.starts_on and not _is_running(clocks, rule, event):
                    clocks += self._clocks_from(rule, event, self.events)
        return clocks

    def following(
        self, versions: Sequence[ClockRule], found: Mapping[str, Sequence[Clock]]
    ) -> Iterator[Clock]:
        """Clocks that begin when another rule's period ends, once or period after period."""
        bases = dict.fromkeys(rule.starts_after for rule in versions if rule.starts_after)
        for base in (clock for code in bases for clock in found.get(code, ())):
            anchor = base.due_on
            if anchor is None or (base.ended and base.ended.day <= anchor):
                continue
            rule = governing_rule(versions, day=anchor, facts=self._facts(base.start))
            if rule and rule.starts_after == base.rule.code:
                yield from self._periods(rule, base, anchor)

    def _periods(self, rule: ClockRule, base: Clock, anchor: date) -> Iterator[Clock]:
        life = [event for event in self.events if event.follows(base.start)]
        begins, period = anchor, 1
        while begins < self.today and (period == 1 or rule.repeats):
            after = [event for event in life if event.day > begins]
            start = Event(base.rule.code, begins, base.start.facts)
            clock = self._clock(rule, start, after, anchor=anchor, periods=period)
            if not _is_closed(rule, life, begins):
                yield clock
            if clock.counted is None:
                return  # nor can the calendar say when any later period would begin
            begins, period = clock.counted.due, period + 1

    def _restart(self, clocks: list[Clock], versions: Sequence[ClockRule], place: int) -> None:
        """Begin anew what had not been done; what was late by then stays late."""
        event = self.events[place]
        begun: list[Clock] = []
        for index, clock in enumerate(clocks):
            if event.verb not in clock.rule.restarts_on or not event.follows(clock.start):
                continue
            before = self._clocks_from(clock.rule, clock.start, self.events[:place])[0]
            if before.met or before.ended:
                continue
            if before.stopped or before.due_on is None or event.day <= before.due_on:
                clocks[index] = replace(before, ended=event)
            rule = governing_rule(versions, day=event.day, facts=self._facts(event))
            begun = begun or self._clocks_from(rule or clock.rule, event, self.events)
        clocks += begun

    def _clocks_from(self, rule: ClockRule, start: Event, events: Iterable[Event]) -> list[Clock]:
        """The clock of one start, or none where the date to count back from is missing."""
        anchor = _fact_day(start, rule.before_fact) if rule.before_fact else start.day
        if anchor is None:
            return []
        after = [event for event in events if event.follows(start)]
        return [self._clock(rule, start, after, anchor=anchor)]

    def _clock(
        self,
        rule: ClockRule,
        start: Event,
        after: Sequence[Event],
        *,
        anchor: date,
        periods: int = 1,
    ) -> Clock:
        met = next((event for event in after if event.verb in rule.met_by), None)
        ended = next((event for event in after if event.verb in rule.ended_by), None)
        if met and ended:
            met, ended = (met, None) if after.index(met) <= after.index(ended) else (None, ended)
        stop = met or ended
        lived = after[: after.index(stop) + 1] if stop else after
        standstills, stopped = _ledger(rule, lived, stop)
        clock = Clock(rule, start, 1, None, anchor, met=met, ended=ended, stopped=stopped)
        try:
            counted = self._count(rule, anchor, rule.amount * periods, standstills)
            counted, grants = self._extend(rule, counted, lived, standstills, stopped)
        except CalendarUnknown as unknown:
            return replace(clock, not_before=unknown.not_before, unknown_year=unknown.year)
        if stopped and stopped.day > counted.due:
            clock = replace(clock, stopped=None)  # what is late does not stop being late
        return replace(clock, counted=counted, not_before=counted.due, grants=grants)

    def _count(
        self, rule: ClockRule, anchor: date, amount: int, standstills: Sequence[Standstill]
    ) -> Counted:
        if rule.before_fact:
            return count_back(anchor, amount)
        return count(
            anchor,
            amount,
            rule.unit,
            calendar=self.calendar,
            rolls=rule.roll_over,
            month_end=rule.month_end,
            standstills=standstills,
        )

    def _extend(
        self,
        rule: ClockRule,
        counted: Counted,
        lived: Iterable[Event],
        standstills: Sequence[Standstill],
        stopped: Event | None,
    ) -> tuple[Counted, tuple[Grant, ...]]:
        grants: list[Grant] = []
        for event in lived:
            if event.verb != EXTEND or not _speaks_of(event, rule):
                continue
            standing = stopped and stopped.day <= min(event.day, counted.due)
            if event.day > counted.due and not standing:
                grants.append(Grant(event, counted.due, too_late=True))
                continue
            amount = rule.amount + rule.extends_by
            longest = self._count(rule, counted.start, amount, standstills)
            until = _fact_day(event, "until") or longest.due
            if until < longest.due:
                later = [still for still in standstills if still.begins >= event.day]
                counted = settle(
                    replace(longest, raw_end=until, due=until),
                    calendar=self.calendar,
                    rolls=rule.roll_over,
                    standstills=later,
                )
            else:
                counted = longest
            grants.append(Grant(event, counted.due, capped=until > longest.due))
        return counted, tuple(grants)

    def _facts(self, event: Event) -> dict[str, object]:
        return {**self.facts, **event.facts}


def _ledger(
    rule: ClockRule, lived: Iterable[Event], stop: Event | None
) -> tuple[list[Standstill], Event | None]:
    """The standstills of a clock and, if none ended it, the event that stopped it last."""
    standstills: list[Standstill] = []
    stopped: Event | None = None
    for event in lived:
        if stopped is None:
            if event.verb in rule.suspended_by and _counts_as_pause(event, rule):
                stopped = event
        elif event.verb in rule.resumed_by or event is stop:
            reason = str(stopped.facts.get("reason", ""))
            standstills.append(Standstill(stopped.day, event.day, reason))
            stopped = None
    return standstills, stopped


def _counts_as_pause(event: Event, rule: ClockRule) -> bool:
    return not rule.suspends_for or event.facts.get("reason") in rule.suspends_for


def _speaks_of(event: Event, rule: ClockRule) -> bool:
    return bool(rule.extends_by) and event.facts.get("rule", rule.code) == rule.code


def _is_running(clocks: Iterable[Clock], rule: ClockRule, event: Event) -> bool:
    """Whether a rule of one clock at a time has one going when the event comes."""
    return not rule.every_start and any(
        not (stop := clock.met or clock.ended) or event.order < stop.order for clock in clocks
    )


def _is_closed(rule: ClockRule, life: Iterable[Event], day: date) -> bool:
    """Whether the last word up to that day was an end, not a reopening."""
    words = rule.ended_by | rule.reopened_by
    last = [event.verb for event in life if event.day <= day and event.verb in words][-1:]
    return bool(last) and last[0] in rule.ended_by


def _fact_day(event: Event, name: str) -> date | None:
    """A date among an event's facts, given as a date or as ISO text."""
    value = event.facts.get(name)
    if isinstance(value, str):
        return date.fromisoformat(value)
    return legal_day(value) if isinstance(value, date) else None
