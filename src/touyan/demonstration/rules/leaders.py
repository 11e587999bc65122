"""The leaders of a made-up office: how many, who is away when, how they take their charges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from touyan.demonstration.rules.charge import Officer
from touyan.demonstration.rules.story import BEIJING, at_work, draw

DEPUTIES = {1: 4, 2: 3, 3: 2, 4: 2}


def deputies_at(level: int) -> int:
    """How many deputy chiefs an office of that level has."""
    return DEPUTIES[level]


class Manner(StrEnum):
    """How a leader takes a charge: in earnest, in part, or in name."""

    REAL = "real"
    MIXED = "mixed"
    NOMINAL = "nominal"


MANNERS = ((Manner.REAL, 65), (Manner.MIXED, 15), (Manner.NOMINAL, 20))
_NOMINAL_MOSTLY = 0.7
"""Charges in name only gather with one leader of an office, as they do in life."""

_REASONS = (
    *("参加上级院组织的专题培训", "因病住院治疗", "赴外地参加专案办理"),
    *("年休假", "参加党校脱产学习"),
)


@dataclass(frozen=True, slots=True)
class Away:
    """One absence: the part that is away, the part that stands in, the days, why."""

    who: str
    deputy: str
    first: date
    last: date
    reason: str


@dataclass(frozen=True)
class LeadingOffice:
    """An office as the telling of its charges needs it; `names` by part played."""

    level: int
    code: str
    names: Mapping[str, str]
    away: Sequence[Away] = ()
    shown: bool = False
    """Whether the cast serves there: then forms of the last weeks still lie before the chief."""
    pool: Sequence[Officer] = ()
    subordinate: str = ""
    """An office beneath it, to which findings on its old cases go."""

    @property
    def deputies(self) -> list[str]:
        return [part for part in self.names if part.startswith("deputy")]

    def stand_in(self, who: str, day: date) -> str:
        """Who stands in for a leader that day; empty while the leader is there."""
        found = (a.deputy for a in self.away if a.who == who and a.first <= day <= a.last)
        return next(found, "")

    def back(self, who: str, moment: datetime) -> datetime:
        """The moment, or a later one at which the leader is there again."""
        for absence in sorted(self.away, key=lambda a: a.first):
            if absence.who == who and absence.first <= moment.date() <= absence.last:
                day = workday(absence.last + timedelta(days=1))
                moment = datetime.combine(day, moment.timetz())
        return moment


def absences(seed: int, organ_id: int, level: int, today: date, *, now_away: bool) -> list[Away]:
    """A few absences of an office's deputies; `now_away`: one of them is away today."""
    rng = Random(f"away {seed} {organ_id}")
    found: list[Away] = []
    for number in range(1, deputies_at(level) + 1):
        who = f"deputy{number}"
        if rng.random() < 0.4:
            first = workday(today - timedelta(days=rng.randint(40, 400)))
            found.append(_away(rng, who, first, rng.randint(4, 15)))
    if now_away or rng.random() < 0.1:
        first = workday(today - timedelta(days=rng.randint(1, 6)))
        found.append(_away(rng, "deputy2", first, rng.randint(10, 15)))
    return found


def _away(rng: Random, who: str, first: date, days: int) -> Away:
    return Away(who, "chief", first, first + timedelta(days=days), rng.choice(_REASONS))


def manner(rng: Random) -> Manner:
    """How this charge will be taken."""
    return Manner(draw(rng, MANNERS))


def pick(rng: Random, office: LeadingOffice, how: Manner, *, but: Sequence[str] = ()) -> str:
    """The leader named: only chiefs and deputies may decide, so only they are."""
    if how is Manner.NOMINAL and "deputy2" not in but and rng.random() < _NOMINAL_MOSTLY:
        return "deputy2"
    choices = [one for one in ("chief", *office.deputies) if one not in but]
    return choices[min(int(rng.random() * len(choices)), len(choices) - 1)]


def workday(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def bulk_moment(rng: Random, after: datetime) -> datetime:
    """The next last Friday of a month, shortly before five: the folder is signed in one go."""
    day = _last_friday(after.date())
    if day <= after.date():
        day = _last_friday(_next_month(after.date()))
    return datetime.combine(day, time(16, 52, rng.randint(3, 50)), BEIJING)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _last_friday(day: date) -> date:
    last = _next_month(day) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - 4) % 7)


def some_days_on(rng: Random, moment: datetime, least: float, most: float) -> datetime:
    """A moment within office hours some days later, never before the one given."""
    later = at_work(rng, (moment + timedelta(days=rng.uniform(least, most))).date())
    return later if later > moment else moment + timedelta(minutes=rng.randint(20, 90))
