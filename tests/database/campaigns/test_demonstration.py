"""The nation demonstration's look-back: its figures come from what happened in each matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import pytest
from pytest_django import DjangoDbBlocker
from tests.conftest import BEIJING
from tests.database.campaigns.listed import demonstrated

from touyan.campaigns.actions.resolving import end_by_office
from touyan.campaigns.models import Batch, BatchEntry, Campaign
from touyan.campaigns.queries.board import columns, entries, figures_of
from touyan.campaigns.queries.campaigns import is_whole
from touyan.campaigns.queries.entry import facts_of
from touyan.campaigns.rules.entry import enters
from touyan.campaigns.rules.standing import Figures
from touyan.campaigns.rules.words import Step
from touyan.leadership.models import DutyRow
from touyan.leadership.queries.duties import duty_of
from touyan.matters.clockwork import reproject
from touyan.matters.models import ClockRow, Matter, Resolution
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.workflows.advance_matter import reopen

NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def nation(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), demonstrated("nation", NOW):
        yield


def account(name: str) -> Account:
    return Account.objects.get(username=name)


def figures(number: int) -> Figures:
    viewer = viewer_of(account("zhao.spp"), now=NOW)
    found = entries(Campaign.objects.get(), viewer=viewer, as_of=NOW, batches=[batch(number)])
    return figures_of(found)


def batch(number: int) -> Batch:
    return Batch.objects.select_related("campaign__organ").get(number=number)


def test_the_first_batch_comes_to_350_closed_and_187_resolved() -> None:
    found = figures(1)
    assert (found.total, found.left, found.closed, found.resolved) == (350, 0, 350, 187)
    assert found.resolved_share == Decimal("53.4")
    provinces = BatchEntry.objects.filter(batch=batch(1)).values("organ").distinct()
    assert provinces.count() == 32


def test_ending_one_resolution_gives_one_less_and_reopening_one_matter_too() -> None:
    resolved = Resolution.objects.filter(state="verified", grade__gte=2).first()
    assert resolved
    head = Account.objects.get(username=f"department_head.{resolved.matter.organ.code}")
    end_by_office(resolution_id=resolved.public_id, reason="回访发现一项未办完", by=head, now=NOW)
    assert (figures(1).closed, figures(1).resolved) == (350, 186)
    reopen(matter_id=resolved.matter.public_id, reason="重新核对", by=head, now=NOW)
    assert (figures(1).closed, figures(1).resolved) == (349, 186)


def test_every_list_is_whole_and_every_matter_on_it_was_taken_by_the_rule() -> None:
    assert is_whole(batch(1))
    assert is_whole(batch(2))
    for entry in BatchEntry.objects.select_related("matter__organ", "batch__campaign"):
        facts = facts_of(entry.matter)
        assert enters(entry.batch.campaign.entry_rule, facts, on=entry.batch.frozen_at.date())


def test_the_second_batch_is_half_done_and_holds_its_traps() -> None:
    found = figures(2)
    assert (found.total, found.left) == (120, 1)
    viewer = viewer_of(account("zhao.spp"), now=NOW)
    steps = columns(entries(Campaign.objects.get(), viewer=viewer, as_of=NOW, batches=[batch(2)]))
    assert all(steps[step] >= 8 for step in Step), steps
    ended = Counter(
        Resolution.objects.filter(
            state="ended", matter__in=BatchEntry.objects.filter(batch=batch(2)).values("matter")
        ).values_list("ended_how", "grade")
    )
    assert ended == {("new_petition", 2): 1, ("online", 2): 1}


def test_clocks_and_duties_are_what_the_product_reckons() -> None:
    kept = ("matter", "code", "starts_on", "due_on", "met_on", "void_on")
    before = Counter(ClockRow.objects.values_list(*kept))
    due = {}
    for matter in Matter.objects.select_related("organ", "first_organ"):
        due[matter.pk] = (matter.next_due_on, matter.next_clock)
        reproject(matter, now=NOW)
        assert due[matter.pk] == (matter.next_due_on, matter.next_clock)
        row, found = DutyRow.objects.get(matter=matter), duty_of(matter)
        assert (row.due, row.unknown, row.since) == (found.due, found.unknown, found.since)
    assert Counter(ClockRow.objects.values_list(*kept)) == before
