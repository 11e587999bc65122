"""Where and when the made-up matters begin: drawn once, in order, from the seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from touyan.demonstration.rules.cast import CITY, COUNTY, PROVINCE, SUPREME

SIZES = {"office": 200, "nation": 30_000, "year": 900_000}
DAYS_BACK = 540
CITY_LEVEL = 3
LEVEL_SHARES = {1: 0.03, 2: 0.12, 3: 0.20, 4: 0.65}
CAST_SHARES = {COUNTY: 0.008, CITY: 0.006, PROVINCE: 0.012, SUPREME: 0.03}
"""The offices of the cast get more than their part, so that their desks are worth looking at."""
NEARER, LESS_NEAR = {"nation": 2.5}, 0.3
"""Where others' matters are many, those of the cast would be too few; of what an inspection looks
into they would be too many."""
LOOKED_INTO = {"nation": 20_800}
"""So many of the matters are first petitions of the kinds leaders take charge of, accepted at city
and county offices in the year before the last months: a special inspection looks into them all."""
LOOKED_BACK = (158, 505)
"""Days since those were received."""
REPEATED_SHARE, UPWARD_SHARE = 0.22, 0.3


@dataclass(frozen=True, slots=True)
class Office:
    """An organ as the plan sees it."""

    id: int
    code: str
    level: int
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One petition to come: of which story, where, on which day; ordinal 0 is the first."""

    story: int
    ordinal: int
    organ_id: int
    on: date
    looked_into: bool = False


def offices_for(size: str, offices: Sequence[Office]) -> list[tuple[Office, float]]:
    """The offices that take part, each with its share of the matters."""
    if size == "office":
        return [(office, 1.0) for office in offices if office.code == COUNTY]
    return _shares(offices, near=NEARER.get(size, 1))


def _shares(offices: Sequence[Office], *, near: float) -> list[tuple[Office, float]]:
    numbers = {level: sum(o.level == level for o in offices) for level in LEVEL_SHARES}
    cast = {code: share * near for code, share in CAST_SHARES.items()}
    shares = [
        (o, cast.get(o.code, LEVEL_SHARES[o.level] / max(1, numbers[o.level]))) for o in offices
    ]
    return [(office, share) for office, share in shares if share]


def arrivals(
    size: str, offices: Sequence[Office], *, seed: int, today: date, but: int = 0
) -> list[Arrival]:
    """Every petition of the demonstration, in the order in which each office received it; `but` so
    many matters are told otherwise."""
    found = list(_draw(size, offices, seed=seed, today=today, number=SIZES[size] - but))
    found.sort(key=lambda a: (a.organ_id, a.on, a.story, a.ordinal))
    return found


def _draw(
    size: str, offices: Sequence[Office], *, seed: int, today: date, number: int
) -> Iterator[Arrival]:
    rng = Random(f"plan {seed}")
    looked_into = min(LOOKED_INTO.get(size, 0), number)
    shares = offices_for(size, offices)
    for story, office in enumerate(_chosen(rng, shares, number - looked_into)):
        on = working_day(today - timedelta(days=_age(rng)))
        yield from _arrive(rng, Arrival(story, 0, office.id, on), office, today)
    below = _shares([one for one in offices if one.level >= CITY_LEVEL], near=LESS_NEAR)
    first = number - looked_into
    for story, office in enumerate(_chosen(rng, below, looked_into), start=first):
        on = working_day(today - timedelta(days=rng.randint(*LOOKED_BACK)))
        yield from _arrive(rng, Arrival(story, 0, office.id, on, True), office, today)


def _chosen(rng: Random, shares: Sequence[tuple[Office, float]], number: int) -> list[Office]:
    edges = list(accumulate(share for _office, share in shares))
    return rng.choices([office for office, _share in shares], cum_weights=edges, k=number)


def _arrive(rng: Random, first: Arrival, office: Office, today: date) -> Iterator[Arrival]:
    yield first
    if rng.random() < REPEATED_SHARE:
        yield from _again(rng, first.story, office, first.on, today)


def _age(rng: Random) -> int:
    """Days since receipt: a steady stream, with the last weeks a little denser."""
    return int(rng.random() ** 1.15 * DAYS_BACK)


def _again(rng: Random, story: int, office: Office, on: date, today: date) -> Iterator[Arrival]:
    """Further petitions of the same matter, some of them lodged with the office above."""
    for ordinal in range(1, 1 + rng.choice((1, 1, 1, 2, 2, 3))):
        on = working_day(on + timedelta(days=rng.randint(12, 150)))
        if on > today:
            return
        upward = office.parent_id is not None and rng.random() < UPWARD_SHARE
        yield Arrival(story, ordinal, office.parent_id if upward else office.id, on)  # type: ignore[arg-type]


def working_day(day: date) -> date:
    """Counters are closed at weekends."""
    return day - timedelta(days=max(0, day.weekday() - 4))
