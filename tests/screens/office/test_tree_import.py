"""An office imports its own tree in the browser."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from tests.screens.office.people import admin_of

from touyan.audit.models import Entry
from touyan.organs.models import Organ, OrganTreeImport

URL = "/office/import/"
HEAD = ["院名", "上级院", "单位编码", "简称", "地址"]
ROWS = [
    ["徐汇区人民检察", "", "", "", "甲路1号"],
    ["上海市人民检察院", "", "", "申检", ""],
    ["上海市临港新片区人民检察院", "上海市人民检察院第三分院", "", "临港检", ""],
    ["闸北区人民检察院", "", "", "", ""],
    ['=HYPERLINK("http://x")', "", "", "", ""],
    ["杭州市西湖区人民检察院", "", "", "", ""],
]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path: Path):
    stores = {name: dict(store) for name, store in settings.STORAGES.items()}
    stores["default"]["OPTIONS"] = {"location": tmp_path / "kept"}
    settings.STORAGES = stores


def workbook(rows: list[list[str]], *, head: list[str] = HEAD, above: int = 0) -> bytes:
    book = Workbook()
    page = book.active
    for number in range(above):
        page.append([f"标题{number}"])
    for row in [head, *rows]:
        page.append(row)
    for row in page.iter_rows():
        for cell in row:
            if str(cell.value or "").startswith("="):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, content: bytes, *, organ: str = "310000", name: str = "本市.xlsx"):
    return client.post(URL, {"organ": organ, "file": SimpleUploadedFile(name, content)})


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("who", ["wang", "anquan", "shenji"])
def test_others_may_not(cast, client_of, who):
    client = client_of(cast.accounts[who])
    assert client.get(URL).status_code == 403
    assert send(client, workbook(ROWS)).status_code == 403


def test_the_trial_shows_what_every_row_means_and_changes_nothing(cast, client_of):
    client = client_of(cast.xitong)
    before = Organ.objects.count()
    answer = client.get(send(client, workbook(ROWS, above=2))["Location"])
    assert [line["row"] for line in answer.context["matched"]] == [4, 5]
    assert [line["organ"].name for line in answer.context["new"]] == ["上海市临港新片区人民检察院"]
    assert [line["row"] for line in answer.context["kept_out"]] == [7, 8, 9]
    assert [line["row"] for line in answer.context["notes"]] == [4]
    assert answer.context["unused_columns"] == ["地址"]
    page = answer.content.decode()
    assert "Use its successor: 上海市静安区人民检察院, code 310106." in page
    assert (Organ.objects.count(), OrganTreeImport.objects.count()) == (before, 0)


def test_confirming_enters_new_offices_and_the_offices_own_short_names(cast, client_of):
    client = client_of(cast.xitong)
    look = send(client, workbook(ROWS))["Location"]
    answer = client.post(look, follow=True)
    done = OrganTreeImport.objects.get()
    assert (done.rows, done.accepted, len(done.problems)) == (6, 3, 4)
    fresh = Organ.objects.get(name="上海市临港新片区人民检察院")
    assert fresh.parent.code == "310000B03"
    assert fresh.path == f"{fresh.parent.path}{fresh.pk}/"
    assert Organ.objects.get(code="310000").short_name == "申检"
    entry = Entry.objects.get(verb="organ.import_tree")
    assert entry.detail["new"] == 1
    assert "3 of 6 rows accepted" in answer.content.decode()


def test_confirming_twice_doubles_nothing(cast, client_of):
    client = client_of(cast.xitong)
    look = send(client, workbook(ROWS))["Location"]
    client.post(look)
    after = Organ.objects.count()
    client.post(look)
    assert Organ.objects.count() == after
    assert Entry.objects.filter(verb="organ.import_tree").last().detail["new"] == 0


def test_the_problems_come_as_a_spreadsheet_to_correct_without_formulas(cast, client_of):
    client = client_of(cast.xitong)
    look = send(client, workbook(ROWS))["Location"]
    book = load_workbook(io.BytesIO(client.get(f"{look}problems.xlsx").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert list(rows[0][:5]) == HEAD
    assert [row[5] for row in rows[1:]] == [5, 6, 7]
    assert rows[2][0] == '\'=HYPERLINK("http://x")'
    formulas = [c for page in book.worksheets for row in page for c in row if c.data_type == "f"]
    assert formulas == []
    client.post(look)
    done = OrganTreeImport.objects.get()
    listed = client.get(f"/office/import/done/{done.pk}/problems.xlsx").content
    assert load_workbook(io.BytesIO(listed)).worksheets[0].max_row == 5


def test_corrected_rows_can_be_sent_again(cast, client_of):
    client = client_of(cast.xitong)
    look = send(client, workbook(ROWS))["Location"]
    book = load_workbook(io.BytesIO(client.get(f"{look}problems.xlsx").content))
    page = book.worksheets[0]
    page["A2"] = "静安区人民检察院"
    page.delete_rows(3, 2)
    out = io.BytesIO()
    book.save(out)
    answer = client.get(send(client, out.getvalue())["Location"])
    assert [line["organ"].code for line in answer.context["matched"]] == ["310106"]
    assert answer.context["kept_out"] == []


def test_an_office_imports_only_its_own_tree(cast, client_of, now):
    client = client_of(admin_of("330100", now=now))
    assert client.get(URL).context["form"].initial["organ"] == "330100"
    refused = send(client, workbook(ROWS), organ="310000")
    assert refused.status_code == 422
    assert "You administer neither this office nor one above it." in refused.content.decode()
    assert send(client, workbook(ROWS), organ="330106").status_code == 302


def test_what_one_person_sent_another_does_not_see(cast, client_of, now):
    look = send(client_of(cast.xitong), workbook(ROWS))["Location"]
    other = client_of(admin_of("100000", now=now, role="system_admin"))
    assert other.get(look).status_code == 404
    assert other.post(look).status_code == 404


def test_a_finished_import_is_seen_by_administrators_of_that_office_only(cast, client_of, now):
    client = client_of(cast.xitong)
    client.post(send(client, workbook(ROWS))["Location"])
    page = f"/office/import/done/{OrganTreeImport.objects.get().pk}/"
    assert client_of(admin_of("310000", now=now)).get(page).status_code == 200
    assert client_of(admin_of("330100", now=now)).get(page).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.xlsx", "empty"),
        (b"name\nx", "a.csv", "Send an .xlsx workbook."),
        (b"not a workbook", "a.xlsx", "content is"),
        (workbook(ROWS), "a.xlsm", "Send an .xlsx workbook."),
        (workbook([]), "a.xlsx", "There is no row under the headings."),
        (workbook(ROWS, head=["甲", "乙", "丙", "丁", "戊"]), "a.xlsx", "No column of the first sheet"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    cast, client_of, content, name, sentence
):
    answer = send(client_of(cast.xitong), content, name=name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_unknown_office_is_said_beside_the_field(cast, client_of):
    answer = send(client_of(cast.xitong), workbook(ROWS), organ="000000")
    assert answer.status_code == 422
    assert "No office has this unit code." in answer.content.decode()
