"""The page on which a person decides where a petition belongs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from tests.cast import Cast
from tests.database.workflows.entries import AGAIN, LETTER, register

from touyan.intake.models import Petition
from touyan.linkage.rules.words import Relation
from touyan.matters.models import Belonging, Matter
from touyan.workflows.decide_petition import decide_petition

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture
def again(cast: Cast, now: datetime) -> Petition:
    """A petition that repeats one already laid to a matter."""
    organ = cast.organ_of(cast.wang)
    first = register(LETTER, organ=organ, by=cast.wang, now=now)
    decide_petition(petition_id=first.public_id, relation=Relation.FIRST, matter_id=None, reason="",
                    by=cast.wang, now=now)  # fmt: skip
    return register(AGAIN, organ=organ, by=cast.wang, now=now)


def address(petition: Petition) -> str:
    return f"/petitions/{petition.public_id}/decide/"


def test_a_stranger_is_sent_to_sign_in(client: Client, again: Petition) -> None:
    assert client.get(address(again)).status_code == 302


def test_an_outsider_finds_nothing(cast: Cast, client_of: ClientOf, again: Petition) -> None:
    assert client_of(cast.zhou).get(address(again)).status_code == 404


def test_a_leader_or_inspector_does_not_decide(
    cast: Cast, client_of: ClientOf, again: Petition
) -> None:
    assert client_of(cast.zhao).get(address(again)).status_code == 403
    assert client_of(cast.sun).get(address(again)).status_code == 403


def test_both_texts_and_the_reasons_stand_side_by_side(
    cast: Cast, client_of: ClientOf, again: Petition
) -> None:
    page = client_of(cast.wang).get(address(again)).content.decode()
    assert "至今没有解决" in page
    assert "二审没有开庭" in page
    assert Matter.objects.get().number in page
    assert "proposed" in page


def test_the_decision_is_taken_and_the_matter_opens(
    cast: Cast, client_of: ClientOf, again: Petition
) -> None:
    matter = Matter.objects.get()
    answer = client_of(cast.wang).post(
        address(again), {"choice": f"repeat:{matter.public_id}", "reason": "同一判决再次申诉"}
    )
    assert answer.headers["Location"] == f"/matters/{matter.public_id}/"
    assert Belonging.objects.get(petition=again).relation == "repeat"


def test_a_refused_decision_keeps_the_choice_and_the_words(
    cast: Cast, client_of: ClientOf, again: Petition
) -> None:
    answer = client_of(cast.wang).post(address(again), {"choice": "first", "reason": " "})
    assert answer.status_code == 422
    assert "say why" in answer.content.decode()
    assert not Belonging.objects.filter(petition=again).exists()


def test_a_second_click_tells_that_it_is_decided(
    cast: Cast, client_of: ClientOf, again: Petition
) -> None:
    matter = Matter.objects.get()
    form = {"choice": f"repeat:{matter.public_id}", "reason": "同一判决再次申诉"}
    client = client_of(cast.wang)
    client.post(address(again), form)
    answer = client.post(address(again), form)
    assert answer.status_code == 422
    assert "already been decided" in answer.content.decode()


def test_the_petition_is_not_told_a_second_time_beside_the_comparison(
    cast: Cast, client_of: ClientOf, now: datetime, again: Petition
) -> None:
    """On a narrow screen the two would stand one beneath the other."""
    page = client_of(cast.wang).get(address(again)).content.decode()
    aside = page[page.index("page-aside") :]
    assert again.title in aside
    assert '<p class="prose">' not in aside
    assert again.text[-12:] not in aside
