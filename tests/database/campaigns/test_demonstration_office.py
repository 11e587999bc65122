"""The county's own campaign in the office demonstration: a reader signed in as one of its people
finds something to do, and the board follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker
from tests.conftest import BEIJING
from tests.database.campaigns.listed import demonstrated

from touyan.campaigns.actions.batches import choose, prepare_batch
from touyan.campaigns.actions.candidates import decide_candidates
from touyan.campaigns.actions.marks import propose_closing, survey
from touyan.campaigns.actions.resolving import verify_resolution
from touyan.campaigns.models import Batch, BatchEntry, Campaign, Revisit
from touyan.campaigns.queries.board import columns, entries
from touyan.campaigns.queries.campaigns import campaigns_seen, is_whole
from touyan.campaigns.queries.choosing import waiting
from touyan.campaigns.queries.resolution import why_not
from touyan.campaigns.rules.resolution import Contact, View, Way
from touyan.campaigns.rules.revisits import Attempt, Result
from touyan.campaigns.rules.revisits import Contact as Record
from touyan.campaigns.rules.revisits import Way as By
from touyan.campaigns.rules.words import Step
from touyan.exemplars.models import Exemplar
from touyan.leadership.actions.charges import accept_charge, name_leader
from touyan.leadership.models import Charge
from touyan.matters.actions.endings import claims_of, close
from touyan.matters.models import Resolution
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.workflows.enter_campaign import enter_and_defer, freeze_batch
from touyan.workflows.make_revisit import record_revisit

NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), demonstrated("office", NOW):
        yield


def account(name: str) -> Account:
    return Account.objects.get(username=name)


def seen_by(name: str) -> Any:
    viewer = viewer_of(account(name), now=NOW)
    campaign = campaigns_seen(viewer=viewer).get(organ__code="330106")
    return entries(campaign, viewer=viewer, as_of=NOW).select_related("matter__organ")


def at_step(step: Step, **more: object) -> BatchEntry:
    entry: BatchEntry | None = seen_by("he").filter(step=step, **more).order_by("ordinal").first()
    assert entry, step
    return entry


def steps() -> dict[Step, int]:
    return columns(seen_by("he"))


@pytest.mark.parametrize("name", ["wang", "li", "he", "zhao"])
def test_everyone_of_the_county_sees_a_card_at_every_step(name: str) -> None:
    found = columns(seen_by(name))
    assert sum(found.values()) == 11
    assert all(found[step] for step in Step), found
    assert is_whole(Batch.objects.get())


def test_he_surveys_what_nobody_surveyed_and_zhao_names_a_leader() -> None:
    form = next(e for e in seen_by("he").filter(step=Step.SURVEYED)
                if not Charge.objects.filter(matter=e.matter).exists())  # fmt: skip
    if not form.surveyed:
        survey(entry_id=form.pk, findings="争议在答复没有讲清理由。", by=account("he"), now=NOW)
    before, zhao = steps(), account("zhao")
    name_leader(matter_id=form.matter.public_id, leader=zhao, by=zhao,
                note="此件由我包案，先约见当事人听取意见。", now=NOW)  # fmt: skip
    assert steps()[Step.LED] == before[Step.LED] + 1


def test_the_leader_named_takes_the_matter_on() -> None:
    named = Charge.objects.get(state="named", matter__in=BatchEntry.objects.values("matter"))
    before = steps()
    accept_charge(matter_id=named.matter.public_id, by=named.leader, now=NOW)
    assert steps()[Step.LED] == before[Step.LED] + 1


def test_li_proposes_what_is_worked_on_for_closing() -> None:
    before = steps()
    entry = at_step(Step.WORKING)
    propose_closing(entry_id=entry.pk, reason="已答复，各项已办完。", by=account("li"), now=NOW)
    after = steps()
    assert after[Step.WORKING] == before[Step.WORKING] - 1
    assert after[Step.PROPOSED] == before[Step.PROPOSED] + 1


def test_he_closes_what_is_proposed() -> None:
    before, entry = steps(), at_step(Step.PROPOSED)
    where = dict.fromkeys(claims_of(entry.matter), "答复函第二部分")
    close(matter_id=entry.matter.public_id, report="各项诉求均已答复。", answered_where=where,
          by=account("he"), now=NOW)  # fmt: skip
    assert steps()[Step.CLOSED] == before[Step.CLOSED] + 1


def test_somebody_outside_the_team_verifies_what_waits_and_it_counts_as_resolved() -> None:
    listed = BatchEntry.objects.values("matter")
    waits = Resolution.objects.get(state="proposed", matter__in=listed)
    before = steps()
    outside = next(
        one for one in map(account, ("wang", "he", "zhao", "qin"))
        if not why_not(waits, viewer=viewer_of(one, now=NOW), now=NOW)
    )  # fmt: skip
    contact = Contact(Way.TELEPHONE, NOW.date(), "本人", "认可处理结果，自愿表示没有意见。",
                      View.CONFIRMS, free=True)  # fmt: skip
    verify_resolution(resolution_id=waits.public_id, contact=contact, note="", by=outside, now=NOW)
    assert steps()[Step.RESOLVED] == before[Step.RESOLVED] + 1


def test_wang_puts_a_revisit_on_record_that_waits() -> None:
    revisit = Revisit.objects.filter(
        done_at=None, dropped_at=None, matter__in=BatchEntry.objects.values("matter"),
        closing__reopened_at=None,
    ).order_by("due_on").first()  # fmt: skip
    assert revisit
    now = datetime.combine(max(NOW.date(), revisit.due_on), NOW.timetz())
    tried = [Attempt(now.date() - timedelta(days=ago), By.TELEPHONE, "无人接听") for ago in (1, 0)]
    contact = Record(Result.UNREACHED, now.date(), attempts=tried, findings="两次均未联系上。")
    done = record_revisit(
        revisit_id=revisit.public_id, contact=contact, by=account("wang"), now=now
    )
    assert done.done_at == now


def test_he_accepts_a_nomination_and_zhao_freezes_a_second_list_with_it() -> None:
    campaign, he = Campaign.objects.get(), account("he")
    one = waiting(campaign, viewer=viewer_of(he, now=NOW)).first()
    assert one
    decide_candidates(campaign_id=campaign.public_id, candidates=[one.public_id], accept=True,
                      reason="确有争议未解", by=he, now=NOW)  # fmt: skip
    batch = prepare_batch(campaign_id=campaign.public_id, due_on=campaign.ends_on, by=he, now=NOW)
    choose(batch_id=batch.public_id, candidates=[one.public_id], chosen=True, by=he, now=NOW)
    frozen = freeze_batch(batch_id=batch.public_id, by=account("zhao"), now=NOW)
    enter_and_defer(frozen.pk, after=0, now=NOW)
    assert is_whole(frozen)
    assert sum(steps().values()) == 12


def test_an_open_call_for_typical_cases_has_nominations_in_every_state() -> None:
    states = Counter(Exemplar.objects.filter(call__isnull=False).values_list("state", flat=True))
    assert states == {"nominated": 2, "returned": 1, "withdrawn": 1, "selected": 1, "submitted": 1}
