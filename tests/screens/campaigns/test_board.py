"""Board and table of a campaign: what stands where, what can be done from there, at what cost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.screens.campaigns.crowds import PLOTS, crowd

from touyan.campaigns.queries.board import columns, entries, figures_of
from touyan.campaigns.rules.words import Step
from touyan.intake.models import Wall


def url(campaign, query: str = "") -> str:
    return reverse("campaign-board", args=[campaign.public_id]) + query


def body(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def figures(text: str) -> dict[str, tuple[str, str]]:
    found = re.findall(
        r'<a class="campaign-figure" href="([^"]+)"><span class="label">([^<]+)</span><b>(\d+)',
        text,
    )
    return {label: (number, address) for address, label, number in found}


def cards(text: str, step: str) -> list[str]:
    column = text.split(f'data-column="{step}"')[1].split("</section>")[0]
    return re.findall(r"data-open>([^<]+)</a>", column)


def test_a_stranger_is_sent_to_sign_in(client, drive):
    assert client.get(url(drive.opened())).status_code == 302


@pytest.mark.parametrize("who", ["wang", "xitong"])
def test_whoever_takes_no_part_is_refused(drive, cast, client_of, who):
    assert client_of(getattr(cast, who)).get(url(drive.opened())).status_code == 403


def test_another_provinces_office_does_not_find_it(drive, cast, client_of):
    assert client_of(cast.he_city).get(url(drive.opened())).status_code == 200
    assert client_of(cast.zhou).get(url(drive.opened(name="二"))).status_code in (403, 404)


def test_before_the_first_batch_it_says_why_it_is_empty(drive, cast, client_of):
    assert "No list is frozen yet" in body(client_of(cast.he), url(drive.opened()))


def test_each_matter_stands_in_the_column_of_its_step(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=len(PLOTS))
    text = body(client_of(cast.he), url(campaign))
    assert [len(cards(text, step.value)) for step in Step] == [1] * 6
    assert "no leader" not in cards(text, "led")


def test_a_column_shows_twenty_and_the_rest_is_one_step_away(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=45, plots=("surveyed",))
    client = client_of(cast.he)
    text = body(client, url(campaign))
    assert len(cards(text, "surveyed")) == 20
    rest = re.search(r'<a class="board-rest" href="([^"]+)">(\d+) more', text)
    assert rest
    assert rest[2] == "25"
    assert "45</b>" in body(client, rest[1]) or "45 in all" in body(client, rest[1])


def test_every_figure_opens_a_list_of_as_many_matters(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=70)
    client = client_of(cast.he)
    shown = figures(body(client, url(campaign)))
    assert {label: number for label, (number, _url) in shown.items()} == {
        "On the lists": "70", "Left by decision": "10", "Led by a leader": "50", "Closed": "20",
        "Substantively resolved": "10",
    }  # fmt: skip
    for label, (number, address) in shown.items():
        assert f"{number} in all" in body(client, address), label


def test_the_figures_agree_with_those_counted_in_the_database(drive, cast, client_of, story):
    campaign = drive.opened()
    crowd(drive, campaign, number=33)
    found = entries(campaign, viewer=cast.viewer(cast.he), as_of=story.now)
    counted, text = figures_of(found), body(client_of(cast.he), url(campaign))
    shown = figures(text)
    assert [int(number) for number, _url in shown.values()] == [
        counted.total, counted.left, counted.led, counted.closed, counted.resolved
    ]  # fmt: skip
    assert {step: len(cards(text, step.value)) for step in Step} == columns(found)
    assert f"{counted.resolved_share}% gross, {counted.resolved_share_net}% net" in text


def test_filters_stand_in_the_address_and_narrow_figures_and_columns_alike(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=28)
    crowd(drive, campaign, number=14)
    client = client_of(cast.he)
    assert figures(body(client, url(campaign, "?batch=2")))["On the lists"][0] == "14"
    led = body(client, url(campaign, f"?leader={cast.zhao.pk}"))
    assert figures(led)["On the lists"][0] == "30"
    assert cards(led, "surveyed") == []
    young = figures(body(client, url(campaign, "?age=0")))["On the lists"][0]
    old = figures(body(client, url(campaign, "?age=5")))["On the lists"][0]
    assert (young, old) == ("0", "42")
    assert "No matter fits" in body(client, url(campaign, "?age=0"))
    assert figures(body(client, url(campaign, "?organ=999999")))["On the lists"][0] == "42"
    narrowed = body(client, url(campaign, "?batch=2&view=table"))
    assert "14 in all" in narrowed
    assert "batch=2" in re.search(r'class="sort" href="([^"]+)"', narrowed)[1]


def test_the_table_is_sorted_and_paged(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=60)
    client = client_of(cast.he)
    first = re.findall(
        r"data-open>([^<]+)</a>", body(client, url(campaign, "?view=table&sort=number"))
    )
    second = re.findall(
        r"data-open>([^<]+)</a>", body(client, url(campaign, "?view=table&sort=number&page=2"))
    )
    assert (len(first), len(second)) == (50, 10)
    assert first == sorted(first)
    assert first[-1] < second[0]


def test_a_card_offers_what_its_step_allows_and_whoever_only_reads_nothing(
    drive, story, cast, client_of
):
    campaign = drive.opened()
    crowd(drive, campaign, number=len(PLOTS))
    handler = body(client_of(cast.li), url(campaign))
    moves = {
        step.value: set(re.findall(r'data-to="([a-z]+)"', handler.split(
            f'data-column="{step.value}"')[1].split("</section>")[0]))
        for step in Step
    }  # fmt: skip
    assert moves == {
        "surveyed": {"led", "working", "closed"}, "led": {"working", "closed"},
        "working": {"proposed", "closed"}, "proposed": {"working", "closed"},
        "closed": {"resolved"}, "resolved": set(),
    }  # fmt: skip
    assert "Leave the batch, by decision" not in handler
    assert "Leave the batch, by decision" in body(client_of(cast.zhao), url(campaign))
    assert "data-to=" not in body(client_of(cast.qian_city), url(campaign))


def test_a_walled_matter_stands_on_no_board_of_whom_the_wall_stops(drive, story, cast, client_of):
    open_to_all, walled = story.closed(), story.closed(title="告检察长的一件")
    campaign = drive.opened()
    drive.frozen(campaign, open_to_all, walled)
    chief = client_of(cast.zhao)
    assert figures(body(chief, url(campaign)))["On the lists"][0] == "2"
    petition = walled.belongings.get().petition
    Wall.objects.create(petition=petition, person=cast.zhao.person)
    text = body(chief, url(campaign))
    assert figures(text)["On the lists"][0] == "1"
    assert walled.number not in text
    assert figures(body(client_of(cast.he), url(campaign)))["On the lists"][0] == "2"


@pytest.mark.parametrize("number", [10, 1000])
@pytest.mark.parametrize("view", ["board", "table"])
def test_it_costs_the_same_however_many_matters(drive, cast, client_of, number, view):
    campaign = drive.opened()
    crowd(drive, campaign, number=number)
    client = client_of(cast.zhao)
    client.get(url(campaign))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url(campaign, f"?view={view}")).status_code == 200
    assert len(queries) <= 12, [q["sql"][:90] for q in queries]


def test_it_speaks_chinese(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=7)
    text = body(client_of(cast.he, language="zh-hans"), url(campaign))
    assert "拟办结" in text
    assert "移动到" in text
    assert "经决定退出" in text
