"""A bulletin's figures frozen, numbers bound, the bulletin issued."""

from __future__ import annotations

import html
import re
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests.database.matters.stories import Story, entry
from tests.screens.bulletins.pages import add, begun, issue, post, text_of

from touyan.audit.models import Entry
from touyan.intake.actions import register_petition
from touyan.matters.models import Matter
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
    assert issue(client_of(story.cast.zhao), address).status_code == 302
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
    issue(client_of(story.cast.zhao), address)
    assert client.get(f"{address}write/").status_code == 302
    assert issue(client_of(story.cast.zhao), address).status_code == 404
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
    assert issue(client_of(story.cast.zhao), address).status_code == 422
    post(client, address, "{} received")
    assert issue(client_of(story.cast.zhao), address).status_code == 422


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


def test_whoever_wrote_it_last_does_not_issue_it(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    post(client, address, "Words")
    answer = issue(client, address)
    assert answer.status_code == 422
    assert "another leader or head" in answer.content.decode()
    assert issue(client_of(story.cast.qin), address).status_code == 302


def test_a_text_that_names_a_matter_says_so_and_is_not_issued(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    post(client, address, f"As in {Matter.objects.get().number}.")
    assert "names single matters" in client.get(address).content.decode()
    assert (
        Matter.objects.get().number in issue(client_of(story.cast.zhao), address).content.decode()
    )


def test_a_median_is_picked_frozen_and_proven(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    assert add(client, address, "{} days", "days_to_answer").status_code == 422
    add(client, address, "{} days", "days_to_answer", which="median")
    said = text_of(client, address)
    assert re.fullmatch(r"\d+ days", said)
    issue(client_of(story.cast.zhao), address)
    assert text_of(client, address) == said
    assert FrozenFigure.objects.get().median == int(said.removesuffix(" days"))


def city_bulletin(story: Story, client_of, text: str, *, number: int) -> str:
    """Issued by the prefecture, with what it received itself, beside what came in beneath."""
    wang = story.cast.wang_city
    for place in range(number):
        register_petition(
            entry(title=f"市院来信{place}"), organ=story.cast.organ_of(wang), by=wang, now=story.now,
            key=uuid.uuid4(),
        )  # fmt: skip
    follow(now=story.now + timedelta(minutes=1))
    writer = client_of(story.cast.he_city)
    address = begun(writer)
    add(writer, address, text, "received")
    issue(client_of(story.cast.zhao_city), address)
    return address


def test_an_office_beneath_reads_what_is_issued_and_opens_no_list(story, client_of) -> None:
    for place in range(4):
        story.petition(title=f"县院来信{place}")
    address = city_bulletin(story, client_of, "{} received", number=5)
    reader = client_of(story.cast.he)
    assert text_of(reader, address) == "11 received"
    page = reader.get(address).content.decode()
    assert "/figures/received/" not in page
    assert "/figures/frozen/" not in page
    assert reader.get(f"{address}versions/1/").status_code == 404
    assert reader.get(f"{address.rstrip('/')}.pdf").status_code == 200


def test_what_a_few_people_follow_from_stays_with_the_office(story, client_of) -> None:
    """The county takes its own six away and knows of the two its office above keeps from it."""
    for place in range(4):
        story.petition(title=f"县院来信{place}")
    address = city_bulletin(story, client_of, "{} received", number=2)
    assert client_of(story.cast.he).get(address).status_code == 404
    page = client_of(story.cast.he_city).get(address).content.decode()
    assert "Offices beneath do not read it" in page


def test_a_figure_restated_later_is_told_beside_it(story, client_of) -> None:
    client = client_of(story.cast.he)
    address = begun(client)
    add(client, address, "{} received", "received")
    issue(client_of(story.cast.zhao), address)
    later(story)
    frozen = FrozenFigure.objects.get()
    newer = client.post(f"/figures/frozen/{frozen.public_id}/restate/", {"reason": "补登一件来信"})
    page = client.get(address).content.decode()
    assert "restated later" in page
    assert newer["Location"] in page
    assert text_of(client, address) == "2 received"
