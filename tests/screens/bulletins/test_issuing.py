"""A bulletin's figures frozen, numbers bound, the bulletin issued."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests.database.matters.stories import Story
from tests.screens.bulletins.pages import add, begun, issue, post, text_of

from touyan.audit.models import Entry
from touyan.statistics.actions.following import follow
from touyan.statistics.models import BulletinVersion, FrozenFigure

pytestmark = pytest.mark.django_db


def later(story: Story) -> None:
    """Something the register did not know before."""
    story.petition(title="后来的来信")
    follow(now=story.now + timedelta(days=1))


def forms(client: Client, address: str, end: str) -> list[tuple[str, dict[str, str]]]:
    """The forms of the page whose address ends so, with what they send."""
    page = client.get(address).content.decode()
    found = re.findall(rf'<form method="post" action="([^"]+/{end}/)">(.*?)</form>', page, re.S)
    return [
        (html.unescape(url), dict(re.findall(r'name="(\w+)" value="([^"]*)"', body)))
        for url, body in found
    ]


def test_a_number_typed_by_hand_is_pointed_out_and_bound(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    post(client, address, "In 2026 the office received 2 petitions, 50 % of them laid.")
    assert "2 could be bound to:" in client.get(address).content.decode()
    url, given = next(
        one for one in forms(client, address, "bind") if one[1]["measure"] == "received"
    )
    assert client.post(url, given).status_code == 302
    assert "2 could be bound to:" not in client.get(address).content.decode()
    story.petition(title="后来的来信")
    follow(now=story.now)
    assert text_of(client, address).startswith("In 2026 the office received 3 petitions")


def test_a_number_gone_meanwhile_is_not_bound(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    post(client, address, "2 petitions")
    url, given = forms(client, address, "bind")[0]
    post(client, address, "No number")
    page = client.post(url, given, follow=True).content.decode()
    assert "meanwhile" in page
    assert text_of(client, address) == "No number"


def test_a_frozen_figure_stands_and_a_freed_one_moves(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    add(client, address, "{}", "received")
    [(url, given)] = forms(client, address, "freeze")
    client.post(url, given)
    later(story)
    assert text_of(client, address) == "2"
    [(url, given)] = forms(client, address, "live")
    client.post(url, given)
    assert text_of(client, address) == "3"


def test_issuing_freezes_every_figure_with_its_proof(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    add(client, address, "{} received", "received")
    add(client, address, "{1} received, {} first", "first_share")
    assert issue(client, address).status_code == 302
    later(story)
    assert text_of(client, address) == "2 received, 100.0% first"
    assert FrozenFigure.objects.count() == 2
    [url] = set(
        re.findall(r'href="(/figures/frozen/[^"]+/)">2<', client.get(address).content.decode())
    )
    assert "the number and the list are the same" in client.get(url).content.decode()
    verbs = Entry.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs).count("bulletin.issue") == 1


def test_what_is_issued_no_longer_changes(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    add(client, address, "{} received", "received")
    issue(client, address)
    assert client.get(f"{address}write/").status_code == 302
    assert issue(client, address).status_code == 404
    newest = BulletinVersion.objects.latest("pk")
    newest.pk, newest.number, newest.issued = None, newest.number + 1, False
    with pytest.raises(DatabaseError, match="no_longer_changes"), transaction.atomic():
        newest.save(force_insert=True)


def test_no_live_figure_is_ever_issued(story, client_of) -> None:
    client = client_of(story.cast.he)
    add(client, begun(client), "{} received", "received")
    newest = BulletinVersion.objects.latest("pk")
    newest.pk, newest.number, newest.issued = None, newest.number + 1, True
    with pytest.raises(DatabaseError, match="with_frozen_figures"), transaction.atomic():
        newest.save(force_insert=True)


def test_an_empty_text_or_an_open_place_is_not_issued(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    assert issue(client, address).status_code == 422
    post(client, address, "{} received")
    assert issue(client, address).status_code == 422


def test_earlier_versions_can_be_read(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    post(client, address, "First words")
    post(client, address, "Other words")
    assert text_of(client, f"{address}versions/2/") == "First words"
    assert client.get(f"{address}versions/9/").status_code == 404


def test_a_statistician_writes_but_does_not_issue(story, client_of) -> None:
    address = begun(client_of(story.cast.he))
    client = client_of(story.cast.qian)
    assert post(client, address, "Words").status_code == 302
    assert client.post(f"{address}issue/", {"confirm": "1"}).status_code == 403


def test_a_figure_restated_later_is_told_beside_it(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    add(client, address, "{} received", "received")
    issue(client, address)
    later(story)
    frozen = FrozenFigure.objects.get()
    newer = client.post(f"/figures/frozen/{frozen.public_id}/restate/", {"reason": "补登一件来信"})
    page = client.get(address).content.decode()
    assert "restated later" in page
    assert newer["Location"] in page
    assert text_of(client, address) == "2 received"
