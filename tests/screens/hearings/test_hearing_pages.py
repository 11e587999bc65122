"""Hearings on the screen: from the application to the outcome told, and what the public sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.hearing_stories import (
    STEPS,
    county_deputy,
    drawn,
    held,
    led,
    noticed,
    pool,
    seats,
    set_one,
)
from tests.database.matters.stories import Story

from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import SubjectRole
from touyan.leadership.actions import hearing_officers
from touyan.leadership.actions.hearing_officers import OfficerEntry
from touyan.leadership.models import Hearing, HearingOfficer, HearingRequest
from touyan.leadership.rules.hearing_words import HearingForm
from touyan.matters.models import Matter

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


class Watch:
    """The moment the product takes for now."""

    now: datetime


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Watch:
    held_now = Watch()
    held_now.now = now
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: held_now.now)
    return held_now


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    pool(cast, now)
    return Story(cast, now)


def body(response: Any) -> str:
    return str(response.content.decode())


def of(name: str, matter: Matter) -> str:
    return reverse(name, args=[matter.public_id])


def do(client: Client, hearing: Hearing, verb: str, **fields: Any) -> Any:
    return client.post(reverse("hearing-do", args=[hearing.public_id, verb]), fields)


def done(response: Any) -> bool:
    """Whether the act was entered: the next page is not the sign-in page."""
    return response.status_code == 302 and "sign-in" not in response.url


def page_of(client: Client, hearing: Hearing) -> str:
    response = client.get(reverse("hearing", args=[hearing.public_id]))
    assert response.status_code == 200
    return body(response)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_hearing_goes_from_the_application_to_the_outcome_told(
    story: Story, client_of: Signed, watch: Watch, language: str
) -> None:
    cast, matter = story.cast, led(story)
    clerk, handler, head, chief = (
        client_of(who, language=language) for who in (cast.wang, cast.li, cast.he, cast.zhao)
    )
    form = {"applicant": "吴秀兰", "capacity": "petitioner", "applied_on": "20261122",
            "grounds": "对鉴定意见有争议"}  # fmt: skip
    assert done(clerk.post(of("hearing-apply", matter), form))
    request = HearingRequest.objects.get(matter=matter)
    answer = reverse("hearing-request", args=[request.public_id])
    assert done(head.post(answer, {"granted": "yes"}))
    plan = {"form": "open", "question": "是否重新鉴定", "day": "20261130", "clock": "09:30",
            "place": "本院听证室", "chair": str(cast.zhao.pk), "attend": "凭身份证旁听"}  # fmt: skip
    assert done(chief.post(of("hearing-set", matter), plan))
    hearing = Hearing.objects.get(matter=matter)
    assert hearing.request == request
    assert done(do(handler, hearing, "draw_panel", size=3))
    page = page_of(handler, hearing)
    hearing.refresh_from_db()
    assert hearing.seed in page
    assert all(seat.officer.name in page for seat in seats(hearing))
    told = do(handler, hearing, "give_hearing_notice", how="书面送达", on="20261123")
    assert done(told)
    watch.now = hearing.at
    handler, chief = client_of(cast.li, language=language), client_of(cast.zhao, language=language)
    for step in STEPS:
        entry = {"step": step, "text": "记录", "recorder": "王玲"}
        assert done(do(handler, hearing, "hearing_step", **entry))
    for seat in seats(hearing):
        given = do(handler, hearing, "hearing_opinion", seat_id=seat.public_id, stance="supports",
                   text="应当重新鉴定")  # fmt: skip
        assert done(given)
    over = do(chief, hearing, "hold_hearing", record="卷二", present="各方", read_back="on")
    assert done(over)
    assert done(do(chief, hearing, "weigh_hearing", weight="followed"))
    decide = reverse("matter-move", args=[matter.public_id, "decide"])
    assert done(chief.post(decide, {"reason": "重新鉴定后提出抗诉。"}))
    for whom in ("officers", "petitioner"):
        said = {"whom": whom, "how": "书面", "on": "20261130"}
        assert done(do(handler, hearing, "tell_hearing_outcome", **said))
    hearing.refresh_from_db()
    assert hearing.state == "told"
    page = page_of(handler, hearing)
    assert "应当重新鉴定" in page
    assert "王玲" in page


def test_another_chair_than_the_leader_in_charge_is_refused(
    story: Story, client_of: Signed
) -> None:
    matter = led(story)
    page = body(client_of(story.cast.zhao).get(of("hearing-set", matter)))
    offered = re.search(r'<select name="chair".*?</select>', page, re.DOTALL)
    assert offered
    assert "赵敏" in offered[0]
    assert "何文静" not in offered[0]


def test_a_decision_past_the_majority_is_refused_on_the_matters_page(
    story: Story, client_of: Signed
) -> None:
    matter = led(story)
    held(story, matter)
    decide = reverse("matter-move", args=[matter.public_id, "decide"])
    answer = client_of(story.cast.zhao).post(decide, {"reason": "不予抗诉。"})
    assert answer.status_code == 422
    assert "majority of the hearing officers" in body(answer)


def test_what_was_typed_is_kept_when_the_rule_refuses(story: Story, client_of: Signed) -> None:
    hearing = drawn(story, led(story), at=story.now + timedelta(days=4))
    answer = do(client_of(story.cast.li), hearing, "give_hearing_notice", how="书面送达甲乙丙",
                on="20261201")  # fmt: skip
    assert answer.status_code == 422
    assert "书面送达甲乙丙" in body(answer)
    assert "too late" in body(answer)


def test_the_chief_who_passes_over_the_majority_is_said_to_have_decided_in_person(
    story: Story, client_of: Signed, watch: Watch
) -> None:
    hearing = held(story, led(story))
    watch.now = story.now
    chief = client_of(story.cast.zhao)
    assert done(do(chief, hearing, "weigh_hearing", weight="not_followed", reason="鉴定程序合法"))
    page = page_of(chief, hearing)
    assert "decided by the chief in person" in page
    assert "Chief&#x27;s consent" not in page
    assert page.count("鉴定程序合法") == 1


def test_weighing_is_offered_to_the_leader_in_charge_and_to_no_other_leader(
    story: Story, client_of: Signed, watch: Watch
) -> None:
    deputy, hearing = county_deputy(story), held(story, led(story))
    watch.now = story.now
    offer = reverse("hearing-do", args=[hearing.public_id, "weigh_hearing"])
    assert offer in page_of(client_of(story.cast.zhao), hearing)
    other = client_of(deputy)
    assert offer not in page_of(other, hearing)
    assert do(other, hearing, "weigh_hearing", weight="followed").status_code == 422


def test_a_hearing_set_is_not_called_decided(story: Story, client_of: Signed) -> None:
    set_one(story, led(story))
    page = body(client_of(story.cast.he, language="zh-hans").get(reverse("hearings")))
    assert "听证已排定，尚未通知参加人" in page


def test_a_hearings_page_offers_the_papers_of_what_has_happened(
    story: Story, client_of: Signed
) -> None:
    matter = led(story)
    client, hearing = client_of(story.cast.li), noticed(story, matter)
    page = page_of(client, hearing)
    listed = body(client.get(of("matter", matter) + "?tab=papers"))
    for code, due in (("hearing_notice", True), ("hearing_record", False),
                      ("hearing_outcome", False), ("hearing_refusal", False)):  # fmt: skip
        url = reverse("paper-new", args=[matter.public_id, code])
        assert (url in page) is due
        assert (url in listed) is due
        assert client.get(url).status_code == (200 if due else 422)


def test_a_refusal_without_reasons_is_sent_back(story: Story, client_of: Signed) -> None:
    matter = led(story)
    clerk, head = client_of(story.cast.wang), client_of(story.cast.he)
    clerk.post(of("hearing-apply", matter), {"applicant": "吴秀兰", "capacity": "petitioner",
                                             "applied_on": "20261122", "grounds": "争议"})  # fmt: skip
    request = HearingRequest.objects.get(matter=matter)
    url = reverse("hearing-request", args=[request.public_id])
    assert head.get(url).status_code == 200
    assert head.post(url, {"granted": "no"}).status_code == 422
    assert head.post(url, {"granted": "no", "reason": "事实清楚"}).status_code == 302
    assert "hearing_refusal" in body(head.get(of("matter-hearings", matter)))


def test_the_matters_page_leads_to_its_hearings(story: Story, client_of: Signed) -> None:
    matter = led(story)
    client = client_of(story.cast.li)
    assert of("matter-hearings", matter) in body(client.get(of("matter", matter)))
    assert "No hearing has been set" in body(client.get(of("matter-hearings", matter)))


def test_whoever_is_complained_of_finds_neither_page_nor_row(
    story: Story, client_of: Signed
) -> None:
    accused = SubjectEntry(SubjectRole.ACCUSED, name="李建国", person_id=story.cast.li.person_id)
    hearing = set_one(story, story.accepted(subjects=(accused,)), chair=story.cast.he)
    client = client_of(story.cast.li)
    assert client.get(reverse("hearing", args=[hearing.public_id])).status_code == 404
    assert do(client, hearing, "draw_panel", size=3).status_code == 404
    assert hearing.matter.title not in body(client.get(reverse("hearings")))
    assert hearing.matter.title in body(client_of(story.cast.he).get(reverse("hearings")))


def test_the_list_costs_the_same_whatever_its_length(story: Story, client_of: Signed) -> None:
    client = client_of(story.cast.li)
    client.get(reverse("hearings"))
    counts = []
    for more in (1, 4):
        for _each in range(more):
            set_one(story, led(story))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("hearings")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_the_head_keeps_the_pool(story: Story, client_of: Signed) -> None:
    head = client_of(story.cast.he)
    url = reverse("hearing-officers")
    entry = {"name": "许晴", "occupation": "法学教师", "unit": "某大学", "phone": "13912345678",
             "interests": "某区人民法院", "active_from": "20261101"}  # fmt: skip
    assert head.post(url, entry).status_code == 302
    officer = HearingOfficer.objects.get(name="许晴")
    own = reverse("hearing-officer", args=[officer.public_id])
    assert "13912345678" not in body(head.get(own))
    act = [reverse("hearing-officer-do", args=[officer.public_id, verb])
           for verb in ("phone", "interests", "end")]  # fmt: skip
    assert "13912345678" in body(head.post(act[0]))
    assert head.post(act[1], {"interests": "甲\n乙"}).status_code == 302
    assert head.post(act[2], {"on": "20251201"}).status_code == 422
    assert head.post(act[2], {"on": "20261201"}).status_code == 302
    officer.refresh_from_db()
    assert officer.interests == ["甲", "乙"]
    assert client_of(story.cast.li).get(url).status_code == 403
    assert client_of(story.cast.he_city).get(url).status_code == 200
    assert client_of(story.cast.he_city).get(own).status_code == 404


def test_the_chief_reads_the_pool_of_the_office_and_changes_nothing(
    story: Story, client_of: Signed
) -> None:
    chief, url = client_of(story.cast.zhao), reverse("hearing-officers")
    page = body(chief.get(url))
    assert "陈静" in page
    assert '<form method="post" class="card"' not in page
    officer = HearingOfficer.objects.get(name="陈静")
    own = reverse("hearing-officer", args=[officer.public_id])
    assert own not in page
    assert chief.get(own).status_code == 403
    assert chief.post(url, {"name": "许晴", "active_from": "20261101"}).status_code == 403
    assert url in body(chief.get(reverse("hearings")))
    assert "陈静" not in body(client_of(story.cast.zhao_spp).get(url))


def test_the_draw_shows_numbers_and_places_of_work_and_no_codes(
    story: Story, client_of: Signed
) -> None:
    organ = story.cast.organ_of(story.cast.he)
    for unit in ("西湖某中学", "西湖某医院"):
        hearing_officers.add_officer(organ=organ, entry=OfficerEntry("许晴", unit=unit),
                                     by=story.cast.he, now=story.now)  # fmt: skip
    hearing = drawn(story, led(story), size=7)
    page = page_of(client_of(story.cast.li), hearing)
    listed = page[page.index("hearing-pool") :]
    listed = listed[: listed.index("</ul>")]
    assert "许晴 · 西湖某中学" in listed
    assert "许晴 · 西湖某医院" in listed
    assert "<code>12</code>" in listed
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", listed)
    for seat in seats(hearing):
        assert f"{seat.officer.name} · {seat.officer.unit} · No. " in page


class TestThePublicNotice:
    """What anybody may read without signing in."""

    def read(self, client: Client) -> str:
        return body(client.get(reverse("portal-hearings"), headers={"accept-language": "en"}))

    def test_an_open_hearing_is_announced_without_naming_anybody_of_the_matter(
        self, story: Story, client: Client
    ) -> None:
        matter = led(story)
        noticed(story, matter, attend="凭身份证旁听")
        page = self.read(client)
        assert "本院听证室" in page
        assert "赵敏" in page
        assert "凭身份证旁听" in page
        for private in ("吴秀兰", matter.title, matter.number, "伤情鉴定", "鉴定"):
            assert private not in page

    def test_the_hearings_of_one_office_are_found_by_its_name(
        self, story: Story, client: Client
    ) -> None:
        noticed(story, led(story))
        url = reverse("portal-hearings")
        english = {"accept-language": "en"}
        for office, found in (("西湖", True), ("余杭", False), ("", True), (" Xihu ", True)):
            page = body(client.get(url, {"office": office}, headers=english))
            assert ("本院听证室" in page) is found
            assert ("announced under this name" in page) is not found
            assert f'value="{office}"' in page

    def test_no_address_is_told_of_a_hearing_at_the_petitioners_place(
        self, story: Story, client: Client
    ) -> None:
        noticed(
            story, led(story), at_place=True, place="文新街道某小区3幢", attend="请到某小区3幢501室"
        )
        page = self.read(client)
        assert "文新街道" not in page
        assert "501" not in page
        assert "ask the office" in page

    @pytest.mark.parametrize("form", [HearingForm.CLOSED, HearingForm.SIMPLIFIED])
    def test_other_hearings_are_not_announced(
        self, story: Story, client: Client, form: HearingForm
    ) -> None:
        noticed(story, led(story), form=form)
        assert "No open hearing" in self.read(client)

    def test_a_hearing_of_a_walled_matter_is_not_announced(
        self, story: Story, client: Client
    ) -> None:
        accused = SubjectEntry(SubjectRole.ACCUSED, name="某", person_id=story.cast.sun.person_id)
        noticed(story, story.accepted(subjects=(accused,)), chair=story.cast.he)
        assert "No open hearing" in self.read(client)
