"""The receipt: the query code is shown once, and works where a wall has closed the petition."""

from __future__ import annotations

import re
from datetime import timedelta

from django.urls import reverse
from tests.screens.petitions.forms import letter, rows, yesterday

from touyan.intake.models import Petition
from touyan.intake.queries import petition_by_query_code

URL = "/petitions/new/"
CODE = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")


def registered(client, **changes) -> tuple[Petition, str]:
    where = client.post(URL, letter(**changes))["Location"]
    return Petition.objects.latest("pk"), where


def test_a_stranger_is_sent_to_sign_in(client, cast, client_of):
    _, where = registered(client_of(cast.wang))
    assert reverse("sign-in") in client.get(where)["Location"]


def test_the_query_code_is_shown_once_and_finds_the_petition(cast, client_of):
    client = client_of(cast.wang)
    petition, where = registered(client)
    first, second = client.get(where).content.decode(), client.get(where).content.decode()
    code = CODE.search(first)
    assert code
    assert petition_by_query_code(code[0]) == petition
    assert not CODE.search(second)
    assert "shown once" in second


def test_the_receipt_says_what_the_petitioner_needs_and_no_more(cast, client_of):
    client = client_of(cast.wang)
    petition, where = registered(client)
    page = client.get(where).content.decode()
    for words in [petition.number, petition.organ.name, "刘玉兰", "12309", yesterday().isoformat()]:
        assert words in page
    assert "13800138000" not in page
    assert "请求依法提出抗诉" not in page


def test_the_receipt_names_the_day_of_the_seven_day_reply(cast, client_of):
    client = client_of(cast.wang)
    petition, where = registered(client)
    due = petition.undecided.due_on
    assert due is not None
    assert due >= yesterday() + timedelta(days=7)
    assert f"Within seven days, by {due.isoformat()}" in client.get(where).content.decode()


def test_another_clerk_of_the_office_sees_the_receipt_without_the_code(cast, client_of):
    _, where = registered(client_of(cast.wang))
    page = client_of(cast.li).get(where).content.decode()
    assert not CODE.search(page)


def test_an_office_elsewhere_does_not_see_it(cast, client_of):
    _, where = registered(client_of(cast.wang))
    assert client_of(cast.zhou).get(where).status_code == 404


def test_administrators_are_refused(cast, client_of):
    _, where = registered(client_of(cast.wang))
    assert client_of(cast.xitong).get(where).status_code == 403


def test_a_walled_petition_gives_its_receipt_once_and_is_then_gone(cast, client_of):
    client = client_of(cast.wang)
    chief = cast.zhao.person
    accused = rows("subjects", {"role": "accused", "name": chief.name, "person": chief.pk})
    petition, where = registered(client, **accused)
    page = client.get(where).content.decode()
    assert CODE.search(page)
    assert petition.handling_organ.name in page
    assert "is not visible here any more" in page
    assert client.get(where).status_code == 404


def test_a_second_sending_still_gets_the_code(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(URL, form)
    where = client.post(URL, form)["Location"]
    assert CODE.search(client.get(where).content.decode())
