"""Leaders' reception days: planned, published, booked, held, recorded, and followed through."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.leadership.receptions import (
    MORNING,
    SAID,
    THURSDAY,
    booked,
    day,
    on_the_day,
    recorded,
    second_leader,
)
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import SubjectRole
from touyan.kernel.errors import NotPermitted, NotVisible, Refused
from touyan.leadership.actions import charges, receiving, reception
from touyan.leadership.models import Booking, ReceptionDay
from touyan.leadership.queries.charges import leaders_at
from touyan.leadership.queries.reception import (
    bookings_of,
    twice_on,
    years_of,
)
from touyan.matters.models import Act
from touyan.organs.models import Account, RoleGrant
from touyan.organs.rules.roles import Role


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def deputy(cast: Cast, now: datetime) -> Account:
    """A second leader of the county office."""
    return second_leader(cast, now)


class TestPlanning:
    def test_a_leader_receives_once_in_a_half_day(self, cast: Cast, now: datetime) -> None:
        day(cast, now)
        with pytest.raises(Refused, match="half-day already"):
            day(cast, now, starts=time(10), ends=time(14))
        day(cast, now, starts=time(14), ends=time(17))
        assert ReceptionDay.objects.count() == 2

    def test_the_database_keeps_half_days_apart_as_well(self, cast: Cast, now: datetime) -> None:
        first = day(cast, now)
        first.pk, first.public_id = None, uuid.uuid4()
        with (
            pytest.raises(IntegrityError, match="reception_one_in_a_morning"),
            transaction.atomic(),
        ):
            first.save(force_insert=True)

    def test_a_cancelled_half_day_is_free_again(self, cast: Cast, now: datetime) -> None:
        reception.cancel_day(
            day_id=day(cast, now).public_id, reason="外出开会", by=cast.wang, now=now
        )
        day(cast, now)

    def test_nobody_is_planned_who_is_away(
        self, cast: Cast, deputy: Account, now: datetime
    ) -> None:
        charges.set_absence(
            leader=cast.zhao, organ=cast.organ_of(cast.wang), deputy=deputy, from_on=THURSDAY,
            until_on=THURSDAY, reason="培训", by=cast.zhao, now=now,
        )  # fmt: skip
        with pytest.raises(Refused, match="away that day"):
            day(cast, now)

    def test_only_a_leader_of_the_office_receives(self, cast: Cast, now: datetime) -> None:
        for someone in (cast.li, cast.zhao_city):
            with pytest.raises(Refused, match="not a leader"):
                day(cast, now, leader=someone)

    def test_a_handler_plans_nothing(self, cast: Cast, now: datetime) -> None:
        with pytest.raises(NotPermitted):
            reception.plan_day(organ=cast.organ_of(cast.li), leader=cast.zhao, plan=MORNING,
                               by=cast.li, now=now)  # fmt: skip

    def test_another_office_does_not_know_of_the_day(self, cast: Cast, now: datetime) -> None:
        on = day(cast, now)
        for someone in (cast.wang_city, cast.zhou):
            with pytest.raises(NotVisible):
                reception.publish_day(day_id=on.public_id, by=someone, now=now)

    def test_the_notice_is_public_three_days_ahead(self, cast: Cast, now: datetime) -> None:
        assert THURSDAY - now.date() == timedelta(days=3)
        assert reception.publish_day(day_id=day(cast, now).public_id, by=cast.wang, now=now)
        late = day(cast, now, starts=time(14), ends=time(17))
        with pytest.raises(Refused, match="3 days ahead"):
            reception.publish_day(day_id=late.public_id, by=cast.wang, now=now + timedelta(days=1))

    def test_calling_a_day_off_takes_a_reason_and_every_place(
        self, cast: Cast, now: datetime
    ) -> None:
        on = day(cast, now)
        held = booked(on, cast, now)
        with pytest.raises(Refused, match="reason"):
            reception.cancel_day(day_id=on.public_id, reason=" ", by=cast.wang, now=now)
        reception.cancel_day(day_id=on.public_id, reason="外出开会", by=cast.wang, now=now)
        held.refresh_from_db()
        assert (held.state, held.cancel_reason) == ("cancelled", "外出开会")
        assert Entry.objects.latest("number").detail == {"bookings": 1}


class TestBooking:
    def test_places_are_given_in_turn_and_end(self, cast: Cast, now: datetime) -> None:
        on = day(cast, now, places=2)
        first, second = booked(on, cast, now), booked(on, cast, now, name="李红")
        assert (first.slot, second.slot) == (1, 2)
        with pytest.raises(Refused, match="Every place"):
            booked(on, cast, now, name="张强")
        receiving.cancel_booking(booking_id=first.public_id, reason="改期", by=cast.wang, now=now)
        assert booked(on, cast, now, name="张强").slot == 1

    def test_the_telephone_number_is_sealed(self, cast: Cast, now: datetime) -> None:
        held = booked(day(cast, now), cast, now)
        assert b"13800138000" not in bytes(held.phone_sealed or b"")
        assert "吴秀兰" not in str(Entry.objects.latest("number").detail)

    def test_a_leader_behind_the_wall_does_not_receive_and_nobody_is_told_why(
        self, story: Story, deputy: Account
    ) -> None:
        cast, now = story.cast, story.now
        accused = SubjectEntry(SubjectRole.ACCUSED, name="孙立", person_id=deputy.person_id)
        petition = story.petition(subjects=(accused,))
        on = day(cast, now, leader=deputy)
        reception.publish_day(day_id=on.public_id, by=cast.wang, now=now)
        refused = reception.book_online(key=uuid.uuid4(), day_id=on.public_id, name="吴秀兰", phone="13800138000",
                                        topic="伤情鉴定", petition=petition, now=now)  # fmt: skip
        assert refused is None
        assert not Booking.objects.exists()

    def test_the_wall_of_a_member_stops_that_leader_only(
        self, story: Story, deputy: Account
    ) -> None:
        """A committee member heads no unit: the office keeps the matter, the member is kept out."""
        cast, now = story.cast, story.now
        RoleGrant.objects.filter(person=deputy.person).update(role=Role.COMMITTEE_MEMBER)
        accused = SubjectEntry(SubjectRole.ACCUSED, name="孙立", person_id=deputy.person_id)
        matter = story.opened(subjects=(accused,))
        theirs, the_chiefs = day(cast, now, leader=deputy), day(cast, now)
        with pytest.raises(Refused, match="day of another leader") as refusal:
            booked(theirs, cast, now, matter=matter)
        assert "wall" not in str(refusal.value)
        held = booked(the_chiefs, cast, now, matter=matter)
        with pytest.raises(Refused, match="day of another leader"):
            receiving.move_booking(booking_id=held.public_id, day_id=theirs.public_id, by=cast.wang,
                                   now=now)  # fmt: skip
        assert list(bookings_of(the_chiefs, viewer=cast.viewer(cast.zhao))) == [held]
        assert not bookings_of(the_chiefs, viewer=cast.viewer(deputy)).exists()
        with pytest.raises(NotVisible):
            receiving.open_booking(booking_id=held.public_id, by=deputy, now=now)

    def test_nobody_is_moved_to_a_session_that_has_ended(self, story: Story) -> None:
        cast, now = story.cast, story.now
        held = booked(day(cast, now), cast, now)
        other = day(cast, now, starts=time(14), ends=time(16))
        with pytest.raises(Refused, match="is over"):
            receiving.move_booking(booking_id=held.public_id, day_id=other.public_id, by=cast.wang,
                                   now=on_the_day(now, 17))  # fmt: skip

    def test_two_places_of_one_person_are_told_in_the_call_list(self, story: Story) -> None:
        cast, now = story.cast, story.now
        on = day(cast, now)
        first, second = booked(on, cast, now), booked(on, cast, now)
        booked(on, cast, now, name="刘玉兰")
        assert twice_on([first, second]) == {first.pk: [2], second.pk: [1]}
        receiving.cancel_booking(booking_id=second.public_id, reason="重复", by=cast.wang, now=now)
        second.refresh_from_db()
        assert twice_on([first, second]) == {}

    def test_a_matter_out_of_sight_cannot_be_named(self, story: Story) -> None:
        on = day(story.cast, story.now)
        with pytest.raises(NotVisible):
            reception.book(day_id=on.public_id, name="甲", phone="", topic="乙",
                           matter_id=uuid.uuid4(), by=story.cast.wang, now=story.now)  # fmt: skip

    def test_a_booking_on_a_matter_stands_on_its_timeline(self, story: Story) -> None:
        matter = story.accepted()
        booked(day(story.cast, story.now), story.cast, story.now, matter=matter)
        act = Act.objects.filter(matter=matter).latest("pk")
        assert (act.verb, act.detail["on"]) == ("book_reception", "2026-11-26")

    def test_online_one_is_given_a_code_and_cancels_with_it(
        self, cast: Cast, now: datetime
    ) -> None:
        on = day(cast, now)
        ask = {"day_id": on.public_id, "name": "吴秀兰", "phone": "13800138000", "topic": "鉴定",
               "petition": None, "now": now, "key": uuid.uuid4()}  # fmt: skip
        assert reception.book_online(**ask) is None, "not published yet"
        reception.publish_day(day_id=on.public_id, by=cast.wang, now=now)
        made = reception.book_online(**ask)
        assert made
        booking, code = made
        assert not receiving.cancel_online(code="ZZZZZZZZZZZZ", now=now)
        assert receiving.cancel_online(code=code.lower(), now=now)
        booking.refresh_from_db()
        assert booking.state == "cancelled"
        assert not receiving.cancel_online(code=code, now=now)

    def test_online_booking_ends_the_day_before(self, cast: Cast, now: datetime) -> None:
        on = day(cast, now)
        reception.publish_day(day_id=on.public_id, by=cast.wang, now=now)
        ask = {"day_id": on.public_id, "name": "甲", "phone": "13800138000", "topic": "鉴定",
               "petition": None, "key": uuid.uuid4()}  # fmt: skip
        assert reception.book_online(**ask, now=on_the_day(now, 8)) is None
        assert reception.book_online(**ask, now=on_the_day(now, 8) - timedelta(days=1))


class TestTheYear:
    def test_half_days_are_counted_by_office_from_what_was_held(
        self, cast: Cast, now: datetime, deputy: Account
    ) -> None:
        whole = day(cast, now, starts=time(9), ends=time(16))
        day(cast, now, on=date(2026, 12, 3))
        theirs = day(cast, now, leader=deputy)
        called_off = day(cast, now, on=date(2026, 12, 4))
        reception.cancel_day(day_id=called_off.public_id, reason="外出", by=cast.wang, now=now)
        office = cast.organ_of(cast.wang)
        people = [booked(whole, cast, now, name=name) for name in ("吴秀兰", "李红", "张强")]
        other = booked(theirs, cast, now, name="周立")

        def year(on: date) -> tuple[int, int, int, int]:
            found = years_of([office], year=2026, today=on)[office.pk]
            assert found.asked == 12
            return found.held, found.planned, found.by_others, found.lacking

        assert year(now.date()) == (0, 3, 0, 12)
        assert year(date(2026, 11, 27)) == (0, 1, 0, 12), "planned and over, nobody was received"
        evening = on_the_day(now, 16)
        for booking in people[:2]:
            recorded(booking, cast, evening)
        assert year(THURSDAY) == (1, 1, 0, 11), "two people received in one half-day"
        later = replace(SAID, began=time(14), ended=time(14, 30))
        recorded(people[2], cast, evening, entry=later)
        receiving.record_reception(booking_id=other.public_id, entry=SAID, received_by=deputy,
                                   by=cast.wang, now=evening)  # fmt: skip
        assert year(THURSDAY) == (2, 1, 1, 10)

    def test_a_corrected_record_counts_as_corrected(self, cast: Cast, now: datetime) -> None:
        held = booked(day(cast, now, starts=time(9), ends=time(16)), cast, now)
        recorded(held, cast, on_the_day(now, 16))
        right = replace(SAID, began=time(14), ended=time(14, 30), why="时间写错")
        recorded(held, cast, on_the_day(now, 16), entry=right)
        office = cast.organ_of(cast.wang)
        assert years_of([office], year=2026, today=THURSDAY)[office.pk].held == 1

    def test_no_number_is_asked_of_a_province(self, cast: Cast, now: datetime) -> None:
        office = cast.organ_of(cast.wang_province)
        assert years_of([office], year=2026, today=now.date())[office.pk].asked is None


def test_the_office_has_the_leaders_the_tests_speak_of(cast: Cast, now: datetime) -> None:
    assert set(leaders_at(cast.organ_of(cast.wang), on=now.date())) == {cast.zhao, cast.qin}
