"""How an exact day is written: in figures of any kind, counted, shortened, in English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from touyan.exemplars.rules.folding import figures, letters, marked
from touyan.exemplars.rules.writings.signs import Way

_TENS = 10
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_END = "(?![0-9十月])"
_FROM = "(?<![0-9])"


def day_ways(value: str) -> Iterator[Way]:
    """What goes on with 月 is a month: 2026年11月 does not tell of 1 January."""
    day = date.fromisoformat(value)
    year, short = str(day.year), f"{day.year % 100:02d}"
    month, of_month = counted(day.month), counted(day.day)
    yield figures, f"{year}年?的?{month}月?[的底]?{of_month}{_END}"
    yield figures, f"{_FROM}{short}年{month}月{of_month}{_END}"
    yield figures, f"{_FROM}{month}月{of_month}[日号]?{year}年?"
    yield from _in_english(day)
    yield from _in_figures(day, year, short)


def _in_english(day: date) -> Iterator[Way]:
    name = f"{_MONTHS[day.month - 1][:3]}(?:{_MONTHS[day.month - 1][3:]}|t)?"
    nth = f"0?{day.day}(?:st|nd|rd|th)?"
    yield letters, f"{name}{nth}{day.year}"
    yield letters, f"{_FROM}{nth}(?:of)?{name}{day.year}"
    yield letters, f"{day.year}{name}{nth}(?![0-9])"


def _in_figures(day: date, year: str, short: str) -> Iterator[Way]:
    """Its parts in any order, and shortened."""
    month, of_month = f"0?{day.month}", f"0?{day.day}"
    rows = [
        f"{of_month}@{month}@{year}",
        f"{month}@{of_month}@{year}",
        f"{short}@{month}@{of_month}",
    ]
    for row in rows:
        yield marked, f"{_FROM}{row.replace('@', '[ ]?[-./·_~][ ]?')}(?![0-9])"
    whole = f"{day.day:02d}{day.month:02d}{year}|{day.month:02d}{day.day:02d}{year}|{day:%y%m%d}"
    yield marked, f"{_FROM}(?:{whole})(?![0-9])"


def counted(number: int) -> str:
    """A small number in figures, with or without noughts, or counted with 十."""
    tens, ones = divmod(number, _TENS)
    spelt = f"{'1?' if tens == 1 else tens}十{ones or ''}" if tens else str(ones)
    return f"(?:0?{number}|{spelt})"
