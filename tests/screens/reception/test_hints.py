"""Remarks that stop nobody: the same person booked twice, a day off; and visits with the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.receptions import THURSDAY, booked, day, second_leader
from tests.database.matters.stories import Story
from tests.screens.reception.conftest import Watch

from touyan.deadlines.rules.calendar import WorkCalendar
from touyan.leadership.actions import receiving
from touyan.leadership.models import Booking, ReceptionDay
from touyan.leadership.rules.reception import day_off

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]
TWICE = "The same person, by name and telephone number"


def page(client: Client, url: str, data: dict[str, str] | None = None) -> str:
    answer = client.get(url) if data is None else client.post(url, data, follow=True)
    return str(answer.content.decode())


class TestBookedTwice:
    def book(self, client: Client, on: ReceptionDay, **changes: str) -> str:
        given = {"name": "吴秀兰", "phone": "138 0013 8000", "topic": "伤情鉴定", **changes}
        return page(client, reverse("reception-book", args=[on.public_id]), given)

    def test_the_same_person_on_a_neighbouring_day_is_booked_with_a_remark(
        self, cast: Cast, client_of: Signed, watch: Watch
    ) -> None:
        first = booked(day(cast, watch.now), cast, watch.now)
        friday = day(cast, watch.now, leader=second_leader(cast, watch.now),
                     on=date(2026, 11, 27))  # fmt: skip
        clerk = client_of(cast.wang)
        shown = self.book(clerk, friday)
        assert TWICE in shown
        assert "2026-11-26" in shown
        second = Booking.objects.get(day=friday)
        seen = page(clerk, reverse("booking", args=[second.public_id]))
        assert reverse("booking", args=[first.public_id]) in seen

    @pytest.mark.parametrize(
        "changes", [{"name": "吴秀云"}, {"phone": "13900139000"}, {"phone": ""}]
    )
    def test_somebody_else_is_booked_without_one(
        self, changes: dict[str, str], cast: Cast, client_of: Signed, watch: Watch
    ) -> None:
        on = day(cast, watch.now)
        booked(on, cast, watch.now)
        assert TWICE not in self.book(client_of(cast.wang), on, **changes)
        assert Booking.objects.count() == 2

    def test_two_days_apart_or_after_giving_the_place_back_nothing_is_said(
        self, cast: Cast, client_of: Signed, watch: Watch
    ) -> None:
        first = booked(day(cast, watch.now), cast, watch.now)
        clerk = client_of(cast.wang)
        saturday = day(cast, watch.now, on=date(2026, 11, 28))
        assert TWICE not in self.book(clerk, saturday)
        receiving.cancel_booking(booking_id=first.public_id, reason="改期", by=cast.wang,
                                 now=watch.now)  # fmt: skip
        assert TWICE not in self.book(clerk, day(cast, watch.now, on=date(2026, 11, 25)))


class TestDaysOff:
    CALENDAR = WorkCalendar(frozenset({2026}), frozenset({date(2026, 10, 1)}),
                            frozenset({date(2026, 10, 10)}))  # fmt: skip

    @pytest.mark.parametrize(
        ("on", "said"),
        [
            (THURSDAY, ""),
            (date(2026, 11, 28), "Saturday"),
            (date(2026, 11, 29), "Sunday"),
            (date(2026, 10, 1), "public holiday"),
            (date(2026, 10, 10), ""),
            (date(2031, 1, 4), "Saturday"),
        ],
    )
    def test_a_day_off_is_remarked_a_weekend_day_worked_is_not(self, on: date, said: str) -> None:
        remark = day_off(on, self.CALENDAR)
        assert (said in str(remark)) if said else remark is None

    def test_the_day_is_planned_all_the_same(
        self, cast: Cast, client_of: Signed, watch: Watch
    ) -> None:
        office = cast.organ_of(cast.wang)
        plan = {"leader": f"{office.pk}:{cast.zhao.pk}", "kind": "office", "on": "20261128",
                "starts": "0900", "ends": "11:30", "place": "接访室", "places": "5"}  # fmt: skip
        clerk = client_of(cast.wang)
        assert "This day is a Saturday" in page(clerk, reverse("reception-new"), plan)
        made = ReceptionDay.objects.get()
        url = reverse("reception-day", args=[made.public_id])
        assert "This day is a Saturday" in page(clerk, url)
        watch.turn_to(9, day=29)
        assert "Saturday. Make" not in page(client_of(cast.wang), url), "it is over"


class TestVisitsWithTheCase:
    def plan(self, cast: Cast, client: Client, number: str, **changes: str) -> str:
        office = cast.organ_of(cast.wang)
        plan = {"leader": f"{office.pk}:{cast.zhao.pk}", "kind": "visit", "on": "20261126",
                "starts": "0900", "ends": "11:30", "place": "文新街道", "places": "5",
                "number": number, **changes}  # fmt: skip
        return page(client, reverse("reception-new"), plan)

    def test_the_day_the_calendar_and_the_matter_lead_to_each_other(
        self, story: Story, client_of: Signed, watch: Watch
    ) -> None:
        cast, matter = story.cast, story.accepted()
        clerk = client_of(cast.wang)
        there = reverse("matter", args=[matter.public_id])
        new = page(clerk, reverse("reception") + f"?matter={matter.number}")
        assert reverse("reception-new") + "?matter=" in new
        shown = self.plan(cast, clerk, matter.number)
        assert there in shown
        assert matter.number in shown
        booking = Booking.objects.get()
        assert (booking.matter, booking.name) == (matter, matter.petitioner_names)
        assert there in page(clerk, reverse("reception"))
        assert "Visit to the petitioners" in page(clerk, there)

    def test_an_unknown_number_plans_nothing(
        self, cast: Cast, client_of: Signed, watch: Watch
    ) -> None:
        shown = self.plan(cast, client_of(cast.wang), "案330106-2026-99999")
        assert "No matter with this number is known here." in shown
        assert not ReceptionDay.objects.exists()

    def test_a_matter_out_of_sight_is_not_named(
        self, story: Story, client_of: Signed, watch: Watch
    ) -> None:
        from touyan.intake.models import Wall

        cast, matter = story.cast, story.accepted()
        self.plan(cast, client_of(cast.wang), matter.number)
        petition = matter.belongings.get().petition
        Wall.objects.create(petition=petition, person=cast.he.person, reason="complained of")
        url = reverse("reception-day", args=[ReceptionDay.objects.get().public_id])
        for shown in (
            page(client_of(cast.he), url),
            page(client_of(cast.he), reverse("reception")),
        ):
            assert matter.number not in shown
