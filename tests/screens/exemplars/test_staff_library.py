"""The library at the desk: what is issued for everybody, what is not yet for the office alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.issuing import Press
from tests.database.matters.stories import Story
from tests.screens.exemplars.test_editions import as_

from touyan.exemplars.models import Edition, EditionCase
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db
TITLE = "吴某申诉案"


@pytest.fixture
def press(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: press.story.now)
    return press


def read(account: Account, **said: Any) -> str:
    answer = as_(account).get(reverse("edition-library"), said)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_frozen_case_is_found_by_the_office_that_issues_it_alone(press: Press) -> None:
    cast = press.cast
    edition = press.begun(press.approved_case())
    assert TITLE not in read(cast.li_province)
    press.step("submit", edition, cast.li_province)
    assert TITLE in read(cast.li_province)
    assert TITLE not in read(cast.li)
    assert TITLE not in read(cast.zhou)


def test_an_issued_case_is_found_by_every_office(press: Press) -> None:
    press.issued()
    for account in (press.cast.li, press.cast.zhao, press.cast.li_province, press.cast.zhou):
        assert TITLE in read(account)
    case = EditionCase.objects.get()
    assert f"#case-{case.position}" in read(press.cast.li)
    assert str(case.exemplar.matter.public_id) not in read(press.cast.li)


def test_a_case_that_was_searched_for_is_cited_in_the_matter_one_came_from(press: Press) -> None:
    press.issued()
    case = EditionCase.objects.get()
    matter = case.exemplar.matter.public_id
    cite = reverse("cite-case", args=[matter, case.public_id])
    assert cite in read(press.cast.li, matter=matter)
    assert cite not in read(press.cast.li)
    assert cite not in read(press.cast.zhou, matter=matter)
    assert TITLE in read(press.cast.li, matter="nothing")


def test_cases_are_searched_by_kind_cause_measure_and_province(press: Press) -> None:
    press.issued()
    EditionCase.objects.update(measures=["hearing"], causes=["no-reasoning"])
    case = EditionCase.objects.get()
    fitting = {"kind": case.kind, "cause": "no-reasoning", "measure": "hearing",
               "province": case.province_code[:2], "q": "领导包案"}  # fmt: skip
    assert TITLE in read(press.cast.li, **fitting)
    assert TITLE not in read(press.cast.li, q="土地征收")
    EditionCase.objects.update(measures=["relief"])
    assert TITLE in read(press.cast.li, measure="relief")


def test_what_was_withdrawn_or_replaced_is_not_found(press: Press) -> None:
    edition = press.issued()
    EditionCase.objects.update(withdrawn_at=press.story.now)
    assert TITLE not in read(press.cast.li)
    EditionCase.objects.update(withdrawn_at=None)
    Edition.objects.filter(pk=edition.pk).update(state="withdrawn")
    assert TITLE not in read(press.cast.li_province)


def test_ten_cases_cost_as_many_queries_as_one(press: Press) -> None:
    press.issued(press.submitted(press.approved_case()))
    client = as_(press.cast.li)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("edition-library"))
    more = [press.approved_case(f"郑某甲申诉案之{number}") for number in "一二三四五六七八九"]
    press.issued(press.submitted(*more, number="浙检发〔2026〕13号"))
    with CaptureQueriesContext(connection) as many:
        answer = client.get(reverse("edition-library")).content.decode()
    assert "郑某甲申诉案之九" in answer
    assert len(many) <= len(one) <= 12
