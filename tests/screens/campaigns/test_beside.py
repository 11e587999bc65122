"""The page of a matter says for which campaigns it was put forward and which list it is on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from touyan.campaigns.actions.batches import leave_batch
from touyan.campaigns.actions.candidates import nominate


def body(client, matter) -> str:
    answer = client.get(reverse("matter", args=[matter.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_is_sent_to_sign_in(client, story):
    assert client.get(reverse("matter", args=[story.closed().public_id])).status_code == 302


def test_heads_and_leaders_nominate_from_here_while_a_campaign_is_open(
    drive, story, cast, client_of
):
    matter = story.handling()
    link = reverse("nominate", args=[matter.public_id])
    assert link not in body(client_of(cast.he), matter)
    drive.opened()
    assert link in body(client_of(cast.he), matter)
    assert link in body(client_of(cast.zhao), matter)
    assert link not in body(client_of(cast.li), matter)


def test_what_was_nominated_is_told_with_its_reason_and_not_nominated_again(
    drive, story, cast, client_of
):
    matter, campaign = story.handling(), drive.opened()
    nominate(campaign_id=campaign.public_id, matter_id=matter.public_id, reason="多次来访未解决",
             by=cast.he, now=story.now)  # fmt: skip
    text = body(client_of(cast.he), matter)
    assert "Nominated, not decided yet" in text
    assert "多次来访未解决" in text
    assert reverse("nominate", args=[matter.public_id]) not in text


def test_its_place_on_a_frozen_list_opens_the_board_and_leaving_shows(
    drive, story, cast, client_of
):
    matter, campaign = story.closed(), drive.opened()
    batch = drive.frozen(campaign, matter)
    text = body(client_of(cast.li), matter)
    assert "batch 1, no. 1" in text
    assert f"{reverse('campaign-board', args=[campaign.public_id])}?batch=1" in text
    assert "Left by decision" not in text
    leave_batch(entry_id=drive.entry(batch, matter).pk, reason="并案办理", by=cast.zhao,
                now=story.later(minutes=1).now)  # fmt: skip
    assert "batch 1, no. 1 · Left by decision" in body(client_of(cast.li), matter)


@pytest.mark.parametrize("who", ["he", "li"])
def test_it_speaks_chinese(drive, story, cast, client_of, who):
    matter = story.closed()
    drive.frozen(drive.opened(), matter)
    assert "第1批次" in body(client_of(getattr(cast, who), language="zh-hans"), matter)
