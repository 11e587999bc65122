"""A batch: quotas, choosing, freezing behind a confirmation, and the digest computed again."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.screens.campaigns.crowds import crowd

from touyan.audit.models import Entry
from touyan.campaigns.models import BatchEntry, BatchQuota, Candidate
from touyan.intake.models import Wall
from touyan.kernel.crypto import sm3
from touyan.statistics.actions.following import follow


def url(batch, name: str = "batch") -> str:
    return reverse(name, args=[batch.public_id])


def body(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def preparing(drive, story):
    """A batch in preparation with two of three accepted matters on it."""
    campaign = drive.opened()
    batch = drive.prepared(campaign, story.closed(), story.closed(title="第二件"))
    drive.accepted(campaign, story.closed(title="第三件"))
    return batch


def test_a_stranger_is_sent_to_sign_in(client, preparing):
    assert client.get(url(preparing)).status_code == 302


@pytest.mark.parametrize("who", ["wang", "xitong"])
def test_whoever_takes_no_part_is_refused(preparing, cast, client_of, who):
    assert client_of(getattr(cast, who)).get(url(preparing)).status_code == 403


def test_a_handler_reads_the_list_and_changes_nothing(preparing, cast, client_of):
    handler = client_of(cast.li)
    text = body(handler, url(preparing) + "?show=chosen")
    assert "第二件" in text
    assert 'name="verb"' not in text
    for name in ("batch-quotas", "batch-choose", "batch-freeze"):
        assert handler.post(url(preparing, name), {"verb": "drop"}).status_code == 403


def test_matters_are_put_on_the_list_and_taken_off(preparing, cast, client_of):
    head = client_of(cast.he)
    third = Candidate.objects.get(batch=None)
    sent = {"verb": "add", "candidate": [str(third.public_id)]}
    assert head.post(url(preparing, "batch-choose"), sent).status_code == 302
    assert preparing.chosen.count() == 3
    assert head.post(url(preparing, "batch-choose"),
                     {"verb": "drop", "all_matching": "1"}).status_code == 302  # fmt: skip
    assert preparing.chosen.count() == 0


def test_a_quota_shows_how_many_are_chosen_and_stops_the_freezing_when_passed(
    preparing, cast, client_of
):
    code = cast.organ_of(cast.he).code
    head, chief = client_of(cast.he), client_of(cast.zhao)
    assert head.post(url(preparing, "batch-quotas"), {code: "-1"}).status_code == 422
    assert head.post(url(preparing, "batch-quotas"), {code: "1"}).status_code == 302
    assert BatchQuota.objects.get().number == 1
    assert "over the quota" in body(head, url(preparing))
    answer = chief.post(url(preparing, "batch-freeze"), {"confirm": "1"})
    assert answer.status_code == 422
    assert "quota" in answer.content.decode()
    head.post(url(preparing, "batch-quotas"), {code: "2"})
    assert "over the quota" not in body(head, url(preparing))
    assert chief.post(url(preparing, "batch-freeze"), {"confirm": "1"}).status_code == 302


def test_only_a_leader_freezes_and_first_reads_what_cannot_be_undone(preparing, cast, client_of):
    assert client_of(cast.he).get(url(preparing, "batch-freeze")).status_code == 403
    chief = client_of(cast.zhao)
    text = body(chief, url(preparing, "batch-freeze"))
    assert "cannot be undone" in text
    assert not BatchEntry.objects.exists()
    assert chief.post(url(preparing, "batch-freeze"), {"confirm": "1"}).status_code == 302
    preparing.refresh_from_db()
    shown = body(chief, url(preparing))
    assert preparing.digest in shown
    assert "0 have entered the campaign so far" in shown


def test_checking_again_says_whether_anything_was_added(drive, story, cast, client_of):
    campaign = drive.opened()
    batch = drive.frozen(campaign, story.closed(), story.closed(title="第二件"))
    chief = client_of(cast.zhao)
    assert "Nothing was added" not in body(chief, url(batch))
    assert "Nothing was added, dropped or exchanged" in body(chief, url(batch) + "?check=1")
    later = story.closed(title="后来想加的一件")
    drive.accepted(campaign, later)
    one = Candidate.objects.get(matter=later)
    BatchEntry.objects.create(batch=batch, matter=later, ordinal=3, organ=later.organ,
                              candidate=one)  # fmt: skip
    assert "is not the one that was frozen" in body(chief, url(batch) + "?check=1")


def test_the_downloaded_list_has_the_digest_that_is_shown(drive, story, cast, client_of):
    batch = drive.frozen(drive.opened(), story.closed())
    handler = client_of(cast.li)
    answer = handler.post(url(batch, "batch-list"))
    assert answer.status_code == 200
    assert sm3(answer.content).hex() == batch.digest
    row = Entry.objects.latest("number")
    assert (row.verb, row.detail["rows"]) == ("campaign.export_list", 1)


def test_whom_a_wall_stops_learns_neither_size_nor_list(drive, story, cast, client_of):
    walled = story.closed()
    batch = drive.frozen(drive.opened(), walled, story.closed(title="第二件"))
    Wall.objects.create(petition=walled.belongings.get().petition, person=cast.zhao.person)
    chief = client_of(cast.zhao)
    text = body(chief, url(batch))
    assert "Matters on the list" not in text
    assert "List as text" not in text
    assert chief.post(url(batch, "batch-list")).status_code == 404
    assert "Matters on the list" in body(client_of(cast.he), url(batch))


def test_a_list_in_preparation_is_not_handed_out(preparing, cast, client_of):
    assert client_of(cast.zhao).post(url(preparing, "batch-list")).status_code == 404


@pytest.mark.parametrize("number", [10, 1000])
def test_it_costs_the_same_however_long_the_list(drive, cast, client_of, number):
    campaign = drive.opened()
    frozen = crowd(drive, campaign, number=number)
    preparing = drive.prepared(campaign)
    Candidate.objects.filter(batch=frozen).update(batch=preparing)
    client = client_of(cast.zhao)
    for address in (url(preparing), url(preparing) + "?show=chosen", url(frozen)):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12, [q["sql"][:90] for q in queries]


def test_it_speaks_chinese(preparing, cast, client_of):
    text = body(client_of(cast.zhao, language="zh-hans"), url(preparing))
    assert "准备中" in text
    assert "冻结名单" in text


def test_the_figures_of_a_list_are_a_step_away_and_can_be_frozen(drive, story, cast, client_of):
    batch = drive.frozen(drive.opened(), story.closed(), story.closed(title="第二件"))
    follow(now=story.now)
    chief = client_of(cast.zhao)
    [address] = re.findall(r'href="(/figures/batch_resolved/[^"]+)"', body(chief, url(batch)))
    text = body(chief, address)
    assert f'href="{url(batch)}"' in text  # named, and a step back
    [action] = re.findall(r'action="(/figures/frozen/of/[^"]+)"', text)
    frozen = body(chief, chief.post(action)["Location"])
    assert "the number and the list are the same" in frozen
    assert re.search(r"/list/\?part=of\">2</a>", frozen)
    assert "/figures/batch" not in body(client_of(cast.li), url(batch))
