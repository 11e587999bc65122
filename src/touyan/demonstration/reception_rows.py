"""Reception days as rows, exactly as the actions would have written them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from itertools import count
from random import Random

from touyan.demonstration.copying import Batch
from touyan.demonstration.rules.receptions import MadeBooking, MadeDay
from touyan.demonstration.staff import Crew
from touyan.intake.rules import query_code
from touyan.kernel.crypto import Keyring
from touyan.leadership.rules.reception import BookingState, halves


class ReceptionWriter:
    """Writes the days of all offices with ids of their own."""

    def __init__(self, batch: Batch, ring: Keyring, seed: int) -> None:
        self.batch, self.ring, self.rng = batch, ring, Random(f"receptions {seed}")
        self.days, self.bookings = count(1), count(1)

    def write(self, organ: int, crew: Crew, made: Iterable[MadeDay]) -> None:
        for day in made:
            self._day(organ, crew, day)

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def _day(self, organ: int, crew: Crew, day: MadeDay) -> None:
        number = next(self.days)
        self.batch.add(
            "leadership_receptionday", number, self._uuid(), organ, crew.accounts[day.leader],
            crew.titles[day.leader], day.leader == "chief", day.kind.value, day.on, day.starts,
            day.ends, *halves(day.starts, day.ends), day.place, day.places,
            crew.accounts["clerk"], day.planned_at, day.published_at, "",
        )  # fmt: skip
        for booking in day.bookings:
            self._booking(number, crew, day, booking)

    def _booking(self, day_id: int, crew: Crew, day: MadeDay, made: MadeBooking) -> None:
        number, public, clerk = next(self.bookings), self._uuid(), crew.accounts["clerk"]
        phone = self.ring.seal(made.someone.phone, context=f"booking:{public}:phone")
        code = query_code.make(self.rng.choice) if made.online else ""
        cancelled = made.state is BookingState.CANCELLED
        self.batch.add(
            "leadership_booking", number, public, day_id, made.slot, made.someone.name, phone,
            made.topic, made.online,
            self.ring.index(code, context="booking-code") if code else None,
            None if made.online else clerk, made.made_at, made.state.value, made.changed_at,
            "本人来电取消" if cancelled and not made.online else "", made.matter,
        )  # fmt: skip
        said = made.record
        if said:
            self.batch.add(
                "leadership_receptionrecord", self._uuid(), number, crew.accounts[day.leader],
                clerk, made.changed_at, said.where, said.present, said.said, said.answered,
                said.began, said.ended, said.confirmed, "",
            )  # fmt: skip
