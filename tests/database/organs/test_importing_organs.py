"""`touyan import organs FILE`."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from touyan.jobs.importing_organs import run
from touyan.organs.models import Organ, OrganTreeImport

ROWS = [
    ["徐汇区人民检察"],
    ["上海市临港新片区人民检察院"],
    ["闸北区人民检察院"],
]


@pytest.fixture
def file(tmp_path: Path) -> str:
    book = Workbook()
    for row in [["院名"], *ROWS]:
        book.active.append(row)
    path = tmp_path / "本市.xlsx"
    book.save(path)
    return str(path)


def test_a_trial_says_everything_and_changes_nothing(cast, file, capsys):
    before = Organ.objects.count()
    assert run(file, "310000", "xitong", dry_run=True, rejected_path="") == 1
    said = capsys.readouterr().out
    assert "1 known offices" in said
    assert "row    3  new: 上海市临港新片区人民检察院, code 310000X01" in said
    assert "row    4  kept out, name:" in said
    assert "Nothing was changed" in said
    assert (Organ.objects.count(), OrganTreeImport.objects.count()) == (before, 0)


def test_accepted_rows_come_in_and_the_others_into_a_file_to_correct(cast, file, tmp_path, capsys):
    rejected = tmp_path / "rejected.xlsx"
    assert run(file, "310000", "xitong", dry_run=False, rejected_path=str(rejected)) == 1
    assert "2 of 3 rows accepted" in capsys.readouterr().out
    assert Organ.objects.filter(name="上海市临港新片区人民检察院").exists()
    rows = list(load_workbook(rejected).worksheets[0].iter_rows(values_only=True))
    assert rows[1][:2] == ("闸北区人民检察院", 4)


def test_a_second_run_enters_nothing_new(cast, file):
    run(file, "310000", "xitong", dry_run=False, rejected_path="")
    after = Organ.objects.count()
    run(file, "310000", "xitong", dry_run=False, rejected_path="")
    assert Organ.objects.count() == after


def test_without_an_office_it_is_the_persons_own(cast, file, capsys):
    run(file, "", "xitong", dry_run=True, rejected_path="")
    assert "最高人民检察院 (100000)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("organ", "by", "said"),
    [
        ("310000", "nobody", "no such person"),
        ("999999", "xitong", "no such person or office"),
        ("310000", "wang", "Only an administrator"),
    ],
)
def test_whoever_may_not_is_told_why(cast, file, capsys, organ, by, said):
    assert run(file, organ, by, dry_run=False, rejected_path="") == 2
    assert said in capsys.readouterr().out
    assert not OrganTreeImport.objects.exists()


def test_a_file_that_is_no_workbook_is_refused(cast, tmp_path, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert run(str(path), "310000", "xitong", dry_run=False, rejected_path="") == 2
    assert "Not imported" in capsys.readouterr().out
