"""The demonstration's campaigns as rows in a database, made once and copied for each module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from tests import databases

from touyan.demonstration.campaign_rows import write_campaign
from touyan.demonstration.copying import COLUMNS
from touyan.demonstration.exemplar_rows import write_exemplars
from touyan.demonstration.hearing_rows import write_pool
from touyan.demonstration.inspection_rows import write_inspections
from touyan.demonstration.loading import coming_to
from touyan.demonstration.nomination_rows import write_nominations
from touyan.demonstration.rules.cast import SHOWN
from touyan.demonstration.rules.hearings import officers
from touyan.demonstration.rules.plan import Office
from touyan.demonstration.staff import make_staff
from touyan.demonstration.telling import Job, Teller, stories_of
from touyan.demonstration.wages import enter_wages
from touyan.organs.models import Organ

SEED = 5
ORDINARY = 150
"""About so many matters beside those on the lists."""


@contextmanager
def demonstrated(size: str, now: datetime) -> Iterator[None]:
    """The matters a campaign lists and a few others, in a database of the module's own."""
    whole = databases.demonstration(f"{size}_{now:%Y%m%d%H%M}", fill=lambda: _fill(size, now))
    name = f"{databases.own_name()}_{size}"
    databases.copy(name, of=whole)
    databases.use(name)
    try:
        yield
    finally:
        databases.use(databases.own_name())
        databases.drop(name)


def _fill(size: str, now: datetime) -> None:
    with transaction.atomic():
        _write(size, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(size: str, now: datetime) -> None:
    organs = list(Organ.objects.exclude(kind="military").filter(valid_to=None).order_by("id"))
    organs = [organ for organ in organs if organ.level <= 2 or organ.code.startswith("3301")]
    crews = make_staff(organs, seed=SEED, now=now)
    enter_wages(crews, now=now)
    offices = [Office(o.pk, o.code, o.level, o.parent_id) for o in organs]
    campaign, on_lists, coming = coming_to(size, offices, SEED, now)
    away = {organ.pk: [] for organ in organs}
    teller = Teller(Job(size, SEED, now, crews, away, on_lists))
    stories = stories_of(coming)
    usual = len(stories) - len(on_lists)
    step = max(2, usual // ORDINARY)  # the lowest ids stay free for what a test adds
    indexes = {*range(step, usual, step), *on_lists}
    for index in sorted(indexes, key=lambda i: (stories[i][0][0].organ_id, stories[i][0][0].on)):
        teller.write(index, stories[index])
    for organ in organs:
        if organ.code in SHOWN:
            write_pool(teller.batch, organ.pk, officers(SEED, organ.pk))
    connection.ensure_connection()
    teller.batch.write(connection.connection)
    _past_the_ids_given()
    write_campaign(campaign, on_lists, teller.tally.cleared, crews, seed=SEED, now=now)
    write_inspections(size, crews, seed=SEED, now=now)
    write_exemplars(crews, now=now)
    write_nominations(crews, now=now)


def _past_the_ids_given() -> None:
    """What a test adds gets an id no row of the demonstration has, whatever tests ran before."""
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            if columns[0] == "id":
                cursor.execute(
                    f"SELECT count(nextval(own.s)) "
                    f"FROM (SELECT pg_get_serial_sequence('{table}', 'id') AS s) own, "
                    f"generate_series(nextval(own.s), (SELECT max(id) FROM {table}))"
                )
