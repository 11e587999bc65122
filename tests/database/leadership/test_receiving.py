"""At the desk: who is called, what is recorded, whose act it is, what was promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from django.db import ProgrammingError, transaction
from tests.cast import Cast
from tests.database.leadership.receptions import (
    SAID,
    THURSDAY,
    booked,
    day,
    led,
    on_the_day,
    recorded,
    second_leader,
)
from tests.database.matters.stories import Story

from touyan.kernel.errors import Conflict, Invalid, Refused
from touyan.leadership.actions import charges, receiving
from touyan.leadership.models import Deed, ReceptionRecord
from touyan.leadership.queries.reception import to_confirm
from touyan.matters.models import Act
from touyan.organs.models import Account


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def deputy(cast: Cast, now: datetime) -> Account:
    """A second leader of the county office."""
    return second_leader(cast, now)


class TestAtTheDesk:
    def test_people_are_called_one_after_another(self, cast: Cast, now: datetime) -> None:
        on = day(cast, now)
        first, second = booked(on, cast, now), booked(on, cast, now, name="李红")
        with pytest.raises(Refused, match="on the day itself"):
            receiving.call_next(day_id=on.public_id, by=cast.wang, now=now)
        today = on_the_day(now)
        assert receiving.call_next(day_id=on.public_id, by=cast.wang, now=today) == first
        with pytest.raises(Conflict, match="at the desk"):
            receiving.call_next(day_id=on.public_id, by=cast.wang, now=today)
        receiving.mark_absent(booking_id=first.public_id, by=cast.wang, now=today)
        assert receiving.call_next(day_id=on.public_id, by=cast.wang, now=today) == second
        receiving.begin_reception(booking_id=second.public_id, by=cast.wang, now=today)
        recorded(second, cast, today)
        with pytest.raises(Refused, match="Nobody is waiting"):
            receiving.call_next(day_id=on.public_id, by=cast.wang, now=today)

    def test_a_record_must_say_everything(self, cast: Cast, now: datetime) -> None:
        held = booked(day(cast, now), cast, now)
        entry = replace(SAID, said="", ended=time(9), confirmed="")
        with pytest.raises(Invalid) as refusal:
            recorded(held, cast, on_the_day(now), entry=entry)
        assert {p.field for p in refusal.value.problems} == {"said", "ended", "confirmed"}

    def test_nothing_is_recorded_before_it_happened(self, cast: Cast, now: datetime) -> None:
        held = booked(day(cast, now), cast, now)
        with pytest.raises(Refused, match="not come yet"):
            recorded(held, cast, now)
        with pytest.raises(Invalid, match="future"):
            recorded(held, cast, on_the_day(now, 9))

    def test_the_end_is_compared_in_beijing_time(self, cast: Cast, now: datetime) -> None:
        held = booked(day(cast, now), cast, now)
        assert recorded(held, cast, on_the_day(now).astimezone(UTC)).ended == time(9, 45)

    def test_a_record_is_corrected_beside_the_first_text(self, cast: Cast, now: datetime) -> None:
        held = booked(day(cast, now), cast, now)
        first = recorded(held, cast, on_the_day(now))
        with pytest.raises(Refused, match="Say why"):
            recorded(held, cast, on_the_day(now))
        again = recorded(held, cast, on_the_day(now), entry=replace(SAID, why="当事人补充"))
        assert again.corrects == first
        with pytest.raises(ProgrammingError), transaction.atomic():
            ReceptionRecord.objects.filter(pk=first.pk).update(said="改")


class TestTheActOfMeeting:
    def test_the_leaders_own_record_is_the_act(self, story: Story) -> None:
        cast, matter = story.cast, led(story)
        held = booked(day(cast, story.now), cast, story.now, matter=matter)
        recorded(held, cast, on_the_day(story.now), by=cast.zhao)
        deed = Deed.objects.get(charge__matter=matter)
        assert (deed.kind, deed.happened_on, deed.by) == ("meet", THURSDAY, cast.zhao)
        assert deed.evidence["minutes"] == 40
        held.refresh_from_db()
        assert held.deed == deed

    def test_what_the_clerk_writes_proves_nothing_until_the_leader_confirms(
        self, story: Story
    ) -> None:
        cast, matter = story.cast, led(story)
        held = booked(day(cast, story.now), cast, story.now, matter=matter)
        recorded(held, cast, on_the_day(story.now))
        assert not Deed.objects.exists()
        assert list(to_confirm(viewer=cast.viewer(cast.zhao), now=on_the_day(story.now))) == [held]
        with pytest.raises(Refused, match="no record of yours"):
            receiving.confirm_record(booking_id=held.public_id, by=cast.wang,
                                     now=on_the_day(story.now))  # fmt: skip
        receiving.confirm_record(booking_id=held.public_id, by=cast.zhao, now=on_the_day(story.now))
        assert Deed.objects.get().by == cast.zhao
        assert not to_confirm(viewer=cast.viewer(cast.zhao), now=on_the_day(story.now))

    def test_what_another_leader_held_is_no_act_of_the_leader_in_charge(
        self, story: Story, deputy: Account
    ) -> None:
        cast, matter = story.cast, led(story)
        held = booked(day(cast, story.now), cast, story.now, matter=matter)
        for writer in (cast.zhao, deputy):
            entry = replace(SAID, why="" if writer == cast.zhao else "当事人补充")
            receiving.record_reception(booking_id=held.public_id, entry=entry, received_by=deputy,
                                       by=writer, now=on_the_day(story.now))  # fmt: skip
        assert not Deed.objects.exists()

    def test_the_deputy_meets_the_petitioner_in_the_leaders_stead(
        self, story: Story, deputy: Account
    ) -> None:
        cast, matter = story.cast, led(story)
        held = booked(day(cast, story.now), cast, story.now, matter=matter)
        charges.set_absence(
            leader=cast.zhao, organ=cast.organ_of(cast.wang), deputy=deputy, from_on=THURSDAY,
            until_on=THURSDAY, reason="培训", by=cast.zhao, now=story.now,
        )  # fmt: skip
        receiving.record_reception(booking_id=held.public_id, entry=SAID, received_by=deputy,
                                   by=deputy, now=on_the_day(story.now))  # fmt: skip
        assert Deed.objects.get().on_behalf

    def test_without_a_charge_the_record_stands_alone(self, story: Story) -> None:
        matter = story.accepted()
        held = booked(day(story.cast, story.now), story.cast, story.now, matter=matter)
        recorded(held, story.cast, on_the_day(story.now), by=story.cast.zhao)
        assert not Deed.objects.exists()
        assert Act.objects.filter(matter=matter).latest("pk").verb == "hold_reception"

    def test_a_record_that_proves_too_little_keeps_nothing(self, story: Story) -> None:
        cast, matter = story.cast, led(story)
        held = booked(day(cast, story.now), cast, story.now, matter=matter)
        with pytest.raises(Invalid), transaction.atomic():
            recorded(held, cast, on_the_day(story.now), by=cast.zhao,
                     entry=replace(SAID, said="不服"))  # fmt: skip
        assert not ReceptionRecord.objects.exists()
