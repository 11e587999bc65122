"""The stories told and copied on every core, each office's in one process."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from touyan.deadlines.queries import current_rulebook
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.copying import Batch
from touyan.demonstration.desk import Desk
from touyan.demonstration.numbering import Numbered
from touyan.demonstration.rules.campaigns import Listed
from touyan.demonstration.rules.cast import SHOWN
from touyan.demonstration.rules.cleared import Cleared
from touyan.demonstration.rules.clearing import tell_listed
from touyan.demonstration.rules.course import Course
from touyan.demonstration.rules.hearings import officers
from touyan.demonstration.rules.leaders import Away, LeadingOffice
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.places import Place
from touyan.demonstration.rules.plan import Arrival
from touyan.demonstration.rules.story import FIRST_KINDS, KINDS, LED_KINDS, begin
from touyan.demonstration.staff import Crew
from touyan.demonstration.writing import Writer
from touyan.leadership.queries.rulebook import rules_now
from touyan.organs.models import Organ

Say = Callable[[str], None]
CHUNK = 500
LATELY = 28
LOOKED_INTO_ACCEPTED = 0.97
"""Nearly all of what an inspection looks into was accepted; the register holds few others."""


@dataclass
class Job:
    """What every process needs; small enough to be handed over by fork."""

    size: str
    seed: int
    now: datetime
    crews: dict[int, Crew]
    away: dict[int, list[Away]]
    listed: Mapping[int, Listed] = field(default_factory=dict)
    """The stories that a campaign lists."""


@dataclass
class Tally:
    """What the processes hand back: the last numbers given, and what campaigns did, by story."""

    papers: Counter[tuple[int, str, int]] = field(default_factory=Counter)
    matters: Counter[tuple[int, int]] = field(default_factory=Counter)
    cleared: dict[int, Cleared] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """No two processes share an office or a story."""
        self.papers.update(other.papers)
        self.matters.update(other.matters)
        self.cleared.update(other.cleared)


def tell_all(job: Job, coming: list[Arrival], say: Say) -> Tally:
    """Split the stories by office over the cores; collect what they hand back."""
    stories = stories_of(coming)
    parts = _split(stories, max(1, min(8, os.cpu_count() or 1)))
    connection.close()
    context = multiprocessing.get_context("fork")
    queue: Any = context.Queue()
    processes = [
        context.Process(target=_work, args=(job, part, queue), daemon=True)
        for part in parts
        if part
    ]
    for process in processes:
        process.start()
    tally = Tally()
    done, finished, shown = 0, 0, time.monotonic()
    while finished < len(processes):
        word, value = queue.get()
        if word == "failed":
            raise SystemExit(f"The demonstration could not be made: {value}")
        if word == "finished":
            finished += 1
            tally.add(value)
        else:
            done += value
            if time.monotonic() - shown > 2:
                shown = time.monotonic()
                say(f"{done:>9,} of {len(stories):,} matters  {'▇' * (done * 24 // len(stories))}")
    for process in processes:
        process.join()
    return tally


def stories_of(coming: list[Arrival]) -> dict[int, list[tuple[Arrival, int]]]:
    """Each story's arrivals with their register numbers, gapless per office and year."""
    last: Counter[tuple[int, int]] = Counter()
    stories: dict[int, list[tuple[Arrival, int]]] = defaultdict(list)
    for arrival in coming:
        key = (arrival.organ_id, arrival.on.year)
        last[key] += 1
        stories[arrival.story].append((arrival, last[key]))
    for held in stories.values():
        held.sort(key=lambda item: item[0].ordinal)
    return stories


def _split(
    stories: dict[int, list[tuple[Arrival, int]]], parts: int
) -> list[list[tuple[int, list[tuple[Arrival, int]]]]]:
    """Whole offices to one process each, so that their numbers stay in one hand."""
    by_office: dict[int, list[tuple[int, list[tuple[Arrival, int]]]]] = defaultdict(list)
    for index, held in stories.items():
        by_office[held[0][0].organ_id].append((index, held))
    split: list[list[tuple[int, list[tuple[Arrival, int]]]]] = [[] for _ in range(parts)]
    for office in sorted(by_office, key=lambda o: (-len(by_office[o]), o)):
        smallest = min(split, key=len)
        smallest += sorted(by_office[office], key=lambda item: (item[1][0][0].on, item[0]))
    return split


def _work(job: Job, part: list[tuple[int, list[tuple[Arrival, int]]]], queue: Any) -> None:
    """One process: tell and copy its stories, chunk by chunk."""
    try:
        queue.put(("finished", _tell_and_copy(job, part, queue)))
    except Exception as error:
        queue.put(("failed", f"{type(error).__name__}: {error}"))
        raise


def _tell_and_copy(
    job: Job, part: list[tuple[int, list[tuple[Arrival, int]]]], queue: Any
) -> Tally:
    teller = Teller(job)
    connection.close()
    with own_connection() as own:
        for count, (index, held) in enumerate(part, start=1):
            teller.write(index, held)
            if count % CHUNK == 0 or count == len(part):
                teller.batch.write(own)
                queue.put(("done", count % CHUNK or CHUNK))
    return teller.tally


class Teller:
    """Tells stories and turns them into rows that wait to be copied."""

    def __init__(self, job: Job) -> None:
        self.job, self.batch = job, Batch()
        organs = {organ.pk: organ for organ in Organ.objects.all()}
        self.places = _places(organs)
        self.desk = Desk(
            settings.KEYRING, current_rulebook(), job.crews,
            {pk: organ.code for pk, organ in organs.items()},
            {pk: organ.short_name for pk, organ in organs.items()},
            {pk: organ.level for pk, organ in organs.items()}, job.now, rules_now(), seed=job.seed,
            parents={pk: organ.parent_id for pk, organ in organs.items()},
            names={pk: organ.name for pk, organ in organs.items()},
        )  # fmt: skip
        self.tally = Tally(self.desk.papers, self.desk.matters)

    def write(self, index: int, held: list[tuple[Arrival, int]]) -> None:
        """One story with its petitions and their register numbers."""
        self._know_office(held[0][0].organ_id)
        told = self._tell(index, held)
        Writer(self.desk, self.batch, Random(f"rows {self.job.seed} {index}")).write(told)
        if told.story.cleared and index in self.job.listed:
            self.tally.cleared[index] = told.story.cleared

    def _know_office(self, organ: int) -> None:
        """What telling needs of an office, made once in the process that has it."""
        job, desk = self.job, self.desk
        if organ not in desk.offices:
            desk.offices[organ] = LeadingOffice(
                desk.levels[organ], desk.codes[organ], desk.crews[organ].names, job.away[organ],
                desk.codes[organ] in SHOWN, officers(job.seed, organ),
                desk.names[desk.subordinate(organ)],
            )  # fmt: skip

    def _tell(self, index: int, held: list[tuple[Arrival, int]]) -> Numbered:
        job, first = self.job, held[0][0]
        rng, office = Random(f"{job.seed} {index}"), self.desk.offices[first.organ_id]
        days = [(arrival.organ_id, arrival.on) for arrival, _number in held]
        leading = Leading(
            Random(f"lead {job.seed} {index}"), office, self.desk.leading, now=job.now
        )
        place, listed = self.places[first.organ_id], job.listed.get(index)
        if listed:
            story = tell_listed(rng, listed, place, days, leading=leading)
        else:
            story = begin(rng, place=place, arrivals=days, now=job.now,
                          kinds=self._kinds(first, office))  # fmt: skip
            accepted = LOOKED_INTO_ACCEPTED if first.looked_into else None
            Course(story, rng, leading=leading, now=job.now, accepted=accepted).tell()
        return Numbered(story, index, [number for _arrival, number in held])

    def _kinds(self, first: Arrival, office: LeadingOffice) -> tuple[tuple[str, int], ...]:
        if first.looked_into:
            return FIRST_KINDS
        fresh = (legal_day(self.job.now) - first.on).days < LATELY
        return LED_KINDS if fresh and office.shown else KINDS


def own_connection() -> psycopg.Connection[Any]:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _places(organs: dict[int, Organ]) -> dict[int, Place]:
    """The place an office stands for, by the names of the offices above it."""
    return {pk: _place(organ, organs) for pk, organ in organs.items()}


def _place(organ: Organ, organs: dict[int, Organ]) -> Place:
    def area(held: Organ | None, above: Organ | None) -> str:
        name = held.name.removesuffix("人民检察院") if held else ""
        upper = above.name.removesuffix("人民检察院") if above else ""
        return name.removeprefix(upper) if upper and name != upper else name

    chain = {organs[int(step)].level: organs[int(step)] for step in organ.path.split("/") if step}
    province, city, county = chain.get(2), chain.get(3), chain.get(4)
    return Place(
        code=organ.division_code or "110000",
        province=area(province, None) or "北京市",
        prefecture=area(city, province),
        county=area(county, city),
        procuratorate=organ.name,
    )
