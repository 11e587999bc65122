"""Filling an empty installation with the demonstration, with progress, on every core."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, datetime
from random import Random

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from touyan.audit.actions import record
from touyan.audit.queries import entries_about
from touyan.deadlines.actions import load_shipped as load_clocks
from touyan.deadlines.queries import current_rulebook
from touyan.deadlines.rules.calendar import SATURDAY
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.bulletin_rows import write_bulletins
from touyan.demonstration.campaign_rows import TABLES as CAMPAIGN_TABLES
from touyan.demonstration.campaign_rows import write_campaign
from touyan.demonstration.charges import write_absences
from touyan.demonstration.copying import COLUMNS, Batch, keep_sequences
from touyan.demonstration.exemplar_rows import write_exemplars
from touyan.demonstration.fault_rows import plant_faults
from touyan.demonstration.hearing_rows import write_pool
from touyan.demonstration.inspection_rows import COPIED, write_inspections
from touyan.demonstration.inspection_rows import TABLES as INSPECTION_TABLES
from touyan.demonstration.nomination_rows import write_nominations
from touyan.demonstration.reception_rows import ReceptionWriter
from touyan.demonstration.rules.campaigns import Listed, campaign_of, listed
from touyan.demonstration.rules.cast import COUNTY, SHOWN
from touyan.demonstration.rules.cleared import MadeCampaign
from touyan.demonstration.rules.hearings import officers
from touyan.demonstration.rules.leaders import Away, LeadingOffice, absences
from touyan.demonstration.rules.plan import SIZES, Arrival, Office, arrivals, offices_for
from touyan.demonstration.rules.receptions import Carried, Receptions
from touyan.demonstration.staff import Crew, make_staff
from touyan.demonstration.statistics_rows import write_statistics
from touyan.demonstration.telling import Job, Say, Tally, own_connection, tell_all
from touyan.demonstration.wages import enter_wages
from touyan.demonstration.writing import demonstration_code
from touyan.intake.models import Petition
from touyan.intake.queries import opened_parties
from touyan.intake.rules import query_code
from touyan.leadership.actions.notices import make_notices
from touyan.leadership.actions.rulebook import load_shipped as load_charge_rules
from touyan.matters.models import Belonging
from touyan.matters.rules.lifecycle import Stage
from touyan.organs.models import Account, NumberSeries, Organ
from touyan.statistics.actions.following import follow

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
    campaign, on_lists, coming = coming_to(size, list(offices.values()), seed, now)
    _drop_search_indexes()
    enter_wages(crews, now=now)
    away = _absences(offices, seed, now)
    _write_offices(offices, crews, away, seed)
    tally = tell_all(Job(size, seed, now, crews, away, on_lists), coming, say)
    _write_receptions(offices, crews, away, seed, now)
    say("building the search indexes")
    _finish(tally, coming, now)
    write_campaign(campaign, on_lists, tally.cleared, crews, seed=seed, now=now)
    _inspect(size, crews, seed, now, say)
    _complete(crews, now, say)
    _record("loaded", size, seed, now)
    seconds = time.monotonic() - began
    say(f"ready: {SIZES[size]:,} matters, {len(coming):,} petitions in {seconds:.0f} s")
    return True


def _complete(crews: dict[int, Crew], now: datetime, say: Say) -> None:
    """What is made of all the rest: an edition, nominations, notices, figures, what tells them."""
    write_exemplars(crews, now=now, say=say)
    write_nominations(crews, now=now, say=say)
    make_notices(now=now)
    plant_faults(crews.keys(), now=now)
    say("counting the figures")
    follow(now=now)
    write_bulletins(crews, now=now)
    write_statistics(crews, now=now)


def coming_to(
    size: str, offices: list[Office], seed: int, now: datetime
) -> tuple[MadeCampaign, dict[int, Listed], list[Arrival]]:
    """The campaign, the stories it lists, and every petition; listed stories are counted last."""
    campaign = campaign_of(size, offices, seed=seed, now=now)
    on_lists = listed(campaign, offices, seed=seed)
    usual = SIZES[size] - len(on_lists)
    coming = arrivals(size, offices, seed=seed, today=legal_day(now), but=len(on_lists))
    coming += [
        Arrival(usual + place, ordinal, one.office.id, day)
        for place, one in enumerate(on_lists)
        for ordinal, day in enumerate(one.days)
    ]
    coming.sort(key=lambda a: (a.organ_id, a.on, a.story, a.ordinal))
    return campaign, dict(enumerate(on_lists, start=usual)), coming


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
) -> None:
    """What offices have beside their matters: absences, and where the cast serves, a pool of
    hearing officers."""
    batch = Batch()
    write_absences(batch, away, crews)
    for organ, office in offices.items():
        if office.code in SHOWN:
            write_pool(batch, organ, officers(seed, organ))
    with own_connection() as own:
        batch.write(own)


def _write_receptions(
    offices: dict[int, Office],
    crews: dict[int, Crew],
    away: dict[int, list[Away]],
    seed: int,
    now: datetime,
) -> None:
    """Where the cast serves, reception days; a leader who goes out takes the office's matters."""
    batch = Batch()
    writer = ReceptionWriter(batch, settings.KEYRING, seed)
    for organ, office in offices.items():
        if office.code in SHOWN:
            leading = LeadingOffice(office.level, office.code, crews[organ].names, away[organ])
            rng = Random(f"receptions {seed} {organ}")
            told = Receptions(rng, leading, _open_matters(organ), now=now)
            writer.write(organ, crews[organ], told.tell(_works_on))
    with own_connection() as own:
        batch.write(own)


def _open_matters(organ: int) -> list[Carried]:
    """Each with the name its first petition gives; a matter's own line of names is shortened."""
    found = Belonging.objects.filter(
        matter__organ_id=organ, matter__stage=Stage.HANDLING, matter__sealed=False,
        petition__parties__ordinal=0,
    ).distinct("matter_id").order_by("matter_id", "petition_id")  # fmt: skip
    rows = found.values_list(
        "matter_id", "matter__title", "petition__parties__name", "matter__opened_at"
    )
    return [Carried(pk, title, name, since.date()) for pk, title, name, since in rows[:200]]


def _works_on(day: date) -> bool:
    """A working day; in a year the calendar does not know yet, any weekday."""
    calendar = current_rulebook().calendar
    known = day.year in calendar.known_years
    return calendar.is_working_day(day) if known else day.weekday() < SATURDAY


def _drop_search_indexes() -> None:
    with connection.cursor() as cursor:
        for name in SEARCH_INDEXES:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")


def _finish(tally: Tally, coming: list[Arrival], now: datetime) -> None:
    """Search indexes, sequences past the ids given, number series at their last numbers."""
    with connection.cursor() as cursor:
        for name, table in SEARCH_INDEXES.items():
            cursor.execute(f"CREATE INDEX {name} ON {table} USING gin (search)")
        keep_sequences(cursor)
    _keep_series(tally, coming)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _inspect(size: str, crews: dict[int, Crew], seed: int, now: datetime, say: Say) -> None:
    write_inspections(size, crews, seed=seed, now=now, say=say)
    with connection.cursor() as cursor:
        keep_sequences(cursor)
        cursor.execute(f"ANALYZE {', '.join((*COPIED, *INSPECTION_TABLES))}")


def _keep_series(tally: Tally, coming: list[Arrival]) -> None:
    petitions = Counter((arrival.organ_id, arrival.on.year) for arrival in coming)
    rows = [(organ, "petition", year, last) for (organ, year), last in petitions.items()]
    rows += [(organ, "matter", year, last) for (organ, year), last in tally.matters.items()]
    rows += [
        (organ, f"paper:{kind}", year, last) for (organ, kind, year), last in tally.papers.items()
    ]
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
    people = ("rolegrant", "post", "account", "person", "department", "numberseries")
    tables = [
        *COLUMNS,
        *CAMPAIGN_TABLES,
        *INSPECTION_TABLES,
        *(f"organs_{name}" for name in people),
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    load_clocks(now=now)
    load_charge_rules(now=now)
