"""Namesakes in a pool are told apart by office and number, the same number everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.hearing_stories import drawn, led, noticed, pool, seats
from tests.database.matters.stories import Story

from touyan.leadership.actions import hearings
from touyan.leadership.actions.hearing_officers import OfficerEntry, add_officer, end_officer
from touyan.leadership.models import HearingOfficer
from touyan.leadership.queries.hearings import numbers_of, officers_here
from touyan.organs.models import Post, RoleGrant
from touyan.organs.rules.roles import Role

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


@pytest.fixture
def story(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Story:
    pool(cast, now)
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)
    return Story(cast, now)


def page(client: Client, url: str) -> str:
    return str(client.get(url).content.decode())


def twins(story: Story) -> list[HearingOfficer]:
    """Two officers of one name and one place of work."""
    organ = story.cast.organ_of(story.cast.he)
    entry = OfficerEntry("许晴", occupation="教师", unit="西湖某中学")
    return [add_officer(organ=organ, entry=entry, by=story.cast.he, now=story.now)
            for _ in range(2)]  # fmt: skip


def test_the_pool_numbers_its_officers_and_keeps_the_numbers(
    story: Story, client_of: Signed
) -> None:
    first, second = twins(story)
    found = {one.pk: one.number for one in officers_here(viewer=story.cast.viewer(story.cast.he))}
    assert sorted(found.values()) == list(range(1, 13))
    assert (found[first.pk], found[second.pk]) == (11, 12)
    end_officer(officer_id=first.public_id, on=story.now.date(), by=story.cast.he, now=story.now)
    own = page(client_of(story.cast.he), reverse("hearing-officer", args=[second.public_id]))
    assert "<dt>Number in the pool</dt><dd>12</dd>" in own
    assert ">12</td>" in page(client_of(story.cast.he), reverse("hearing-officers"))


def test_the_draw_the_panel_and_the_forms_use_the_number_of_the_pool(
    story: Story, client_of: Signed
) -> None:
    gone = HearingOfficer.objects.earliest("pk")
    end_officer(officer_id=gone.public_id, on=story.now.date(),
                by=story.cast.he, now=story.now)  # fmt: skip
    twins(story)
    hearing = drawn(story, led(story), size=7)
    numbers = numbers_of(hearing)
    pooled = {str(one.public_id): str(one.number)
              for one in officers_here(viewer=story.cast.viewer(story.cast.he))}  # fmt: skip
    assert numbers
    assert all(pooled[code] == number for code, number in numbers.items())
    assert str(gone.public_id) not in numbers
    shown = page(client_of(story.cast.li), reverse("hearing", args=[hearing.public_id]))
    for seat in seats(hearing):
        number = numbers[str(seat.officer.public_id)]
        assert f"{seat.officer.name} · {seat.officer.unit} · No. {number}</option>" in shown
        assert f'{seat.officer.name} <span class="muted nowrap">No. {number}</span>' in shown


def test_who_follows_an_excused_namesake_is_told_with_the_number(
    story: Story, client_of: Signed
) -> None:
    HearingOfficer.objects.update(name="许晴")
    hearing = drawn(story, led(story))
    out = seats(hearing)[0]
    hearings.excuse_officer(hearing_id=hearing.public_id, seat_id=out.public_id, ground="unable",
                            reason="出差", by=story.cast.li, now=story.now)  # fmt: skip
    number = numbers_of(hearing)[str(out.officer.public_id)]
    shown = page(client_of(story.cast.li), reverse("hearing", args=[hearing.public_id]))
    assert f"in place of 许晴 No. {number}" in shown


def test_whoever_reads_the_pools_of_two_offices_is_told_whose_each_is(
    story: Story, client_of: Signed
) -> None:
    cast = story.cast
    he, city = cast.he, cast.organ_of(cast.he_city)
    heading = '<th scope="col">Office</th>'
    assert heading not in page(client_of(he), reverse("hearing-officers"))
    post = Post.objects.create(person=he.person, organ=city, title="主任",
                               from_on=story.now.date())  # fmt: skip
    RoleGrant.objects.create(post=post, person=he.person, role=Role.DEPARTMENT_HEAD,
                             asked_at=story.now, approved_at=story.now, shipped=True)  # fmt: skip
    add_officer(organ=city, entry=OfficerEntry("陈静"), by=cast.he_city, now=story.now)
    shown = page(client_of(he), reverse("hearing-officers"))
    assert heading in shown
    assert city.name_en in unescape(shown)


def test_the_public_finds_the_hearings_of_an_office_by_its_name(
    story: Story, client: Client
) -> None:
    noticed(story, led(story))
    office = story.cast.organ_of(story.cast.he)
    url = reverse("portal-hearings")
    for words in ("", office.name, office.name[:6], office.name_en):
        assert "赵敏" in page(client, f"{url}?office={words}"), words
    assert "赵敏" not in page(client, f"{url}?office=嘉兴")
