"""Editions at the desk: put together, approved, issued, sent out, corrected, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.issuing import HEAD, Press
from tests.database.matters.stories import Story

from touyan.exemplars.models import Delivery, Edition, EditionCase
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: press.story.now)
    return press


def as_(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def step_url(edition: Edition, verb: str) -> str:
    return reverse("edition-step", args=[edition.public_id, verb])


def page_url(edition: Edition) -> str:
    return reverse("edition", args=[edition.public_id])


def take(edition: Edition, verb: str, by: Account, **data: Any) -> Any:
    edition.refresh_from_db()
    return as_(by).post(step_url(edition, verb), {"version": edition.version, **data})


def test_an_edition_is_made_and_issued_on_screen(press: Press) -> None:
    cast, exemplar = press.cast, press.approved_case()
    maker = as_(cast.li_province)
    province = cast.organ_of(cast.zhao_province)
    maker.post(reverse("edition-new"), {"office": province.pk, "title": HEAD["title"]})
    edition = Edition.objects.get()
    compose = reverse("edition-compose", args=[edition.public_id])
    assert "吴某申诉案" in maker.get(compose).content.decode()
    answer = maker.post(
        compose, {**HEAD, "version": edition.version, "added": [str(exemplar.public_id)]}
    )
    assert answer.status_code == 302
    case = EditionCase.objects.get()
    prefix = f"case-{case.public_id}"
    edition.refresh_from_db()
    maker.post(
        compose,
        {**HEAD, "version": edition.version, f"{prefix}-kept": "on", f"{prefix}-position": "1",
         f"{prefix}-group": "基层院办理的首次信访"},
    )  # fmt: skip
    assert take(edition, "submit", cast.li_province).status_code == 302
    assert take(edition, "approve", cast.he_province, opinion="同意").status_code == 302
    assert take(edition, "approve", cast.zhao_province, opinion="同意印发").status_code == 302
    assert take(edition, "issue", cast.he_province).status_code == 302
    edition.refresh_from_db()
    assert edition.state == "issued"
    assert edition.content["groups"][0]["title"] == "基层院办理的首次信访"
    page = maker.get(page_url(edition)).content.decode()
    for words in (edition.digest, "同意印发", "基层院办理的首次信访", "院领导包案，公开听证。"):
        assert words in page


def test_an_unticked_case_leaves_the_edition(press: Press) -> None:
    edition = press.begun(press.approved_case())
    prefix = f"case-{EditionCase.objects.get().public_id}"
    as_(press.cast.li_province).post(
        reverse("edition-compose", args=[edition.public_id]),
        {**HEAD, "version": edition.version, f"{prefix}-position": "1"},
    )
    assert not EditionCase.objects.exists()


def test_the_gate_speaks_on_the_page_and_nothing_is_frozen(press: Press) -> None:
    edition = press.begun(press.approved_case(facts="吴秀兰不服判决。"))
    answer = take(edition, "submit", press.cast.li_province)
    assert answer.status_code == 422
    assert "words by which somebody" in answer.content.decode()
    edition.refresh_from_db()
    assert (edition.state, edition.digest) == ("draft", "")


def test_whoever_put_it_together_finds_no_page_to_approve_it(press: Press) -> None:
    edition = press.submitted()
    assert as_(press.cast.li_province).get(step_url(edition, "approve")).status_code == 404
    assert as_(press.cast.he_province).get(step_url(edition, "approve")).status_code == 200


def test_a_draft_is_known_to_its_own_office_alone(press: Press) -> None:
    edition = press.begun(press.approved_case())
    assert Client().get(page_url(edition)).status_code == 302
    for stranger in (press.cast.zhao, press.cast.zhao_city):
        assert as_(stranger).get(page_url(edition)).status_code == 404
    assert as_(press.cast.zhao_province).get(page_url(edition)).status_code == 200


def test_it_is_sent_to_offices_and_each_acknowledges(press: Press) -> None:
    edition, cast = press.issued(), press.cast
    county = cast.organ_of(cast.zhao)
    answer = as_(cast.he_province).post(
        reverse("edition-send", args=[edition.public_id]), {"organs": [str(county.pk)]}
    )
    assert answer.status_code == 302
    clerk = as_(cast.wang)
    assert "to be acknowledged" in clerk.get(reverse("editions")).content.decode()
    assert "同意印发" not in clerk.get(page_url(edition)).content.decode()
    clerk.post(reverse("edition-acknowledge", args=[edition.public_id]))
    assert Delivery.objects.get().received_by == cast.wang
    assert "1 of 1 acknowledged" in as_(cast.he_province).get(page_url(edition)).content.decode()


def test_a_withdrawal_leaves_its_reason_where_the_case_stood(press: Press) -> None:
    edition, cast = press.issued(), press.cast
    case = EditionCase.objects.get()
    url = reverse("edition-case-withdraw", args=[edition.public_id, case.public_id])
    as_(cast.he_province).post(url, {"opinion": "事实有变"})
    page = as_(cast.li_province).get(page_url(edition)).content.decode()
    assert "事实有变" in page
    assert "申诉人不服生效判决。" not in page
    assert take(edition, "withdraw", cast.he_province, opinion="整体撤回").status_code == 302
    edition.refresh_from_db()
    assert edition.state == "withdrawn"
    page = as_(cast.li_province).get(page_url(edition)).content.decode()
    assert "整体撤回" in page
    assert edition.content["groups"][0]["cases"][0]["title"] not in page


def test_a_correction_is_begun_as_an_edition_of_its_own(press: Press) -> None:
    edition = press.issued()
    answer = take(edition, "correct", press.cast.he_province, opinion="个别表述有误")
    made = Edition.objects.get(corrects=edition)
    assert answer.headers["Location"] == page_url(made)
    page = as_(press.cast.he_province).get(page_url(edition)).content.decode()
    assert edition.content["foreword"][0] in page
    assert "Correction under way" in page
    assert (
        "Correction under way" not in as_(press.cast.zhao).get(page_url(edition)).content.decode()
    )


@pytest.mark.parametrize(("form", "head"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_it_is_taken_as_a_file(press: Press, form: str, head: bytes) -> None:
    edition = press.submitted()
    url = reverse("edition-file", args=[edition.public_id, form])
    answer = as_(press.cast.he_province).get(url)
    assert answer.content.startswith(head)
    assert as_(press.cast.zhao).get(url).status_code == 404


def test_the_list_asks_the_same_of_many_as_of_few(press: Press) -> None:
    province, now = press.cast.organ_of(press.cast.zhao_province), press.story.now
    client, counts = as_(press.cast.li_province), list[int]()
    client.get(reverse("editions"))  # what is read once for all is read
    for start, stop in ((0, 10), (10, 45)):
        Edition.objects.bulk_create(
            Edition(organ=province, title=f"第{n}批", created_at=now) for n in range(start, stop)
        )
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("editions")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
