"""Leaders' reception days: planned, published, booked, held, recorded, and followed through."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from tests.cast import Cast
from tests.database.leadership.receptions import MORNING, SAID, THURSDAY, booked, day, recorded
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import SubjectRole
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused
from touyan.leadership.actions import charges, deeds, receiving, reception
from touyan.leadership.models import Booking, Deed, Promise, ReceptionDay, ReceptionRecord
from touyan.leadership.queries.charges import leaders_at
from touyan.leadership.queries.reception import (
    bookings_of,
    promises_in_sight,
    to_confirm,
    years_of,
)
from touyan.matters.models import Act, Matter
from touyan.organs.models import Account, Person, Post, RoleGrant
from touyan.organs.rules.roles import Role


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def deputy(cast: Cast, now: datetime) -> Account:
    """A second leader of the county office."""
    return second_leader(cast, now)


def second_leader(cast: Cast, now: datetime) -> Account:
    person = Person.objects.create(name="孙立", name_pinyin="sunli")
    account = Account.objects.create(username="sunli", person=person, password="!", created_at=now)
    post = Post.objects.create(person=person, organ=cast.organ_of(cast.wang), title="副检察长",
                               from_on=date(2020, 1, 1))  # fmt: skip
    RoleGrant.objects.create(post=post, person=person, role=Role.DEPUTY_CHIEF, asked_at=now,
                             approved_at=now, shipped=True)  # fmt: skip
    return account


def led(story: Story, **changes: object) -> Matter:
    """An accepted matter the chief has taken charge of."""
    matter = story.accepted(**changes)
    charges.take_charge(matter_id=matter.public_id, reason="重大复杂", by=story.cast.zhao,
                        now=story.now)  # fmt: skip
    return matter


def on_the_day(now: datetime, hour: int = 10) -> datetime:
    return now.replace(day=THURSDAY.day, hour=hour)


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
        refused = reception.book_online(day_id=on.public_id, name="吴秀兰", phone="13800138000",
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
               "petition": None, "now": now}  # fmt: skip
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
               "petition": None}  # fmt: skip
        assert reception.book_online(**ask, now=on_the_day(now, 8)) is None
        assert reception.book_online(**ask, now=on_the_day(now, 8) - timedelta(days=1))


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
        assert list(to_confirm(viewer=cast.viewer(cast.zhao))) == [held]
        with pytest.raises(Refused, match="no record of yours"):
            receiving.confirm_record(booking_id=held.public_id, by=cast.wang,
                                     now=on_the_day(story.now))  # fmt: skip
        receiving.confirm_record(booking_id=held.public_id, by=cast.zhao, now=on_the_day(story.now))
        assert Deed.objects.get().by == cast.zhao
        assert not to_confirm(viewer=cast.viewer(cast.zhao))

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


class TestPromises:
    def promised(self, story: Story, matter: Matter) -> Promise:
        cast = story.cast
        held = booked(day(cast, story.now), cast, story.now, matter=matter)
        one = receiving.Promised("调取首次住院病历并当面说明", cast.li, date(2026, 12, 10))
        recorded(held, cast, on_the_day(story.now), promises=[one])
        return Promise.objects.get()

    def test_a_promise_made_at_a_reception_has_an_owner_and_a_day(self, story: Story) -> None:
        made = self.promised(story, story.accepted())
        assert (made.owner, made.due_on, made.made_on) == (
            story.cast.li, date(2026, 12, 10), THURSDAY,
        )  # fmt: skip

    def test_a_promise_needs_a_matter(self, cast: Cast, now: datetime) -> None:
        held = booked(day(cast, now), cast, now)
        one = receiving.Promised("核查", cast.li, date(2026, 12, 10))
        with pytest.raises(Refused, match="belongs to a matter"):
            recorded(held, cast, on_the_day(now), promises=[one])

    def test_closing_the_matter_leaves_the_promise_open(self, story: Story) -> None:
        matter = story.closed()
        made = self.promised(story, matter)
        viewer = story.cast.viewer(story.cast.he)
        assert list(promises_in_sight(viewer=viewer).filter(kept_on=None)) == [made]
        deeds.keep_promise(promise_id=made.public_id, how="已调取，12月1日当面说明", by=story.cast.li,
                           now=on_the_day(story.now))  # fmt: skip
        made.refresh_from_db()
        assert made.kept_on == THURSDAY

    def test_an_unknown_promise_is_not_there(self, story: Story) -> None:
        with pytest.raises(NotVisible):
            deeds.keep_promise(promise_id=uuid.uuid4(), how="已办", by=story.cast.li, now=story.now)

    def test_whoever_only_looks_on_neither_makes_nor_keeps_promises(self, story: Story) -> None:
        matter = story.accepted()
        made = self.promised(story, matter)
        for act in (
            lambda: deeds.keep_promise(promise_id=made.public_id, how="已办",
                                       by=story.cast.sun_city, now=on_the_day(story.now)),
            lambda: deeds.make_promise(matter_id=matter.public_id, text="答复", owner=story.cast.li,
                                       due_on=date(2026, 12, 1), by=story.cast.sun_city,
                                       now=story.now),
        ):  # fmt: skip
            with pytest.raises(NotPermitted):
                act()


class TestTheYear:
    def test_half_days_are_counted_by_office(
        self, cast: Cast, now: datetime, deputy: Account
    ) -> None:
        day(cast, now, starts=time(9), ends=time(16))
        day(cast, now, on=date(2026, 12, 3))
        day(cast, now, leader=deputy)
        called_off = day(cast, now, on=date(2026, 12, 4))
        reception.cancel_day(day_id=called_off.public_id, reason="外出", by=cast.wang, now=now)
        office = cast.organ_of(cast.wang)
        before = years_of([office], year=2026, today=now.date())[office.pk]
        assert (before.held, before.planned, before.asked) == (0, 3, 12)
        after = years_of([office], year=2026, today=THURSDAY)[office.pk]
        assert (after.held, after.planned, after.by_others, after.lacking) == (2, 1, 1, 10)

    def test_no_number_is_asked_of_a_province(self, cast: Cast, now: datetime) -> None:
        office = cast.organ_of(cast.wang_province)
        assert years_of([office], year=2026, today=now.date())[office.pk].asked is None


def test_the_office_has_the_leaders_the_tests_speak_of(cast: Cast, now: datetime) -> None:
    assert set(leaders_at(cast.organ_of(cast.wang), on=now.date())) == {cast.zhao, cast.qin}
