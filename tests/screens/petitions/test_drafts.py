"""Drafts: what was typed survives a closed browser and a lost session."""

from __future__ import annotations

import uuid

from django.urls import reverse
from tests.screens.petitions.forms import letter, rows

from touyan.intake.models import Draft, Petition

URL = "/petitions/new/"
SAVE = "/petitions/new/draft/"


def test_a_draft_is_saved_sealed_and_opened_again(cast, client_of):
    client, form = client_of(cast.wang), letter(received_on="2026113", title="不服判决")
    answer = client.post(SAVE, form)
    assert answer.json()["saved_at"]
    assert "刘玉兰".encode() not in bytes(Draft.objects.get().sealed)
    again = client_of(cast.wang)
    listed = again.get(URL).content.decode()
    assert "Drafts: 1" in listed
    assert "刘玉兰" in listed
    page = again.get(URL, {"draft": form["form_key"]}).content.decode()
    assert "请求依法提出抗诉" in page
    assert "2026113" in page
    assert "13800138000" in page
    assert form["form_key"] in page


def test_every_row_comes_back(cast, client_of):
    client = client_of(cast.wang)
    people = rows("parties", {"name": "刘玉兰"}, {"name": "王五", "role": "agent"})
    form = letter(**people)
    client.post(SAVE, form)
    answer = client.get(URL, {"draft": form["form_key"]})
    parties = answer.context["forms"].parties.forms
    assert [row["name"].value() for row in parties] == ["刘玉兰", "王五"]


def test_an_empty_form_leaves_no_draft(cast, client_of):
    blank = letter(text="", claims="", **rows("parties"))
    assert client_of(cast.wang).post(SAVE, blank).status_code == 204
    assert not Draft.objects.exists()


def test_registration_takes_the_draft_away(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(SAVE, form)
    client.post(URL, form)
    assert not Draft.objects.filter(form="petition").exists()


def test_a_late_autosave_does_not_bring_a_registered_form_back(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(URL, form)
    assert client.post(SAVE, form).status_code == 409
    assert not Draft.objects.filter(form="petition").exists()


def test_nobody_opens_or_overwrites_another_ones_draft(cast, client_of):
    form = letter()
    client_of(cast.wang).post(SAVE, form)
    colleague = client_of(cast.li)
    assert "刘玉兰" not in colleague.get(URL, {"draft": form["form_key"]}).content.decode()
    assert colleague.post(SAVE, {**form, "text": "x"}).status_code == 409
    colleague.post(reverse("discard-petition-draft", args=[form["form_key"]]))
    assert Draft.objects.count() == 1


def test_a_draft_can_be_discarded(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(SAVE, form)
    client.post(reverse("discard-petition-draft", args=[form["form_key"]]))
    assert not Draft.objects.exists()


def test_a_key_that_is_none_saves_nothing(cast, client_of):
    assert client_of(cast.wang).post(SAVE, letter(form_key="x")).status_code == 204


def test_an_unknown_draft_opens_an_empty_form(cast, client_of):
    answer = client_of(cast.wang).get(URL, {"draft": str(uuid.uuid4())})
    assert answer.status_code == 200


def test_a_registered_petition_keeps_nothing_from_its_draft(cast, client_of):
    client, form = client_of(cast.wang), letter()
    client.post(SAVE, {**form, "text": "较早的草稿"})
    client.post(URL, form)
    assert "较早的草稿" not in Petition.objects.get().text
