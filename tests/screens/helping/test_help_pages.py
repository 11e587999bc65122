"""The page of help, its steps, and quiet notices: what people see, may do, and are refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.test_charges import named
from tests.database.matters.stories import Story, fresh

from touyan.audit.models import Entry
from touyan.intake.models import Party
from touyan.leadership.actions.notices import make_notices
from touyan.leadership.models import HelpMeasure, LeadershipRule, Notice, Relief
from touyan.matters.models import ClockRow, Matter

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def referral(matter: Matter, **changes: object) -> dict[str, object]:
    party = Party.objects.get(petition__belonging__matter=matter)
    return {
        "party": party.pk, "met_K1": "on", "basis_K1": "赔偿判决未能执行",
        "hardship": "家庭年收入不足两万元", "months": "6", "asked": "40000",
        "version": matter.version, **changes,
    }  # fmt: skip


def refer(story: Story, client: Client, **changes: object) -> tuple[Matter, Any]:
    matter = fresh(story.handling())
    url = reverse("refer-relief", args=[matter.public_id])
    return matter, client.post(url, referral(matter, **changes))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_in_both_languages(story: Story, client_of: Signed, language: str) -> None:
    client = client_of(story.cast.li, language=language)
    matter, _response = refer(story, client)
    help_page = reverse("matter-help", args=[matter.public_id])
    relief = Relief.objects.get()
    pages = [help_page, reverse("refer-relief", args=[matter.public_id])]
    pages += [
        reverse("begin-help", args=[matter.public_id, kind])
        for kind in ("lawyer", "counselling", "appraisal", "coordination")
    ]
    pages += [
        reverse("relief-step", args=[relief.public_id, step]) for step in ("grant", "refuse", "pay")
    ]
    assert [client.get(url).status_code for url in pages] == [200] * len(pages)
    assert "家庭年收入不足两万元" in text_of(client.get(help_page))


def enter_wage(story: Story) -> None:
    LeadershipRule.objects.create(
        family="relief", code="R2", scope="33", name_zh="工资", name_en="Wage",
        legal_basis_zh="公布", legal_basis_en="Published", status="approved", shipped=True,
        content={"monthly_wage": 8000, "year": 2025}, valid_from=date(2026, 1, 1),
        created_at=story.now,
    )  # fmt: skip


def test_where_no_wage_is_known_the_page_leads_to_the_rule(story: Story, client_of: Signed) -> None:
    client, matter = client_of(story.cast.he), story.handling()
    url = reverse("matter-help", args=[matter.public_id])
    rule = LeadershipRule.objects.get(family="relief", code="R2", shipped=True)
    link = reverse("charge-rule", args=[rule.pk])
    assert link in text_of(client.get(url))
    keeper = client_of(story.cast.he_province)
    assert reverse("propose-charge-rule", args=[rule.pk]) in text_of(keeper.get(link))
    enter_wage(story)
    assert link not in text_of(client.get(url))


def test_a_second_referral_asks_for_its_new_ground(story: Story, client_of: Signed) -> None:
    enter_wage(story)
    li, zhao = client_of(story.cast.li), client_of(story.cast.zhao)
    matter, _response = refer(story, li)
    form = reverse("refer-relief", args=[matter.public_id])
    assert 'name="new_ground"' not in text_of(li.get(form))
    grant = reverse("relief-step", args=[Relief.objects.get().public_id, "grant"])
    zhao.post(grant, {"amount": "30000", "reason": "符合条件，同意。"})
    page = text_of(li.get(form))
    assert 'name="new_ground"' in page
    assert "30000.00" in page
    matter = fresh(matter)
    refused = li.post(form, referral(matter))
    assert refused.status_code == 422
    again = li.post(form, referral(matter, new_ground="再次住院手术，自付六万元。"))
    assert again.status_code == 302
    assert "再次住院手术" in text_of(li.get(again["Location"]))


def test_from_referral_to_payment_on_screen(story: Story, client_of: Signed) -> None:
    enter_wage(story)
    li, zhao = client_of(story.cast.li), client_of(story.cast.zhao)
    matter, response = refer(story, li)
    assert response.status_code == 302
    relief = Relief.objects.get()
    assert reverse("relief-step", args=[relief.public_id, "grant"]) not in text_of(
        li.get(response["Location"])
    )
    grant = reverse("relief-step", args=[relief.public_id, "grant"])
    assert grant in text_of(zhao.get(response["Location"]))
    too_much = zhao.post(grant, {"amount": "300000", "reason": "同意"})
    assert too_much.status_code == 422
    assert "above the cap of 288000" in text_of(too_much)
    assert zhao.post(grant, {"amount": "30000", "reason": "符合条件，同意。"}).status_code == 302
    pay = reverse("relief-step", args=[relief.public_id, "pay"])
    assert li.post(pay, {"on": "20261123", "proof": "回单0412"}).status_code == 302
    assert "回单0412" in text_of(li.get(response["Location"]))


def test_who_referred_is_offered_no_decision(story: Story, client_of: Signed) -> None:
    client = client_of(story.cast.zhao)
    matter, _response = refer(story, client)
    page = text_of(client.get(reverse("matter-help", args=[matter.public_id])))
    assert reverse("relief-step", args=[Relief.objects.get().public_id, "grant"]) not in page


def test_a_bargain_is_refused_with_the_sentence_and_what_was_typed(
    story: Story, client_of: Signed
) -> None:
    price = "签订息诉罢访协议后发放。"
    _matter, response = refer(story, client_of(story.cast.li), hardship=f"家庭困难。{price}")
    assert response.status_code == 422
    assert "签订息诉罢访协议后发放” makes help" in text_of(response)
    assert f"家庭困难。{price}" in text_of(response)
    assert not Relief.objects.exists()


def test_sending_the_same_form_again_changes_nothing(story: Story, client_of: Signed) -> None:
    client = client_of(story.cast.li)
    matter, _response = refer(story, client)
    again = client.post(reverse("refer-relief", args=[matter.public_id]), referral(matter))
    assert again.status_code == 409
    assert Relief.objects.count() == 1


def test_a_lawyer_without_consent_is_marked_at_the_field(story: Story, client_of: Signed) -> None:
    matter = fresh(story.handling())
    response = client_of(story.cast.li).post(
        reverse("begin-help", args=[matter.public_id, "lawyer"]),
        {"who": "某律师", "text": "会见", "begun_on": "20261123", "consent": "当面同意"},
    )
    assert response.status_code == 422
    assert "costs the petitioner nothing" in text_of(response)
    assert not HelpMeasure.objects.exists()


def test_the_page_says_why_the_limits_run_on(story: Story, client_of: Signed) -> None:
    matter = fresh(story.accepted())
    client = client_of(story.cast.he)
    client.post(
        reverse("begin-help", args=[matter.public_id, "appraisal"]),
        {"who": "某鉴定所", "text": "重新鉴定", "begun_on": "20261123"},
    )
    page = text_of(client.get(reverse("matter-help", args=[matter.public_id])))
    assert "They run on:" in page
    assert "not possible while the matter is “Accepted”" in page


def test_an_appraisal_of_the_handler_waits_for_the_head_who_pauses_with_one_step(
    story: Story, client_of: Signed
) -> None:
    matter = fresh(story.handling())
    li, he = client_of(story.cast.li), client_of(story.cast.he)
    begin = reverse("begin-help", args=[matter.public_id, "appraisal"])
    form = text_of(li.get(begin))
    assert "Retrieval of the file from another body" in form
    assert "pausing is for the head of department" in form
    assert "pausing is for the head" not in text_of(he.get(begin))
    entry = {"who": "某鉴定所", "text": "重新鉴定", "begun_on": "20261123"}
    page = text_of(li.get(li.post(begin, entry)["Location"]))
    step = reverse("pause-for-help", args=[HelpMeasure.objects.get().public_id])
    assert "sees it waiting on the worklist" in page
    assert step not in page
    waiting = reverse("appraisals-to-pause")
    assert waiting not in text_of(li.get(reverse("home")))
    assert li.get(waiting).status_code == 403
    assert waiting in text_of(he.get(reverse("home")))
    assert step in text_of(he.get(waiting))
    assert "重新鉴定" in text_of(he.get(step))
    assert "The matter pauses for it." in text_of(he.get(he.post(step)["Location"]))
    assert fresh(matter).stage == "paused"
    assert waiting not in text_of(he.get(reverse("home")))
    assert "No appraisal waits" in text_of(he.get(waiting))
    assert he.post(step).status_code == 409


def test_opening_the_page_leaves_a_row(story: Story, client_of: Signed) -> None:
    matter = story.handling()
    before = Entry.objects.count()
    client_of(story.cast.li).get(reverse("matter-help", args=[matter.public_id]))
    rows = Entry.objects.filter(number__gt=before)
    assert list(rows.values_list("verb", flat=True)) == ["matter.read"]


def test_counting_people_do_not_see_hardship(story: Story, client_of: Signed) -> None:
    matter = story.handling()
    url = reverse("matter-help", args=[matter.public_id])
    assert client_of(story.cast.qian).get(url).status_code == 403
    assert url not in text_of(
        client_of(story.cast.qian).get(reverse("matter", args=[matter.public_id]))
    )
    assert url in text_of(client_of(story.cast.li).get(reverse("matter", args=[matter.public_id])))


class TestNotices:
    @pytest.fixture
    def told(self, story: Story) -> Matter:
        matter = named(story)
        ClockRow.objects.filter(matter=matter, code="C3").update(
            due_on=story.now.date() - timedelta(days=1)
        )
        make_notices(now=story.now)
        return matter

    def test_the_bell_counts_and_the_list_names_limit_and_reason(
        self, story: Story, told: Matter, client_of: Signed
    ) -> None:
        client = client_of(story.cast.zhao)
        page = text_of(client.get(reverse("notices")))
        assert told.number in page
        assert "Time limit has passed" in page
        assert "You are in charge" in page
        unseen = Notice.objects.filter(account=story.cast.zhao).count()
        assert f"<b>{unseen}</b>" in text_of(client.get(reverse("home")))

    def test_what_was_seen_leaves_the_list_and_can_be_looked_up(
        self, story: Story, told: Matter, client_of: Signed
    ) -> None:
        client = client_of(story.cast.zhao)
        one = Notice.objects.filter(account=story.cast.zhao, kind="after").get()
        client.post(reverse("see-notices"), {"notice": str(one.public_id)})
        assert "Time limit has passed" not in text_of(client.get(reverse("notices")))
        assert "Time limit has passed" in text_of(client.get(reverse("notices") + "?show=all"))
        client.post(reverse("see-notices"), {"all": "1"})
        assert "No notice waits" in text_of(client.get(reverse("notices")))

    def test_the_office_above_reads_its_own(
        self, story: Story, told: Matter, client_of: Signed
    ) -> None:
        page = text_of(client_of(story.cast.he_city).get(reverse("notices")))
        assert "An office beneath yours" in page
        theirs = client_of(story.cast.li).get(reverse("notices"))
        assert "An office beneath yours" not in text_of(theirs)

    def test_the_list_costs_no_more_with_many(
        self, story: Story, told: Matter, client_of: Signed, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(30):
            Notice.objects.create(account=story.cast.zhao, matter=told, code=f"X{number}",
                                  kind="after", due_on=story.now.date(), because="leader",
                                  made_at=story.now)  # fmt: skip
        client = client_of(story.cast.zhao)
        with django_assert_max_num_queries(12):
            assert client.get(reverse("notices")).status_code == 200
