"""Reception days: what may be planned, who is received when, and what a year asks of an office."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from touyan.deadlines.rules.calendar import WorkCalendar
from touyan.deadlines.rules.clock_rule import LEGAL_TIME
from touyan.kernel.errors import Conflict, FieldProblem, Invalid, Refused
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.evidence import CONFIRMATIONS, MEETING_PLACES
from touyan.organs.rules.roles import LEADERS, Role

RECEPTION = LEADERS | {Role.CLERK, Role.DEPARTMENT_HEAD}
"""Roles that plan reception days, book petitioners and keep the record."""

NOON = time(12)
MOST_PLACES = 60


class DayKind(StrEnum):
    OFFICE = "office"
    VISIT = "visit"
    VIDEO = "video"


DAY_KINDS = {
    DayKind.OFFICE: N_("Reception at the office"),
    DayKind.VISIT: N_("Visit to the petitioners' place"),
    DayKind.VIDEO: N_("Reception by video"),
}


class BookingState(StrEnum):
    BOOKED = "booked"
    CALLED = "called"
    RECEIVING = "receiving"
    RECEIVED = "received"
    ABSENT = "absent"
    CANCELLED = "cancelled"


BOOKING_STATES = {
    BookingState.BOOKED: N_("Booked"),
    BookingState.CALLED: N_("Called in"),
    BookingState.RECEIVING: N_("Being received"),
    BookingState.RECEIVED: N_("Has been received"),
    BookingState.ABSENT: N_("Did not come"),
    BookingState.CANCELLED: N_("Cancelled"),
}
AT_THE_DESK = (BookingState.CALLED, BookingState.RECEIVING)
AHEAD = (BookingState.BOOKED, *AT_THE_DESK)
"""States from which somebody may still be received."""
MOVABLE = (BookingState.BOOKED, BookingState.CALLED, BookingState.ABSENT)


@dataclass(frozen=True)
class DayPlan:
    """When, where and how many."""

    kind: DayKind
    on: date
    starts: time
    ends: time
    place: str
    places: int


@dataclass(frozen=True)
class RecordEntry:
    """What is written down of a reception, as read back to the petitioner."""

    where: str
    present: str
    said: str
    answered: str
    began: time
    ended: time
    confirmed: str
    why: str = ""


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def minutes_between(began: time, ended: time) -> int:
    """How long it took; a minute begun counts."""
    return max(1, _minute(ended) - _minute(began))


def halves(starts: time, ends: time) -> tuple[bool, bool]:
    """Whether the morning and the afternoon are used: the unit in which receptions are counted."""
    return starts < NOON, ends > NOON


def check_plan(plan: DayPlan, *, today: date) -> None:
    """Everything wrong with a day as planned."""
    problems = []
    if plan.on < today:
        problems.append(FieldProblem("on", message(N_("The day lies in the past."))))
    if plan.starts >= plan.ends:
        problems.append(FieldProblem("ends", message(N_("The end lies before the beginning."))))
    if not plan.place.strip():
        problems.append(FieldProblem("place", message(N_("Say where."))))
    if not 1 <= plan.places <= MOST_PLACES:
        said = message(N_("A day has between 1 and %(most)s places."), most=MOST_PLACES)
        problems.append(FieldProblem("places", said))
    if problems:
        raise Invalid(problems)


_DAYS_OFF = {
    5: N_("This day is a Saturday. Make sure that it is meant."),
    6: N_("This day is a Sunday. Make sure that it is meant."),
}
_HOLIDAY = N_("This day is a public holiday. Make sure that it is meant.")


def day_off(on: date, calendar: WorkCalendar) -> Message | None:
    """A remark where offices rest that day, as far as the calendar can say; receiving on it is
    no mistake."""
    if on in calendar.extra_working_days:
        return None
    if on in calendar.holidays:
        return message(_HOLIDAY)
    return message(_DAYS_OFF[on.weekday()]) if on.weekday() in _DAYS_OFF else None


def check_notice(on: date, *, today: date, ahead: int) -> None:
    """Refuse a public notice that comes too late to be of use."""
    if on - today < timedelta(days=ahead):
        raise Refused(
            N_("The notice is published at least %(days)s days ahead. Choose a later day."),
            days=ahead,
        )


def notice_days(content: Mapping[str, Any]) -> int:
    """How many days ahead the rule in force asks the notice to be public; none without a rule."""
    return int(content.get("days", 0))


def first_free(taken: Collection[int], places: int) -> int:
    """The earliest free place."""
    for slot in range(1, places + 1):
        if slot not in taken:
            return slot
    raise Refused(N_("Every place of this day is taken. Choose another day."))


def time_of(slot: int, *, starts: time, ends: time, places: int) -> time:
    """About when the person with this place is called: the time is shared out evenly."""
    each = (_minute(ends) - _minute(starts)) // places
    minutes = _minute(starts) + each * (slot - 1)
    return time(minutes // 60, minutes % 60)


def is_over(on: date, ends: time, *, now: datetime) -> bool:
    """Whether a day's reception has ended."""
    return datetime.combine(on, ends, tzinfo=LEGAL_TIME) <= now


def check_bookable(on: date, ends: time, *, now: datetime) -> None:
    """Refuse a place where nobody is received any more."""
    if on < now.astimezone(LEGAL_TIME).date():
        raise Refused(N_("The day lies in the past."))
    if is_over(on, ends, now=now):
        raise Refused(N_("This reception is over. Choose another day."))


def check_move(state: str, allowed: Iterable[BookingState]) -> None:
    """Refuse what the person's state no longer allows."""
    if state not in set(allowed):
        raise Conflict(N_("This was changed meanwhile: look at the list again."))


def check_record(entry: RecordEntry, *, on: date, now: datetime) -> None:
    """Everything a record lacks before it can be kept."""
    problems = [
        FieldProblem(name, message(N_("This is missing: without it the record proves nothing.")))
        for name in ("present", "said", "answered")
        if not str(getattr(entry, name)).strip()
    ]
    if entry.began >= entry.ended:
        problems.append(FieldProblem("ended", message(N_("The end lies before the beginning."))))
    elif datetime.combine(on, entry.ended, tzinfo=LEGAL_TIME) > now:
        problems.append(FieldProblem("ended", message(N_("The end lies in the future."))))
    for name, choices in (("where", MEETING_PLACES), ("confirmed", CONFIRMATIONS)):
        if getattr(entry, name) not in choices:
            problems.append(FieldProblem(name, message(N_("Choose one of the answers."))))
    if problems:
        raise Invalid(problems)


@dataclass(frozen=True)
class YearOfOffice:
    """What an office's chief received in a year, beside what the rule in force asks."""

    held: int
    planned: int
    asked: int | None
    by_others: int = 0

    @property
    def lacking(self) -> int:
        """Half-days still to come, as far as the rule asks for them."""
        return max(0, (self.asked or 0) - self.held)


def asked_of(content: Mapping[str, Any], *, level: int) -> int | None:
    """Half-days a year asked of the chief of an office of this level; None without a rule."""
    return int(content["half_days"]) if level in content.get("levels", ()) else None


KEPT_OUT: Message = message(
    N_("This petitioner cannot be booked on this day. Choose a day of another leader.")
)
"""Says nothing of why: the reason may be the wall."""
