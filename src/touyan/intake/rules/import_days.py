"""Days as registers write them: many forms in one column, serial numbers, full-width digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

_FORM = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[\sT]*(?P<half>上午|下午|am|pm)?\s*(?P<hour>\d{1,2})[:时](?P<minute>\d{1,2})分?"
    r"(?::?(?P<second>\d{1,2})秒?(?:\.\d+)?)?\s*(?P<late>am|pm)?)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\.0+)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a count of days, in no time zone
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:\D.*)?")


@dataclass(frozen=True)
class Moment:
    """A day, with the hour where the register gives one."""

    day: date
    at: time | None = None

    def before(self, other: Moment) -> bool:
        """Certainly earlier; two moments of one day compare only when both hours are known."""
        if self.day != other.day or self.at is None or other.at is None:
            return self.day < other.day
        return self.at < other.at


def read_day(text: str) -> Moment | None:
    """The moment a cell means; None for an empty cell; a refusal where it means none."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("'\"")
    if not plain:
        return None
    if match := _FORM.fullmatch(plain):
        return _moment(match, plain)
    if match := _COMPACT.fullmatch(plain):
        return Moment(_day(match, plain))
    if _SERIAL.fullmatch(plain):
        when = _EPOCH + timedelta(days=float(plain))
        return Moment(when.date(), _time_of(when.hour, when.minute, when.second))
    if _YEAR_LAST.fullmatch(plain):
        raise Refused(
            N_(
                "“%(written)s” can be read as two different days: write the year first, "
                "as in 2026-11-24."
            ),
            written=plain[:40],
        )
    raise Refused(N_("“%(written)s” is not a day: write it as 2026-11-24."), written=plain[:40])


def _moment(match: re.Match[str], text: str) -> Moment:
    day = _day(match, text)
    if match["hour"] is None:
        return Moment(day)
    hour = int(match["hour"])
    half = (match["half"] or match["late"] or "").lower()
    if half in ("下午", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "am") and hour == 12:
        hour = 0
    try:
        return Moment(day, _time_of(hour, int(match["minute"]), int(match["second"] or 0)))
    except ValueError:
        raise Refused(
            N_("“%(written)s” names an hour that does not exist."), written=text[:40]
        ) from None


def _day(match: re.Match[str], text: str) -> date:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        raise Refused(
            N_("“%(written)s” is a day that does not exist in the calendar."), written=text[:40]
        ) from None


def _time_of(hour: int, minute: int, second: int) -> time | None:
    """The hour; midnight to the second is how a spreadsheet writes a day without one."""
    found = time(hour, minute, second)
    return found if found != time.min else None
