"""Where the demonstration happens: authorities of a place, made-up addresses and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from touyan.demonstration.rules.corpus import words
from touyan.kernel.identity import credit_check_character

PROVINCE_SIGNS = dict(item.split("=") for item in words("province_signs"))
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


@dataclass(frozen=True)
class Place:
    """A county, district or the like with the offices it has; `code` is its division code."""

    code: str
    province: str
    prefecture: str
    county: str
    procuratorate: str

    @property
    def short(self) -> str:
        """The place's name without its rank, as it stands in document numbers."""
        bare = self.county or self.prefecture or self.province
        for rank in ("自治县", "自治州", "自治旗", "市辖区", "新区", "县", "区", "市", "旗", "省"):
            if bare.endswith(rank) and len(bare) - len(rank) >= 2:
                return bare[: -len(rank)]
        return bare

    @property
    def local(self) -> str:
        """The smallest name the place is called by."""
        return self.county or self.prefecture or self.province

    @property
    def court(self) -> str:
        """The court of first instance."""
        return f"{self.local}人民法院" if self.county else self.upper_court

    @property
    def upper_court(self) -> str:
        """The court that hears its appeals."""
        if not self.prefecture or self.prefecture in _MUNICIPALITIES:
            return f"{self.prefecture or self.province}第一中级人民法院"
        return f"{self.prefecture}中级人民法院"

    @property
    def police(self) -> str:
        """The police that file its cases."""
        if self.county.endswith("区") and self.prefecture:
            return f"{self.prefecture}公安局{self.county.removesuffix('区')}分局"
        return f"{self.local}公安局"

    @property
    def court_sign(self) -> str:
        """What stands for its court in a case number: 京0105."""
        return PROVINCE_SIGNS.get(self.code[:2], "兵") + self.code[2:6]

    @property
    def upper_court_sign(self) -> str:
        """What stands for the court of appeal in a case number: 京01."""
        return PROVINCE_SIGNS.get(self.code[:2], "兵") + self.code[2:4]


_HEADS = "青石白大新柳杨松金龙双云清长东西南北高平红黄永安乐福凤鹤梅桃枣樟沙"
_TAILS = "河桥山湾岭坪塘集店坝溪沟关口川泉冲墩渡原"
_ROADS = words("roads")
_ESTATES = words("estates")
_NUMERALS = "一二三四五六七八九"
_FIRM_HEADS = words("firm_heads")
_FIRM_TRADES = words("firm_trades")


def township(rng: Random) -> str:
    """A made-up township."""
    return rng.choice(_HEADS) + rng.choice(_TAILS) + rng.choice(("镇", "镇", "镇", "乡", "街道"))


def village(rng: Random) -> str:
    """A made-up village, without its rank."""
    return rng.choice(_HEADS) + rng.choice("庄家湾塘岭坡屯寨坝洼沟窑")


def address(rng: Random, place: Place) -> str:
    """A postal address in the place."""
    where = "".join(dict.fromkeys((place.province, place.prefecture, place.county)))
    if rng.random() < 0.55:
        group, number = rng.choice(_NUMERALS), rng.randrange(1, 160)
        return f"{where}{township(rng)}{village(rng)}村{group}组{number}号"
    road, estate = rng.choice(_ROADS), rng.choice(_ESTATES)
    return (
        f"{where}{road}路{rng.randrange(1, 400)}号{estate}小区{rng.randrange(1, 30)}栋"
        f"{rng.randrange(1, 5)}单元{rng.randrange(1, 19)}0{rng.randrange(1, 5)}室"
    )


@dataclass(frozen=True)
class Organisation:
    """A unit that does not exist, with a credit code that checks."""

    name: str
    credit_code: str
    kind: str


def company_name(rng: Random, place: Place) -> str:
    """A made-up firm of the place."""
    return f"{place.short}{rng.choice(_FIRM_HEADS)}{rng.choice(_FIRM_TRADES)}有限公司"


def organisation(rng: Random, place: Place) -> Organisation:
    """A company, a village committee or a cooperative that petitions."""
    dice = rng.random()
    if dice < 0.6:
        return Organisation(company_name(rng, place), credit_code(rng, "91"), "company")
    home = f"{place.local}{township(rng)}{village(rng)}村"
    if dice < 0.85:
        return Organisation(f"{home}村民委员会", credit_code(rng, "54"), "village")
    cooperative = f"{home}{rng.choice(_FIRM_HEADS)}种植专业合作社"
    return Organisation(cooperative, credit_code(rng, "93"), "cooperative")


def credit_code(rng: Random, category: str) -> str:
    """A code that checks by GB 32100 (and GB 11714 inside) in a division that never was."""
    body = f"{rng.randrange(100_000_000):08d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = -sum(int(digit) * w for digit, w in zip(body, weights, strict=True)) % 11
    first_17 = f"{category}999999{body}{'X' if check == 10 else check}"
    return first_17 + credit_check_character(first_17)
