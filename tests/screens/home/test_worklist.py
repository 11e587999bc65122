"""The worklist: each role's first page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from tests.cast import Cast
from tests.database.matters.stories import Story
from tests.database.workflows.entries import LETTER, against, register
from tests.screens.matters.lists import matters
from tests.screens.petitions.forms import letter

from touyan.intake.models import Undecided
from touyan.leadership.actions.promises import make_promise

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/").headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", ["wang", "li", "he", "zhao", "sun", "qian", "wang_spp", "zhou"])
def test_every_role_has_a_first_page(cast: Cast, client_of: ClientOf, name: str) -> None:
    assert client_of(getattr(cast, name)).get("/").status_code == 200


@pytest.mark.parametrize("name", ["xitong", "anquan", "shenji"])
def test_an_administrator_sees_no_case_on_the_first_page(
    cast: Cast, client_of: ClientOf, now: datetime, name: str
) -> None:
    register(LETTER, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    page = client_of(getattr(cast, name)).get("/").content.decode()
    assert "陈某" not in page
    assert LETTER.text[:12] not in page


def test_a_petition_that_waits_past_its_day_is_marked_as_overdue(
    cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    petition = register(LETTER, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    Undecided.objects.filter(petition=petition).update(due_on=date(2020, 1, 8))
    page = client_of(cast.wang).get("/").content.decode()
    assert "1 overdue" in page
    assert "clock-overdue" in page


def test_the_first_page_says_nothing_of_a_petition_walled_from_the_reader(
    cast: Cast, client_of: ClientOf, now: datetime
) -> None:
    before = client_of(cast.he).get("/").content.decode().count("陈某")
    register(against(cast.zhao.person_id), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    assert client_of(cast.he).get("/").content.decode().count("陈某") == before == 0
    assert "陈某" in client_of(cast.he_city).get("/").content.decode()


@pytest.mark.parametrize(("stage", "said"), [("closed", True), ("handling", False)])
def test_a_reply_owed_on_an_ended_matter_is_listed_and_says_what_it_is(
    cast: Cast, client_of: ClientOf, now: datetime, stage: str, said: bool
) -> None:
    due = {"next_due_on": now.date() + timedelta(2), "next_clock": "C2"}
    [matter] = matters(cast.organ_of(cast.he), 1, now=now, stage=stage, **due)
    page = client_of(cast.he).get("/").content.decode()
    assert matter.number in page
    assert ("the matter itself has ended" in page) is said


@pytest.mark.parametrize("number", [10, 300])
def test_the_first_page_costs_the_same_however_much_is_due(
    cast: Cast,
    client_of: ClientOf,
    now: datetime,
    django_assert_max_num_queries: object,
    number: int,
) -> None:
    matters(
        cast.organ_of(cast.he),
        number,
        now=now,
        next_due_on=now.date() + timedelta(2),
        next_clock="C1",
    )
    client = client_of(cast.he)
    client.get("/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get("/").status_code == 200


def test_a_draft_is_named_by_what_was_typed_and_shown_to_its_owner_alone(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.wang)
    client.post("/petitions/new/draft/", letter(title="请求支付拖欠的工资"))
    page = client.get("/").content.decode()
    assert "刘玉兰 · 请求支付拖欠的工资" in page
    assert "请求支付拖欠的工资" not in client_of(cast.he).get("/").content.decode()


def test_whoever_is_to_keep_a_promise_finds_it_on_the_worklist(
    cast: Cast, client_of: Callable[..., Client], now: datetime
) -> None:
    matter = Story(cast, now).handling()
    make_promise(matter_id=matter.public_id, text="三日内答复调取监控的结果", owner=cast.li,
                 due_on=now.date(), by=cast.he, now=now)  # fmt: skip
    for who, count in ((cast.li, "1"), (cast.wang, "0")):
        figures = client_of(who).get("/").context["figures"]
        assert [f["value"] for f in figures if "Promises" in f["label"]] == [count]
