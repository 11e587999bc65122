"""Pages for what went wrong."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from tests.screens.office.people import admin_of

from touyan.desk.errors import broken


def test_a_page_that_does_not_exist_says_so_in_the_readers_language(client, db):
    english = client.get("/nowhere/", headers={"accept-language": "en"})
    assert english.status_code == 404
    assert "There is no such page" in english.content.decode()
    chinese = client.get("/nowhere/", headers={"accept-language": "zh-CN"})
    assert 'lang="zh-Hans"' in chinese.content.decode()


def test_hidden_and_absent_look_the_same(cast, client_of, now):
    client = client_of(admin_of("510104", now=now))
    hidden = client.get(f"/office/staff/{cast.wang.pk}/")
    absent = client.get("/office/staff/99999999/")
    assert hidden.status_code == absent.status_code == 404
    assert without_tokens(hidden) == without_tokens(absent)


def without_tokens(answer) -> list[str]:
    lines = answer.content.decode().splitlines()
    return [line for line in lines if "csrf" not in line and 'name="next"' not in line]


def test_a_page_for_other_roles_says_who_gives_them(cast, client_of):
    answer = client_of(cast.wang).get("/audit/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "system administrator" in page
    assert "security administrator" in page


def test_a_refusal_shows_its_sentence_and_keeps_the_frame(cast, client_of, now):
    client = client_of(admin_of("510104", now=now))
    answer = client.get("/office/330106/appoint/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Only an administrator of this office, or of one above, may do this." in page
    assert "what you typed is still there" in page


def test_a_form_without_its_token_is_turned_away_with_advice(db):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = client.post("/sign-in/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "The page was out of date" in answer.content.decode()


def test_the_page_for_the_unforeseen_asks_nothing_of_the_database_and_gives_a_code(caplog):
    answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    code = caplog.messages[-1].split()[-1]
    assert code in answer.content.decode()


@pytest.mark.parametrize("path", ["/office/", "/audit/", "/office/import/", "/office/requests/"])
def test_a_stranger_learns_nothing(client, db, path):
    assert client.get(path).status_code == 302
