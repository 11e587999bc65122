"""Consent, public interest and objections on the page of a nomination."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.telling import Told
from tests.database.matters.stories import Story
from tests.screens.exemplars.test_editions import as_
from tests.screens.exemplars.test_nominating import page_of

from touyan.exemplars.models import Exemplar
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: told.story.now)
    return told


def post(name: str, by: Account, exemplar: Exemplar, *more: Any, **data: Any) -> int:
    url = reverse(name, args=[exemplar.public_id, *more])
    return int(as_(by).post(url, data).status_code)


def test_consent_is_entered_and_taken_back_without_a_reason(told: Told) -> None:
    exemplar, li = told.approved(), told.cast.li
    ground = exemplar.grounds.get()
    assert post("exemplar-consent-back", li, exemplar, ground.public_id, how="telephone") == 302
    exemplar.refresh_from_db()
    assert exemplar.state == "selected"
    assert "taken back" in as_(li).get(page_of(exemplar)).content.decode()
    assert post("exemplar-consent-back", li, exemplar, ground.public_id, how="letter") == 404
    said = {"text": "书面同意，正卷第20页", "signed_on": "20261123"}
    assert post("exemplar-ground", li, exemplar, "consent", **said) == 302
    assert "正卷第20页" in as_(li).get(page_of(exemplar)).content.decode()


def test_a_public_interest_is_documented_by_a_leader_alone(told: Told) -> None:
    exemplar = told.nominated()
    said = {"text": "涉及众多群众权益", "signed_on": "20261123"}
    for other in (told.cast.li, told.cast.he):
        assert post("exemplar-ground", other, exemplar, "public_interest", **said) == 404
    assert post("exemplar-ground", told.cast.zhao, exemplar, "whim", **said) == 404
    assert post("exemplar-ground", told.cast.zhao, exemplar, "public_interest", **said) == 302
    assert exemplar.grounds.get().kind == "public_interest"


def test_an_objection_is_entered_and_decided_by_somebody_else(told: Told) -> None:
    exemplar, cast = told.submitted(), told.cast
    assert post("exemplar-objection", cast.li, exemplar, how="letter", text="会被认出") == 302
    objection = exemplar.objections.get()
    ruled = {"ruling": "upheld", "reason": "细节足以辨认"}
    decide = "exemplar-objection-decide"
    assert post(decide, cast.li, exemplar, objection.public_id, **ruled) == 404
    assert post(decide, cast.he, exemplar, objection.public_id, ruling="upheld") == 422
    assert post(decide, cast.he, exemplar, objection.public_id, **ruled) == 302
    exemplar.refresh_from_db()
    assert exemplar.state == "withdrawn"
    page = as_(cast.li).get(page_of(exemplar)).content.decode()
    for words in ("会被认出", "细节足以辨认", "Upheld"):
        assert words in page


def test_a_future_day_is_refused_at_its_field(told: Told) -> None:
    said = {"text": "同意", "signed_on": "20271231"}
    assert post("exemplar-ground", told.cast.li, told.nominated(), "consent", **said) == 422


def test_whoever_does_not_deal_with_petitioners_is_offered_nothing(told: Told) -> None:
    exemplar = told.nominated()
    page = as_(told.cast.he_city).get(page_of(exemplar)).content.decode()
    assert reverse("exemplar-ground", args=[exemplar.public_id, "consent"]) not in page
