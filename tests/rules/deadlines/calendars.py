"""The real calendar of the shipped years, and short ways to write days and events."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from touyan.deadlines.rules.calendar import WorkCalendar
from touyan.deadlines.rules.clocks import Clock, ClockRule, Event, project
from touyan.deadlines.seed import shipped_days, shipped_rules

BEIJING = ZoneInfo("Asia/Shanghai")
_DAYS = [day for days in shipped_days().values() for day in days]
CALENDAR = WorkCalendar(
    known_years=frozenset(shipped_days()),
    holidays=frozenset(day.date for day in _DAYS if not day.working),
    extra_working_days=frozenset(day.date for day in _DAYS if day.working),
)
LAST_KNOWN_YEAR = max(CALENDAR.known_years)
RULES = shipped_rules()
LETTER = {"channel": "letter", "kind": "accusation", "replyable": True}


def on(text: str) -> date:
    """A day from ISO text."""
    return date.fromisoformat(text)


def at(text: str, hour: int = 9) -> datetime:
    """A moment of that day in Beijing."""
    day = on(text)
    return datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)


def happened(verb: str, text: str, hour: int = 9, **facts: object) -> Event:
    """An event at an hour of a day."""
    return Event(verb, at(text, hour), facts)


def clocks(
    *events: Event,
    now: str,
    rules: list[ClockRule] | None = None,
    calendar: WorkCalendar = CALENDAR,
    **facts: object,
) -> dict[str, Clock]:
    """Clocks of a letter by key, as of the evening of a day."""
    found = project(rules or RULES, events, {**LETTER, **facts}, calendar, at(now, 20))
    return {clock.key: clock for clock in found}
