"""Made-up people: plausible names, numbers that check and that nobody bears.

Identity numbers carry a division ending in 9999, which GB/T 2260 never assigned; telephone
numbers lie in blocks 0000 of their prefix.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from touyan.demonstration.rules.corpus import words
from touyan.kernel.identity import resident_check_character

_RARE_SHARE = 4


def _weighted(common: list[str], rare: list[str]) -> tuple[list[str], list[int]]:
    """Surnames with running totals of their rough shares per ten thousand people."""
    names = [item[0] for item in common] + rare
    shares = [int(item[1:]) for item in common] + [_RARE_SHARE] * len(rare)
    return names, list(accumulate(shares))


_SURNAMES, _SHARES = _weighted(words("surnames"), words("rare_surnames"))
_MALE_SIGNS = "德文海永志国立春明金山林成义庆福宗祥栋和才厚田松柏泽宽信学"
_FEMALE_SIGNS = "秀桂玉淑凤翠素月兰菊巧梅惠彩霞莲芳芬琴娟燕雪静红慧玲艳秋云珍"
_SINGLE = "磊鹏超亮波辉斌涛飞敏静娟燕玲萍霞丹琳颖莉岩松柏雷宽平"
_RARE_SIGNS = "堃喆犇赟翀昇龑甦骉彧䶮㛃𬱖"
_GENDERED = {
    "male": (words("male_old"), words("male"), _MALE_SIGNS),
    "female": (words("female_old"), words("female"), _FEMALE_SIGNS),
}

_UYGHUR, _TIBETAN = words("uyghur"), words("tibetan")
_MONGOL, _YI = words("mongol"), words("yi")
_JOINED = {"65": ("·", _UYGHUR), "54": ("", _TIBETAN), "63": ("", _TIBETAN), "15": ("", _MONGOL)}
_MINORITY_SHARE = {"65": 0.45, "54": 0.8, "63": 0.2, "15": 0.12, "51": 0.03, "53": 0.03}
_ELSEWHERE_SHARE = 0.003

_PREFIXES = words("phone_prefixes")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who does not exist."""

    name: str
    gender: str
    born_on: date
    id_number: str
    phone: str


def person(rng: Random, *, province: str, on: date, youngest: int = 19, oldest: int = 82) -> Person:
    """A grown person of a province (the first two digits of its division code) on a day."""
    gender = "female" if rng.random() < 0.46 else "male"
    born_on = on - timedelta(days=rng.randrange(youngest * 366, oldest * 365))
    return Person(
        name=name(rng, gender=gender, born_on=born_on, province=province),
        gender=gender,
        born_on=born_on,
        id_number=id_number(rng, province=province, gender=gender, born_on=born_on),
        phone=phone(rng),
    )


def name(rng: Random, *, gender: str, born_on: date, province: str = "") -> str:
    """A name as common or rare as in life, and in the manner of the region's peoples."""
    if rng.random() < _MINORITY_SHARE.get(province, _ELSEWHERE_SHARE):
        return _minority_name(rng, province)
    surname = rng.choices(_SURNAMES, cum_weights=_SHARES)[0]
    return surname + _given(rng, gender, born_on)


def _given(rng: Random, gender: str, born_on: date) -> str:
    old, young, signs = _GENDERED[gender]
    dice = rng.random()
    if dice < 0.012:
        return rng.choice(_RARE_SIGNS)
    if dice < 0.13:
        return rng.choice(_SINGLE)
    if dice < 0.55:
        return rng.choice(old if born_on.year < 1968 else young)
    return rng.choice(signs) + rng.choice(signs)


def _minority_name(rng: Random, province: str) -> str:
    dot, parts = _JOINED.get(province) or rng.choice([("·", _UYGHUR), ("", _MONGOL), ("", _YI)])
    first, second = rng.sample(parts, 2)
    return first + dot + second


def id_number(rng: Random, *, province: str, gender: str, born_on: date) -> str:
    """A number that checks by GB 11643 in a division that never was."""
    serial = rng.randrange(0, 500) * 2 + (gender == "male")
    first_17 = f"{province}9999{born_on:%Y%m%d}{serial:03d}"
    return first_17 + resident_check_character(first_17)


def phone(rng: Random) -> str:
    """A mobile number in a block that is not given out."""
    return f"{rng.choice(_PREFIXES)}0000{rng.randrange(10_000):04d}"
