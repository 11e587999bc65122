"""The list as a spreadsheet: allowed columns, masked names, nothing a program would run (T13)."""

from __future__ import annotations

import io
import zipfile
from time import perf_counter
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from tests.screens.matters.lists import findable, matters

from touyan.audit.models import Entry
from touyan.desk.matters import export

URL = "/matters/export/"
COLUMNS = [
    "Number", "Petitioner", "Matter", "Kind", "Stage", "Office", "Handler", "Time limit ends",
    "Time limit", "Received on", "Changed", "Channel", "Repeated", "Urgent matter", "Hardship",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(monkeypatch, now):
    monkeypatch.setattr("touyan.config.middleware.timezone", SimpleNamespace(now=lambda: now))


@pytest.fixture
def office(cast):
    return cast.organ_of(cast.wang)


def reopened(answer):
    return load_workbook(io.BytesIO(answer.content))


def rows(answer) -> list[tuple]:
    return list(reopened(answer).worksheets[0].iter_rows(values_only=True))


def test_it_holds_the_allowed_columns_and_the_rows_of_the_filter(cast, client_of, office, now):
    matters(office, 2, now=now)
    wanted = matters(
        office,
        1,
        now=now,
        stage="triaged",
        handler=cast.li,
        repeated=True,
        next_due_on=now.date(),
        next_clock="C1",
    )[0]
    answer = client_of(cast.sun).post(f"{URL}?stage=triaged")
    assert answer["Content-Type"] == export.CONTENT_TYPE
    assert "attachment" in answer["Content-Disposition"]
    head, row = rows(answer)
    assert list(head) == COLUMNS
    cells = dict(zip(head, row, strict=True))
    assert cells["Number"] == wanted.number
    assert cells["Petitioner"] == "吴某"
    assert cells["Handler"] == "李建国"
    assert cells["Channel"] == "Letter"
    assert cells["Repeated"] == "Yes"
    assert cells["Time limit ends"].date() == now.date()
    assert cells["Time limit"] not in ("", "C1")


def test_nothing_in_it_is_a_formula_a_link_or_hidden(cast, client_of, office, now):
    bad = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1",
        "http://elsewhere.example",
        "<b>&",
    ]
    for text in bad:
        matters(office, 1, now=now, title=text, petitioner_names=text)
    answer = client_of(cast.sun).post(URL)
    book = reopened(answer)
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink]
    assert not [c.value for c in cells if str(c.value or "").startswith(tuple("=+-@\t\r＝"))]
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert not [
        d for sheet in book.worksheets for d in sheet.column_dimensions.values() if d.hidden
    ]
    parts = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert not [name for name in parts if "external" in name or "vba" in name.lower()]
    titles = {row[2] for row in rows(answer)[1:]}
    assert {"'=1+1", "'@SUM(A1)", "http://elsewhere.example", "<b>&"} <= titles


def test_the_second_sheet_says_what_the_rows_are(cast, client_of, office, now):
    findable(matters(office, 1, now=now, stage="triaged")[0], "吴秀兰")
    answer = client_of(cast.sun).post(f"{URL}?own=1&stage=triaged&q=秀兰&closed=no")
    sheet = reopened(answer).worksheets[1]
    said = dict(sheet.iter_rows(values_only=True))
    assert sheet.title == "Definition"
    assert said["View"] == "My office"
    assert said["Stage"] == "Triaged"
    assert said["Closed"] == "No"
    assert said["Rows"] == "1"
    assert said["Made by"] == "孙志强"
    assert said["Made at"] == "2026-11-23 09:30"
    assert said["As of"] == "2026-11-23"
    assert "秀兰" not in str(said)


def test_one_row_in_the_log_tells_how_many_went_out(cast, client_of, office, now):
    matters(office, 3, now=now)
    client_of(cast.sun).post(f"{URL}?stage=handling&q=")
    entry = Entry.objects.get(verb="matter.export")
    assert entry.detail == {"count": 3, "filters": "stage=handling"}
    assert entry.actor_id == cast.sun.pk


def test_the_order_of_the_list_is_kept(cast, client_of, office, now):
    first, second = matters(office, 2, now=now)
    answer = client_of(cast.sun).post(f"{URL}?sort=changed")
    assert [row[0] for row in rows(answer)[1:]] == [first.number, second.number]


def test_no_order_and_no_filter_gathers_by_person(cast, client_of, office, now):
    """A list by petitioner would be the register of persons that must never leave (domain brief, 10)."""
    matters(office, 1, now=now, petitioner_names="甲某")
    matters(office, 1, now=now, petitioner_names="乙某")
    client = client_of(cast.sun)
    usual = rows(client.post(URL))
    assert rows(client.post(f"{URL}?sort=petitioner")) == usual
    assert rows(client.post(f"{URL}?petitioner=甲某")) == usual


def test_more_than_the_most_is_refused_with_the_cure(cast, client_of, office, now, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    matters(office, 3, now=now)
    client = client_of(cast.sun)
    answer = client.post(f"{URL}?stage=handling", follow=True)
    assert answer.redirect_chain[0][0] == "/matters/?stage=handling"
    assert "Narrow the list, then export it." in answer.content.decode()
    assert not Entry.objects.filter(verb="matter.export").exists()


def test_filters_that_make_no_sense_give_no_file(cast, client_of):
    answer = client_of(cast.sun).post(f"{URL}?received_from=never")
    assert answer["Location"] == "/matters/?received_from=never"


def test_it_is_asked_for_on_purpose(cast, client_of):
    assert client_of(cast.sun).get(URL).status_code == 405
    assert client_of(cast.shenji).post(URL).status_code == 403


def test_only_the_scope_goes_out(cast, client_of, office, now):
    matters(office, 1, now=now)
    assert len(rows(client_of(cast.zhou).post(URL))) == 1


def test_ten_thousand_rows_are_made_within_seconds(now):
    began = perf_counter()
    content = export.workbook(
        names=("Matters", "Definition"),
        heads=[(name, 12) for name in COLUMNS],
        rows=([f"文字 {at}"] * len(COLUMNS) for at in range(export.MOST_ROWS)),
        definition=[("Rows", "10,000")],
        made_at=now,
    )
    assert perf_counter() - began < 20
    assert len(content) < 5_000_000
