"""Which column of an old register means what: found by the name in its head, zh or en.

A guess only: a person confirms it, and may keep it under a name for the next file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from touyan.intake.rules.words import Channel, Kind
from touyan.kernel.errors import FieldProblem
from touyan.kernel.messages import N_, Message, message


class Field(StrEnum):
    """What a cell of a register may say of a petition."""

    NUMBER = "number"
    NAME = "name"
    TITLE = "title"
    RECEIVED = "received"
    POSTMARKED = "postmarked"
    TEXT = "text"
    CLAIMS = "claims"
    CHANNEL = "channel"
    KIND = "kind"
    SENT_BY = "sent_by"
    IDENTITY = "identity"
    PHONE = "phone"
    ADDRESS = "address"
    SUBJECT = "subject"
    UNIT = "unit"
    DECISION = "decision"
    ACCEPTED = "accepted"
    ANSWER = "answer"
    ANSWERED = "answered"


FIELD_NAMES: dict[Field, str] = {
    Field.NUMBER: N_("Number in the register"),
    Field.NAME: N_("Petitioner"),
    Field.TITLE: N_("Title"),
    Field.RECEIVED: N_("Received on"),
    Field.POSTMARKED: N_("Postmark"),
    Field.TEXT: N_("Text"),
    Field.CLAIMS: N_("Demands"),
    Field.CHANNEL: N_("Channel"),
    Field.KIND: N_("Kind"),
    Field.SENT_BY: N_("Sent on by"),
    Field.IDENTITY: N_("Identity number"),
    Field.PHONE: N_("Telephone"),
    Field.ADDRESS: N_("Address"),
    Field.SUBJECT: N_("Person complained of"),
    Field.UNIT: N_("Unit complained of"),
    Field.DECISION: N_("Number of the challenged decision"),
    Field.ACCEPTED: N_("Accepted on"),
    Field.ANSWER: N_("Answer given"),
    Field.ANSWERED: N_("Answered on"),
}

REQUIRED = (Field.NAME, Field.RECEIVED, Field.TEXT)
MOST_COLUMNS = 120
HEAD_WITHIN = 12
"""A head stands in one of the first rows, beneath a title that often spans the sheet."""

_SYNONYMS: dict[Field, str] = {
    Field.NUMBER: "编号 序号 留言编号 信访编号 登记编号 来信编号 信访件编号 受理编号 流水号 "
    "件号 number no id petitionnumber registernumber",
    Field.NAME: "姓名 留言用户 信访人 信访人姓名 来信人 来访人 申诉人 控告人 举报人 反映人 "
    "用户 留言人 当事人 name petitioner user",
    Field.TITLE: "主题 标题 留言主题 留言标题 信访标题 事由 案由 title subjectline",
    Field.RECEIVED: "时间 日期 留言时间 来信日期 来信时间 收到日期 收到时间 收件日期 "
    "收信日期 来访日期 来访时间 信访日期 信访时间 登记日期 登记时间 接收日期 received "
    "receivedon receiveddate date",
    Field.POSTMARKED: "邮戳日期 寄出日期 邮戳 postmark postmarkedon",
    Field.TEXT: "详情 内容 留言详情 留言内容 信访内容 来信内容 反映内容 反映问题 主要内容 "
    "内容摘要 摘要 问题描述 事实与理由 text content details",
    Field.CLAIMS: "诉求 信访诉求 主要诉求 请求 请求事项 要求 claims demands",
    Field.CHANNEL: "渠道 信访渠道 来源渠道 信访形式 信访方式 来信方式 channel",
    Field.KIND: "类别 类型 信访类别 信访类型 事项类别 分类 一级标签 kind category type",
    Field.SENT_BY: "来文单位 转办单位 交办单位 转来单位 移送单位 sentby forwardedby",
    Field.IDENTITY: "身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 "
    "统一社会信用代码 identity identitynumber idnumber idcard",
    Field.PHONE: "电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 phone telephone "
    "mobile",
    Field.ADDRESS: "地址 住址 联系地址 通讯地址 家庭住址 住所地 address",
    Field.SUBJECT: "被反映人 被控告人 被举报人 被申诉人 被反映人姓名 subject accused",
    Field.UNIT: "被反映单位 被控告单位 被举报单位 涉及单位 被反映人单位 unit accusedunit",
    Field.DECISION: "案号 文书号 文号 判决书号 裁定书号 决定书文号 原案号 casenumber "
    "decisionnumber",
    Field.ACCEPTED: "受理日期 受理时间 accepted acceptedon",
    Field.ANSWER: "答复意见 答复 答复内容 回复 回复内容 回复意见 办理结果 处理结果 处理意见 "
    "answer reply",
    Field.ANSWERED: "答复时间 答复日期 回复时间 回复日期 办结日期 办结时间 answered "
    "answeredon repliedon",
}  # fmt: skip
_BY_HEAD = {word: found for found, words in _SYNONYMS.items() for word in words.split()}
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|〔[^〕]*〕|【[^】]*】")
_NOISE = re.compile(r"[\s_\-—*:：.．、/\\]+")


def head_key(head: str) -> str:
    """A column's head as it is compared: no brackets, spaces, marks or capitals."""
    plain = unicodedata.normalize("NFKC", head)
    return _NOISE.sub("", _BRACKETED.sub("", plain)).casefold()


def field_of(head: str) -> Field | None:
    """What a column of this name usually means."""
    return _BY_HEAD.get(head_key(head))


def find_head(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the row that names the columns: the one most of whose names are known."""
    best, most = None, 0
    for place, row in enumerate(rows[:HEAD_WITHIN]):
        known = len({found for cell in row if (found := field_of(cell))})
        if known > most:
            best, most = place, known
    if best is None:
        best = next((i for i, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
    return best


@dataclass(frozen=True)
class ColumnMap:
    """Which column means what, and what stands for columns the register does not have."""

    columns: Mapping[str, Field] = field(default_factory=dict)
    channel: Channel = Channel.LETTER
    kind: Kind = Kind.OTHER
    register: str = ""
    without_impossible_answers: bool = False
    answered_is_closed: bool = True

    def as_record(self) -> dict[str, object]:
        """Plain data to keep."""
        return {
            "columns": {head: found.value for head, found in self.columns.items()},
            "channel": self.channel.value,
            "kind": self.kind.value,
            "register": self.register,
            "without_impossible_answers": self.without_impossible_answers,
            "answered_is_closed": self.answered_is_closed,
        }


def from_record(record: Mapping[str, object]) -> ColumnMap:
    """A kept mapping; a field it does not know any more is left out."""
    columns = record.get("columns") or {}
    known = {found.value for found in Field}
    return ColumnMap(
        columns={
            str(head): Field(value)
            for head, value in dict(columns).items()  # type: ignore[call-overload]
            if value in known
        },
        channel=Channel(str(record.get("channel", Channel.LETTER))),
        kind=Kind(str(record.get("kind", Kind.OTHER))),
        register=str(record.get("register", "")),
        without_impossible_answers=bool(record.get("without_impossible_answers", False)),
        answered_is_closed=bool(record.get("answered_is_closed", True)),
    )


def suggest(heads: Sequence[str], kept: ColumnMap | None = None) -> dict[str, Field]:
    """The meaning of each column: as kept for this office, otherwise by its name.

    Of two columns with one meaning the first has it; the other stays for a person to place.
    """
    found: dict[str, Field] = {}
    for head in heads:
        meant = (kept.columns.get(head) if kept else None) or (None if kept else field_of(head))
        if head and meant and meant not in found.values() and head not in found:
            found[head] = meant
    return found


def unknown_heads(heads: Sequence[str], columns: Mapping[str, Field]) -> list[str]:
    """Columns nobody has given a meaning; they are not taken in."""
    return [head for head in heads if head and head not in columns]


def mapping_problems(heads: Sequence[str], columns: Mapping[str, Field]) -> list[FieldProblem]:
    """What keeps a file from being read with these columns; empty when it can be."""
    found: list[FieldProblem] = []
    present = {meant for head, meant in columns.items() if head in heads}
    for wanted in REQUIRED:
        if wanted not in present:
            found.append(FieldProblem(
                wanted.value,
                message(N_("No column is “%(field)s”."), field=Message(FIELD_NAMES[wanted])),
                Message(N_("Choose the column, or add it to the file.")),
            ))  # fmt: skip
    doubled = {meant for meant in columns.values() if list(columns.values()).count(meant) > 1}
    for meant in sorted(doubled):
        found.append(FieldProblem(
            meant.value,
            message(N_("Two columns are “%(field)s”."), field=Message(FIELD_NAMES[meant])),
            Message(N_("Choose one of them; leave the other out.")),
        ))  # fmt: skip
    if (Field.ANSWER in present) != (Field.ANSWERED in present):
        found.append(FieldProblem(
            Field.ANSWER.value,
            Message(N_("An answer needs both columns: its text and its day.")),
            Message(N_("Choose both columns, or neither.")),
        ))  # fmt: skip
    return found
