"""After the calendar or a rule changed, open matters and waiting petitions get new last days."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import Cast
from tests.screens.portal.petitions import arrive, decided

from touyan.audit.models import Entry
from touyan.deadlines import actions
from touyan.intake.models import Undecided
from touyan.matters.models import Act, Matter
from touyan.matters.reprojecting import reproject_batch
from touyan.workflows.change_rulebook import edit_calendar_day
from touyan.workflows.reproject_clocks import MATTERS, WAITING, Place, reproject_and_defer

pytestmark = pytest.mark.django_db
DUE, NEXT_WORKING = date(2026, 11, 27), date(2026, 11, 30)


def close_the_friday(cast: Cast, now: datetime) -> None:
    """The letter's last day becomes a day off."""
    actions.edit_calendar_day(day=DUE, working=False, reason="样例", by=cast.xitong, now=now)


def matter_of(cast: Cast, now: datetime) -> Matter:
    petition, _code = arrive(cast, now)
    return decided(petition, cast, now)


def batch(cast: Cast, now: datetime, **changes: int):
    return reproject_batch(after=0, reason="样例", by=cast.xitong, now=now, **changes)


def test_an_open_matter_gets_its_new_last_day(cast, now) -> None:
    matter = matter_of(cast, now)
    assert matter.clocks.filter(code="C2", due_on=DUE).exists()
    close_the_friday(cast, now)
    assert batch(cast, now).changed == 1
    matter.refresh_from_db()
    assert matter.next_due_on == NEXT_WORKING
    assert matter.clocks.get(code="C2").due_on == NEXT_WORKING


def test_nothing_is_written_into_the_ledger_and_no_open_page_goes_stale(cast, now) -> None:
    matter = matter_of(cast, now)
    acts, version = Act.objects.count(), matter.version
    close_the_friday(cast, now)
    batch(cast, now)
    matter.refresh_from_db()
    assert (Act.objects.count(), matter.version) == (acts, version)


def test_a_second_time_changes_nothing(cast, now) -> None:
    matter = matter_of(cast, now)
    close_the_friday(cast, now)
    batch(cast, now)
    rows = set(matter.clocks.values_list("pk", flat=True))
    assert batch(cast, now).changed == 0
    assert set(matter.clocks.values_list("pk", flat=True)) == rows


def test_a_closed_matter_that_owes_nothing_keeps_its_dates(cast, now) -> None:
    matter = matter_of(cast, now)
    Matter.objects.filter(pk=matter.pk).update(stage="closed", next_due_on=None, next_clock="")
    close_the_friday(cast, now)
    assert batch(cast, now).seen == 0
    assert matter.clocks.get(code="C2").due_on == DUE


def test_a_reply_owed_on_a_closed_matter_gets_its_new_last_day(cast, now) -> None:
    matter = matter_of(cast, now)
    Matter.objects.filter(pk=matter.pk).update(stage="closed")
    close_the_friday(cast, now)
    assert batch(cast, now).changed == 1
    assert matter.clocks.get(code="C2").due_on == NEXT_WORKING


def test_one_audit_row_for_a_batch_says_why_and_how_many(cast, now) -> None:
    matter_of(cast, now)
    close_the_friday(cast, now)
    before = Entry.objects.count()
    batch(cast, now)
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.actor_name) == ("matter.reproject", cast.xitong.get_short_name())
    assert entry.detail["reason"] == "样例"
    assert (entry.detail["matters"], entry.detail["changed"]) == (1, 1)


def test_batches_follow_one_another_and_miss_no_matter(cast, now) -> None:
    matters = [matter_of(cast, now) for _each in range(5)]
    close_the_friday(cast, now)
    place, batches = Place(), 0
    while place is not None:
        place = reproject_and_defer(place, reason="样例", by_id=cast.xitong.pk, now=now, size=2)
        batches += 1
    assert batches == 4  # 2 + 2 + 1 matters, then the petitions that wait
    for matter in matters:
        assert matter.clocks.get(code="C2").due_on == NEXT_WORKING


def test_a_batch_costs_the_same_queries_however_many_matters(
    cast, now, django_assert_max_num_queries
) -> None:
    for _each in range(6):
        matter_of(cast, now)
    close_the_friday(cast, now)
    with django_assert_max_num_queries(18):
        assert batch(cast, now).changed == 6


def test_the_next_batch_is_deferred_with_the_one_that_was_done(cast, now) -> None:
    for _each in range(2):
        matter_of(cast, now)
    reproject_and_defer(Place(), reason="样例", by_id=None, now=now, size=1)
    [job] = ProcrastinateJob.objects.all()
    assert job.lock == "reproject"
    assert job.args["what"] == MATTERS
    assert job.args["after"] == Matter.objects.earliest("pk").pk


def test_a_petition_that_waits_gets_its_new_day_too(cast, now) -> None:
    petition, _code = arrive(cast, now)
    Undecided.objects.filter(petition=petition).update(due_on=DUE)
    close_the_friday(cast, now)
    assert reproject_and_defer(Place(WAITING), reason="样例", by_id=None, now=now) is None
    assert Undecided.objects.get(petition=petition).due_on == NEXT_WORKING


def test_the_job_is_deferred_only_if_the_change_is_made(cast, now) -> None:
    with pytest.raises(Exception, match="whoever keeps the rules"):
        edit_calendar_day(day=DUE, working=False, reason="样例", by=cast.wang, now=now)
    assert not ProcrastinateJob.objects.exists()


def test_the_worker_knows_the_job() -> None:
    from procrastinate.contrib.django import app

    import touyan.jobs.tasks  # noqa: F401 - what the worker loads
    from touyan.workflows.reproject_clocks import JOB

    assert JOB in app.tasks
