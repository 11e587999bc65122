"""The columns of an old register are known by their heads, and confirmed before they are read."""

from __future__ import annotations

import pytest

from touyan.intake.rules.import_columns import (
    ColumnMap,
    Field,
    field_of,
    find_head,
    from_record,
    mapping_problems,
    suggest,
    unknown_heads,
)


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("留言编号", Field.NUMBER),
        ("信访编号", Field.NUMBER),
        ("Number", Field.NUMBER),
        ("留言用户", Field.NAME),
        ("信访人 （姓名）", Field.NAME),
        ("Petitioner", Field.NAME),
        ("留言主题", Field.TITLE),
        ("来信日期", Field.RECEIVED),
        ("收到日期（必填）", Field.RECEIVED),
        ("留言详情", Field.TEXT),
        ("答复意见", Field.ANSWER),
        ("答复时间", Field.ANSWERED),
        ("身份证号", Field.IDENTITY),
        ("联 系 电 话", Field.PHONE),
        ("被反映人", Field.SUBJECT),
        ("案号", Field.DECISION),
        ("诉求：", Field.CLAIMS),
        ("ＣＨＡＮＮＥＬ", Field.CHANNEL),
    ],
)
def test_a_column_is_known_by_what_registers_call_it(head: str, meant: Field) -> None:
    assert field_of(head) is meant


def test_a_column_nobody_knows_is_left_to_the_person() -> None:
    heads = ["编号", "姓名", "心情", "时间", "内容"]
    columns = suggest(heads)
    assert unknown_heads(heads, columns) == ["心情"]


def test_of_two_columns_with_one_meaning_the_first_has_it() -> None:
    columns = suggest(["留言时间", "登记日期", "姓名"])
    assert columns == {"留言时间": Field.RECEIVED, "姓名": Field.NAME}


def test_a_kept_mapping_is_followed_and_nothing_guessed_beside_it() -> None:
    kept = ColumnMap(columns={"甲": Field.NAME, "乙": Field.TEXT})
    assert suggest(["甲", "乙", "时间"], kept) == {"甲": Field.NAME, "乙": Field.TEXT}


def test_the_head_is_found_beneath_a_title_that_spans_the_sheet() -> None:
    rows = [
        ("2019年群众来信登记簿", "", ""),
        ("", "", ""),
        ("编号", "姓名", "内容"),
        ("1", "张三", "…"),
    ]
    assert find_head(rows) == 2


def test_an_empty_sheet_has_no_head() -> None:
    assert find_head([]) is None
    assert find_head([("", ""), ("", "")]) is None


def test_a_mapping_survives_being_kept() -> None:
    mapping = ColumnMap(
        columns={"编号": Field.NUMBER}, register="市长信箱", answered_is_closed=False
    )
    assert from_record(mapping.as_record()) == mapping


def test_a_file_without_a_needed_column_is_refused_with_a_cure() -> None:
    heads = ["姓名", "内容"]
    (problem,) = mapping_problems(heads, suggest(heads))
    assert problem.field == Field.RECEIVED
    assert problem.cure is not None


def test_an_answer_without_its_day_cannot_be_mapped() -> None:
    heads = ["姓名", "内容", "时间", "答复意见"]
    assert [p.field for p in mapping_problems(heads, suggest(heads))] == [Field.ANSWER]


def test_two_columns_cannot_mean_the_same() -> None:
    columns = {"甲": Field.NAME, "乙": Field.NAME, "丙": Field.TEXT, "丁": Field.RECEIVED}
    assert [p.field for p in mapping_problems(list(columns), columns)] == [Field.NAME]
