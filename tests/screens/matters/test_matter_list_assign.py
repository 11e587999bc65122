"""Several matters to one handler at once: each by itself, each with its own answer."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.screens.matters.lists import matters

from touyan.audit.models import Entry
from touyan.matters.models import Act, Matter
from touyan.matters.rules.lifecycle import Stage

URL = "/matters/assign/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch, now):
    monkeypatch.setattr("touyan.config.middleware.timezone", SimpleNamespace(now=lambda: now))


@pytest.fixture
def office(cast):
    return cast.organ_of(cast.wang)


def send(client, chosen, handler="", query=""):
    ids = [str(matter.public_id) for matter in chosen]
    return client.post(URL, {"matter": ids, "handler": getattr(handler, "pk", handler), "query": query},
                       follow=True)  # fmt: skip


def test_heads_and_leaders_are_offered_it_and_others_are_not(cast, client_of, office, now):
    matters(office, 1, now=now)
    for account, offered in (
        (cast.he, True),
        (cast.zhao, True),
        (cast.li, False),
        (cast.wang, False),
    ):
        page = client_of(account).get("/matters/").content.decode()
        assert (URL in page) is offered
    assert send(client_of(cast.li), [], cast.li).status_code == 403


def test_in_a_list_of_many_offices_it_is_not_offered_to_be_refused(cast, client_of, office, now):
    matters(office, 1, now=now)
    matters(cast.organ_of(cast.he_city), 1, now=now)
    client = client_of(cast.he_city)
    assert URL not in client.get("/matters/").content.decode()
    assert URL in client.get("/matters/?own=1").content.decode()


def test_each_is_assigned_and_recorded_by_itself(cast, client_of, office, now):
    made = matters(office, 3, now=now, stage=Stage.ACCEPTED)
    answer = send(client_of(cast.he), made, cast.li, query="stage=accepted&evil=1")
    assert answer.redirect_chain[0][0] == "/matters/?stage=accepted"
    assert "Assigned to 李建国: 3" in answer.content.decode()
    assert Act.objects.filter(verb="assign").count() == 3
    assert Entry.objects.filter(verb="matter.assign").count() == 3
    assert set(Matter.objects.values_list("handler", "stage")) == {(cast.li.pk, "assigned")}


def test_one_refusal_leaves_the_others_standing_and_says_why(cast, client_of, office, now):
    good = matters(office, 1, now=now, stage=Stage.ACCEPTED)[0]
    bad = matters(office, 1, now=now, stage=Stage.CLOSED)[0]
    page = send(client_of(cast.he), [good, bad], cast.li).content.decode()
    assert f"Assigned to 李建国: 1 ({good.number})" in page
    assert f"{bad.number}: “Assign” is not possible while the matter is “Closed”" in page
    assert Matter.objects.get(pk=bad.pk).handler is None


def test_sent_twice_it_does_nothing_twice(cast, client_of, office, now):
    made = matters(office, 1, now=now, stage=Stage.ACCEPTED)
    send(client_of(cast.he), made, cast.li)
    page = send(client_of(cast.he), made, cast.li).content.decode()
    assert "Already with this handler" in page
    assert Act.objects.filter(verb="assign").count() == 1


def test_what_is_hidden_reads_as_absent(cast, client_of, now):
    elsewhere = matters(cast.organ_of(cast.zhou), 1, now=now, stage=Stage.ACCEPTED)
    page = send(client_of(cast.he), elsewhere, cast.li).content.decode()
    assert "—: Not found." in page
    assert elsewhere[0].number not in page


def test_nothing_chosen_is_said(cast, client_of, office, now):
    made = matters(office, 1, now=now, stage=Stage.ACCEPTED)
    client = client_of(cast.he)
    assert "Choose at least one matter." in send(client, [], cast.li).content.decode()
    assert "Choose the handler" in send(client, made, "").content.decode()
    assert "Choose the handler" in send(client, made, cast.li_spp).content.decode()
    answer = client.post(URL, {"matter": ["x"], "handler": cast.li.pk}, follow=True)
    assert "Choose at least one matter." in answer.content.decode()
