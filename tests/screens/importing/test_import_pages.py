"""Importing in the browser: send, confirm the columns, watch, correct, decide."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import Cast
from tests.database.intake.registers import (
    ANSWERED,
    HEADS,
    ROAD,
    UNANSWERED,
    rows_of,
    workbook,
)

from touyan.audit.models import Entry
from touyan.intake.models import ColumnMapping, ImportRun, Petition
from touyan.matters.models import Belonging
from touyan.workflows.import_register.running import carry_on

pytestmark = pytest.mark.django_db

URL = "/import/"
BAD = ("A4", "赵四", "题", "2020-02-30", "正文", "", "")
AGAIN = ("A9", "张秀英", "路灯坏了", "2020-09-01", ROAD, "再次修复。", "2020-09-05")
ClientOf = Callable[..., Client]


def send_file(client: Client, content: bytes, *, name: str = "old.xlsx") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(URL, {"organ": "330106", "file": file})


def choose(client: Client, run: ImportRun, **said: str) -> Any:
    """The columns as the page proposes them."""
    page = client.get(reverse("import-columns", args=[run.public_id]))
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return client.post(reverse("import-columns", args=[run.public_id]), {**data, **said})


def sent(client: Client, content: bytes, **said: str) -> ImportRun:
    send_file(client, content)
    run = ImportRun.objects.latest("pk")
    choose(client, run, **said)
    return carry_on(run.public_id, clock=timezone.now)


def page_of(client: Client, run: ImportRun) -> str:
    return client.get(reverse("import-run", args=[run.public_id])).content.decode()


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert reverse("sign-in") in client.get(URL)["Location"]


@pytest.mark.parametrize("who", ["sun", "shenji", "qian"])
def test_who_does_not_register_does_not_import(cast: Cast, client_of: ClientOf, who: str) -> None:
    assert client_of(getattr(cast, who)).get(URL).status_code == 403


@pytest.mark.parametrize(
    "route",
    ["import-run", "import-columns", "import-status", "import-rejected", "import-proposed"],
)
def test_another_offices_import_does_not_exist(cast: Cast, client_of: ClientOf, route: str) -> None:
    run = sent(client_of(cast.wang), workbook(ANSWERED))
    answer = client_of(cast.zhou).get(reverse(route, args=[run.public_id]))
    assert answer.status_code == 404
    assert client_of(cast.wang).get(reverse(route, args=[uuid.uuid4()])).status_code == 404


def test_the_columns_are_proposed_with_their_first_rows(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    answer = send_file(client, workbook(ANSWERED, heads=(*HEADS[:6], "心情")))
    page = client.get(answer["Location"]).content.decode()
    assert "路灯坏了" in page
    chosen = re.findall(r'<option value="(\w+)" selected', page)
    assert {"number", "name", "title", "received", "text", "answer"} <= set(chosen)
    assert "心情" in page


def test_a_wrong_mapping_keeps_what_was_chosen_and_says_why(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.wang)
    send_file(client, workbook(ANSWERED))
    run = ImportRun.objects.get()
    answer = choose(client, run, **{"column-3": "", "keep_as": "旧簿"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No column is “Received on”" in page
    assert 'value="旧簿"' in page
    assert not ColumnMapping.objects.exists()


def test_a_file_that_is_no_register_is_refused_on_the_form(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    for content, name, word in (
        (b"", "a.xlsx", "empty"),
        (b"a,b", "a.csv", ".xlsx"),
        (workbook(ANSWERED), "a.xlsm", "macros"),
        (workbook([]), "a.xlsx", "no row"),
    ):
        answer = send_file(client, content, name=name)
        assert answer.status_code == 422
        assert word in answer.content.decode()
    assert client.post(URL, {"organ": "330106"}).status_code == 422
    assert not ImportRun.objects.exists()


def test_a_file_too_large_is_dropped_while_it_arrives(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from touyan.attachments.rules.limits import Limits
    from touyan.attachments.upload import CappedUploadHandler

    monkeypatch.setattr(CappedUploadHandler, "limits", Limits(file_bytes=1000))
    answer = send_file(client_of(cast.wang), workbook(ANSWERED))
    assert answer.status_code == 422
    assert "larger than" in answer.content.decode()


def test_a_check_registers_nothing_and_then_registers(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    run = sent(client, workbook([*ANSWERED, BAD]), verb="check")
    page = page_of(client, run)
    assert "Register 2 rows" in page
    assert "does not exist in the calendar" in page
    assert not Petition.objects.exists()
    client.post(reverse("import-go-on", args=[run.public_id]))
    carry_on(run.public_id, clock=timezone.now)
    assert Petition.objects.count() == 2
    assert ProcrastinateJob.objects.filter(task_name="touyan.import_register").count() == 2


def test_a_finished_import_shows_counts_proposals_and_late_limits(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.wang)
    run = sent(client, workbook([*ANSWERED, AGAIN]), verb="import")
    page = page_of(client, run)
    assert "1 late of 3" in page
    assert "1 petition to look at" in page
    assert "ty-poll" not in page


def test_an_import_without_answers_says_where_its_time_limits_are(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.wang)
    page = page_of(client, sent(client, workbook([UNANSWERED]), verb="import"))
    assert "No row has an answer yet" in page
    assert "?state=undecided" in page
    assert "No time limit on file" not in page


def test_a_second_run_of_one_file_shows_what_it_read(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    sent(client, workbook([*ANSWERED, BAD]), verb="import")
    sent(client, workbook([*ANSWERED, BAD]), verb="import")
    second, first = (row["cells"] for row in client.get(URL).context["rows"])
    figures = ("read", "new", "known")
    assert [first[name] for name in figures] == ["3", "2", "0"]
    assert [second[name] for name in figures] == ["3", "0", "2"]


def test_the_worklist_holds_only_the_rows_without_an_answer(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.wang)
    sent(client, workbook([*ANSWERED, UNANSWERED]), verb="import")
    assert len(client.get("/").context["undecided"]) == 1


def test_a_running_import_is_asked_for_until_it_rests(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    send_file(client, workbook(ANSWERED))
    run = ImportRun.objects.get()
    choose(client, run, verb="import")
    url = reverse("import-status", args=[run.public_id])
    page = page_of(client, run)
    assert f'data-url="{url}"' in page
    assert "<noscript><meta" in page
    waiting = client.get(url)
    assert waiting.status_code == 200
    assert "<html" not in waiting.content.decode()
    carry_on(run.public_id, clock=timezone.now)
    assert client.get(url).status_code == 286


def test_a_waiting_import_can_be_cancelled_and_carried_on(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    send_file(client, workbook(ANSWERED))
    run = ImportRun.objects.get()
    choose(client, run, verb="import")
    client.post(reverse("import-cancel", args=[run.public_id]))
    assert carry_on(run.public_id, clock=timezone.now).state == "cancelled"
    assert "Carry on" in page_of(client, run)
    client.post(reverse("import-go-on", args=[run.public_id]))
    assert carry_on(run.public_id, clock=timezone.now).state == "done"


def test_a_file_can_be_given_up_before_its_columns_are_fixed(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.wang)
    send_file(client, workbook(ANSWERED))
    run = ImportRun.objects.get()
    answer = client.post(reverse("import-cancel", args=[run.public_id]))
    assert answer["Location"] == reverse("import-register")
    page = client.get(URL).content.decode()
    assert "Nothing has been imported yet" in page


def test_cancelling_twice_is_told_not_done(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    run = sent(client, workbook(ANSWERED), verb="import")
    answer = client.post(reverse("import-cancel", args=[run.public_id]), follow=True)
    assert "This import is not running." in answer.content.decode()


def test_rejected_rows_are_taken_as_a_workbook_and_it_is_noted(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.wang)
    run = sent(client, workbook([BAD]), verb="import")
    answer = client.get(reverse("import-rejected", args=[run.public_id]))
    assert answer["Content-Disposition"].startswith("attachment")
    heads, row = rows_of(answer.content)
    assert heads[:7] == list(HEADS)
    assert row[1] == "赵四"
    assert Entry.objects.filter(verb="import.take_rejected").exists()


def test_columns_kept_under_a_name_are_offered_again(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    sent(client, workbook(ANSWERED), keep_as="市长信箱", channel="online_12309")
    send_file(client, workbook(ANSWERED))
    url = reverse("import-columns", args=[ImportRun.objects.latest("pk").public_id])
    assert "市长信箱" in client.get(url).content.decode()
    form = client.get(url, {"kept": "市长信箱"}).context["form"]
    assert form["channel"].value() == "online_12309"


def test_a_person_decides_about_what_the_machine_calls_a_repeat(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.wang)
    run = sent(client, workbook([*ANSWERED, AGAIN]), verb="import")
    listed = client.get(reverse("import-proposed", args=[run.public_id]))
    (row,) = listed.context["rows"]
    assert row["reasons"]
    assert str(row["reasons"]) in html.unescape(listed.content.decode())
    page = client.get(row["url"]).content.decode()
    assert "Proposal: Repeat" in page
    choice = next(c for c in re.findall(r'value="(repeat:[0-9a-f-]+)"', page))
    refused = client.post(row["url"], {"choice": choice, "reason": ""})
    assert refused.status_code == 422
    assert client.post(row["url"], {"choice": "repeat:"}).status_code == 422
    client.post(row["url"], {"choice": choice, "reason": "同一路灯"})
    assert Belonging.objects.get(petition__source_number="A9").relation == "repeat"
    page = client.get(reverse("import-proposed", args=[run.public_id])).content.decode()
    assert "Nothing is left to look at" in page


def test_or_that_it_is_a_first_one(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.wang)
    run = sent(client, workbook([*ANSWERED, AGAIN]), verb="import")
    (row,) = client.get(reverse("import-proposed", args=[run.public_id])).context["rows"]
    client.post(row["url"], {"choice": "first", "reason": ""})
    assert Belonging.objects.get(petition__source_number="A9").decided_by == cast.wang


def test_the_pages_ask_the_database_little(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any, now: datetime
) -> None:
    client = client_of(cast.wang)
    bad = [(f"X{i}", "赵四", "题", "2020-02-30", "正文", "", "") for i in range(30)]
    run = sent(client, workbook([*ANSWERED, AGAIN, *bad]), verb="import")
    for url in (URL, reverse("import-proposed", args=[run.public_id])):
        with django_assert_max_num_queries(12):
            client.get(url)
    with django_assert_max_num_queries(16):
        page_of(client, run)
