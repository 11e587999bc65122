"""Days as typed, one line each: `20270101-20270103 元旦`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from touyan.deadlines.seed import SeedDay
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.ui.rules.dates import date_from_typing

_LINE = re.compile(r"^(\S+?)(?:\s*[~～至]\s*(\S+?)|-(\d{8}))?(?:\s+(.*))?$")
LONGEST = 30


def read_days(text: str, *, working: bool, year: int) -> list[SeedDay]:
    """The days of every line; refuses with the line that cannot be read."""
    found: dict[date, SeedDay] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            for day in _days_of(line.strip(), number=number, year=year):
                found[day.date] = replace(day, working=working)
    return sorted(found.values(), key=lambda each: each.date)


def _days_of(line: str, *, number: int, year: int) -> Iterator[SeedDay]:
    match = _LINE.match(line)
    first = date_from_typing(match[1]) if match else None
    if match is None or first is None:
        raise Refused(N_("Line %(line)s does not begin with a date such as 20270101."), line=number)
    typed_last = match[2] or match[3]
    last = date_from_typing(typed_last) if typed_last else first
    if last is None or last < first or (last - first).days > LONGEST:
        raise Refused(N_("In line %(line)s the last day does not follow the first."), line=number)
    if first.year != year or last.year != year:
        raise Refused(
            N_("Line %(line)s lies outside the year %(year)s."), line=number, year=str(year)
        )
    name = (match[4] or "").strip()
    for step in range((last - first).days + 1):
        yield SeedDay(first + timedelta(days=step), working=False, name_zh=name, name_en=name)
