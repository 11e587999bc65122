"""Reception days of a made-up office, past and coming, with who came and what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from touyan.demonstration.rules.corpus import blocks
from touyan.demonstration.rules.grammar import Sequence as Text
from touyan.demonstration.rules.grammar import compile_text, render
from touyan.demonstration.rules.leaders import LeadingOffice
from touyan.demonstration.rules.people import Person, person
from touyan.demonstration.rules.story import BEIJING, draw
from touyan.leadership.rules.reception import BookingState, DayKind, RecordEntry, time_of

DAYS_BACK, DAYS_AHEAD, PUBLIC = 240, 30, 16
PLACES_OF = {
    DayKind.OFFICE: ("reception", "12309检察服务中心检察长接待室"),
    DayKind.VISIT: ("local", "街道综治中心"),
    DayKind.VIDEO: ("video", "远程视频接访室"),
}
CAME = ((BookingState.RECEIVED, 80), (BookingState.ABSENT, 14), (BookingState.CANCELLED, 6))
CONFIRMED = (("signed", 82), ("spoken", 8), ("recorded", 6), ("declined", 4))


@dataclass(slots=True)
class MadeBooking:
    slot: int
    someone: Person
    topic: str
    made_at: datetime
    changed_at: datetime
    state: BookingState = BookingState.BOOKED
    online: bool = False
    record: RecordEntry | None = None
    matter: int | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """An open matter that a leader may take along to its petitioner's place."""

    matter: int
    title: str
    name: str
    since: date


@dataclass(slots=True)
class MadeDay:
    leader: str
    kind: DayKind
    on: date
    starts: time
    ends: time
    place: str
    places: int
    planned_at: datetime
    published_at: datetime | None
    bookings: list[MadeBooking] = field(default_factory=list)


@cache
def _cases(name: str) -> tuple[tuple[Text, Text, Text], ...]:
    return tuple(
        (
            compile_text(block.get("topic", [""])[0]),
            compile_text(block["said"][0]),
            compile_text(block["answered"][0]),
        )
        for block in blocks(name)
    )


class Receptions:
    """Tells the reception days of one office."""

    def __init__(
        self, rng: Random, office: LeadingOffice, matters: Sequence[Carried] = (), *, now: datetime
    ) -> None:
        self.rng, self.office, self.now = rng, office, now
        self.matters, self.today = list(matters), now.date()

    def tell(self, open_on: Callable[[date], bool]) -> Iterator[MadeDay]:
        """The chief about twice a month, the deputies in turn; nobody while away."""
        leaders = ["chief", *self.office.deputies[:2]]
        for number, back in enumerate(range(DAYS_BACK, -DAYS_AHEAD, -8)):
            shift = self.rng.randint(-1, 1) if back else 0
            on = self.today - timedelta(days=back + shift)
            leader = leaders[number % len(leaders)] if back else "chief"
            while not open_on(on):
                on += timedelta(days=1)
            if not self.office.stand_in(leader, on):
                yield self._day(leader, on)

    def _day(self, leader: str, on: date) -> MadeDay:
        kind = DayKind(draw(self.rng, ((DayKind.OFFICE, 75), (DayKind.VISIT, 17),
                                       (DayKind.VIDEO, 8))))  # fmt: skip
        morning = self.rng.random() < 0.6
        starts, ends = (time(9), time(11, 30)) if morning else (time(14), time(16, 30))
        planned = self._before(on, self.rng.randint(24, 34))
        published = self._before(on, self.rng.randint(PUBLIC - 4, PUBLIC))
        made = MadeDay(leader, kind, on, starts, ends, PLACES_OF[kind][1], 5, planned,
                       published if published <= self.now else None)  # fmt: skip
        if made.published_at:
            slots = range(1, self.rng.randint(2, 5) + 1)
            made.bookings = [self._booking(made, slot) for slot in slots]
        return made

    def _before(self, on: date, days: int) -> datetime:
        moment = time(10, self.rng.randint(0, 59))
        return datetime.combine(on - timedelta(days=days), moment, BEIJING)

    def _carried(self, day: MadeDay) -> Carried | None:
        """On a visit, a matter that was open when the visit was announced; each goes once."""
        opened = (day.published_at or day.planned_at).date()
        fit = [one for one in self.matters if day.kind is DayKind.VISIT and one.since <= opened]
        if not fit:
            return None
        self.matters.remove(taken := self.rng.choice(fit))
        return taken

    def _booking(self, day: MadeDay, slot: int) -> MadeBooking:
        carried = self._carried(day)
        topic, said, answered = self.rng.choice(_cases("visits" if carried else "receptions"))
        someone = person(self.rng, province=self.office.code[:2], on=day.on)
        if carried:
            someone = replace(someone, name=carried.name)
        opened = day.published_at or day.planned_at
        made_at = min(opened + timedelta(days=self.rng.randint(0, 7), minutes=slot * 17), self.now)
        about = carried.title if carried else render(topic, {}, self.rng)
        made = MadeBooking(slot, someone, about, made_at, made_at,
                           online=not carried and self.rng.random() < 0.3,
                           matter=carried.matter if carried else None)  # fmt: skip
        if day.on < self.today:
            made.state = BookingState(draw(self.rng, CAME))
            facts = {"me": someone.name}
            told = (render(said, facts, self.rng), render(answered, facts, self.rng))
            self._came(day, made, *told)
        return made

    def _came(self, day: MadeDay, made: MadeBooking, said: str, answered: str) -> None:
        if made.state is BookingState.CANCELLED:
            made.changed_at = made.made_at + timedelta(hours=self.rng.randint(2, 20))
            return
        began = time_of(made.slot, starts=day.starts, ends=day.ends, places=day.places)
        start = datetime.combine(day.on, began, BEIJING)
        end = start + timedelta(minutes=self.rng.randint(14, 28))
        made.changed_at = end + timedelta(minutes=5)
        if made.state is BookingState.RECEIVED:
            present = f"{self.office.names[day.leader]}、书记员、{made.someone.name}"
            made.record = RecordEntry(
                PLACES_OF[day.kind][0], present, said, answered, began, end.time(),
                draw(self.rng, CONFIRMED),
            )  # fmt: skip
