"""What stands for a true word in a typical case: 张某甲, 某区人民检察院, 某路, 2019年11月.

Whoever has the same surname is told apart by 甲乙丙, so that a reader can follow who did what.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import count

from touyan.exemplars.rules.secrets import Kind
from touyan.intake.rules.names import masked
from touyan.kernel.chinese import normalise, pinyin_key

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FIRM = re.compile(r"(?:公司|集团|企业|工厂|厂|商店|店|商行|合作社|事务所|银行|协会|基金会|中心)$")
_UNIT = re.compile(
    r"(?:人民检察院|检察院|人民法院|法院|公安厅|公安局|派出所|分局|司法局|人民政府|街道办事处"
    r"|村民委员会|村委会|居民委员会|居委会|委员会|医院|大学|中学|小学|学校|监狱|看守所|局|厅|所|院|会)$"
)
_SEAT = r"特别行政区|自治区|自治州|自治县|自治旗|地区|街道|省|盟|市|区|县|旗|镇|乡|村"
_NAMED = re.compile(rf"(?:(?!公安|安局|检察|察院|法院|司法|人民|[局院厅])[一-鿿]){{1,8}}?({_SEAT})")
_ROW = re.compile(rf"^(?:某(?:{_SEAT}))+(?=某)")
_PLACE_END = re.compile(
    r"(?:街道|大道|胡同|社区|小区|花园|公寓|大厦|广场|新村|村委会|[镇乡村路街巷弄苑庄寨屯])$"
)
_PLATE = re.compile(r"^[一-鿿][A-Z]")
_PHONE = re.compile(r"^(?:\+?86)?(?:1[3-9]\d{9}|0\d{9,11})$")
_RESIDENT = re.compile(r"^(?:\d{15}|\d{17}[\dXx])$")
_ACCOUNT = re.compile(r"^\d{16,19}$")
_CREDIT = re.compile(r"^[0-9A-Z]{18}$")
_MAIL = "@"
_YEAR = 4


def is_person(name: str) -> bool:
    """Whether it is somebody's name rather than a firm's."""
    return not _FIRM.search(name) and not _UNIT.search(name)


def substitute(kind: Kind, true: str, *, taken: Collection[str] = ()) -> str:
    """What stands for it everywhere in the text, and for nobody else where that matters."""
    if kind is Kind.NAME:
        return next(each for each in _names(true) if each not in taken)
    plain = normalise(true)
    return {
        Kind.ORGAN: _unit, Kind.ADDRESS: _place, Kind.FIGURES: _figures, Kind.NUMBER: _number,
        Kind.DAY: _month,
    }[kind](plain)  # fmt: skip


def _names(true: str) -> Iterator[str]:
    firm = _FIRM.search(true) or _UNIT.search(true)
    before, after = ("某", firm[0]) if firm else (_surname(true), "")
    for round_ in count(1):
        yield from (f"{before}{stem}{round_ if round_ > 1 else ''}{after}" for stem in _STEMS)


def _surname(name: str) -> str:
    head = masked(name).removesuffix("某").removesuffix(".")
    return f"{head}某"


def spelt(written: str) -> str:
    """A substitute of a person's name as an English text writes it: 张某甲 as Zhang Moujia."""
    head, _, stem = written.partition("某")
    figures = stem.lstrip(_STEMS)
    surname = head if head.isascii() else pinyin_key(head).replace(" ", "").capitalize()
    return f"{surname} Mou{pinyin_key(stem.removesuffix(figures))}{figures}"


def _unit(true: str) -> str:
    if not is_person(true) and _FIRM.search(true):
        return next(_names(true))
    hidden = _ROW.sub("", _NAMED.sub(r"某\1", true))
    if hidden != true:
        return hidden
    end = _UNIT.search(true)
    return f"某{end[0]}" if end else "某单位"


def _place(true: str) -> str:
    end = _PLACE_END.search(true)
    return f"某{end[0]}" if end else "某地"


def _figures(true: str) -> str:
    if _MAIL in true:
        return "某电子邮箱"
    value = re.sub(r"[\s.·-]", "", true).upper()
    for pattern, name in (
        (_PHONE, "某电话号码"), (_RESIDENT, "某身份证号"), (_ACCOUNT, "某银行账号"),
        (_PLATE, "某车牌号"), (_CREDIT, "某统一社会信用代码"),
    ):  # fmt: skip
        if pattern.search(value):
            return name
    return "某号码"


def _number(true: str) -> str:
    if re.search(r"[〔(（]\d{4}", true):
        return "某号" if true.rstrip().endswith("号") else "某案号"
    return "某编号"


def _month(true: str) -> str:
    """A day as its month; of a birthday the year is enough, which is `year_only`."""
    year, month, *_day = true.split("-")
    return f"{year}年{int(month)}月"


def year_only(true: str) -> str:
    return f"{true[:_YEAR]}年"
