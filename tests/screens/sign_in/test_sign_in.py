"""Signing in and out, passwords, language."""

from __future__ import annotations

import pytest

from touyan.audit.models import Entry
from touyan.demonstration import queries
from touyan.demonstration.rules.cast import PASSWORD

URL = "/sign-in/"


def changed(old: str, new: str) -> dict[str, str]:
    return {"old": old, "new": new, "again": new}


def given(username: str = "wang", password: str = PASSWORD) -> dict[str, str]:
    return {"username": username, "password": password}


def test_the_page_says_what_touyan_is_and_offers_both_languages(client, db):
    answer = client.get(URL, headers={"accept-language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "头雁" in page
    assert "ends the grievance" in page
    assert 'value="zh-hans"' in page


def test_without_a_demonstration_no_log_ins_are_shown(client, db, monkeypatch):
    monkeypatch.setattr(queries, "_is_loaded", lambda: False)
    assert PASSWORD not in client.get(URL).content.decode()


def test_with_a_demonstration_the_log_ins_are_shown_with_the_password(client, db, monkeypatch):
    monkeypatch.setattr(queries, "_is_loaded", lambda: True)
    page = client.get(URL).content.decode()
    assert PASSWORD in page
    assert "王芳" in page
    assert "shenji" in page


def test_in_production_they_are_never_shown(client, db, monkeypatch, settings):
    monkeypatch.setattr(queries, "_is_loaded", lambda: True)
    settings.PRODUCTION = True
    assert PASSWORD not in client.get(URL).content.decode()


def test_signing_in_leads_to_the_page_asked_for_and_leaves_a_row(cast, client):
    answer = client.post(URL, given() | {"next": "/office/330106/"})
    assert answer["Location"] == "/office/330106/"
    assert Entry.objects.filter(verb="account.sign_in", actor_id=cast.wang.pk).count() == 1


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_signing_in_never_leads_elsewhere(cast, client, target):
    assert client.post(URL, given() | {"next": target})["Location"] == "/"


@pytest.mark.parametrize(
    "wrong", [given(password="wrong"), given(username="nobody"), given(username="wang ")]
)
def test_a_wrong_name_and_a_wrong_password_look_the_same(cast, client, wrong):
    answer = client.post(URL, wrong, headers={"accept-language": "en"})
    if wrong["username"].strip() == "wang" and wrong["password"] == PASSWORD:
        assert answer.status_code == 302  # a space typed by mistake does no harm
        return
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The log-in name or the password is not right." in page
    assert wrong["password"] not in page


def test_a_closed_account_does_not_come_in(cast, client):
    cast.wang.is_active = False
    cast.wang.save()
    assert client.post(URL, given()).status_code == 422


def test_too_many_failures_pause_the_name_for_that_place(cast, client):
    for _each in range(5):
        answer = client.post(URL, given(password="wrong"), headers={"accept-language": "en"})
    assert answer.status_code == 429
    assert "Try again in a quarter of an hour" in answer.content.decode()
    assert client.post(URL, given()).status_code == 429
    assert client.post(URL, given("li")).status_code == 302


def test_signing_out_ends_the_session(cast, client_of):
    client = client_of(cast.wang)
    assert client.post("/sign-out/")["Location"] == URL
    assert client.get("/office/")["Location"].startswith(URL)


class TestChangingThePassword:
    def test_a_stranger_is_sent_to_sign_in(self, client, db):
        assert client.get("/password/")["Location"].startswith(URL)

    def test_the_page_is_there(self, cast, client_of):
        assert "Present password" in client_of(cast.wang).get("/password/").content.decode()

    def test_the_new_one_holds_and_the_session_stays(self, cast, client_of):
        client = client_of(cast.wang)
        client.post("/password/", changed(PASSWORD, "seven-geese-flying"))
        cast.wang.refresh_from_db()
        assert cast.wang.check_password("seven-geese-flying")
        assert client.get("/office/").status_code == 200

    @pytest.mark.parametrize(
        ("old", "new"),
        [("wrong", "seven-geese-flying"), (PASSWORD, "short"), (PASSWORD, "1234567890")],
    )
    def test_a_wrong_or_weak_one_is_refused(self, cast, client_of, old, new):
        assert client_of(cast.wang).post("/password/", changed(old, new)).status_code == 422
        cast.wang.refresh_from_db()
        assert cast.wang.check_password(PASSWORD)

    def test_a_slip_in_the_second_entry_is_refused(self, cast, client_of):
        given = changed(PASSWORD, "seven-geese-flying") | {"again": "seven-geese-flyign"}
        answer = client_of(cast.wang, language="en").post("/password/", given)
        assert "The two entries of the new password differ." in answer.content.decode()
        cast.wang.refresh_from_db()
        assert cast.wang.check_password(PASSWORD)

    def test_a_first_password_must_be_changed_before_anything_else(self, cast, client_of):
        cast.wang.must_change_password = True
        cast.wang.save()
        client = client_of(cast.wang)
        assert client.get("/office/")["Location"] == "/password/"
        assert "Choose your own before going on" in client.get("/password/").content.decode()


def test_a_signed_in_person_keeps_the_language_chosen(cast, client_of):
    client = client_of(cast.wang, language="en")
    client.post("/language/", {"language": "zh-hans", "next": "/office/"})
    assert 'lang="zh-Hans"' in client.get("/office/").content.decode()
    cast.wang.refresh_from_db()
    assert cast.wang.language == "zh-hans"
