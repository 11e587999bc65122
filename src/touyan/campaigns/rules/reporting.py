"""What each office owes upward, for which days, by when, and whether it is late."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from touyan.deadlines.rules.calendar import CalendarUnknown, WorkCalendar
from touyan.deadlines.rules.clock_rule import LEGAL_TIME
from touyan.deadlines.rules.counting import add_days, roll_over
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer, steps
from touyan.organs.rules.roles import LEADERS, Role

ONE_DAY = timedelta(days=1)
CONFIRMERS = LEADERS | {Role.DEPARTMENT_HEAD}
WRITERS = CONFIRMERS | {Role.HANDLER, Role.STATISTICIAN}


@dataclass(frozen=True)
class Period:
    """The days a report covers, both included."""

    first: date
    last: date

    @property
    def as_of(self) -> datetime:
        """The last moment of the period: the register is read as it stood then."""
        after = datetime.combine(self.last + ONE_DAY, time(), LEGAL_TIME)
        return after - timedelta(microseconds=1)


def period_of(day: date, rhythm: str) -> Period:
    """The week, Monday to Sunday, or the month a day lies in."""
    if rhythm == "weekly":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    length = gregorian.monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=length))


def periods(rhythm: str, *, since: date, until: date, ended: date | None = None) -> list[Period]:
    """From the period of the first day to that of the last. A campaign that ended is reported on
    once more, to the day of its end."""
    found: list[Period] = []
    end = until if ended is None else min(until, ended)
    day = since
    while day <= end:
        found.append(period_of(day, rhythm))
        day = found[-1].last + ONE_DAY
    if found and ended is not None and ended <= until:
        found[-1] = Period(found[-1].first, min(found[-1].last, ended))
    return found


@dataclass(frozen=True)
class Due:
    """The last day for a report; `known` says whether the calendar could be asked, `passed` the
    days off it was moved over."""

    on: date
    known: bool = True
    passed: tuple[date, ...] = ()


def due_of(period: Period, *, grace_days: int, calendar: WorkCalendar) -> Due:
    """So many days after the last day of the period, moved past days off like other limits."""
    raw = add_days(period.last, grace_days)
    try:
        day, passed = roll_over(raw, calendar=calendar)
    except CalendarUnknown:
        return Due(raw, known=False)
    return Due(day, passed=passed)


class ReportState(StrEnum):
    RUNNING = "running"
    OWED = "owed"
    DRAFTED = "drafted"
    CONFIRMED = "confirmed"


STATE_NAMES = {
    ReportState.RUNNING: N_("The period has not ended"),
    ReportState.OWED: N_("Owed"),
    ReportState.DRAFTED: N_("Drafted, not confirmed"),
    ReportState.CONFIRMED: N_("Confirmed"),
}


@dataclass(frozen=True)
class Stand:
    """How far a report has come, and whether its last day has passed without it."""

    state: ReportState
    late: bool = False


def stand_of(
    period: Period, *, due: date, drafted: bool, confirmed_on: date | None, today: date
) -> Stand:
    """A report confirmed after its last day stays late, for whoever reads it later."""
    if confirmed_on is not None:
        return Stand(ReportState.CONFIRMED, late=confirmed_on > due)
    if today <= period.last:
        return Stand(ReportState.RUNNING)
    state = ReportState.DRAFTED if drafted else ReportState.OWED
    return Stand(state, late=today > due)


@dataclass(frozen=True)
class Listed:
    """Matters of an office on a frozen list since a day, and the offices a wall keeps from them."""

    path: str
    since: date
    walled: frozenset[int] = frozenset()
    number: int = 1
    """How many matters were listed there on that day."""


def owing(listed: Iterable[Listed], *, organiser: str) -> dict[int, date]:
    """The offices that report, each with the day its first matter was listed: those with matters,
    and those between them and the organiser, who gather what lies beneath. An office behind a wall
    owes nothing on what it may not know of."""
    found: dict[int, date] = {}
    for one in listed:
        if not one.path.startswith(organiser):
            continue
        offices = [int(step) for step in steps(one.path)]
        for depth in range(len(steps(organiser)), len(offices)):
            if one.walled.isdisjoint(offices[: depth + 1]):
                office = offices[depth]
                found[office] = min(found.get(office, one.since), one.since)
    return found


def check_writer(viewer: Viewer, *, organ_path: str) -> None:
    """Who drafts a report and writes its remarks."""
    if not viewer.holds(WRITERS, organ_path=organ_path):
        raise NotPermitted(
            N_("A report is written by a handler, the statistician, a department head or a leader "
               "of the office that owes it.")
        )  # fmt: skip


def check_confirmer(
    viewer: Viewer, *, organ_path: str, drafted_by: int | None, others: int
) -> None:
    """Who confirms: not whoever wrote it, unless the office has nobody else who may."""
    if not viewer.holds(CONFIRMERS, organ_path=organ_path):
        raise NotPermitted(
            N_("A report is confirmed by a department head or a leader of the office that owes it.")
        )
    if drafted_by == viewer.account_id and others:
        raise NotPermitted(
            N_("You wrote this report; another department head or leader of the office confirms "
               "it.")
        )  # fmt: skip


def check_remarks(text: str, *, told: Iterable[str]) -> None:
    """Remarks are read by everyone who reads the report, also by whom a wall keeps from one of its
    matters: they name none. `told` are the words that would: numbers, titles, names of parties."""
    found = next((word for word in told if len(word) > 1 and word in text), "")
    if found:
        raise Refused(
            N_("Everyone who reads the report reads the remarks, whatever matters they may know "
               "of. Leave “%(word)s” out."),
            word=found,
        )  # fmt: skip


def check_ended(period: Period, *, today: date) -> None:
    """The register as of the period's end can be read only once the period has ended."""
    if today <= period.last:
        raise Refused(
            N_("The period ends on %(last)s; a report is drafted from the day after."),
            last=period.last,
        )
