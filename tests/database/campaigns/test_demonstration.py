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
from tests.database.campaigns.replaying import Told, read

from touyan.campaigns.actions.batches import leave_batch
from touyan.campaigns.actions.resolving import end_by_office, end_by_petition
from touyan.campaigns.models import Batch, BatchEntry, Campaign, EntryMark
from touyan.campaigns.queries.board import columns, entries, figures_of
from touyan.campaigns.queries.campaigns import is_whole
from touyan.campaigns.queries.entry import facts_of
from touyan.campaigns.rules.entry import enters
from touyan.campaigns.rules.standing import Figures
from touyan.campaigns.rules.words import Mark, Step
from touyan.intake.models import Petition
from touyan.leadership.models import DutyRow
from touyan.leadership.queries.duties import duty_of
from touyan.matters.actions.endings import take_up
from touyan.matters.actions.ledger import lock
from touyan.matters.clockwork import reproject
from touyan.matters.models import Act, ClockRow, Closing, Matter, Resolution, Termination
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

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


def by_the_acts(number: int) -> Counter[str]:
    """The figures once more, from the ledger alone."""
    held = batch(number)
    told: dict[int, list[Told]] = {
        matter: [] for matter in held.entries.values_list("matter", flat=True)
    }
    acts = Act.objects.filter(matter__in=told, at__gte=held.frozen_at, at__lte=NOW)
    rows = acts.order_by("at", "pk").values_list("matter", "verb", "detail", "by__person__name")
    for matter, *act in rows:
        told[matter].append((act[0], act[1], act[2]))
    return sum(map(read, told.values()), Counter())


@pytest.mark.parametrize("number", [1, 2])
def test_the_acts_alone_come_to_the_same_figures(number: int) -> None:
    found, told = figures(number), by_the_acts(number)
    assert (found.total, found.left, found.led) == (told["gross"], told["left"], told["led"])
    assert (found.closed, found.resolved) == (told["closed"], told["r2"] + told["r3"])
    viewer = viewer_of(account("zhao.spp"), now=NOW)
    listed = entries(Campaign.objects.get(), viewer=viewer, as_of=NOW, batches=[batch(number)])
    assert columns(listed) == {step: told[f"step-{step.value}"] for step in Step}


def test_every_matter_was_petitioned_before_and_again_after_its_termination() -> None:
    again = Counter[str]()
    for entry in BatchEntry.objects.select_related("batch"):
        ended = Termination.objects.get(matter=entry.matter).at
        held = Petition.objects.filter(belonging__matter=entry.matter)
        assert held.filter(registered_at__lt=ended).exists()
        between = held.filter(registered_at__gt=ended, registered_at__lt=entry.batch.frozen_at)
        assert between.exists()
        closed = Closing.objects.filter(matter=entry.matter, at__gt=entry.batch.frozen_at).first()
        if closed and held.filter(received_on__gt=closed.at.date()).exists():
            again[str(entry.batch.number)] += 1
    assert again["1"] >= 10
    assert again["2"] == 1


def test_ending_one_resolution_gives_one_less_and_reopening_one_matter_too() -> None:
    resolved = Resolution.objects.filter(state="verified", grade__gte=2).first()
    assert resolved
    head = Account.objects.get(username=f"department_head.{resolved.matter.organ.code}")
    end_by_office(resolution_id=resolved.public_id, reason="回访发现一项未办完", by=head, now=NOW)
    assert (figures(1).closed, figures(1).resolved) == (350, 186)
    matter = lock(resolved.matter.public_id, by=head, now=NOW)
    take_up(matter, reason="重新核对", organ_id=matter.organ_id, by=head, now=NOW)
    assert (figures(1).closed, figures(1).resolved) == (349, 186)
    told = by_the_acts(1)
    assert (told["closed"], told["r2"] + told["r3"]) == (349, 186)


def test_one_petition_more_on_a_resolved_matter_gives_one_less() -> None:
    resolved = Resolution.objects.filter(
        state="verified", grade__gte=2, matter__in=batch(1).entries.values("matter")
    ).first()
    assert resolved
    petition = Petition.objects.filter(belonging__matter=resolved.matter).first()
    assert petition
    clerk = Account.objects.get(username=f"clerk.{resolved.matter.organ.code}")
    end_by_petition(resolved.matter, petition, by=clerk, now=NOW)
    assert (figures(1).closed, figures(1).resolved) == (350, 186)


def test_one_that_leaves_stays_in_the_gross_total() -> None:
    entry = batch(2).entries.filter(matter__stage="handling").first()
    assert entry
    before = figures(2)
    leave_batch(entry_id=entry.pk, reason="已并入另一件", by=account("zhao.spp"), now=NOW)
    assert (figures(2).total, figures(2).left) == (before.total, before.left + 1)


@pytest.mark.parametrize("number", [1, 2])
def test_a_list_with_one_matter_more_is_seen_to_be_another(number: int) -> None:
    other = batch(3 - number).entries.select_related("candidate").first()
    assert other
    BatchEntry.objects.create(
        batch=batch(number), matter=other.matter, organ=other.organ, candidate=other.candidate,
        ordinal=figures(number).total + 1,
    )  # fmt: skip
    assert not is_whole(batch(number))


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


def traps(**wanted: object) -> BatchEntry:
    viewer = viewer_of(account("zhao.spp"), now=NOW)
    found = entries(Campaign.objects.get(), viewer=viewer, as_of=NOW, batches=[batch(2)])
    trap: BatchEntry = found.select_related("matter").get(**wanted)
    return trap


def test_the_one_petitioned_again_inside_its_window_is_closed_and_no_longer_resolved() -> None:
    ended = Resolution.objects.get(
        ended_how="new_petition", grade=2, matter__in=batch(2).entries.values("matter")
    )
    petition = ended.ended_petition
    assert petition
    assert ended.window_until
    assert ended.verified_at
    assert ended.verified_at.date() < petition.received_on <= ended.window_until
    assert traps(matter=ended.matter).step == Step.CLOSED


def test_the_one_reversed_by_its_petitioner_online_asked_nobody() -> None:
    ended = Resolution.objects.get(ended_how="online")
    assert ended.ended_by is None
    assert traps(matter=ended.matter).step == Step.CLOSED


def test_the_one_dropped_has_its_reason_and_stands_in_the_gross_total() -> None:
    mark = EntryMark.objects.get(mark=Mark.LEAVE, entry__batch=batch(2))
    assert len(mark.reason) > 10
    assert mark.by == account("zhao.spp")
    assert traps(left=True).pk == mark.entry_id
    assert figures(2).net == figures(2).total - 1


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
