"""The matrix tells the demonstration's real charges from its nominal ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests.rules.demonstration.telling import PLACE

from touyan.campaigns.models import Revisit
from touyan.campaigns.queries.revisits import planned
from touyan.deadlines.queries import current_rulebook
from touyan.demonstration.copying import Batch
from touyan.demonstration.desk import Desk
from touyan.demonstration.hearing_rows import write_pool
from touyan.demonstration.numbering import Numbered
from touyan.demonstration.rules.cast import COUNTY
from touyan.demonstration.rules.course import Course
from touyan.demonstration.rules.hearings import officers
from touyan.demonstration.rules.leaders import LeadingOffice
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.story import LED_KINDS, begin
from touyan.demonstration.staff import make_staff
from touyan.demonstration.writing import Writer
from touyan.leadership.models import Charge, ChargeForm, Deed, DutyRow
from touyan.leadership.queries.duties import duty_of
from touyan.leadership.queries.matrices import matrix_of, required_of
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.matrix import CellState
from touyan.matters.clockwork import reproject
from touyan.matters.models import ClockRow, Closing, Matter
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of

STORIES = 60


@pytest.fixture
def manners(db: None, now: datetime) -> dict[int, str]:
    """Some stories of the county office as rows; how each is led, by the matter's id."""
    organ = Organ.objects.get(code=COUNTY)
    crews = make_staff([organ], seed=5, now=now)
    desk = Desk(settings.KEYRING, current_rulebook(), crews, {organ.pk: COUNTY},
                {organ.pk: organ.short_name}, {organ.pk: 4}, now, rules_now())  # fmt: skip
    batch, told = Batch(), {}
    pool = officers(5, organ.pk)
    place = LeadingOffice(4, COUNTY, crews[organ.pk].names, shown=True, pool=pool)
    write_pool(batch, organ.pk, pool)
    desk.offices[organ.pk] = place
    for index in range(STORIES):
        rng = Random(index)
        on = now.date() - timedelta(days=rng.randint(5, 300))
        story = begin(rng, place=PLACE, arrivals=[(organ.pk, on)], now=now, kinds=LED_KINDS)
        leading = Leading(Random(f"lead {index}"), place, rules_now(), now=now)
        Course(story, rng, leading=leading, now=now).tell()
        Writer(desk, batch, Random(index)).write(Numbered(story, index, [index + 1]))
        told[index + 1] = story.led.manner
    connection.ensure_connection()
    batch.write(connection.connection)
    return told


def matters() -> Any:
    return Matter.objects.select_related("organ", "first_organ").order_by("pk")


def test_the_matrix_tells_real_from_nominal(manners: dict[int, str], now: datetime) -> None:
    zhao = viewer_of(Account.objects.get(username="zhao"), now=now)
    proved: dict[str, list[float]] = {"real": [], "mixed": [], "nominal": []}
    closed = Charge.objects.filter(state="accepted", matter__stage__in=["closed", "watched"])
    for charge in closed.select_related("matter__organ"):
        cells = matrix_of(charge.matter, viewer=zhao, now=now)
        asked = [cell for cell in cells if cell.state is not CellState.NOT_REQUIRED]
        good = sum(cell.state is CellState.EVIDENCED for cell in asked)
        proved[manners[charge.matter_id]].append(good / len(asked))
    assert len(proved["real"]) > 8
    assert len(proved["nominal"]) > 3
    assert min(proved["real"]) > max(proved["nominal"])


def test_the_duty_of_every_row_is_what_the_rules_say(manners: dict[int, str]) -> None:
    for matter in matters():
        row, found = DutyRow.objects.get(matter=matter), duty_of(matter)
        assert (row.due, row.unknown, row.since) == (found.due, found.unknown, found.since)
    assert DutyRow.objects.filter(due=True).exists()
    assert DutyRow.objects.filter(due=False).exists()


def test_the_clock_of_the_chief_runs_as_the_actions_would_make_it(
    manners: dict[int, str], now: datetime
) -> None:
    before = set(ClockRow.objects.values_list("matter", "code", "starts_on", "due_on", "met_on"))
    assert any(code == "L1" for _matter, code, *_days in before)
    for matter in matters():
        reproject(matter, now=now)
    after = set(ClockRow.objects.values_list("matter", "code", "starts_on", "due_on", "met_on"))
    assert after == before


def test_revisits_are_those_the_closings_ask_for(manners: dict[int, str]) -> None:
    for closing in Closing.objects.select_related("matter__organ"):
        rows = Revisit.objects.filter(closing=closing).order_by("months")
        owed = planned(closing.matter, closing)
        assert list(rows.values_list("rule", "months", "due_on")) == owed
    assert Revisit.objects.exclude(result="").exists()


def test_every_deed_was_open_to_whoever_did_it(manners: dict[int, str], now: datetime) -> None:
    for deed in Deed.objects.select_related("charge__matter__organ", "act"):
        asked = {one.act.value: one for one in required_of(deed.charge.matter, now=now)}
        leader = deed.by_id == deed.charge.leader_id
        assert leader or asked[deed.kind].delegable == "anyone"
        assert (deed.act.matter_id, deed.act.by_id) == (deed.charge.matter_id, deed.by_id)
    assert ChargeForm.objects.filter(outcome="named").exists()
