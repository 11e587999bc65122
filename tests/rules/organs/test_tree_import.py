"""An office's own spreadsheet against the directory: every collision and orphan is reported."""

from __future__ import annotations

from datetime import date

import pytest

from touyan.organs.rules.directory import OrganRow, shipped_directory
from touyan.organs.rules.tree_columns import field_of
from touyan.organs.rules.tree_import import TreeReading, read_tree
from touyan.organs.rules.tree_matching import NameIndex
from touyan.organs.rules.tree_problems import every_sentence, problem

ON = date(2023, 1, 5)
INDEX = NameIndex(shipped_directory())
Row = dict[str, object]


def read(*rows: Row, within: str = "") -> TreeReading:
    return read_tree(rows, INDEX, on=ON, within=within)


def codes(reading: TreeReading, *, row: int = 2) -> list[str]:
    return [found.code for found in reading.problems if found.row == row]


def known(code: str) -> OrganRow:
    return next(organ for organ in shipped_directory() if organ.code == code)


@pytest.mark.parametrize(
    ("header", "field"),
    [("院名", "name"), (" 单位 名称 ", "name"), ("Parent Code", "parent"), ("编码", "code"),
     ("联系电话：", "telephone"), ("接待时间", "hours"), ("group_id", None), ("lon", None)],
)  # fmt: skip
def test_column_headings_are_understood_in_both_languages(header: str, field: str | None) -> None:
    assert field_of(header) == field


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("上海市徐汇区人民检察院", "上海市徐汇区人民检察院"),
        ("上海市　徐汇区人民检察院 ", "上海市徐汇区人民检察院"),
        ("滨海新区人民检察院", "天津市滨海新区人民检察院"),
        ("江苏省南京市玄武区人民检察院", "南京市玄武区人民检察院"),
        ("河北省石家庄市正定县人民检察院", "正定县人民检察院"),
        ("上海铁路运输检察分院", "上海市人民检察院第三分院"),
        ("上海市人民检察院第三分院（上海铁路运输检察分院）", "上海市人民检察院第三分院"),
        ("新疆维吾尔自治区生产建设兵团人民检察院", "新疆生产建设兵团人民检察院"),
    ],
)
def test_a_known_office_is_found_under_any_of_its_names(written: str, name: str) -> None:
    reading = read({"院名": written, "地址": "某路1号"})
    assert [match.organ.name for match in reading.matched] == [name]
    assert reading.matched[0].details == (("address", "某路1号"),)
    assert reading.problems == ()


def test_a_municipal_list_with_everyday_dirt_is_read() -> None:
    """Made-up rows in the manner of published lists: no city before the name, cut-off endings,
    a district merged away and a county that became a district."""
    reading = read(
        {"group_id": 1, "name": "天津市人民检察院", "address": "甲路1号"},
        {"group_id": 2, "name": "天津市人民检察院第二分院", "address": "乙路2号"},
        {"group_id": 3, "name": "滨海新区人民检察院", "address": "丙路3号（丁路）"},
        {"group_id": 4, "name": "南开区人民检察", "address": "戊路4号"},
        {"group_id": 5, "name": "和平区人民检察院", "address": "己路5号"},
        {"group_id": 6, "name": "河东区人民检察", "address": "庚路6号"},
        {"group_id": 7, "name": "塘沽区人民检察院", "address": "辛路7号"},
        {"group_id": 8, "name": "静海县人民检察院", "address": "壬镇8号"},
    )
    assert [match.organ.code for match in reading.matched] == [
        "120000", "120000B02", "120116", "120104", "120101", "120102",
    ]  # fmt: skip
    assert {found.row: found.code for found in reading.problems} == {
        5: "name_cut_off", 7: "name_cut_off", 8: "abolished", 9: "abolished",
    }  # fmt: skip
    assert reading.rejected_rows == (8, 9)


def test_a_cut_off_name_is_read_and_the_full_one_shown() -> None:
    reading = read({"院名": "上海市杨浦区人民检察"})
    assert reading.matched[0].organ.code == "310110"
    assert "上海市杨浦区人民检察院" in str(reading.problems[0].cure)
    assert reading.problems[0].is_note


def test_an_abolished_district_is_refused_with_its_successor() -> None:
    reading = read({"院名": "上海市闸北区人民检察院"})
    assert codes(reading) == ["abolished"]
    assert "2015-11-04" in str(reading.problems[0].reason)
    assert "上海市静安区人民检察院" in str(reading.problems[0].cure)
    assert reading.matched == ()


def test_an_office_of_the_future_is_refused() -> None:
    assert codes(read({"院名": "重庆市两江新区人民检察院"})) == ["not_begun"]


def test_a_living_namesake_beats_an_abolished_one() -> None:
    reading = read({"院名": "巢湖市人民检察院"})
    assert reading.matched[0].organ.code == "340181"


def test_a_name_several_offices_share_is_asked_about() -> None:
    reading = read({"院名": "鼓楼区人民检察院"})
    assert codes(reading) == ["name_unclear"]
    assert "南京市鼓楼区人民检察院 (320106)" in str(reading.problems[0].reason)


def test_the_parent_settles_a_shared_name() -> None:
    reading = read({"院名": "鼓楼区人民检察院", "上级": "徐州市人民检察院"})
    assert reading.matched[0].organ.name == "徐州市鼓楼区人民检察院"


def test_the_importing_office_settles_a_shared_name() -> None:
    reading = read({"院名": "鼓楼区人民检察院"}, within="320100")
    assert reading.matched[0].organ.code == "320106"


def test_an_office_outside_the_importing_ones_tree_is_refused() -> None:
    assert codes(read({"院名": "徐州市云龙区人民检察院"}, within="320100")) == ["outside"]


def test_the_same_name_twice_is_reported_and_the_first_row_stays() -> None:
    reading = read({"院名": "沛县人民检察院"}, {"院名": "沛县人民检察院"})
    assert codes(reading, row=3) == ["repeated_name"]
    assert [match.row for match in reading.matched] == [2]


def test_two_spellings_of_one_office_are_reported() -> None:
    reading = read({"院名": "上海市徐汇区人民检察院"}, {"院名": "徐汇区人民检察院"})
    assert codes(reading, row=3) == ["same_organ_twice"]


def test_one_name_under_two_parents_is_reported() -> None:
    reading = read(
        {"院名": "滨湖林区人民检察院", "上级": "南京市人民检察院"},
        {"院名": "滨湖林区人民检察院", "上级": "无锡市人民检察院"},
    )
    assert codes(reading, row=3) == ["two_parents"]
    assert "row 2" in str(reading.problems[0].reason)


def test_one_code_in_two_rows_is_reported() -> None:
    reading = read(
        {"院名": "南京市甲园区人民检察院", "编码": "320188"},
        {"院名": "南京市乙园区人民检察院", "编码": "320188"},
    )
    assert codes(reading, row=3) == ["repeated_code"]
    assert reading.new[0].organ.code == "320188"
    assert reading.new[0].code_was_given


def test_another_offices_code_is_refused() -> None:
    assert codes(read({"院名": "南京市甲园区人民检察院", "编码": "310104"})) == ["code_taken"]


def test_a_code_read_as_a_number_is_understood() -> None:
    reading = read({"院名": "徐汇区人民检察院", "编码": 310104.0})
    assert reading.matched[0].organ.code == "310104"
    assert reading.problems == ()


def test_a_malformed_code_and_an_unknown_level_are_refused() -> None:
    assert codes(read({"院名": "沛县人民检察院", "编码": "A-7"})) == ["code_malformed"]
    assert codes(read({"院名": "沛县人民检察院", "级别": "正科"})) == ["level_unknown"]


def test_a_nameless_row_and_another_kind_of_body_are_refused_and_a_blank_row_skipped() -> None:
    assert codes(read({"院名": "", "地址": "某路"})) == ["name_missing"]
    assert codes(read({"院名": "徐汇区人民法院"})) == ["not_an_office"]
    assert read({"院名": " ", "地址": None}) == TreeReading((), (), ())


def test_a_new_office_gets_a_code_of_its_parents_series() -> None:
    reading = read(
        {"院名": "苏州市环湖经济技术开发区人民检察院"},
        {"院名": "苏州市环湖林区人民检察院", "上级": "苏州市人民检察院"},
    )
    zone, forest = reading.new
    assert (zone.organ.code, zone.organ.parent_code, zone.organ.level) == ("320500K02", "320500", 4)
    assert (forest.organ.code, forest.organ.kind) == ("320500F01", "forest")
    assert zone.organ.name_en.endswith("Economic and Technological Development Zone, Suzhou City")
    assert known("320500K01").name == "苏州工业园区人民检察院"


def test_a_full_series_of_codes_is_said_and_not_overrun() -> None:
    rows: list[Row] = [{"院名": f"苏州市第{number}林区人民检察院"} for number in range(1, 101)]
    reading = read(*rows)
    assert len(reading.new) == 99
    assert codes(reading, row=101) == ["codes_used_up"]


def test_a_new_office_may_stand_under_another_new_one_in_any_order() -> None:
    reading = read(
        {"院名": "云岭林区人民检察院", "上级": "江苏省人民检察院云岭分院"},
        {"院名": "江苏省人民检察院云岭分院", "上级": "江苏省人民检察院"},
    )
    assert reading.problems == ()
    made = {new.organ.name: new.organ for new in reading.new}
    branch = made["江苏省人民检察院云岭分院"]
    assert branch.level == 3
    assert made["云岭林区人民检察院"].parent_code == branch.code
    assert made["云岭林区人民检察院"].code != branch.code


def test_a_shared_name_under_another_city_is_a_new_office_there() -> None:
    reading = read({"院名": "闵行区人民检察院", "上级": "苏州市人民检察院"})
    assert reading.matched == ()
    assert reading.new[0].organ.parent_code == "320500"


def test_an_orphan_is_reported() -> None:
    assert codes(read({"院名": "云岭林区人民检察院", "上级": "云岭市人民检察院"})) == [
        "parent_not_found"
    ]
    assert codes(read({"院名": "云岭林区人民检察院"})) == ["parent_missing"]


def test_a_parent_that_ended_or_is_unclear_is_reported() -> None:
    ended = read({"院名": "云岭林区人民检察院", "上级": "莱芜市人民检察院"})
    assert codes(ended) == ["parent_abolished"]
    unclear = read({"院名": "云岭林区人民检察院", "上级": "鼓楼区人民检察院"})
    assert codes(unclear) == ["parent_unclear"]


def test_a_child_of_a_rejected_row_says_which() -> None:
    reading = read(
        {"院名": "江苏省人民检察院云岭分院", "上级": "无名市人民检察院"},
        {"院名": "云岭林区人民检察院", "上级": "江苏省人民检察院云岭分院"},
    )
    assert codes(reading, row=3) == ["parent_rejected"]
    assert "row 2" in str(reading.problems[1].cure)


def test_a_circle_is_reported_in_each_of_its_rows() -> None:
    reading = read(
        {"院名": "甲岭林区人民检察院", "上级": "乙岭林区人民检察院"},
        {"院名": "乙岭林区人民检察院", "上级": "甲岭林区人民检察院"},
        {"院名": "丙岭林区人民检察院", "上级": "丙岭林区人民检察院"},
        {"院名": "丁岭林区人民检察院", "上级": "丙岭林区人民检察院"},
    )
    assert [codes(reading, row=row) for row in (2, 3, 4)] == [["circle"]] * 3
    assert codes(reading, row=5) == ["parent_rejected"]
    assert reading.new == ()


def test_a_parent_no_higher_than_its_child_is_refused() -> None:
    new = read({"院名": "云岭林区人民检察院", "上级": "沛县人民检察院"})
    assert codes(new) == ["parent_not_above"]
    old = read({"院名": "沛县人民检察院", "上级": "丰县人民检察院"})
    assert codes(old) == ["parent_not_above"]
    assert old.matched == ()


def test_where_file_and_directory_differ_the_directory_stays_and_says_so() -> None:
    reading = read(
        {"院名": "沛县人民检察院", "上级": "无锡市人民检察院", "级别": "市级", "编码": "320399"}
    )
    assert sorted(codes(reading)) == ["code_differs", "level_differs", "parent_differs"]
    assert all(found.is_note for found in reading.problems)
    assert reading.matched[0].organ.parent_code == "320300"


def test_short_name_collisions_are_noted_within_the_file_and_with_the_directory() -> None:
    reading = read(
        {"院名": "南京市甲园区人民检察院", "简称": "苏园检"},
        {"院名": "南京市乙园区人民检察院", "简称": "苏园检"},
    )
    assert codes(reading, row=2) == ["short_name_taken"]
    assert codes(reading, row=3) == ["repeated_short_name", "short_name_taken"]
    assert len(reading.new) == 2


def test_each_problem_names_row_field_reason_and_cure() -> None:
    found = problem("repeated_code", row=7, field="code", unit_code="320188", line=3)
    assert (found.row, found.field) == (7, "code")
    assert str(found.reason) == "The code 320188 already stands in row 3."
    assert str(found.cure) == "Give each office its own code."
    assert len(every_sentence()) > 40


def test_the_whole_directory_reads_back_as_itself() -> None:
    living = [organ for organ in shipped_directory() if organ.is_valid_on(ON)][::9]
    names = {organ.code: organ.name for organ in shipped_directory()}
    reading = read(
        *({"name": organ.name, "code": organ.code, "parent": names.get(organ.parent_code, ""),
           "level": organ.level} for organ in living)
    )  # fmt: skip
    assert [match.organ for match in reading.matched] == living
    assert reading.problems == ()
