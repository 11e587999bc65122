"""English names of offices, built the same way for every place."""

from __future__ import annotations

import re

from touyan.organs.rules.names import OFFICE, place_of, split_division
from touyan.organs.rules.pinyin import place_pinyin

# Established English forms, where they differ from plain pinyin.
PLACES = {
    "陕西": "Shaanxi", "内蒙古": "Inner Mongolia", "西藏": "Xizang", "香港": "Hong Kong",
    "呼和浩特": "Hohhot", "乌鲁木齐": "Urumqi", "拉萨": "Lhasa", "哈尔滨": "Harbin",
    "齐齐哈尔": "Qiqihar", "鄂尔多斯": "Ordos", "呼伦贝尔": "Hulunbuir", "巴彦淖尔": "Bayannur",
    "乌兰察布": "Ulanqab", "兴安": "Xing'an", "锡林郭勒": "Xilingol", "阿拉善": "Alxa",
    "克拉玛依": "Karamay", "吐鲁番": "Turpan", "阿克苏": "Aksu", "喀什": "Kashgar", "和田": "Hotan",
    "伊犁": "Ili", "塔城": "Tacheng", "阿勒泰": "Altay", "昌吉": "Changji", "博尔塔拉": "Bortala",
    "巴音郭楞": "Bayingolin", "克孜勒苏": "Kizilsu", "日喀则": "Xigaze", "昌都": "Qamdo",
    "林芝": "Nyingchi", "山南": "Shannan", "那曲": "Nagqu", "阿里": "Ngari", "阿坝": "Aba",
    "甘孜": "Garze", "海拉尔": "Hailar", "石河子": "Shihezi", "库尔勒": "Korla", "阿拉尔": "Aral",
    "图木舒克": "Tumxuk", "格尔木": "Golmud", "满洲里": "Manzhouli", "德宏": "Dehong",
    "迪庆": "Diqing", "果洛": "Golog", "玉树": "Yushu", "锡林浩特": "Xilinhot",
}  # fmt: skip
PEOPLES = {
    "蒙古": "Mongol", "回": "Hui", "藏": "Tibetan", "维吾尔": "Uygur", "苗": "Miao", "彝": "Yi",
    "壮": "Zhuang", "布依": "Bouyei", "朝鲜": "Korean", "满": "Manchu", "侗": "Dong", "瑶": "Yao",
    "白": "Bai", "土家": "Tujia", "哈尼": "Hani", "哈萨克": "Kazakh", "傣": "Dai", "黎": "Li",
    "傈僳": "Lisu", "佤": "Va", "畲": "She", "拉祜": "Lahu", "水": "Sui", "东乡": "Dongxiang",
    "纳西": "Naxi", "景颇": "Jingpo", "柯尔克孜": "Kirgiz", "土": "Tu", "达斡尔": "Daur",
    "仫佬": "Mulao", "羌": "Qiang", "布朗": "Blang", "撒拉": "Salar", "毛南": "Maonan",
    "仡佬": "Gelao", "锡伯": "Xibe", "普米": "Pumi", "塔吉克": "Tajik", "怒": "Nu",
    "鄂温克": "Ewenki", "保安": "Bonan", "裕固": "Yugur", "独龙": "Derung", "鄂伦春": "Oroqen",
    "各": "Multinational",
}  # fmt: skip
ENDINGS = {
    "省": "Province", "自治区": "Autonomous Region", "市": "City",
    "自治州": "Autonomous Prefecture", "盟": "League", "地区": "Prefecture",
    "区": "District", "县": "County", "旗": "Banner",
    "自治县": "Autonomous County", "自治旗": "Autonomous Banner", "林区": "Forestry District",
    "特区": "Special District", "新区": "New Area",
    "壮族自治区": "Zhuang Autonomous Region", "回族自治区": "Hui Autonomous Region",
    "维吾尔自治区": "Uygur Autonomous Region", "": "",
}  # fmt: skip
MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))
_ZONES = {
    "高新技术产业开发区": "High-Tech Industrial Development Zone",
    "高新技术产业园区": "High-Tech Industrial Park",
    "高技术产业开发区": "High-Tech Industrial Development Zone",
    "经济技术开发区": "Economic and Technological Development Zone",
    "新技术开发区": "New Technology Development Zone",
    "经济综合实验区": "Comprehensive Economic Experimental Zone",
    "综合改革示范区": "Comprehensive Reform Demonstration Zone",
    "城乡一体化示范区": "Urban-Rural Integration Demonstration Zone",
    "经济开发区": "Economic Development Zone",
    "工业园区": "Industrial Park",
    "保护开发区": "Protection and Development Zone",
    "特别合作区": "Special Cooperation Zone",
    "深度合作区": "In-Depth Cooperation Zone",
    "行政委员会": "Administrative Committee",
    "自贸区": "Free Trade Zone",
    "管理区": "Management Area",
    "农场区": "Farm Area",
    "经济区": "Economic Zone",
    "垦区": "Reclamation Area",
    "林区": "Forest Area",
    "矿区": "Mining Area",
    "地区": "Area",
    "新区": "New Area",
}
_CORPS = "新疆生产建设兵团"
_REGION = re.compile(r"^(.+?(?:省|自治区))(?=.)")
_CITY = re.compile(r"^(.{2,5}?市)(?=.)")


def english_place(division: str) -> str:
    """A division in English: Haidian District, Dongxiang Autonomous County."""
    if division in MUNICIPALITIES:
        return f"{english_stem(division[:-1])} Municipality"
    parts = split_division(division)
    stem, ending = parts.stem, ENDINGS[parts.ending]
    peoples = [PEOPLES.get(people.removesuffix("族"), "") for people in parts.peoples]
    if parts.ending.startswith("自治") and stem.removesuffix("族") in PEOPLES:
        return f"{PEOPLES[stem.removesuffix('族')]} {ending}"
    place = english_stem(stem + parts.ending if len(stem) == 1 else stem)
    joined = " and ".join(part for part in (", ".join(peoples[:-1]), *peoples[-1:]) if part)
    return " ".join(part for part in (place, joined, ending) if part)


def english_stem(stem: str) -> str:
    """A bare place name: the established form, else pinyin."""
    return PLACES.get(stem) or place_pinyin(stem)


def english_name(name: str, *, within: str = "") -> str:
    """An office's English name; `within` is what holds the place: "Nanjing City, Jiangsu"."""
    if name == f"最高{OFFICE}":
        return "Supreme People's Procuratorate"
    if f"{OFFICE}" in name and name.endswith("分院"):
        whole, branch = name.removesuffix("分院").split(OFFICE, 1)
        return f"{_branch(branch)} Branch of the People's Procuratorate of {english_place(whole)}"
    if name.endswith("铁路运输检察院"):
        station = english_stem(name.removesuffix("铁路运输检察院"))
        return f"{station} Railway Transport Procuratorate"
    place, outer = _unprefixed(place_of(name))
    article, area = _area(place)
    held = [area, *([within] if within else outer)]
    return f"People's Procuratorate of {article}{', '.join(held)}"


def _branch(place: str) -> str:
    if place.endswith("铁路运输"):
        return f"{english_stem(place.removesuffix('铁路运输'))} Railway Transport"
    article, area = _area(place)
    return area if article or split_division(place).ending else english_stem(place)


def _unprefixed(place: str) -> tuple[str, list[str]]:
    """The place without the province and city written before it, and those two in English."""
    outer: list[str] = []
    if place.startswith(_CORPS) and place != _CORPS:
        return place.removeprefix(_CORPS), ["Xinjiang Production and Construction Corps"]
    for pattern in (_REGION, _CITY):
        found = pattern.match(place)
        if found:
            outer.insert(0, english_place(found.group(1)))
            place = place[found.end() :]
    return place, outer


def _area(place: str) -> tuple[str, str]:
    for ending, english in _ZONES.items():
        if place.endswith(ending) and len(place) > len(ending) and ending not in {"新区", "林区"}:
            return "the ", f"{english_stem(place.removesuffix(ending))} {english}"
    if place.endswith(("林区",)) and place != "神农架林区":
        return "the ", f"{english_stem(place.removesuffix('林区'))} Forest Area"
    return "", english_place(place)
