"""A deputy who received in a leader's place is told for whom the record is confirmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.database.leadership.receptions import (
    SAID,
    THURSDAY,
    booked,
    day,
    led,
    second_leader,
)
from tests.database.matters.stories import Story
from tests.screens.reception.conftest import Watch

from touyan.leadership.actions import charges, receiving
from touyan.leadership.models import Booking
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]
BUTTON = "I received this petitioner standing in for 赵敏, and the record is right"


@pytest.fixture
def deputy(story: Story) -> Account:
    return second_leader(story.cast, story.now)


@pytest.fixture
def written(story: Story, deputy: Account, watch: Watch) -> Booking:
    """The chief leads the matter and is away; the deputy received, the clerk wrote."""
    cast = story.cast
    matter = led(story)
    charges.set_absence(
        leader=cast.zhao, organ=cast.organ_of(cast.wang), deputy=deputy, from_on=THURSDAY,
        until_on=THURSDAY, reason="培训", by=cast.zhao, now=story.now,
    )  # fmt: skip
    held = booked(day(cast, story.now, leader=deputy), cast, story.now, matter=matter)
    receiving.record_reception(booking_id=held.public_id, entry=SAID, received_by=deputy,
                               by=cast.wang, now=watch.turn_to(10))  # fmt: skip
    held.refresh_from_db()
    return held


def page(client: Client, url: str) -> str:
    return str(client.get(url).content.decode())


def test_the_button_names_the_leader_and_the_act_is_entered_so(
    story: Story, written: Booking, deputy: Account, client_of: Signed
) -> None:
    url = reverse("booking", args=[written.public_id])
    for someone in (story.cast.zhao, story.cast.wang):
        assert "and the record is right" not in page(client_of(someone), url)
    client = client_of(deputy)
    assert written.name in page(client, reverse("reception"))
    assert BUTTON in page(client, url)
    client.post(reverse("booking-do", args=[written.public_id, "confirm"]))
    written.refresh_from_db()
    assert written.deed is not None
    assert (written.deed.by, written.deed.on_behalf) == (deputy, True)
    assert BUTTON not in page(client, url)


def test_once_the_leader_is_back_the_deputy_confirms_nothing(
    story: Story, written: Booking, deputy: Account, client_of: Signed, watch: Watch
) -> None:
    watch.turn_to(9, day=27)
    assert BUTTON not in page(client_of(deputy), reverse("booking", args=[written.public_id]))


def test_an_act_entered_in_a_leaders_place_says_so_on_its_button(
    story: Story, written: Booking, deputy: Account, client_of: Signed
) -> None:
    assert written.matter is not None
    url = reverse("lead-do", args=[written.matter.public_id, "meet"])
    assert "Record, standing in for 赵敏" in page(client_of(deputy), url)
    assert "standing in for" not in page(client_of(story.cast.zhao), url)
