"""What touyan ships: the clock rules of its file, the calendar years chinesecalendar knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chinese_calendar import __version__ as calendar_version
from chinese_calendar import constants

from touyan.deadlines.rules.clock_rule import ClockRule
from touyan.deadlines.rules.rule_data import rule_from, rule_to

RULES_FILE = Path(__file__).parent / "data" / "clock_rules.json"
CALENDAR_SOURCE = f"chinesecalendar {calendar_version}"


@dataclass(frozen=True)
class SeedDay:
    """A day to enter in the calendar."""

    date: date
    working: bool
    name_zh: str
    name_en: str


def shipped_rules() -> list[ClockRule]:
    """The rules of the data file, in its order."""
    return [rule_from(row) for row in json.loads(RULES_FILE.read_text(encoding="utf-8"))]


def shipped_rows() -> Iterator[dict[str, Any]]:
    """The same rules as complete plain data, every default written out."""
    return (rule_to(rule) for rule in shipped_rules())


def shipped_days() -> dict[int, list[SeedDay]]:
    """Days off and swapped working days by year, for every year the library was told about."""
    chinese = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    found: dict[int, list[SeedDay]] = {}
    for days, working in ((constants.holidays, False), (constants.workdays, True)):
        for day, name in days.items():
            entry = SeedDay(day, working, chinese[name], name)
            found.setdefault(day.year, []).append(entry)
    return found
