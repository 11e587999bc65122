"""From rules and events to clocks. The same events, rules and calendar give the same clocks.

This is the module to import: it also offers Clock, ClockRule, Event and State.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from touyan.deadlines.rules.calendar import CalendarUnknown, WorkCalendar
from touyan.deadlines.rules.clock import STATE_LABELS, Clock, State
from touyan.deadlines.rules.clock_rule import (
    ClockRule,
    Event,
    governing_rule,
    in_order,
    legal_day,
)
from touyan.deadlines.rules.counting import Counted, Standstill, count, count_back, settle
from touyan.deadlines.rules.explaining import Grant

__all__ = [
    "COUNTING",
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
COUNTING = 3
"""Raised when the same events and rules give other clocks than before, so that what is stored is
counted anew. 2: no period follows while the matter is closed, whenever it was closed. 3: a
matter also says which clock runs into a year the calendar does not know."""


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
    past = in_order(event for event in events if event.happened_by(now))
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
class _Begun:
    """A clock, the place of its start among the events, and the day it counts from."""

    place: int
    anchor: date
    clock: Clock


@dataclass(frozen=True)
class _Series:
    """Periods one after another from the end of the base clock, over the whole life of its matter:
    what ended the matter before the base began ends it for the base as well."""

    rule: ClockRule
    base: Clock
    anchor: date
    ends: frozenset[str]
    life: Sequence[Event]

    def open_on(self, day: date) -> bool:
        """Whether a period may begin that day: the last word up to it was no end."""
        words = self.ends | self.rule.reopened_by
        last = [event.verb for event in self.life if event.day <= day and event.verb in words][-1:]
        return self.anchor <= day and (not last or last[0] not in self.ends)


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
        begun: list[_Begun] = []
        for place, event in enumerate(self.events):
            if event.verb in restarts:
                self._restart(begun, versions, place)
            if event.verb in starts:
                rule = governing_rule(versions, day=event.day, facts=self._facts(event))
                if rule and event.verb in rule.starts_on:
                    self._begin(begun, rule, place)
        return [one.clock for one in begun]

    def _begin(self, begun: list[_Begun], rule: ClockRule, place: int) -> None:
        """Add the clock of one start, unless the rule allows one at a time and one is running,
        or the date to count back from is missing."""
        start = self.events[place]
        if not rule.every_start and any(self._running_at(one, place) for one in begun):
            return
        anchor = _fact_day(start, rule.before_fact) if rule.before_fact else start.day
        if anchor is not None:
            begun.append(_Begun(place, anchor, self._from_place(rule, place, anchor)))

    def _from_place(
        self, rule: ClockRule, place: int, anchor: date, until: int | None = None
    ) -> Clock:
        start = self.events[place]
        after = [event for event in self.events[place + 1 : until] if event.concerns(start)]
        return self._clock(rule, start, after, anchor=anchor)

    def _running_at(self, one: _Begun, place: int) -> bool:
        before = self._from_place(one.clock.rule, one.place, one.anchor, until=place)
        return not before.met and not before.ended

    def _restart(self, begun: list[_Begun], versions: Sequence[ClockRule], place: int) -> None:
        """Begin anew what had not been done; what was late by then stays late."""
        event, undone = self.events[place], None
        for index, one in enumerate(begun):
            rule = one.clock.rule
            if event.verb not in rule.restarts_on or not event.concerns(one.clock.start):
                continue
            before = self._from_place(rule, one.place, one.anchor, until=place)
            if before.met or before.ended:
                continue
            undone = rule
            if before.due_on is None or event.day <= before.due_on:
                ended = replace(before, ended=event)
                begun[index] = _Begun(one.place, one.anchor, ended)
        if undone:
            rule = governing_rule(versions, day=event.day, facts=self._facts(event)) or undone
            begun.append(_Begun(place, event.day, self._from_place(rule, place, event.day)))

    def following(
        self, versions: Sequence[ClockRule], found: Mapping[str, Sequence[Clock]]
    ) -> Iterator[Clock]:
        """Clocks that begin when another rule's period ends, once or period after period."""
        bases = dict.fromkeys(rule.starts_after for rule in versions if rule.starts_after)
        begun: list[_Series] = []
        for base in (clock for code in bases for clock in found.get(code, ())):
            series = self._series(versions, base)
            if series is None:
                continue
            earlier = () if series.rule.every_start else tuple(begun)
            begun.append(series)
            yield from self._periods(series, earlier)

    def _series(self, versions: Sequence[ClockRule], base: Clock) -> _Series | None:
        """What follows the period of `base`, if a rule says that something does."""
        anchor = base.due_on
        if anchor is None:
            return None
        rule = governing_rule(versions, day=anchor, facts=self._facts(base.start))
        if rule is None or rule.starts_after != base.rule.code:
            return None
        ends = rule.ended_by
        if base.ended and base.ended.day <= anchor:
            if base.ended.verb not in base.rule.ended_by:
                return None  # begun anew: another clock of the same rule goes on from there
            ends |= {base.ended.verb}
        life = [event for event in self.events if event.concerns(base.start)]
        return _Series(rule, base, anchor, ends, life)

    def _periods(self, series: _Series, earlier: Sequence[_Series]) -> Iterator[Clock]:
        rule, begins, period = series.rule, series.anchor, 1
        while begins < self.today and (period == 1 or rule.repeats):
            after = [event for event in series.life if event.day > begins]
            start = Event(series.base.rule.code, begins, series.base.start.facts)
            clock = self._clock(rule, start, after, anchor=series.anchor, periods=period)
            if series.open_on(begins) and not any(one.open_on(begins) for one in earlier):
                yield clock
            if clock.counted is None:
                return  # nor can the calendar say when any later period would begin
            begins, period = clock.counted.due, period + 1

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
            counted = self._count(rule, anchor, _amount(rule, start) * periods, standstills)
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


def _amount(rule: ClockRule, start: Event) -> int:
    """The length of the period; an event that fixes a day may say how long before it."""
    said = start.facts.get("days_before") if rule.before_fact else None
    return said if isinstance(said, int) else rule.amount


def _fact_day(event: Event, name: str) -> date | None:
    """A date among an event's facts, given as a date or as ISO text."""
    value = event.facts.get(name)
    if isinstance(value, str):
        return date.fromisoformat(value)
    return legal_day(value) if isinstance(value, date) else None
