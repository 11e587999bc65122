"""What an office's name tells: its place, its level, its short form, and how it was mistyped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

OFFICE = "人民检察院"
_TAIL = re.compile(r"(?:铁路运输|军事)?(?:人民)?检察(?:院|分院)$")
_BRANCH = re.compile(r"检察院.+分院$|检察分院$")
_ORDINAL_BRANCH = re.compile(r"第([一二三四五六七八九十]+)分院$")
_NOISE = re.compile(r"[\s\u200b-\u200d\ufeff·・]+")
_BRACKET = re.compile(r"[(\[【〔〈《][^()\[\]【】〔〕〈〉《》]*[)\]】〕〉》]?")
_INDEX = re.compile(r"^[0-9]{1,4}[.、)]")
# Cut-off endings a column of fixed width leaves behind, longest first.
_CUT_OFF = tuple(OFFICE[:length] for length in (4, 3, 2))

PROVINCE_SHORT = {
    "110000": "京", "120000": "津", "130000": "冀", "140000": "晋", "150000": "蒙", "210000": "辽",
    "220000": "吉", "230000": "黑", "310000": "沪", "320000": "苏", "330000": "浙", "340000": "皖",
    "350000": "闽", "360000": "赣", "370000": "鲁", "410000": "豫", "420000": "鄂", "430000": "湘",
    "440000": "粤", "450000": "桂", "460000": "琼", "500000": "渝", "510000": "川", "520000": "黔",
    "530000": "滇", "540000": "藏", "610000": "陕", "620000": "甘", "630000": "青", "640000": "宁",
    "650000": "新", "660000": "兵",
}  # fmt: skip

PEOPLES = (
    "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家",
    "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "拉祜", "水", "东乡", "纳西", "景颇",
    "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "普米",
    "塔吉克", "怒", "鄂温克", "保安", "裕固", "独龙", "鄂伦春", "各",
)  # fmt: skip
_PEOPLES_AT_END = re.compile(
    "(?:" + "|".join(sorted((f"{name}族" for name in PEOPLES), key=len, reverse=True)) + ")$"
)
# Xinjiang's autonomous prefectures and counties write the people without 族.
_BARE_PEOPLES_AT_END = re.compile(r"(?<=..)(蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|回|维吾尔)$")
_DIVISION = re.compile(
    r"(壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|省|市|盟|区|县|旗)$"
)
_HOLDER = re.compile(r"^.+?(?:省|自治区|市|自治州|盟|地区)(?=.{2})")
_GRASSROOTS = frozenset(("县", "自治县", "区", "旗", "自治旗", "林区", "特区", "新区"))
_SHORTEST_STEM = {"林区": 3, "新区": 2, "特区": 2, "地区": 2}
_KEEPS_ITS_ENDING = frozenset("前后中左右")  # 科尔沁左翼中旗 is not 科尔沁左翼中


@dataclass(frozen=True)
class DivisionName:
    """A division's name in its parts: 积石山 / 保安族, 东乡族, 撒拉族 / 自治县."""

    stem: str
    peoples: tuple[str, ...]
    ending: str


@dataclass(frozen=True)
class ReadName:
    """A name as read from a spreadsheet cell."""

    name: str
    also: tuple[str, ...] = ()
    cut_off: bool = False

    @property
    def is_office(self) -> bool:
        """Whether the name is that of a procuratorate at all."""
        return bool(_TAIL.search(self.name) or _BRANCH.search(self.name))


def normalise(text: object) -> str:
    """Full-width forms, spaces and invisible characters brought to one shape."""
    folded = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return _NOISE.sub("", folded)


def read_name(text: object) -> ReadName:
    """The office's name in a cell, its other names in brackets, and whether it was cut off."""
    whole = normalise(text)
    inside = tuple(part.strip("()[]【】〔〕〈〉《》") for part in _BRACKET.findall(whole))
    plain = _INDEX.sub("", _BRACKET.sub("", whole)).rstrip(".,。;")
    if plain.endswith("检察院") or _BRANCH.search(plain):
        return ReadName(plain, _only_offices(inside))
    for ending in _CUT_OFF:
        if plain.endswith(ending) and len(plain) > len(ending):
            return ReadName(plain[: -len(ending)] + OFFICE, _only_offices(inside), cut_off=True)
    return ReadName(plain, _only_offices(inside))


def _only_offices(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if ReadName(name).is_office)


def place_of(name: str) -> str:
    """The place in an office's name: 海淀区 of 海淀区人民检察院; empty when it names no office."""
    return _TAIL.sub("", name) if _TAIL.search(name) else ""


def split_division(name: str) -> DivisionName:
    """A division's name taken apart; the place never ends up empty."""
    found = _DIVISION.search(name)
    ending = found.group(1) if found else ""
    if len(name) - len(ending) < _SHORTEST_STEM.get(ending, 0):
        ending = ending[-1]  # 碑林区 is the district 碑林, no forestry district
    stem = name[: len(name) - len(ending)]
    peoples: list[str] = []
    has_peoples = ending.startswith("自治") or (ending == "区" and stem.endswith("族"))
    if has_peoples and ending != "自治区":
        while (people := _PEOPLES_AT_END.search(stem)) and people.start() > 0:
            peoples.insert(0, people.group())
            stem = stem[: people.start()]
        bare = None if peoples else _BARE_PEOPLES_AT_END.search(stem)
        if bare:
            peoples, stem = [bare.group() + "族"], stem[: bare.start()]
    return DivisionName(stem, tuple(peoples), ending)


def short_stem(division: str) -> str:
    """The place as document numbers write it: 正定 of 正定县, but 沛县 and 左翼中旗 whole."""
    parts = split_division(division)
    stem = parts.stem
    if stem.endswith("族") and parts.ending.startswith("自治"):
        stem = stem[:-1]
    if len(stem) == 1 or (parts.ending == "旗" and stem[-1] in _KEEPS_ITS_ENDING):
        return stem + parts.ending
    return stem


def short_name(name: str, *, province_code: str = "") -> str:
    """The short form for an office's document numbers. A proposal: offices choose their own."""
    province = PROVINCE_SHORT.get(province_code, "")
    if name == "最高人民检察院":
        return "高检"
    ordinal = _ORDINAL_BRANCH.search(name)
    if ordinal:
        return f"{province}检{ordinal.group(1)}分"
    if _BRANCH.search(name):
        place = name.rsplit("检察院", 1)[-1].removesuffix("检察分院").removesuffix("分院")
        return f"{province}检{place.replace('铁路运输', '铁')}分"
    if "铁路运输" in name:
        return name.split("铁路运输", 1)[0] + "铁检"
    place = place_of(name)
    return short_stem(_HOLDER.sub("", place) or place) + "检"


def level_from_name(name: str) -> int | None:
    """The level an office's name gives away: 1 supreme to 4 grass-roots; None when it does not."""
    if name.startswith("最高"):
        return 1
    if _BRANCH.search(name):
        return 3
    place = place_of(name)
    parts = split_division(place)
    if place == "新疆生产建设兵团" or (parts.ending in {"省", "自治区"} and len(place) <= 8):
        return 2
    if place in {"北京市", "天津市", "上海市", "重庆市"} or parts.ending.endswith("族自治区"):
        return 2
    if parts.ending in {"自治州", "盟", "地区"}:
        return 3
    return 4 if parts.ending in _GRASSROOTS else None
