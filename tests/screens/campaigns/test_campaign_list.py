"""The list of campaigns and one of them: anonymous, allowed, forbidden; few queries."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.database.campaigns.campaigning import plan
from tests.screens.campaigns.crowds import crowd

from touyan.campaigns.actions import campaigns
from touyan.campaigns.models import Campaign
from touyan.intake.models import Wall

URL = "/campaigns/"


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize("who", ["wang", "xitong", "anquan", "shenji"])
def test_whoever_takes_no_part_is_refused(cast, client_of, who):
    assert client_of(getattr(cast, who)).get(URL).status_code == 403


@pytest.mark.parametrize("who", ["li", "he", "zhao", "sun_city", "qian_city"])
def test_whoever_takes_part_has_it_in_the_menu(cast, client_of, who):
    text = client_of(getattr(cast, who)).get(URL).content.decode()
    assert re.search(r'href="/campaigns/" aria-current="page"', text)


def test_handlers_read_and_do_not_draw_up(drive, cast, client_of):
    campaign = drive.opened()
    text = client_of(cast.li).get(URL).content.decode()
    assert campaign.name in text
    assert reverse("campaign-new") not in text
    assert reverse("campaign-new") in client_of(cast.he).get(URL).content.decode()


def test_a_draft_is_seen_by_its_own_office_alone(drive, cast, client_of):
    campaign = drive.drafted()
    url = reverse("campaign", args=[campaign.public_id])
    assert client_of(cast.li).get(url).status_code == 200
    assert client_of(cast.he_city).get(url).status_code == 404
    assert client_of(cast.zhou).get(url).status_code in (403, 404)


def test_a_leader_opens_a_draft_behind_a_page_that_shows_what_it_rests_on(
    drive, story, cast, client_of
):
    campaign = drive.drafted()
    story.closed()
    url = reverse("campaign-open", args=[campaign.public_id])
    assert client_of(cast.he).get(url).status_code == 403
    chief = client_of(cast.zhao)
    text = chief.get(url).content.decode()
    assert campaign.basis in text
    assert "The entry rule takes today" in text
    assert chief.post(url, {"version": campaign.version}).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.state, campaign.opened_by) == ("open", cast.zhao)
    assert (
        reverse("campaign-board", args=[campaign.public_id])
        in chief.get(reverse("campaign", args=[campaign.public_id])).content.decode()
    )


def test_opening_what_somebody_changed_meanwhile_is_refused(drive, story, cast, client_of):
    campaign = drive.drafted()
    campaigns.change_campaign(
        campaign_id=campaign.public_id, plan=plan(name="改名"), by=cast.he, now=story.now
    )
    url = reverse("campaign-open", args=[campaign.public_id])
    answer = client_of(cast.zhao).post(url, {"version": 0})
    assert answer.status_code == 409
    assert "Look at it again" in answer.content.decode()


def test_ending_needs_a_reason_and_a_leader(drive, cast, client_of):
    campaign = drive.opened()
    url = reverse("campaign-end", args=[campaign.public_id])
    assert client_of(cast.he).post(url, {"reason": "完成"}).status_code == 403
    chief = client_of(cast.zhao)
    assert chief.post(url, {"reason": " "}).status_code == 422
    assert chief.post(url, {"reason": "任务完成", "version": campaign.version}).status_code == 302
    assert Campaign.objects.get().end_note == "任务完成"


def test_the_first_batch_is_prepared_from_the_page(drive, story, cast, client_of):
    campaign = drive.opened()
    head = client_of(cast.he)
    answer = head.post(
        reverse("campaign-prepare", args=[campaign.public_id]), {"due_on": "20270630"}
    )
    batch = campaign.batches.get()
    assert answer.url == reverse("batch", args=[batch.public_id])
    page = head.get(reverse("campaign", args=[campaign.public_id])).content.decode()
    assert "In preparation" in page
    assert "Prepare the next batch" not in page


@pytest.mark.parametrize("number", [10, 1000])
def test_the_pages_cost_the_same_however_long_the_lists(drive, cast, client_of, number):
    crowd(drive, drive.opened(), number=number)
    client = client_of(cast.zhao)
    for url in (URL, reverse("campaign", args=[Campaign.objects.get().public_id])):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= 12, [q["sql"][:90] for q in queries]


def test_the_pages_speak_chinese(drive, cast, client_of):
    campaign = drive.opened()
    client = client_of(cast.zhao, language="zh-hans")
    assert "积案攻坚" in client.get(URL).content.decode()
    text = client.get(reverse("campaign", args=[campaign.public_id])).content.decode()
    assert "准入规则" in text
    assert "名单总数" in text


def batch_figures(text: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="batch-figure" href="([^"]+)">.*?<b>(\d+)</b>', unescape(text))


def test_each_batch_shows_its_own_figures_and_each_opens_as_many_matters(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=14)
    crowd(drive, campaign, number=7)
    head = client_of(cast.he)
    text = head.get(reverse("campaign", args=[campaign.public_id])).content.decode()
    shown = batch_figures(text)
    assert [number for _url, number in shown] == ["14", "2", "4", "2", "7", "1", "2", "1"]
    assert "14.3%" in text
    for address, number in shown:
        listed = head.get(address if "view" in address else f"{address}&view=table")
        assert f"{number} in all" in listed.content.decode(), address


def test_a_batch_counts_only_what_the_viewer_may_know_of(drive, story, cast, client_of):
    open_to_all, walled = story.closed(), story.closed(title="告检察长的一件")
    campaign = drive.opened()
    batch = drive.frozen(campaign, open_to_all, walled)
    Wall.objects.create(petition=walled.belongings.get().petition, person=cast.zhao.person)
    for who, number in ((cast.zhao, "1"), (cast.he, "2")):
        client = client_of(who)
        text = client.get(reverse("campaign", args=[campaign.public_id])).content.decode()
        assert batch_figures(text)[0][1] == number
        page = client.get(reverse("batch", args=[batch.public_id])).content.decode()
        assert f'<span class="label">On the lists</span><b>{number}</b>' in page


def test_the_batch_page_counts_as_the_board_does_and_names_the_batchs_day(drive, cast, client_of):
    campaign = drive.opened()
    batch, head = crowd(drive, campaign, number=21), client_of(cast.he)
    address = reverse("batch", args=[batch.public_id])
    head.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = head.get(address).content.decode()
    assert len(queries) <= 12
    board = head.get(reverse("campaign-board", args=[campaign.public_id]), {"batch": "1"})
    figures = r'<span class="label">([^<]+)</span><b>(\d+)</b>'
    assert re.findall(figures, page) == re.findall(figures, board.content.decode())
    assert "until 2027-06-30" in page
    assert "until 2027-10-31" in head.get(
        reverse("campaign", args=[campaign.public_id])
    ).content.decode()  # fmt: skip


def test_an_empty_campaign_says_so_instead_of_dashes(drive, cast, client_of):
    campaign = drive.opened()
    text = client_of(cast.he).get(reverse("campaign", args=[campaign.public_id])).content.decode()
    assert "No matter is on a list yet" in text
    assert "– gross" not in text
