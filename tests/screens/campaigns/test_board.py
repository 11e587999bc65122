"""Board and table of a campaign: what stands where, what can be done from there, at what cost."""

from __future__ import annotations

import re
import uuid
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.screens.campaigns.crowds import PLOTS, crowd

from touyan.campaigns.queries.board import columns, entries, figures_of
from touyan.campaigns.rules.words import Step
from touyan.intake.models import Wall
from touyan.matters.models import Resolution


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


def test_narrowed_to_a_batch_the_days_left_are_those_of_the_batch(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=7)
    crowd(drive, campaign, number=2, plots=("closed", "left"))
    client = client_of(cast.he)
    assert "until 2027-06-30" in body(client, url(campaign, "?batch=1"))
    assert "All closed" not in body(client, url(campaign, "?batch=1&age=5"))
    assert "All closed" in body(client, url(campaign, "?batch=2"))
    assert "until 2027-10-31" in body(client, url(campaign))


def test_a_reversed_outcome_is_told_and_can_be_looked_for(drive, story, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=4, plots=("resolved",))
    client = client_of(cast.he)
    assert 'name="outcome"' not in body(client, url(campaign))
    one = Resolution.objects.earliest("pk")
    Resolution.objects.filter(pk=one.pk).update(
        state="ended", ended_at=story.now, ended_how="online"
    )
    number = one.matter.number
    story.later(minutes=1)
    text = body(client, url(campaign, "?outcome=reversed"))
    assert [cards(text, step.value) for step in Step][4] == [number]
    assert '<span class="chip chip-amber">Reversed</span>' in text
    table = body(client, url(campaign, "?outcome=reversed&view=table"))
    assert "1 in all" in table
    assert "Reversed" in table
    again = Resolution.objects.get(pk=one.pk)
    again.pk, again.public_id, again.state = None, uuid.uuid4(), "verified"
    again.ended_at, again.ended_how = None, ""
    again.save()
    assert "Reversed" not in body(client, url(campaign)), "resolved once more"


def test_only_whoever_has_a_card_to_move_is_told_how(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=len(PLOTS))
    moves, drags = "M opens the moves of a card", "Cards can also be dragged"
    reader = body(client_of(cast.qian_city), url(campaign))
    assert moves not in reader
    assert drags not in reader
    handler = body(client_of(cast.li), url(campaign))
    assert moves in handler
    assert drags in handler


def test_every_column_can_say_why_a_card_does_not_go_there(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=len(PLOTS))
    text = body(client_of(cast.li, language="zh-hans"), url(campaign))
    why = re.findall(r'data-refuses="卡片未移动。 ([^"]+)"', text)
    assert len(set(why)) == len(Step)


def test_the_move_to_work_says_what_counts_as_work(drive, story, cast, client_of):
    matter = story.closed()
    campaign = drive.opened()
    batch = drive.frozen(campaign, matter)
    address = reverse("entry-mark", args=[batch.public_id, matter.public_id, "work"])
    handler = client_of(cast.li)
    assert f'href="{address}" data-to="working"' in body(handler, url(campaign))
    text = body(handler, address)
    assert "its handling begun" in text
    assert reverse("matter", args=[matter.public_id]) in text
    assert "<button" not in text.split('class="form-foot"')[1].split("</form>")[0]
    assert handler.post(address).status_code == 404


def test_boxes_stand_only_at_rows_where_something_can_be_done(drive, cast, client_of):
    campaign = drive.opened()
    crowd(drive, campaign, number=len(PLOTS))
    text = body(client_of(cast.li), url(campaign, "?view=table"))
    assert text.count('name="entry"') == 4, "not those closed, resolved or left"
    assert 'name="entry"' not in body(client_of(cast.qian_city), url(campaign, "?view=table"))
