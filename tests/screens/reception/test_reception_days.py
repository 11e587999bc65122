"""Reception days on screen: the calendar, the call list, the record, the promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.receptions import THURSDAY, booked, day, recorded
from tests.database.matters.stories import Story
from tests.screens.reception.conftest import Watch

from touyan.audit.models import Entry
from touyan.desk.shell import _ENTRIES
from touyan.leadership.actions.receiving import Promised
from touyan.leadership.models import Booking, Promise, ReceptionDay, ReceptionRecord
from touyan.organs.rules.roles import Role

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


def body(response: Any) -> str:
    return str(response.content.decode())


def form(**changes: str) -> dict[str, str]:
    """The record as the clerk types it, with one promise."""
    return {
        "where": "reception", "began": "09:05", "ended": "9:40", "present": "吴秀兰；赵敏",
        "said": "请求重新审查伤情鉴定。", "answered": "已要求调取首次住院病历。", "confirmed": "signed",
        "promise-TOTAL_FORMS": "2", "promise-INITIAL_FORMS": "0", **changes,
    }  # fmt: skip


def test_from_the_plan_to_the_promise_kept(story: Story, client_of: Signed, watch: Watch) -> None:
    cast = story.cast
    matter = story.accepted()
    clerk = client_of(cast.wang)
    office = cast.organ_of(cast.wang)
    plan = {
        "leader": f"{office.pk}:{cast.zhao.pk}", "kind": "office", "on": "20261126",
        "starts": "0900", "ends": "11:30", "place": "接访室", "places": "5",
    }  # fmt: skip
    planned = clerk.post(reverse("reception-new"), plan)
    found = ReceptionDay.objects.get()
    assert planned["Location"] == reverse("reception-day", args=[found.public_id])
    clerk.post(reverse("reception-do", args=[found.public_id, "publish"]))
    asked = {"name": "吴秀兰", "phone": "13800138000", "topic": "伤情鉴定", "number": matter.number}
    clerk.post(reverse("reception-book", args=[found.public_id]), asked)
    booking = Booking.objects.get()
    assert booking.matter == matter

    watch.turn_to(9)
    clerk = client_of(cast.wang)
    page = body(clerk.get(reverse("reception-day", args=[found.public_id])))
    assert "1 petitioner is waiting" in page
    clerk.post(reverse("reception-do", args=[found.public_id, "call"]))
    clerk.post(reverse("booking-do", args=[booking.public_id, "begin"]))
    assert "Write the record" in body(clerk.get(reverse("reception-day", args=[found.public_id])))

    watch.turn_to(9, 45)
    clerk = client_of(cast.wang)
    promised = {"promise-0-text": "调取病历", "promise-0-owner": str(cast.li.pk),
                "promise-0-due_on": "20261210"}  # fmt: skip
    write = reverse("reception-record", args=[booking.public_id])
    kept = clerk.post(write, form(received_by=str(cast.zhao.pk), **promised))
    assert kept["Location"] == reverse("booking", args=[booking.public_id])
    promise = Promise.objects.get()
    assert "调取病历" in body(client_of(cast.li).get(reverse("promises")))
    kept = reverse("keep-promise", args=[promise.public_id])
    client_of(cast.li).post(kept, {"how": "病历已调取，已当面说明"})
    promise.refresh_from_db()
    assert promise.kept_how == "病历已调取，已当面说明"
    assert "病历已调取" in body(clerk.get(reverse("promises") + "?state=kept"))


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    held = booked(day(cast, watch.now), cast, watch.now)
    watch.turn_to(10)
    typed = form(received_by=str(cast.zhao.pk), answered="", ended="08:00")
    answer = client_of(cast.wang).post(reverse("reception-record", args=[held.public_id]), typed)
    assert answer.status_code == 422
    page = body(answer)
    assert "The end lies before the beginning." in page
    assert "without it the record proves nothing" in page
    assert "请求重新审查伤情鉴定。" in page
    assert not ReceptionRecord.objects.exists()


def test_half_a_promise_is_not_taken(story: Story, client_of: Signed, watch: Watch) -> None:
    cast = story.cast
    held = booked(day(cast, watch.now), cast, watch.now, matter=story.accepted())
    watch.turn_to(10)
    typed = form(received_by=str(cast.zhao.pk), **{"promise-0-text": "调取病历"})
    answer = client_of(cast.wang).post(reverse("reception-record", args=[held.public_id]), typed)
    assert answer.status_code == 422
    assert "A promise has an owner and a day." in body(answer)
    assert not Promise.objects.exists()


def test_a_visitor_without_a_matter_is_promised_something_on_record(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    held = booked(day(cast, watch.now), cast, watch.now)
    watch.turn_to(10)
    clerk, owner = client_of(cast.wang), client_of(cast.li)
    write = reverse("reception-record", args=[held.public_id])
    promised = {"promise-0-text": "书面说明管辖", "promise-0-owner": str(cast.li.pk),
                "promise-0-due_on": "20261201"}  # fmt: skip
    assert "goes over to the matter when it is named" in body(clerk.get(write))
    clerk.post(write, form(received_by=str(cast.zhao.pk), **promised))
    assert "书面说明管辖" in body(clerk.get(reverse("booking", args=[held.public_id])))
    listed = body(owner.get(reverse("promises")))
    assert "书面说明管辖" in listed
    assert "no matter yet" in listed
    assert reverse("booking", args=[held.public_id]) not in listed, "a handler opens no bookings"
    keep = reverse("keep-promise", args=[Promise.objects.get().public_id])
    too_short = owner.post(keep, {"how": "已办"})
    assert too_short.status_code == 422
    assert "too little to show" in body(too_short)
    owner.post(keep, {"how": "11月30日寄出书面说明"})
    assert Promise.objects.get().kept_on == THURSDAY


def test_whoever_is_to_keep_a_promise_has_it_in_the_bell(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    from touyan.leadership.actions.notices import make_notices

    held = booked(day(cast, watch.now), cast, watch.now)
    one = Promised("书面说明管辖", cast.li, date(2026, 11, 30))
    recorded(held, cast, watch.turn_to(10), promises=[one])
    make_notices(now=watch.now)
    page = body(client_of(cast.li).get(reverse("notices")))
    assert "书面说明管辖" in page
    assert "You are to keep this promise" in page
    assert reverse("keep-promise", args=[Promise.objects.get().public_id]) in page


def test_a_promise_kept_late_stays_late_on_every_page(
    story: Story, client_of: Signed, watch: Watch
) -> None:
    cast, matter = story.cast, story.accepted()
    Promise.objects.create(
        matter=matter, text="调取病历", owner=cast.li, due_on=date(2026, 11, 20),
        made_on=date(2026, 11, 2), at=watch.now, kept_on=date(2026, 11, 23), kept_by=cast.li,
        kept_how="11月23日当面交付",
    )  # fmt: skip
    client = client_of(cast.zhao)
    for url in (
        reverse("promises") + "?state=kept_late",
        reverse("lead-matter", args=[matter.public_id]),
    ):
        assert "Kept 3 days late" in body(client.get(url)), url
    assert "11月23日当面交付" not in body(client.get(reverse("promises") + "?state=kept"))


def test_the_leader_confirms_what_the_clerk_wrote(
    story: Story, client_of: Signed, watch: Watch
) -> None:
    from touyan.leadership.actions.charges import take_charge

    cast, matter = story.cast, story.accepted()
    take_charge(matter_id=matter.public_id, reason="重大复杂", by=cast.zhao, now=story.now)
    held = booked(day(cast, watch.now), cast, watch.now, matter=matter)
    recorded(held, cast, watch.turn_to(10))
    leader = client_of(cast.zhao)
    assert held.name in body(leader.get(reverse("reception")))
    assert "I received this petitioner" in body(
        leader.get(reverse("booking", args=[held.public_id]))
    )
    assert "I received" not in body(
        client_of(cast.wang).get(reverse("booking", args=[held.public_id]))
    )
    leader.post(reverse("booking-do", args=[held.public_id, "confirm"]))
    held.refresh_from_db()
    assert held.deed is not None


def test_an_unknown_number_and_a_hidden_one_are_refused_alike(
    story: Story, client_of: Signed, watch: Watch
) -> None:
    cast = story.cast
    hidden = story.opened()
    on = day(cast, watch.now)
    asked = {"name": "甲", "topic": "乙"}
    url = reverse("reception-book", args=[on.public_id])
    from touyan.intake.models import Wall

    petition = hidden.belongings.get().petition
    Wall.objects.create(petition=petition, person=cast.wang.person, reason="complained of")
    pages = [
        body(client_of(cast.wang).post(url, {**asked, "number": number}))
        for number in (hidden.number, "案330106-2026-99999")
    ]
    assert all("No matter with this number is known here." in page for page in pages)


def test_opening_a_booking_leaves_a_row_and_a_printed_list_too(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    held = booked(day(cast, watch.now), cast, watch.now)
    clerk = client_of(cast.wang)
    assert "13800138000" in body(clerk.get(reverse("booking", args=[held.public_id])))
    assert Entry.objects.latest("number").verb == "reception.open"
    page = body(clerk.get(reverse("reception-list", args=[held.day.public_id])))
    assert "吴秀兰" in page
    assert "13800138000" not in page
    assert Entry.objects.latest("number").verb == "reception.list"


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_record_is_taken_out_as_a_paper(
    ending: str, cast: Cast, client_of: Signed, watch: Watch
) -> None:
    held = booked(day(cast, watch.now), cast, watch.now)
    recorded(held, cast, watch.turn_to(10))
    answer = client_of(cast.wang).get(reverse(f"reception-{ending}", args=[held.public_id]))
    assert answer.content[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[ending]
    assert Entry.objects.latest("number").detail == {"form": ending}


def test_offices_are_listed_as_the_directory_lists_them(
    cast: Cast, client_of: Signed, watch: Watch
) -> None:
    day(cast, watch.now)
    page = body(client_of(cast.wang_city).get(reverse("reception-half-days")))
    assert cast.organ_of(cast.wang).name_en in unescape(page)
    assert cast.zhao.get_short_name() not in page


def test_nobody_sees_more_than_eight_entries_because_of_receptions() -> None:
    names = {name for _label, name, *_rest in _ENTRIES}
    assert not names & {"reception", "promises"}
    assert max(sum(role in entry[-1] for entry in _ENTRIES) for role in Role) <= 8


def test_the_worklist_and_the_matter_lead_to_receptions(
    story: Story, client_of: Signed, watch: Watch
) -> None:
    matter = story.accepted()
    booked(day(story.cast, watch.now), story.cast, watch.now, matter=matter)
    clerk = client_of(story.cast.wang)
    assert reverse("reception") in body(clerk.get(reverse("home")))
    assert "Receptions by leaders" in body(clerk.get(reverse("matter", args=[matter.public_id])))


class TestTheCostOfAPage:
    @pytest.mark.parametrize("rows", [10, 1000])
    def test_a_month_asks_the_same_however_many_days(
        self, rows: int, cast: Cast, client_of: Signed, watch: Watch,
        django_assert_max_num_queries: Any,
    ) -> None:  # fmt: skip
        first = day(cast, watch.now)
        copies = [
            ReceptionDay(**{**_plain(first), "on": date(2026, 11, 1) + timedelta(days=i % 30),
                            "cancelled_at": watch.now, "cancel_reason": "外出"})
            for i in range(rows)
        ]  # fmt: skip
        ReceptionDay.objects.bulk_create(copies)
        client = client_of(cast.wang)
        client.get(reverse("reception"))
        with django_assert_max_num_queries(12):
            assert client.get(reverse("reception")).status_code == 200

    @pytest.mark.parametrize("rows", [10, 1000])
    def test_promises_ask_the_same_however_many_there_are(
        self, rows: int, story: Story, client_of: Signed, watch: Watch,
        django_assert_max_num_queries: Any,
    ) -> None:  # fmt: skip
        matter, cast = story.accepted(), story.cast
        Promise.objects.bulk_create(
            Promise(matter=matter, text=f"承诺{i}", owner=cast.li, due_on=date(2026, 12, 1),
                    made_on=date(2026, 11, 23), at=watch.now)
            for i in range(rows)
        )  # fmt: skip
        client = client_of(cast.wang)
        client.get(reverse("promises"))
        with django_assert_max_num_queries(12):
            assert client.get(reverse("promises")).status_code == 200

    @pytest.mark.parametrize("rows", [10, 60])
    def test_a_call_list_asks_the_same_however_long(
        self, rows: int, cast: Cast, client_of: Signed, watch: Watch,
        django_assert_max_num_queries: Any,
    ) -> None:  # fmt: skip
        on = day(cast, watch.now, places=60)
        Booking.objects.bulk_create(
            Booking(day=on, slot=i + 1, name=f"来访人{i}", topic="反映事项", made_by=cast.wang,
                    made_at=watch.now, changed_at=watch.now)
            for i in range(rows)
        )  # fmt: skip
        client = client_of(cast.wang)
        client.get(reverse("reception"))
        with django_assert_max_num_queries(12):
            client.get(reverse("reception-day", args=[on.public_id]))


def _plain(on: ReceptionDay) -> dict[str, Any]:
    names = [f.attname for f in ReceptionDay._meta.concrete_fields]
    return {name: getattr(on, name) for name in names if name not in ("id", "public_id")}
