"""Small made-up registers as workbooks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from touyan.intake.models import ImportRun
from touyan.intake.rules.import_columns import ColumnMap, from_record
from touyan.organs.models import Account, Organ
from touyan.workflows.import_register.beginning import begin, send
from touyan.workflows.import_register.running import carry_on

HEADS = ("编号", "姓名", "主题", "时间", "内容", "答复意见", "答复时间")
ROAD = (
    "小区门口的路灯坏了三个月，晚上老人摔倒过两次，多次打电话没有人来修，请尽快修复路灯并告知时间。"
)
WAGE = "我在城东工地做木工六个月，包工头拖欠工资四万二千元，劳动部门说已经移送，请求追究责任并追回工资。"

Row = Sequence[object]
ANSWERED: list[Row] = [
    ("A1", "张秀英", "路灯坏了", "2020/3/2 9:00:00", ROAD, "已经修复。", "2020/3/6 15:00:00"),
    (
        "A2",
        "李大伟",
        "拖欠工资",
        "2020-03-03 10:00:00",
        f"\t\n{WAGE}\n",
        "已转办\n请等待。",
        "2020/7/1",
    ),
]
UNANSWERED: Row = (
    "A3",
    "王小敏",
    "申请复查",
    "2020年3月4日",
    "我对不立案的决定不服，请求复查。",
    "",
    "",
)


def workbook(rows: Iterable[Row], *, heads: Row = HEADS, above: Iterable[Row] = ()) -> bytes:
    """A workbook of these rows under these heads."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [*above, heads, *rows]:
        sheet.append(list(row))
    for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
        cell.data_type = "s"  # as typed, even where it begins with =
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(content: bytes, name: str = "register.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def begun(content: bytes, *, organ: Organ, by: Account, now: datetime) -> ImportRun:
    return begin(upload=upload(content), organ=organ, by=by, now=now)


def imported(
    content: bytes,
    *,
    organ: Organ,
    by: Account,
    now: datetime,
    dry_run: bool = False,
    mapping: ColumnMap | None = None,
) -> ImportRun:
    """The file taken through to its end."""
    run = begun(content, organ=organ, by=by, now=now)
    send(public_id=run.public_id, mapping=mapping or from_record(run.mapping), dry_run=dry_run,
         by=by, now=now, defer=False)  # fmt: skip
    return carry_on(run.public_id, clock=lambda: now)


def rows_of(content: bytes) -> list[list[object]]:
    """The cells of the first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]
