"""A legal time limit as dated data, the events it listens to, and which version governs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from touyan.deadlines.rules.counting import MonthEnd, Unit

LEGAL_TIME = ZoneInfo("Asia/Shanghai")
Certainty = Literal["confirmed", "to_confirm"]
Conditions = Mapping[str, Sequence[object]]


def legal_day(when: datetime | date) -> date:
    """The day in Beijing on which something happened."""
    return when.astimezone(LEGAL_TIME).date() if isinstance(when, datetime) else when


@dataclass(frozen=True)
class Event:
    """Something that happened: an agreed verb, when, and facts true of this event only.

    Facts with a meaning here: `reason` of a pause, `until` and `rule` of an extension, `petition`
    when the event concerns one petition alone, `days_before` where the event itself says how many
    days to count back; any condition may also be overridden here.
    """

    verb: str
    on: datetime | date
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if isinstance(self.on, datetime) and self.on.tzinfo is None:
            raise ValueError("an event's time needs a time zone")

    @property
    def day(self) -> date:
        """The legal day of the event."""
        return legal_day(self.on)

    def happened_by(self, now: datetime) -> bool:
        """Whether this had happened at that moment."""
        return self.on <= now if isinstance(self.on, datetime) else self.on <= legal_day(now)

    def concerns(self, other: Event) -> bool:
        """Whether the two may speak of the same petition."""
        mine, theirs = self.facts.get("petition"), other.facts.get("petition")
        return mine is None or theirs is None or mine == theirs


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events by time; on a day when the hour of some is not known, in the order given."""
    events = list(events)
    hourless = {event.on for event in events if not isinstance(event.on, datetime)}

    def moment(event: Event) -> tuple[date, time]:
        if not isinstance(event.on, datetime) or event.day in hourless:
            return event.day, time.min
        return event.day, event.on.astimezone(LEGAL_TIME).time()

    return sorted(events, key=moment)


@dataclass(frozen=True)
class ClockRule:
    """One version of one time limit. Everything about it is data.

    `applies_to` names, per fact, the values wanted; `except_for` the values that exclude.
    `restarts_on` begins the period anew while the earlier one was not yet late (C5).
    `every_start` false: a further start while one is running begins nothing.
    `starts_after` begins when another rule's period ends, and `repeats` goes on each period from
    there until an `ended_by`; `reopened_by` lets it go on. `before_fact` counts back from a date
    among the start event's facts. `suspends_for` limits the pauses that stop counting to the
    reasons named. `extends_by`, in the same unit, is the most an extension may add.
    `valid_to` is the last day of validity; `scope` the head of an organ code path.
    """

    code: str
    name_zh: str
    name_en: str
    legal_basis_zh: str
    legal_basis_en: str
    amount: int
    unit: Unit
    valid_from: date
    valid_to: date | None = None
    starts_on: frozenset[str] = frozenset()
    met_by: frozenset[str] = frozenset()
    ended_by: frozenset[str] = frozenset()
    restarts_on: frozenset[str] = frozenset()
    suspended_by: frozenset[str] = frozenset()
    resumed_by: frozenset[str] = frozenset()
    reopened_by: frozenset[str] = frozenset()
    suspends_for: frozenset[str] = frozenset()
    starts_after: str = ""
    repeats: bool = False
    every_start: bool = True
    before_fact: str = ""
    roll_over: bool = True
    month_end: MonthEnd = "earlier"
    extends_by: int = 0
    applies_to: Conditions = field(default_factory=dict, hash=False)
    except_for: Conditions = field(default_factory=dict, hash=False)
    soon_days: int = 3
    urgent_days: int = 1
    scope: str = ""
    certainty: Certainty = "confirmed"

    def name(self, language: str) -> str:
        """The rule's name in the reader's language."""
        return self.name_zh if language.startswith("zh") else self.name_en

    def legal_basis(self, language: str) -> str:
        """The article in the reader's language."""
        return self.legal_basis_zh if language.startswith("zh") else self.legal_basis_en

    def valid_on(self, day: date) -> bool:
        """Whether this version is in force that day, its first and last day included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def applies(self, facts: Mapping[str, object]) -> bool:
        """Whether every condition fits; a fact nobody stated fits no condition."""
        return all(
            facts.get(name) in wanted for name, wanted in self.applies_to.items()
        ) and not any(
            name in facts and facts[name] in barred for name, barred in self.except_for.items()
        )


def governing_rule(
    rules: Iterable[ClockRule], *, day: date, facts: Mapping[str, object]
) -> ClockRule | None:
    """The version that governs a period beginning that day: the nearest scope, then the newest.

    A later version replaces an earlier one of its scope even where it no longer applies, and
    changes nothing for periods begun before it.
    """
    region = str(facts.get("region", ""))
    newest: dict[str, ClockRule] = {}
    for rule in rules:
        if rule.valid_on(day) and region.startswith(rule.scope):
            rival = newest.get(rule.scope)
            if rival is None or rival.valid_from < rule.valid_from:
                newest[rule.scope] = rule
    fitting = [rule for rule in newest.values() if rule.applies(facts)]
    return max(fitting, key=lambda rule: len(rule.scope), default=None)
