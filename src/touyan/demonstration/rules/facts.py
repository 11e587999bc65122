"""The facts of a made-up grievance: who, where, when, how much, which decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from touyan.demonstration.rules.corpus import words
from touyan.demonstration.rules.people import name
from touyan.demonstration.rules.places import Place, company_name, township, village

_COURT_TYPES = {
    "criminal_petition": "刑",
    "civil_petition": "民",
    "administrative_petition": "行",
}
_ROADS = words("roads")
_BORN = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Challenged:
    """The decision a petition disputes."""

    number: str
    organ_name: str
    decided_on: date


def spoken(day: date) -> str:
    """A day as people write it: 2021年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache(maxsize=8192)
def place_facts(place: Place) -> dict[str, str]:
    """The authorities of a place, by the names the templates use."""
    return {
        "county": place.local,
        "court": place.court,
        "upper_court": place.upper_court,
        "police": place.police,
        "proc": place.procuratorate,
    }


def make_facts(
    rng: Random, place: Place, *, petitioner: str, age: int, happened: date
) -> dict[str, str]:
    """Everything a story may ask for; what it does not use costs little."""
    draw = rng.random
    province = place.code[:2]
    town = township(rng)
    return {
        **place_facts(place),
        "me": petitioner,
        "age": str(age),
        "accused": name(rng, gender="male", born_on=_BORN, province=province),
        "witness": name(rng, gender="male", born_on=_BORN, province=province),
        "company": company_name(rng, place),
        "town": town,
        "village": village(rng),
        "station": town.removesuffix("街道").removesuffix("镇").removesuffix("乡") + "派出所",
        "road": _ROADS[int(draw() * len(_ROADS))],
        "day": spoken(happened),
        "day_after": spoken(happened + timedelta(days=30 + int(draw() * 60))),
        "month": f"{happened.year}年{happened.month}月",
        "sum": f"{0.8 + draw() ** 3 * 60:.1f}".removesuffix(".0"),
        "small": str(3000 + int(draw() * 320) * 100),
        "days": str(6 + int(draw() * 50)),
        "years": "一两三四五"[int(draw() * 5)],
        "number": "",
        "fixed": str(int(draw() * 1_000_000)),
    }


def happened_on(rng: Random, *, on: date, decided: bool) -> date:
    """The day of the event: long enough before the petition for a decision, where there is one."""
    return on - timedelta(
        days=int(300 + rng.random() * 1000 if decided else 15 + rng.random() * 500)
    )


def challenged_decision(
    rng: Random, place: Place, *, challenge: str, kind: str, decider: str, happened: date, on: date
) -> Challenged:
    """A decision between event and petition, with the number its maker would have given it."""
    decided_on = happened + timedelta(days=int((on - happened).days * (0.3 + rng.random() * 0.6)))
    year, serial = decided_on.year, 1 + int(rng.random() * 480)
    court = _COURT_TYPES.get(kind, "民")
    forms = {
        "judgment": f"（{year}）{place.court_sign}{court}初{serial}号",
        "ruling": f"（{year}）{place.upper_court_sign}{court}终{serial}号",
        "no_filing": f"{place.short}公（刑）不立字〔{year}〕{serial}号",
        "no_prosecution": f"{place.short}检刑不诉〔{year}〕Z{serial}号",
        "administrative": f"{place.short}市监处罚〔{year}〕{serial}号",
    }
    return Challenged(forms[challenge], decider, decided_on)
