"""Which campaigns the demonstration holds, which matters are on their lists and how each ends."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.rules.cast import CITY, COUNTY, SUPREME
from touyan.demonstration.rules.cleared import MadeBatch, MadeCampaign
from touyan.demonstration.rules.leaders import workday
from touyan.demonstration.rules.plan import Office, working_day
from touyan.demonstration.rules.story import BEIJING

NATION_NAME = "信访积案清理“回头看”"
NATION_BASIS = (
    "参照2022年信访积案“回头看”的做法：对已经终结、终结后又来信来访的案件，逐件由院领导包案复查。"
)
COUNTY_NAME = "终结后重复信访案件专项清理"
COUNTY_BASIS = "院党组会议决定：对终结后再次来信来访的案件逐件复查，由院领导包案，重在查清和说理。"
ACTS = ("meet", "explain", "follow_up")
ENTRY_RULE = {"groups": [[{"code": "terminated"}, {"code": "petitioned_since_termination"}]]}


class Fate(StrEnum):
    """How far a matter of a list comes, and what its petitioner says of the outcome."""

    FORM = "form"
    NAMED = "named"
    LED = "led"
    WORKING = "working"
    DROPPED = "dropped"
    PROPOSED = "proposed"
    SILENT_CLOSING = "silent_closing"
    """Closed; nobody proposed anything."""
    DISAGREES = "disagrees"
    NO_VIEW = "no_view"
    RETURNED = "returned"
    TO_VERIFY = "to_verify"
    AGREES = "agrees"
    REVERSED = "reversed"
    ONLINE = "online"
    AGAIN = "again"
    """Graded without agreement, and petitioned again."""
    AGREES_AGAIN = "agrees_again"
    """Resolved, and petitioned again inside the window."""
    BACK = "back"
    """Closed, and taken up again after a revisit."""


FIRST_BATCH = (
    (Fate.AGREES, 187), (Fate.DISAGREES, 60), (Fate.NO_VIEW, 45), (Fate.SILENT_CLOSING, 25),
    (Fate.AGAIN, 12), (Fate.RETURNED, 8), (Fate.REVERSED, 7), (Fate.TO_VERIFY, 6),
)  # fmt: skip
SECOND_BATCH = (
    (Fate.FORM, 7), (Fate.NAMED, 5), (Fate.LED, 22), (Fate.WORKING, 42), (Fate.PROPOSED, 12),
    (Fate.SILENT_CLOSING, 4), (Fate.NO_VIEW, 6), (Fate.DISAGREES, 5), (Fate.TO_VERIFY, 3),
    (Fate.AGREES, 10), (Fate.AGREES_AGAIN, 1), (Fate.ONLINE, 1), (Fate.DROPPED, 1),
    (Fate.BACK, 1),
)  # fmt: skip
COUNTY_BATCH = (
    (Fate.FORM, 1), (Fate.NAMED, 1), (Fate.LED, 1), (Fate.WORKING, 2), (Fate.PROPOSED, 1),
    (Fate.NO_VIEW, 1), (Fate.DISAGREES, 1), (Fate.TO_VERIFY, 1), (Fate.AGREES, 2),
)  # fmt: skip
BELOW = 20
"""Matters of the second list that offices beneath the provincial ones nominated."""
THOROUGH, QUICK = (30, 78), (12, 26)
"""Days from beginning to deciding."""
LATER = {Fate.AGAIN: (260, 370), Fate.AGREES_AGAIN: (116, 123)}
"""Days after freezing on which somebody petitions once more."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter to be told: its office, its list, its fate, the days of its petitions and how they
    are laid to it."""

    office: Office
    campaign: MadeCampaign
    batch: MadeBatch
    fate: Fate
    days: tuple[date, ...]
    relations: tuple[str, ...]
    nominated: bool = False


def campaign_of(size: str, offices: Sequence[Office], *, seed: int, now: datetime) -> MadeCampaign:
    """The campaign of that size of demonstration."""
    rng = Random(f"campaign {seed} {size}")
    today = legal_day(now)
    if size == "office":
        office = _coded(offices, COUNTY)
        return _campaign(rng, office, today, (COUNTY_NAME, COUNTY_BASIS), [(130, QUICK)])
    lists = [(400, THOROUGH), (130, QUICK)]
    return _campaign(rng, _coded(offices, SUPREME), today, (NATION_NAME, NATION_BASIS), lists)


def _coded(offices: Sequence[Office], code: str) -> Office:
    return next(office for office in offices if office.code == code)


def _campaign(
    rng: Random, office: Office, today: date, says: tuple[str, str],
    lists: Sequence[tuple[int, tuple[int, int]]],
) -> MadeCampaign:  # fmt: skip
    opened = _at(today - timedelta(days=lists[0][0] + 45), 9)
    batches = tuple(
        _batch(rng, number, today - timedelta(days=age), pace)
        for number, (age, pace) in enumerate(lists, start=1)
    )
    return MadeCampaign(
        _uuid(rng), office.id, *says, opened.date(), today + timedelta(days=240),
        opened - timedelta(days=6), opened, ACTS, batches,
    )  # fmt: skip


def _batch(rng: Random, number: int, day: date, pace: tuple[int, int]) -> MadeBatch:
    frozen = _at(day, 10)
    due_on = frozen.date() + timedelta(days=240)
    return MadeBatch(number, _uuid(rng), frozen - timedelta(days=12), frozen, due_on, *pace)


def _uuid(rng: Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(workday(day), time(hour, 30), BEIJING)


def listed(campaign: MadeCampaign, offices: Sequence[Office], *, seed: int) -> list[Listed]:
    """Every matter of the campaign's lists."""
    rng = Random(f"listed {seed} {campaign.public_id}")
    if len(campaign.batches) == 1:
        here = [office for office in offices if office.id == campaign.organ_id]
        return list(_on(rng, campaign, 0, COUNTY_BATCH, here))
    provinces = [office for office in offices if office.level == 2]
    below = [office for office in offices if office.level > 2]
    nominating = [_coded(offices, COUNTY)] * 4 + [_coded(offices, CITY)] * 4
    nominating += rng.choices(below, k=BELOW - len(nominating))
    return [
        *_on(rng, campaign, 0, FIRST_BATCH, provinces),
        *_on(rng, campaign, 1, SECOND_BATCH, provinces, nominating),
    ]


def _on(
    rng: Random,
    campaign: MadeCampaign,
    place: int,
    fates: Sequence[tuple[Fate, int]],
    offices: Sequence[Office],
    nominating: Sequence[Office] = (),
) -> Iterator[Listed]:
    """The matters of one list; offices take their turns, those beneath come last."""
    batch = campaign.batches[place]
    drawn = [fate for fate, number in fates for _ in range(number)]
    rng.shuffle(drawn)
    turns = rng.sample(offices, len(offices))
    usual = len(drawn) - len(nominating)
    for turn, fate in enumerate(drawn):
        nominated = turn >= usual
        office = nominating[turn - usual] if nominated else turns[turn % len(turns)]
        days, relations = _petitions(rng, batch, fate)
        yield Listed(office, campaign, batch, fate, days, relations, nominated)


def _petitions(
    rng: Random, batch: MadeBatch, fate: Fate
) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """The first one long before the list; others once it was terminated; where the fate says so
    one more after the outcome was verified."""
    frozen = batch.frozen_at.date()
    first = frozen - timedelta(days=rng.randint(330, 640))
    span = (frozen - first).days
    since = sorted(rng.randint(210, span - 25) for _ in range(rng.choice((1, 1, 2, 2, 3))))
    relations = ["repeat", *rng.choices(("repeat", "supplement"), (3, 1), k=len(since) - 1)]
    if after := LATER.get(fate):
        since.append(span + rng.randint(*after))
        relations.append("repeat")
    days = [working_day(first + timedelta(days=n)) for n in (0, *since)]
    return tuple(days), tuple(relations)
