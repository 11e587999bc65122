"""A reception day that is over: who is left on the list, and what the record form knows already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.receptions import booked, day, recorded, second_leader
from tests.screens.reception.conftest import Watch

from touyan.leadership.actions import receiving
from touyan.leadership.models import Booking

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]
FIGURE = "Receptions over, nothing noted"


def page(client: Client, url: str) -> str:
    return str(client.get(url).content.decode())


def test_the_worklists_say_so_once_the_day_has_ended_and_until_it_is_noted(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    deputy = second_leader(cast, watch.now)
    held = booked(day(cast, watch.now), cast, watch.now)
    home, desk = reverse("home"), reverse("lead-desk")

    def said(who: object) -> list[bool]:
        return [FIGURE in page(client_of(who), url) for url in (home, desk)]

    watch.turn_to(11, 29)
    assert FIGURE not in page(client_of(cast.wang), home)
    watch.turn_to(11, 30)
    assert FIGURE in page(client_of(cast.wang), home)
    assert held.name in page(client_of(cast.wang), reverse("reception"))
    assert said(cast.zhao) == [True, True]
    assert said(deputy) == [False, False], "another leader's day"
    recorded(held, cast, watch.now)
    assert FIGURE not in page(client_of(cast.wang), home)
    assert said(cast.zhao) == [False, False]


def test_the_day_page_offers_what_may_have_become_of_each(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    on = day(cast, watch.now)
    came, gone, moved = (booked(on, cast, watch.now, name=n) for n in ("吴秀兰", "李红", "张强"))
    other = day(cast, watch.now, on=date(2026, 12, 3))
    url = reverse("reception-day", args=[on.public_id])
    watch.turn_to(10)
    assert "nothing is noted" not in page(client_of(cast.wang), url)
    watch.turn_to(9, day=27)
    clerk = client_of(cast.wang)
    shown = page(clerk, url)
    assert "nothing is noted of 3 petitioners" in shown
    assert reverse("reception-record", args=[came.public_id]) in shown
    recorded(came, cast, watch.now)
    clerk.post(reverse("booking-do", args=[gone.public_id, "absent"]))
    clerk.post(reverse("booking-do", args=[moved.public_id, "move"]), {"day": other.public_id})
    states = {b.name: (b.state, b.day_id) for b in Booking.objects.all()}
    assert states == {"吴秀兰": ("received", on.pk), "李红": ("absent", on.pk),
                      "张强": ("booked", other.pk)}  # fmt: skip
    assert "nothing is noted" not in page(clerk, url)


def test_a_day_called_off_leaves_nobody_behind(cast: Cast, client_of: Signed, watch: Watch) -> None:
    from touyan.leadership.actions.reception import cancel_day

    on = day(cast, watch.now)
    booked(on, cast, watch.now)
    cancel_day(day_id=on.public_id, reason="外出开会", by=cast.wang, now=watch.now)
    watch.turn_to(9, day=27)
    assert FIGURE not in page(client_of(cast.wang), reverse("home"))


@pytest.mark.parametrize(
    ("called", "written", "began", "ended"),
    [
        (None, (10, 0), "09:00", "09:59"),
        ((9, 12), (10, 0), "09:12", "09:59"),
        ((8, 30), (8, 50), "08:30", "08:49"),
    ],
)
def test_the_record_begins_with_what_is_known(
    called: tuple[int, int] | None, written: tuple[int, int], began: str, ended: str,
    cast: Cast, client_of: Signed, watch: Watch,
) -> None:  # fmt: skip
    held = booked(day(cast, watch.now), cast, watch.now)
    if called:
        receiving.call_next(day_id=held.day.public_id, by=cast.wang, now=watch.turn_to(*called))
        receiving.begin_reception(booking_id=held.public_id, by=cast.wang, now=watch.now)
    watch.turn_to(*written)
    form = client_of(cast.wang).get(reverse("reception-record", args=[held.public_id]))
    given = form.context["form"].initial
    assert (f"{given['began']:%H:%M}", f"{given['ended']:%H:%M}") == (began, ended)
    for somebody in ("吴秀兰", "赵敏", cast.wang.get_short_name()):
        assert somebody in given["present"]


def test_a_record_written_a_day_late_does_not_make_the_writer_present(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    held = booked(day(cast, watch.now), cast, watch.now)
    watch.turn_to(9, day=27)
    form = client_of(cast.wang).get(reverse("reception-record", args=[held.public_id]))
    given = form.context["form"].initial
    assert (f"{given['began']:%H:%M}", f"{given['ended']:%H:%M}") == ("09:00", "11:30")
    assert cast.wang.get_short_name() not in given["present"]


def test_nobody_is_booked_on_a_session_that_has_ended_or_is_full(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    other = second_leader(cast, watch.now)
    ended, full = day(cast, watch.now), day(cast, watch.now, leader=other, places=1)
    booked(full, cast, watch.now)
    clerk = client_of(cast.wang)
    month = reverse("reception") + f"?month={ended.on:%Y-%m}"
    book = reverse("reception-book", args=[ended.public_id])
    assert book in page(clerk, month)
    assert reverse("reception-book", args=[full.public_id]) not in page(clerk, month)
    assert "Every place" in page(clerk, reverse("reception-book", args=[full.public_id]))
    watch.turn_to(11, 30)
    clerk = client_of(cast.wang)
    assert "is over" in page(clerk, book)
    assert book not in page(clerk, month)
    assert 'name="topic"' not in page(clerk, book)
    answer = clerk.post(book, {"name": "吴秀兰", "phone": "", "topic": "询问进度"})
    assert answer.status_code == 422
    assert not Booking.objects.filter(day=ended).exists()
