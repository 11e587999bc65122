"""Candidates: from the rule and from below, each accepted or refused with a reason."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.screens.campaigns.crowds import crowd

from touyan.campaigns.models import Candidate
from touyan.intake.models import Wall


def url(campaign, show: str = "rule") -> str:
    return reverse("campaign-candidates", args=[campaign.public_id, show])


def test_a_stranger_is_sent_to_sign_in(client, drive):
    assert client.get(url(drive.opened())).status_code == 302


def test_an_administrator_is_refused(drive, cast, client_of):
    assert client_of(cast.xitong).get(url(drive.opened())).status_code == 403


def test_a_tab_that_is_none_is_not_found(drive, cast, client_of):
    assert client_of(cast.he).get(url(drive.opened(), "secret")).status_code == 404


def test_a_handler_reads_and_cannot_decide(drive, story, cast, client_of):
    matter, campaign = story.closed(), drive.opened()
    handler = client_of(cast.li)
    text = handler.get(url(campaign)).content.decode()
    assert matter.number in text
    assert "The matter is closed" in text  # why the rule takes it
    assert 'name="verb"' not in text
    sent = {"verb": "accept", "reason": "同意", "candidate": [str(matter.public_id)]}
    assert handler.post(url(campaign), sent).status_code == 422
    assert not Candidate.objects.exists()


def test_the_ticked_ones_are_accepted_each_with_its_own_row(drive, story, cast, client_of):
    one, other, third = (story.closed(title=f"第{n}件") for n in range(3))
    campaign, head = drive.opened(), client_of(cast.he)
    sent = {"verb": "accept", "reason": "符合专项范围",
            "candidate": [str(one.public_id), str(other.public_id)]}  # fmt: skip
    assert head.post(url(campaign), sent).status_code == 302
    rows = Candidate.objects.order_by("pk")
    assert {row.matter_id for row in rows} == {one.pk, other.pk}
    assert {row.decision for row in rows} == {"符合专项范围"}
    refuse = {"verb": "refuse", "reason": "正在办理", "candidate": [str(third.public_id)]}
    assert head.post(url(campaign), refuse).status_code == 302
    assert third.number in head.get(url(campaign, "refused")).content.decode()
    assert "正在办理" in head.get(url(campaign, "refused")).content.decode()


def test_without_a_reason_or_a_tick_nothing_is_decided(drive, story, cast, client_of):
    matter, campaign = story.closed(), drive.opened()
    head = client_of(cast.he)
    ticked = {"verb": "accept", "reason": "", "candidate": [str(matter.public_id)]}
    answer = head.post(url(campaign), ticked)
    assert answer.status_code == 422
    assert "checked" in answer.content.decode()  # what was ticked stays ticked
    assert head.post(url(campaign), {"verb": "accept", "reason": "同意"}).status_code == 422
    assert not Candidate.objects.exists()


def test_every_match_can_be_accepted_at_once(drive, story, cast, client_of):
    for n in range(3):
        story.closed(title=f"第{n}件")
    campaign = drive.opened()
    sent = {"verb": "accept", "reason": "整批列入", "all_matching": "1"}
    assert client_of(cast.he).post(url(campaign), sent).status_code == 302
    assert Candidate.objects.filter(outcome="accepted").count() == 3


def test_a_nomination_from_the_page_of_a_matter_waits_and_is_decided(drive, story, cast, client_of):
    campaign, matter = drive.opened(), story.handling()
    nominate = reverse("nominate", args=[matter.public_id])
    assert client_of(cast.li).get(nominate).status_code == 403
    head = client_of(cast.he)
    assert campaign.name in head.get(nominate).content.decode()
    sent = {"campaign": str(campaign.public_id), "reason": "多次来访未解决"}
    assert head.post(nominate, {**sent, "reason": ""}).status_code == 422
    assert head.post(nominate, sent).status_code == 302
    assert "or it was put forward already" in head.get(nominate).content.decode()
    text = head.get(url(campaign, "nominated")).content.decode()
    assert "多次来访未解决" in text
    one = Candidate.objects.get()
    decide = {"verb": "accept", "reason": "同意列入", "candidate": [str(one.public_id)]}
    assert head.post(url(campaign, "nominated"), decide).status_code == 302
    one.refresh_from_db()
    assert (one.outcome, one.decision, one.decided_by) == ("accepted", "同意列入", cast.he)


def test_a_matter_of_another_office_cannot_be_nominated(drive, story, cast, client_of):
    matter = story.handling()
    answer = client_of(cast.he_city).get(reverse("nominate", args=[matter.public_id]))
    assert answer.status_code == 200  # seen from above, but no campaign of the city is open
    assert "No open campaign" in answer.content.decode()


def test_what_was_decided_meanwhile_is_told(drive, story, cast, client_of):
    matter, campaign = story.closed(), drive.opened()
    drive.accepted(campaign, matter)
    sent = {"verb": "accept", "reason": "同意", "candidate": [str(matter.public_id)]}
    answer = client_of(cast.zhao).post(url(campaign), sent)
    assert answer.status_code == 422
    assert "decided meanwhile" in answer.content.decode()


@pytest.mark.parametrize("number", [10, 1000])
def test_the_lists_cost_the_same_however_long(drive, cast, client_of, number):
    campaign = drive.opened(entry_rule={"groups": [[{"code": "received_before",
                                                     "value": "2027-01-01"}]]})  # fmt: skip
    crowd(drive, campaign, number=number)
    client = client_of(cast.he)
    for show in ("rule", "accepted"):
        client.get(url(campaign, show))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(campaign, show)).status_code == 200
        assert len(queries) <= 12, [q["sql"][:90] for q in queries]


def test_the_rule_lists_cost_the_same_with_a_thousand_undecided(drive, cast, client_of):
    campaign = drive.opened(entry_rule={"groups": [[{"code": "received_before",
                                                     "value": "2027-01-01"}],
                                                   [{"code": "closed"}]]})  # fmt: skip
    other = drive.opened(name="另一个专项")
    crowd(drive, other, number=1000)
    client = client_of(cast.he)
    client.get(url(campaign))
    with CaptureQueriesContext(connection) as queries:
        text = client.get(url(campaign)).content.decode()
    assert "First received before 2027-01-01" in text
    assert len(queries) <= 12


def test_the_page_speaks_chinese(drive, cast, client_of):
    text = client_of(cast.he, language="zh-hans").get(url(drive.opened())).content.decode()
    assert "规则所及" in text


def test_a_walled_matter_stands_in_no_list_and_is_not_decided_with_every_match(
    drive, story, cast, client_of
):
    open_to_all, walled = story.closed(), story.closed(title="告检察长的一件")
    campaign = drive.opened()
    Wall.objects.create(petition=walled.belongings.get().petition, person=cast.zhao.person)
    chief = client_of(cast.zhao)
    text = chief.get(url(campaign)).content.decode()
    assert open_to_all.number in text
    assert walled.number not in text
    sent = {"verb": "accept", "reason": "符合专项范围", "all_matching": "1"}
    assert chief.post(url(campaign), sent).status_code == 302
    assert [one.matter for one in Candidate.objects.all()] == [open_to_all]
    drive.accepted(campaign, walled)
    assert walled.number not in chief.get(url(campaign, "accepted")).content.decode()
    assert walled.number in client_of(cast.he).get(url(campaign, "accepted")).content.decode()
