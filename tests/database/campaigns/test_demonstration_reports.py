"""What offices of the nation demonstration reported upward, revisited, scrutinised and nominated,
is what the product would have made of the same matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import DjangoDbBlocker
from tests.conftest import BEIJING
from tests.database.campaigns.listed import demonstrated
from tests.database.campaigns.replaying import replay

from touyan.campaigns.actions.candidates import decide_candidates
from touyan.campaigns.actions.reporting import confirm_report, draft_due
from touyan.campaigns.models import (
    BatchEntry,
    Campaign,
    CampaignReport,
    Candidate,
    Cause,
    Revisit,
    Scrutiny,
)
from touyan.campaigns.queries.board import standings
from touyan.campaigns.queries.choosing import waiting
from touyan.campaigns.queries.learning import scrutinies_received, table_of
from touyan.campaigns.queries.reports import is_unchanged, owed_by
from touyan.campaigns.queries.revisits import planned, revisits_in_sight
from touyan.campaigns.rules.comparing import changes, effect_of
from touyan.campaigns.rules.reported import GROUP_NAMES, figures_of, lines_of
from touyan.campaigns.rules.reporting import Period, ReportState, stand_of
from touyan.campaigns.rules.revisits import Result
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.matters.models import Act, Closing, Matter
from touyan.matters.rules.lifecycle import Stage
from touyan.organs.models import Account, Organ, RoleGrant
from touyan.organs.queries import office_viewer, viewer_of
from touyan.organs.rules.roles import Role

NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def nation(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), demonstrated("nation", NOW):
        yield


def account(name: str) -> Account:
    return Account.objects.get(username=name)


def chief_of(organ: Organ) -> Account:
    held = RoleGrant.objects.filter(post__organ=organ, role=Role.CHIEF)
    return Account.objects.get(person__in=held.values("person"))


def reports() -> list[CampaignReport]:
    return list(CampaignReport.objects.select_related("campaign", "organ").order_by("first", "pk"))


def test_every_report_owed_is_there_and_the_night_would_draft_no_other() -> None:
    campaign = Campaign.objects.get()
    owed = {
        (organ, period.first)
        for organ, periods in owed_by(campaign, viewer=None, today=NOW.date()).items()
        for period in periods
        if period.last < NOW.date()
    }
    assert {(one.organ_id, one.first) for one in reports()} == owed
    assert draft_due(now=NOW) == 0


def test_reports_are_confirmed_in_time_or_late_or_wait() -> None:
    found = Counter[tuple[ReportState, bool]]()
    for one in reports():
        confirmed_on = legal_day(one.confirmed_at) if one.confirmed_at else None
        stand = stand_of(Period(one.first, one.last), due=one.due_on, drafted=True,
                         confirmed_on=confirmed_on, today=NOW.date())  # fmt: skip
        found[stand.state, stand.late] += 1
        assert one.confirmed_by_id is None or one.confirmed_by_id != one.drafted_by_id
        assert not one.confirmed_at or one.drafted_at < one.confirmed_at <= NOW
    confirmed = ReportState.CONFIRMED
    assert found[confirmed, False] > found[confirmed, True] > 10, found
    assert found[ReportState.DRAFTED, True] >= 2, found


def test_every_confirmed_report_is_unchanged_and_one_word_more_would_show() -> None:
    confirmed = [one for one in reports() if one.confirmed_at]
    assert all(is_unchanged(one) for one in confirmed)
    for one in confirmed[::40]:
        one.standings[0]["step"] = "surveyed" if one.standings[0]["step"] == "led" else "led"
        assert not is_unchanged(one)


def test_reports_say_what_the_board_says_of_the_end_of_their_period() -> None:
    for one in reports()[::9]:
        viewer = office_viewer(one.organ)
        assert one.standings == standings(
            one.campaign, organ=one.organ, viewer=viewer, now=one.as_of
        )


def test_reports_say_what_the_acts_alone_come_to() -> None:
    for one in reports()[::60]:
        entries = BatchEntry.objects.filter(
            organ__path__startswith=one.organ.path, batch__frozen_at__lte=one.as_of
        ).select_related("batch", "matter")  # fmt: skip
        told = sum((replay(e.matter, e.batch, one.as_of) for e in entries), Counter[str]())
        found = figures_of(lines_of(one.standings))
        assert {g: found.of(g) for g in GROUP_NAMES} == {g: told[g] for g in GROUP_NAMES}


def test_each_report_is_told_from_the_one_before_matter_by_matter() -> None:
    kinds = Counter[str]()
    held = [one for one in reports() if one.organ.code == "330000"]
    for before, after in zip(held, held[1:], strict=False):
        old, new = lines_of(before.standings), lines_of(after.standings)
        told = changes(old, new)
        kinds.update(change.kind for change in told)
        effect = effect_of(told)
        past, found = figures_of(old), figures_of(new)
        assert all(past.of(group) + effect[group] == found.of(group) for group in GROUP_NAMES)
    assert {"entered", "moved"} <= set(kinds), kinds


def test_a_leader_can_confirm_a_report_that_waits() -> None:
    report = next(one for one in reports() if not one.confirmed_at)
    done = confirm_report(report_id=report.public_id, seen=None, by=chief_of(report.organ), now=NOW)
    assert is_unchanged(done)


# Looking back


def test_revisits_are_those_the_closings_ask_for_with_every_result() -> None:
    for entry in BatchEntry.objects.select_related("batch"):
        closed = Closing.objects.filter(matter=entry.matter_id, at__gt=entry.batch.frozen_at)
        for closing in closed.select_related("matter__organ"):
            rows = Revisit.objects.filter(closing=closing).order_by("months")
            asked = planned(closing.matter, closing)
            assert list(rows.values_list("rule", "months", "due_on")) == asked
            assert asked
    results = Counter(Revisit.objects.values_list("result", flat=True))
    assert set(results) == {"", *(one.value for one in Result)}


def test_a_revisit_that_brought_something_new_returned_the_matter_to_work() -> None:
    revisit = Revisit.objects.get(result=Result.RETURNED)
    matter = revisit.matter
    assert matter.stage == Stage.REOPENED
    assert Act.objects.filter(matter=matter, verb="reopen", at=revisit.done_at).exists()
    others = Revisit.objects.filter(closing=revisit.closing).exclude(pk=revisit.pk)
    assert all(one.dropped_at for one in others)


def test_some_revisits_are_overdue_and_the_office_finds_them() -> None:
    late = Revisit.objects.filter(done_at=None, dropped_at=None, due_on__lt=NOW.date()).first()
    assert late
    clerk = Account.objects.filter(username=f"clerk.{late.matter.organ.code}").first()
    viewer = viewer_of(clerk or account("wang.province"), now=NOW)
    assert revisits_in_sight(viewer=viewer).filter(pk=late.pk).exists()


# Learning


def test_causes_and_errors_are_of_the_tables_then_in_force() -> None:
    for cause in Cause.objects.select_related("matter__organ")[:200]:
        known = {rule.code for rule in table_of("cause", region=cause.matter.organ.code,
                                                on=cause.at.date())}  # fmt: skip
        assert cause.code in known
    closed = Matter.objects.filter(
        pk__in=BatchEntry.objects.filter(batch__number=1).values("matter")
    )
    assert Cause.objects.filter(matter__in=closed).values("matter").distinct().count() == 350


def test_scrutinies_were_sent_and_answered_and_the_unit_told_reads_them() -> None:
    sent = Scrutiny.objects.filter(sent_at__isnull=False)
    assert sent.filter(answered_at__isnull=False).count() > 20
    assert sent.filter(answered_at=None).exists()
    inside = sent.filter(receiver__isnull=False).select_related("receiver").first()
    assert inside
    assert inside.receiver
    chief = chief_of(inside.receiver)
    received = scrutinies_received(viewer=viewer_of(chief, now=NOW))
    assert received.filter(pk=inside.pk).exists()
    for one in sent.filter(receiver__isnull=False, answered_by__isnull=False):
        answering = viewer_of(one.answered_by, now=NOW)
        assert scrutinies_received(viewer=answering).filter(pk=one.pk).exists()
    others = sent.filter(receiver__isnull=False).exclude(receiver=inside.receiver)
    other = others.select_related("receiver").first()
    assert other
    assert other.receiver
    stranger = scrutinies_received(viewer=viewer_of(chief_of(other.receiver), now=NOW))
    assert not stranger.filter(pk=inside.pk).exists()


# Nominations


def test_nominations_are_accepted_refused_with_a_reason_or_wait() -> None:
    found = Candidate.objects.filter(source="nomination").select_related("put_by", "organ")
    outcomes = Counter(found.values_list("outcome", flat=True))
    assert outcomes["accepted"] == 20
    assert outcomes["refused"] >= 3
    assert outcomes[""] >= 5
    for one in found:
        assert one.reason
        assert one.put_by
        assert not one.outcome or one.decision
        organs = viewer_of(one.put_by, now=NOW).grants
        assert one.organ_id in {grant.organ_id for grant in organs}


def test_the_organiser_can_accept_one_that_waits() -> None:
    he, campaign = account("he.spp"), Campaign.objects.get()
    one = waiting(campaign, viewer=viewer_of(he, now=NOW)).first()
    assert one
    decide_candidates(campaign_id=campaign.public_id, candidates=[one.public_id], accept=True,
                      reason="符合范围", by=he, now=NOW)  # fmt: skip
    assert Candidate.objects.get(pk=one.pk).outcome == "accepted"
