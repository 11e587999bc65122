"""Reading and writing dates the way an office does."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

_TYPED = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d{2})(?P<day>\d{2})"
    r"|\s*[-./年]\s*(?P<m>\d{1,2})\s*[-./月]\s*(?P<d>\d{1,2})\s*日?)"
)


def date_from_typing(text: str) -> date | None:
    """The day meant by 20261124, 2026-11-24, 2026.11.24 or 2026年11月24日; None if it is no day."""
    match = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return None
    parts = match.groupdict()
    try:
        return date(
            int(parts["year"]), int(parts["month"] or parts["m"]), int(parts["day"] or parts["d"])
        )
    except ValueError:
        return None


def short_date(day: date, *, now: date | None = None) -> str:
    """11-24 within the year of `now`, otherwise 2026-11-24: never a relative word alone."""
    return f"{day:%m-%d}" if now is not None and now.year == day.year else f"{day:%Y-%m-%d}"


def short_moment(moment: datetime, *, now: date | None = None) -> str:
    """11-24 10:31 within the year of `now`, otherwise 2026-11-24 10:31."""
    return f"{short_date(moment, now=now)} {moment:%H:%M}"
