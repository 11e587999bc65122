"""Files that are not what they should be are refused with a sentence; none brings the work down."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from tests.cast import Cast
from tests.database.intake.registers import (
    ANSWERED,
    HEADS,
    begun,
    imported,
    saved,
    upload,
    workbook,
)

from touyan.attachments.models import StoredFile
from touyan.attachments.rules.limits import FileRefused
from touyan.intake.models import ImportRow, ImportRun, Petition
from touyan.intake.rules.import_columns import from_record
from touyan.kernel.errors import Refused
from touyan.matters.models import Document
from touyan.workflows.import_register.beginning import begin
from touyan.workflows.import_register.queries import counts_of

pytestmark = pytest.mark.django_db


def refused(cast: Cast, now: datetime, content: bytes, name: str = "register.xlsx") -> Refused:
    with pytest.raises(Refused) as caught:
        begin(upload=upload(content, name), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()
    return caught.value


def test_a_workbook_with_macros_is_refused(cast: Cast, now: datetime) -> None:
    refusal = refused(cast, now, workbook(ANSWERED), "register.xlsm")
    assert "macros" in str(refusal)
    assert isinstance(refusal, FileRefused)
    assert "PDF" not in str(refusal.cure)
    out = io.BytesIO(workbook(ANSWERED))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00")
    assert "macros" in str(refused(cast, now, out.getvalue()))


def test_a_zip_bomb_is_refused(cast: Cast, now: datetime) -> None:
    out = io.BytesIO(workbook(ANSWERED))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 260_000_000)
    assert isinstance(refused(cast, now, out.getvalue()), FileRefused)


def test_an_encrypted_workbook_is_refused(cast: Cast, now: datetime) -> None:
    refusal = refused(cast, now, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)
    assert "password" in str(refusal)


@pytest.mark.parametrize("name", ["register.csv", "register.txt", "register.pdf", "register"])
def test_another_kind_of_file_is_refused(cast: Cast, now: datetime, name: str) -> None:
    assert ".xlsx" in str(refused(cast, now, b"a,b\n1,2\n", name))


def test_a_damaged_workbook_is_refused(cast: Cast, now: datetime) -> None:
    refused(cast, now, workbook(ANSWERED)[:-200])


def test_an_empty_file_and_an_empty_workbook_are_refused(cast: Cast, now: datetime) -> None:
    assert "empty" in str(refused(cast, now, b""))
    assert "empty" in str(refused(cast, now, saved(openpyxl.Workbook())))


def test_heads_without_rows_are_refused(cast: Cast, now: datetime) -> None:
    assert "no row" in str(refused(cast, now, workbook([])))


def test_a_formula_never_computed_rejects_its_row(cast: Cast, now: datetime) -> None:
    rows = [*ANSWERED, ("A5", "赵四", "题", "", "正文", "", "")]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    book.worksheets[0]["D4"] = "=TODAY()"
    run = imported(saved(book), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    (row,) = ImportRow.objects.filter(run=run, state="rejected")
    assert "formula" in row.problems[0]["reason"]["text"]


def test_a_formula_in_the_text_is_one_problem_not_two(cast: Cast, now: datetime) -> None:
    heads, row = ("编号", "姓名", "时间", "内容"), ("A5", "赵四", "2020-03-02", "")
    book = openpyxl.load_workbook(io.BytesIO(workbook([row], heads=heads)))
    book.worksheets[0]["D2"] = "=A2"
    run = imported(saved(book), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    (rejected,) = ImportRow.objects.filter(run=run, state="rejected")
    assert [problem["field"] for problem in rejected.problems] == ["text"]


def test_text_beginning_like_a_formula_is_kept_as_text(cast: Cast, now: datetime) -> None:
    row = (*ANSWERED[0][:4], "=1+1", *ANSWERED[0][5:])
    imported(workbook([row]), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    assert Petition.objects.get().text == "=1+1"


def test_real_dates_serials_and_two_forms_in_one_column_are_all_read(
    cast: Cast, now: datetime
) -> None:
    forms = [
        datetime(2020, 3, 2, 9, 0),  # noqa: DTZ001 - as a spreadsheet keeps it
        date(2020, 3, 2),
        43892,
        "2020/3/2",
        "\t2020-03-02 09:00:00",
    ]
    rows = [(f"B{i}", "张三", "题", form, f"正文第{i}件", "", "") for i, form in enumerate(forms)]
    run = imported(workbook(rows), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    assert counts_of(run)["registered"] == len(forms)
    assert set(Petition.objects.values_list("received_on", flat=True)) == {date(2020, 3, 2)}


def test_merged_cells_leave_gaps_that_are_named(cast: Cast, now: datetime) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([
        ("B1", "张三", "题", "2020-03-02", "正文甲", "", ""), ("B2", "李四", "题", "", "正文乙", "", ""),
    ])))  # fmt: skip
    book.worksheets[0].merge_cells("D2:D3")
    run = imported(saved(book), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    (row,) = ImportRow.objects.filter(run=run, state="rejected")
    assert "merged" in row.problems[0]["cure"]["text"]


def test_a_title_above_the_heads_and_a_second_sheet_do_no_harm(cast: Cast, now: datetime) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ANSWERED, above=[("群众来信登记簿",), ()])))
    book.create_sheet("说明", 0).append(["请勿删除", "第一行"])
    run = imported(saved(book), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    assert counts_of(run)["registered"] == 2
    assert run.head_line == 3


def test_a_hundred_thousand_blank_rows_are_passed_over(cast: Cast, now: datetime) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADS)
    sheet.append(ANSWERED[0])
    filled = openpyxl.cell.WriteOnlyCell(sheet)
    filled.fill = PatternFill("solid", fgColor="FFFF00")
    for _ in range(100_000):
        sheet.append([filled])
    sheet.append(ANSWERED[1])
    run = imported(saved(book), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    assert counts_of(run)["registered"] == 2
    assert ImportRow.objects.filter(run=run).count() == 2


def test_impossible_answers_reject_the_row_unless_asked_otherwise(
    cast: Cast, now: datetime
) -> None:
    organ = cast.organ_of(cast.wang)
    row = ("C1", "张三", "题", "2020-03-02", "正文", "答复", "2020-03-01")
    run = imported(workbook([row]), organ=organ, by=cast.wang, now=now)
    assert counts_of(run)["rejected"] == 1
    mapping = replace(from_record(run.mapping), without_impossible_answers=True)
    run = imported(workbook([row]), organ=organ, by=cast.wang, now=now, mapping=mapping)
    assert counts_of(run)["registered"] == 1
    assert not Document.objects.exists()


def test_a_run_waits_for_its_columns(cast: Cast, now: datetime) -> None:
    run = begun(workbook(ANSWERED), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    assert run.state == "mapping"
    assert run.heads == list(HEADS)
