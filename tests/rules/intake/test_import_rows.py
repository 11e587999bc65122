"""A row is taken in whole or not at all, and every reason names the column and the cure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from touyan.intake.rules.import_columns import ColumnMap, suggest
from touyan.intake.rules.import_rows import FORMULA, RowReading, read_row
from touyan.intake.rules.words import Channel, Kind

TODAY = date(2026, 11, 23)
HEADS = [
    "编号",
    "姓名",
    "主题",
    "时间",
    "内容",
    "答复意见",
    "答复时间",
    "渠道",
    "类别",
    "身份证号",
    "电话",
    "地址",
    "被反映人",
    "被反映单位",
    "诉求",
    "案号",
    "受理日期",
    "来文单位",
]
MAPPING = ColumnMap(columns=suggest(HEADS))
PLAIN = {
    "编号": "7",
    "姓名": "张三",
    "主题": "请求复查",
    "时间": "2026-03-02",
    "内容": "事情的经过。",
}


def read(mapping: ColumnMap = MAPPING, **cells: str) -> RowReading:
    row = {**PLAIN, **cells}
    return read_row([row.get(head, "") for head in HEADS], HEADS, mapping, today=TODAY)


def fields(reading: RowReading) -> list[str]:
    return [problem.field for problem in reading.problems]


def test_a_plain_row_is_a_petition() -> None:
    reading = read()
    assert not reading.problems
    assert reading.entry
    assert reading.number == "7"
    assert reading.entry.received_on == date(2026, 3, 2)
    assert reading.entry.channel is Channel.LETTER
    assert reading.entry.kind is Kind.OTHER
    assert [p.name for p in reading.entry.parties] == ["张三"]
    assert reading.answer is None


def test_the_title_stands_for_the_demand_where_no_column_lists_demands() -> None:
    assert read().entry.claims == ("请求复查",)  # type: ignore[union-attr]
    assert read(诉求="退还\n道歉").entry.claims == ("退还", "道歉")  # type: ignore[union-attr]


def test_tabs_newlines_and_unseen_signs_at_the_margin_are_taken_off() -> None:
    reading = read(内容="\t\n\u3000正文\u200b第一行\r\n第二行\n", 姓名="\t张三\n")
    assert reading.entry
    assert reading.entry.text == "正文第一行\n第二行"
    assert reading.entry.parties[0].name == "张三"


def test_an_answer_of_three_characters_is_an_answer() -> None:
    reading = read(答复意见="已办理", 答复时间="2026/3/9 10:00:00")
    assert reading.answer
    assert reading.answer.paragraphs == ("已办理",)
    assert reading.answer.answered_on == date(2026, 3, 9)


def test_whoever_was_answered_could_be_answered() -> None:
    assert read(答复意见="已办理", 答复时间="2026-03-09").entry.replyable  # type: ignore[union-attr]
    assert not read().entry.replyable  # type: ignore[union-attr]


def test_an_answer_before_the_petition_is_impossible() -> None:
    assert fields(read(答复意见="已阅。", 答复时间="2026-03-01")) == ["answered"]


def test_hours_tell_the_order_within_one_day() -> None:
    late = read(时间="2026-03-02 15:00", 答复意见="已阅。", 答复时间="2026-03-02 09:00")
    assert fields(late) == ["answered"]
    assert not read(时间="2026-03-02 15:00", 答复意见="已阅。", 答复时间="2026-03-02").problems


def test_the_petition_may_come_in_without_an_impossible_answer_if_asked() -> None:
    lenient = replace(MAPPING, without_impossible_answers=True)
    reading = read(lenient, 答复意见="已阅。", 答复时间="2026-03-01")
    assert reading.entry is not None
    assert reading.answer is None


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"时间": "2026-02-30"}, ["received"]),
        ({"时间": "2027-01-01"}, ["received"]),
        ({"时间": "1949-09-30"}, ["received"]),
        ({"时间": ""}, ["received"]),
        ({"内容": ""}, ["text"]),
        ({"姓名": ""}, ["name"]),
        ({"渠道": "飞鸽"}, ["channel"]),
        ({"类别": "闲聊"}, ["kind"]),
        ({"身份证号": "330106199001011234"}, ["identity"]),
        ({"电话": "138****1234"}, ["phone"]),
        ({"渠道": "交办"}, ["sent_by"]),
        ({"答复意见": "已办理"}, ["answered"]),
        ({"答复时间": "2026-03-09"}, ["answer"]),
        ({"答复意见": "已办理", "答复时间": "2026-12-01"}, ["answered"]),
        ({"答复意见": "已办理", "答复时间": "不详"}, ["answered"]),
        ({"答复意见": "已办理", "答复时间": "2026-03-09", "受理日期": "2026-03-20"}, ["accepted"]),
        ({"内容": FORMULA}, ["text", "text"]),
        ({"时间": "2026-02-30", "电话": "1"}, ["received", "phone"]),
    ],
)
def test_what_is_wrong_names_its_column(cells: dict[str, str], where: list[str]) -> None:
    reading = read(**cells)
    assert reading.entry is None
    assert fields(reading)[: len(where)] == where or set(fields(reading)) == set(where)
    assert all(problem.cure for problem in reading.problems)


def test_every_problem_of_a_row_is_named_at_once() -> None:
    assert set(fields(read(时间="x", 电话="1", 渠道="飞鸽"))) == {"received", "phone", "channel"}


def test_a_nameless_row_says_so_in_words() -> None:
    reading = read(姓名="匿名")
    assert reading.entry
    assert reading.entry.anonymous
    assert not reading.entry.parties


def test_several_names_are_several_petitioners() -> None:
    entry = read(姓名="张三、李四，王五").entry
    assert entry
    assert [party.name for party in entry.parties] == ["张三", "李四", "王五"]


def test_who_is_complained_of_is_read() -> None:
    entry = read(被反映人="赵六", 被反映单位="某某局").entry
    assert entry
    assert [(s.name, s.unit_name) for s in entry.subjects] == [("赵六", "某某局")]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert read(内容="=1+1").entry.text == "=1+1"  # type: ignore[union-attr]


def test_words_of_registers_are_brought_to_the_fixed_ones() -> None:
    entry = read(渠道="走访", 类别="刑事申诉").entry
    assert entry
    assert (entry.channel, entry.kind) == (Channel.VISIT, Kind.CRIMINAL_PETITION)


def test_a_number_is_read_without_its_margin() -> None:
    assert read(编号=" \t0012\n").number == "0012"
