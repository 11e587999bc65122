"""The audit log as a page."""

from __future__ import annotations

import ast
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from tests.screens.office.people import admin_of

import touyan
from touyan.audit.actions import record, write_anchor
from touyan.audit.models import Entry
from touyan.audit.rules.details import DETAILS, SUBJECTS
from touyan.desk.audit import views
from touyan.organs.models import Account, Organ

URL = "/audit/"
VERIFY = "/audit/verify/"


@pytest.fixture(autouse=True)
def _anchors(settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path / "anchors"


def write(verb: str, *, by: Account | None, now: datetime, organ: str = "", **more) -> int:
    organ_id = Organ.objects.get(code=organ).pk if organ else None
    with transaction.atomic():
        return record(verb=verb, by=by, now=now, organ_id=organ_id, **more)


@pytest.fixture
def rows(cast, now) -> list[int]:
    """Sixty readings in one county and one in another, a role asked for, an unknown verb."""
    numbers = [
        write("matter.read", by=cast.li, now=now + timedelta(minutes=n), organ="330106",
              subject_type="matter", subject_id=f"m-{n}")
        for n in range(60)
    ]  # fmt: skip
    later = now + timedelta(days=2)
    numbers.append(write("petition.read", by=cast.zhou, now=later, organ="510104",
                         subject_type="petition", subject_id="p-1"))  # fmt: skip
    numbers.append(write("staff.ask_role", by=cast.xitong, now=later, organ="330106",
                         subject_type="person", subject_id=7, detail={"role": "clerk"}))  # fmt: skip
    numbers.append(write("future.verb", by=None, now=later))
    return numbers


def numbers_of(answer) -> list[int]:
    return [row["entry"].number for row in answer.context["rows"]]


def test_the_address_of_the_proof_leads_to_the_log(cast, client_of):
    assert client_of(cast.shenji).get(VERIFY)["Location"] == URL


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("who", ["wang", "zhao_spp", "xitong", "anquan"])
def test_only_audit_administrators_read_or_prove_it(cast, client_of, who):
    client = client_of(cast.accounts[who])
    assert client.get(URL).status_code == 403
    assert client.post(VERIFY).status_code == 403


def test_the_newest_rows_come_first_in_words(cast, client_of, rows):
    answer = client_of(cast.shenji).get(URL)
    assert numbers_of(answer) == rows[::-1][:50]
    page = answer.content.decode()
    assert "Asked for a role" in page
    assert "future.verb" in page
    assert "<i>Role</i> Reception clerk" in page
    assert "touyan itself" in page


def test_subjects_and_details_have_names(cast, client_of, now):
    write("staff.appoint", by=cast.xitong, now=now, subject_type="account",
          subject_id=cast.wang.pk)  # fmt: skip
    write("staff.end_post", by=cast.xitong, now=now, subject_type="person",
          subject_id=cast.li.person_id)  # fmt: skip
    write("matter.close", by=cast.li, now=now, subject_type="matter", subject_id="m-1",
          detail={"number": "330106-2026-7", "stage": "closed", "odd": True})  # fmt: skip
    rows = client_of(cast.shenji).get(URL).context["rows"]
    assert [row["subject_name"] for row in rows[:3]] == ["330106-2026-7", "li", "wang"]
    assert ("Stage", "Closed") in rows[0]["detail"]
    assert ("odd", "yes") in rows[0]["detail"]


def test_no_raw_code_is_shown_where_there_are_words(cast, client_of, now):
    write("paper.serve", by=cast.li, now=now, subject_type="matter", subject_id="m-1",
          detail={"paper": "answer", "how": "post"})  # fmt: skip
    write("reception.open", by=cast.li, now=now, subject_type="booking", subject_id="7")
    answer = client_of(cast.shenji).get(URL)
    booking, paper = answer.context["rows"][:2]
    assert booking["subject"] == "Booking"
    assert ("How", "By registered post") in paper["detail"]
    assert "answer" not in [value for _name, value in paper["detail"]]
    page = answer.content.decode()
    assert ">paper.serve<" not in page
    assert 'title="paper.serve"' in page


def test_every_subject_and_detail_the_code_writes_has_words():
    """Read from the code itself: a new name without words is told here, not to the auditor."""
    unsaid = set()
    for path in Path(touyan.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record":
                unsaid |= names_in(call) - SUBJECTS.keys() - DETAILS.keys()
    assert unsaid == set()


def names_in(call: ast.Call) -> set[str]:
    """The kind of subject and the names of details that a call writes out."""
    given = {word.arg: word.value for word in call.keywords}
    detail, kind = given.get("detail"), given.get("subject_type")
    keys = detail.keys if isinstance(detail, ast.Dict) else []
    return {node.value for node in (*keys, kind) if isinstance(node, ast.Constant)}


def test_reading_the_log_leaves_a_row_that_names_the_filters_only(cast, client_of, rows):
    client_of(cast.shenji).get(URL, {"actor": "周涛", "verb": "petition"})
    last = Entry.objects.order_by("-number").first()
    assert (last.verb, last.actor_id) == ("audit.read", cast.shenji.pk)
    assert last.detail == {"filters": ["actor", "verb"]}


def test_older_and_newer_pages_meet_without_gap_or_overlap(cast, client_of, rows):
    client = client_of(cast.shenji)
    only = {"verb": "matter"}
    first = client.get(URL, only)
    second = client.get(URL, only | {"before": first.context["older"]})
    assert numbers_of(first) + numbers_of(second) == rows[:60][::-1]
    assert second.context["older"] is None
    back = client.get(URL, only | {"after": second.context["newer"]})
    assert numbers_of(back) == numbers_of(first)
    assert back.context["newer"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"verb": "staff"}, slice(61, 62)),
        ({"verb": "petition.read"}, slice(60, 61)),
        ({"actor": "周涛"}, slice(60, 61)),
        ({"subject_type": "person", "subject_id": "7"}, slice(61, 62)),
        ({"organ": "510000"}, slice(60, 61)),
        ({"organ": "330100", "verb": "staff"}, slice(61, 62)),
        ({"since": "20261125"}, slice(60, 63)),
        ({"until": "2026-11-24", "subject_id": "m-3"}, slice(3, 4)),
        ({"since": "2026-11-26"}, slice(0, 0)),
    ],
)
def test_filters_narrow(cast, client_of, rows, query, found):
    listed = numbers_of(client_of(cast.shenji).get(URL, query))
    ours = [number for number in listed if number >= rows[0]]  # setting up left rows of its own day
    assert ours == rows[found][::-1]


def test_an_account_number_finds_what_that_account_did(cast, client_of, rows):
    answer = client_of(cast.shenji).get(URL, {"actor": cast.zhou.pk})
    assert numbers_of(answer) == [rows[60]]


@pytest.mark.parametrize("query", [{"since": "2026-02-30"}, {"organ": "999999"}])
def test_a_filter_that_cannot_be_is_said(cast, client_of, rows, query):
    page = client_of(cast.shenji).get(URL, query).content.decode()
    assert "error-summary" in page


def test_an_auditor_of_one_county_sees_that_county_only(cast, client_of, rows, now):
    client = client_of(admin_of("510104", now=now, role="audit_admin"))
    assert numbers_of(client.get(URL)) == [rows[60]]
    assert numbers_of(client.get(URL, {"organ": "330106"})) == []


def test_proving_a_whole_log_says_so_and_leaves_a_row(cast, client_of, rows, now):
    write_anchor(now=now)
    answer = client_of(cast.shenji).post(VERIFY)
    assert answer.context["verdict"].whole
    assert f"{rows[-1]} rows walked, 1 anchors met" in answer.content.decode()
    assert Entry.objects.filter(verb="audit.verify").get().detail == {
        "rows": rows[-1], "whole": True,
    }  # fmt: skip


def test_proving_a_broken_log_names_the_row(cast, client_of, rows, settings):
    folder = settings.ANCHOR_DIR
    folder.mkdir()
    (folder / "audit-anchors.txt").write_text(f"12 {'00' * 32} 2026-11-23T00:00:00\n")
    page = client_of(cast.shenji).post(VERIFY).content.decode()
    assert "The log is broken at row 12" in page


def test_a_damaged_anchor_file_is_said(cast, client_of, rows, settings):
    settings.ANCHOR_DIR.mkdir()
    (settings.ANCHOR_DIR / "audit-anchors.txt").write_text("twelve\n")
    page = client_of(cast.shenji).post(VERIFY).content.decode()
    assert "Line 1 of the anchor file is damaged" in page


def test_a_long_log_is_left_to_the_command(cast, client_of, rows, monkeypatch):
    monkeypatch.setattr(views, "PROVED_HERE", 10)
    page = client_of(cast.shenji).post(VERIFY).content.decode()
    assert "touyan audit verify" in page


def test_the_page_costs_the_same_however_long_the_log(
    cast, client_of, rows, django_assert_max_num_queries
):
    """Ten reads; the row it leaves and the session take three statements more, each."""
    client = client_of(cast.shenji)
    client.get(URL)
    with django_assert_max_num_queries(17):
        client.get(URL, {"organ": "330000", "verb": "matter", "before": rows[55]})
