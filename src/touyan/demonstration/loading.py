"""Filling an empty installation with the demonstration, with progress, on every core."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from touyan.audit.actions import record
from touyan.audit.queries import entries_about
from touyan.deadlines.actions import load_shipped as load_clocks
from touyan.deadlines.queries import current_rulebook
from touyan.deadlines.rules.calendar import SATURDAY
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.charges import write_absences
from touyan.demonstration.copying import COLUMNS, Batch
from touyan.demonstration.hearing_rows import write_pool
from touyan.demonstration.numbering import Numbered
from touyan.demonstration.reception_rows import ReceptionWriter
from touyan.demonstration.rules.cast import COUNTY, SHOWN
from touyan.demonstration.rules.course import Course
from touyan.demonstration.rules.hearings import officers
from touyan.demonstration.rules.leaders import Away, LeadingOffice, absences
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.places import Place
from touyan.demonstration.rules.plan import SIZES, Arrival, Office, arrivals, offices_for
from touyan.demonstration.rules.receptions import Receptions
from touyan.demonstration.rules.story import KINDS, LED_KINDS, begin
from touyan.demonstration.staff import Crew, make_staff
from touyan.demonstration.wages import enter_wages
from touyan.demonstration.writing import Desk, Writer, demonstration_code
from touyan.intake.models import Petition
from touyan.intake.queries import opened_parties
from touyan.intake.rules import query_code
from touyan.leadership.actions.notices import make_notices
from touyan.leadership.actions.rulebook import load_shipped as load_charge_rules
from touyan.leadership.queries.rulebook import rules_now
from touyan.organs.models import Account, NumberSeries, Organ

Say = Callable[[str], None]
CHUNK = 500
LATELY = 28
SEARCH_INDEXES = {"petition_search": "intake_petition", "matter_search": "matters_matter"}


def load(*, size: str, seed: int, say: Say, now: datetime | None = None) -> bool:
    """Make the demonstration of that size; False when there is one, or real data, already."""
    now = now or timezone.now().replace(minute=0, second=0, microsecond=0)
    if loaded := entries_about("demonstration", "loaded").first():
        held = loaded.detail.get("size")
        say(f"the demonstration ({held}) is in place" + _elsewhere(size, str(held)))
        return False
    if _in_use():
        say("the register is already in use: no demonstration is made")
        return False
    if not current_rulebook().rules:
        raise SystemExit("The clock rules are not loaded yet. Run: touyan prepare")
    began = time.monotonic()
    _clear_unfinished(say, now=now)
    _record("begun", size, seed, now)
    say(f"{SIZES[size]:,} matters are being made (once; the next start is quick)")
    offices, crews = _offices(size, seed, now)
    coming = arrivals(size, list(offices.values()), seed=seed, today=legal_day(now))
    _drop_search_indexes()
    enter_wages(crews, now=now)
    away = _absences(offices, seed, now)
    _write_offices(offices, crews, away, seed, now)
    numbers = _write_all(_Job(size, seed, now, crews, away), coming, say)
    say("building the search indexes")
    _finish(numbers, coming, now)
    make_notices(now=now)
    _record("loaded", size, seed, now)
    seconds = time.monotonic() - began
    say(f"ready: {SIZES[size]:,} matters, {len(coming):,} petitions in {seconds:.0f} s")
    return True


def _elsewhere(size: str, held: str) -> str:
    """How to get another size, when that is what was asked for."""
    wanted = f"; for another: TOUYAN_DATA=var-{size} make demo SIZE={size}"
    return "" if size == held else wanted


def _offices(size: str, seed: int, now: datetime) -> tuple[dict[int, Office], dict[int, Crew]]:
    """The offices taking part; every valid organ gets its staff, so that any page has names."""
    today = legal_day(now)
    organs = [
        organ
        for organ in Organ.objects.order_by("id")
        if (organ.valid_from is None or organ.valid_from <= today)
        and (organ.valid_to is None or organ.valid_to >= today)
    ]
    with transaction.atomic():
        crews = make_staff(organs, seed=seed, now=now)
    offices = [Office(o.pk, o.code, o.level, o.parent_id) for o in organs if o.kind != "military"]
    taking_part = {office.id: office for office, _share in offices_for(size, offices)}
    return taking_part, crews


def _absences(offices: dict[int, Office], seed: int, now: datetime) -> dict[int, list[Away]]:
    """Who is away when; in the offices of the cast somebody is away today."""
    today = legal_day(now)
    return {
        pk: absences(seed, pk, office.level, today, now_away=office.code in SHOWN)
        for pk, office in offices.items()
    }


def _write_offices(
    offices: dict[int, Office],
    crews: dict[int, Crew],
    away: dict[int, list[Away]],
    seed: int,
    now: datetime,
) -> None:
    """What offices have beside their matters: absences, and where the cast serves, a pool of
    hearing officers and reception days."""
    batch = Batch()
    write_absences(batch, away, crews)
    writer = ReceptionWriter(batch, settings.KEYRING, seed)
    for organ, office in offices.items():
        if office.code in SHOWN:
            write_pool(batch, organ, officers(seed, organ))
            leading = LeadingOffice(office.level, office.code, crews[organ].names, away[organ])
            told = Receptions(Random(f"receptions {seed} {organ}"), leading, now=now)
            writer.write(organ, crews[organ], told.tell(_works_on))
    with _own_connection() as own:
        batch.write(own)


def _works_on(day: date) -> bool:
    """A working day; in a year the calendar does not know yet, any weekday."""
    calendar = current_rulebook().calendar
    known = day.year in calendar.known_years
    return calendar.is_working_day(day) if known else day.weekday() < SATURDAY


@dataclass
class _Job:
    """What every process needs; small enough to be handed over by fork."""

    size: str
    seed: int
    now: datetime
    crews: dict[int, Crew]
    away: dict[int, list[Away]]


Numbers = tuple[Counter[tuple[int, str, int]], Counter[tuple[int, int]]]


def _write_all(job: _Job, coming: list[Arrival], say: Say) -> Numbers:
    """Split the stories by office over the cores; collect the last numbers given."""
    stories = _stories(coming)
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
    papers: Counter[tuple[int, str, int]] = Counter()
    matters: Counter[tuple[int, int]] = Counter()
    done, finished, shown = 0, 0, time.monotonic()
    while finished < len(processes):
        word, value = queue.get()
        if word == "failed":
            raise SystemExit(f"The demonstration could not be made: {value}")
        if word == "finished":
            finished += 1
            papers.update(value[0])
            matters.update(value[1])
        else:
            done += value
            if time.monotonic() - shown > 2:
                shown = time.monotonic()
                say(f"{done:>9,} of {len(stories):,} matters  {'▇' * (done * 24 // len(stories))}")
    for process in processes:
        process.join()
    return papers, matters


def _stories(coming: list[Arrival]) -> dict[int, list[tuple[Arrival, int]]]:
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


def _work(job: _Job, part: list[tuple[int, list[tuple[Arrival, int]]]], queue: Any) -> None:
    """One process: tell and copy its stories, chunk by chunk."""
    try:
        queue.put(("finished", _tell_and_copy(job, part, queue)))
    except Exception as error:
        queue.put(("failed", f"{type(error).__name__}: {error}"))
        raise


def _tell_and_copy(
    job: _Job, part: list[tuple[int, list[tuple[Arrival, int]]]], queue: Any
) -> Numbers:
    organs = {organ.pk: organ for organ in Organ.objects.all()}
    places = _places(organs)
    desk = Desk(
        settings.KEYRING, current_rulebook(), job.crews,
        {pk: organ.code for pk, organ in organs.items()},
        {pk: organ.short_name for pk, organ in organs.items()},
        {pk: organ.level for pk, organ in organs.items()}, job.now, rules_now(), seed=job.seed,
    )  # fmt: skip
    connection.close()
    batch = Batch()
    with _own_connection() as own:
        for count, (index, held) in enumerate(part, start=1):
            _know_office(job, held[0][0].organ_id, desk)
            told = _tell(job, index, held, places, desk)
            Writer(desk, batch, Random(f"rows {job.seed} {index}")).write(told)
            if count % CHUNK == 0 or count == len(part):
                batch.write(own)
                queue.put(("done", count % CHUNK or CHUNK))
    return desk.papers, desk.matters


def _know_office(job: _Job, organ: int, desk: Desk) -> None:
    """What telling needs of an office, made once in the process that has it."""
    if organ not in desk.offices:
        shown = desk.codes[organ] in SHOWN
        desk.offices[organ] = LeadingOffice(
            desk.levels[organ], desk.codes[organ], desk.crews[organ].names, job.away[organ], shown,
            officers(job.seed, organ),
        )  # fmt: skip


def _tell(
    job: _Job, index: int, held: list[tuple[Arrival, int]], places: dict[int, Place], desk: Desk
) -> Numbered:
    rng = Random(f"{job.seed} {index}")
    first = held[0][0].organ_id
    fresh = (legal_day(job.now) - held[0][0].on).days < LATELY
    lately = fresh and desk.offices[first].shown
    story = begin(
        rng,
        place=places[first],
        arrivals=[(a.organ_id, a.on) for a, _n in held],
        now=job.now,
        kinds=LED_KINDS if lately else KINDS,
    )
    leading = Leading(
        Random(f"lead {job.seed} {index}"), desk.offices[first], desk.leading, now=job.now
    )
    Course(story, rng, leading=leading, now=job.now).tell()
    return Numbered(story, index, [number for _arrival, number in held])


def _own_connection() -> psycopg.Connection[Any]:
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


def _drop_search_indexes() -> None:
    with connection.cursor() as cursor:
        for name in SEARCH_INDEXES:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")


def _finish(numbers: Numbers, coming: list[Arrival], now: datetime) -> None:
    """Search indexes, sequences past the ids given, number series at their last numbers."""
    with connection.cursor() as cursor:
        for name, table in SEARCH_INDEXES.items():
            cursor.execute(f"CREATE INDEX {name} ON {table} USING gin (search)")
        for table, columns in COLUMNS.items():
            if columns[0] == "id":
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608 - names from this file
                    f" (SELECT coalesce(max(id), 1) FROM {table}))"
                )
    _keep_series(numbers, coming)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _keep_series(numbers: Numbers, coming: list[Arrival]) -> None:
    papers, matters = numbers
    petitions = Counter((arrival.organ_id, arrival.on.year) for arrival in coming)
    rows = [(organ, "petition", year, last) for (organ, year), last in petitions.items()]
    rows += [(organ, "matter", year, last) for (organ, year), last in matters.items()]
    rows += [(organ, f"paper:{kind}", year, last) for (organ, kind, year), last in papers.items()]
    NumberSeries.objects.bulk_create(
        [NumberSeries(organ_id=o, series=s, year=y, last=n) for o, s, y, n in rows], batch_size=5000
    )


@transaction.atomic
def _record(what: str, size: str, seed: int, now: datetime) -> None:
    record(
        verb="demonstration.load",
        by=None,
        now=timezone.now(),
        subject_type="demonstration",
        subject_id=what,
        detail={"size": size, "seed": seed, **(_receipt(seed) if what == "loaded" else {})},
    )


def _receipt(seed: int) -> dict[str, str]:
    """A made-up receipt to try the public look-up with: its code and the telephone's tail."""
    petition = (
        Petition.objects.filter(
            handling_organ__code=COUNTY,
            belonging__matter__stage="handling",
            parties__phone_sealed__isnull=False,
        )
        .order_by("-received_on", "pk")
        .first()
    )
    if petition is None:
        return {}
    first = opened_parties(petition)[0]
    code = demonstration_code(seed, petition.pk)
    return {"code": query_code.shown(code), "tail": str(first["phone"])[-4:]}


def _in_use() -> bool:
    """Whether someone works here: petitions or accounts that no demonstration made."""
    if Petition.objects.exclude(source="demo").exists():
        return True
    return Account.objects.exists() and not entries_about("demonstration", "begun").exists()


def _clear_unfinished(say: Say, *, now: datetime) -> None:
    """A load that was killed is begun anew: its half-written rows are the demonstration's own. The
    shipped rules, which name the accounts that decide on them, go with these and come again."""
    if not Account.objects.exists():
        return
    say("an unfinished demonstration is cleared away")
    tables = [*COLUMNS, "organs_rolegrant", "organs_post", "organs_account", "organs_person",
              "organs_department", "organs_numberseries"]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    load_clocks(now=now)
    load_charge_rules(now=now)
