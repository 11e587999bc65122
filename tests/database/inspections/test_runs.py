"""Long work: done at once or watched, begun again after a kill, ended with its reason."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.database.inspections.inspecting import Look
from tests.database.matters.stories import Story

from touyan.inspections.actions import drawing, members, plans
from touyan.inspections.models import Entry, Inspection, Review, Run
from touyan.inspections.queries.plans import is_unchanged
from touyan.inspections.rules.words import Task
from touyan.kernel.errors import NotPermitted, NotVisible, Refused
from touyan.workflows import run_inspection
from touyan.workflows.run_inspection import carry_on, refusal_of, run_by_public_id, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


@pytest.fixture
def look(story) -> Look:
    for n in range(3):
        story.accepted(title=f"第{n}件")
    return Look(story)


def asked(look: Look, inspection: Inspection, task: Task, **more: object):
    by = look.story.cast.zhao_city
    return start(inspection_id=inspection.public_id, task=task, by=by, now=look.story.now, **more)


def waiting() -> int:
    return ProcrastinateJob.objects.filter(task_name=run_inspection.JOB).count()


def test_little_work_is_done_at_once(look) -> None:
    inspection = look.planned()
    assert asked(look, inspection, Task.FREEZE) is None
    assert asked(look, inspection, Task.DRAW) is None
    look.manned(inspection, *look.inspectors(2))
    assert asked(look, inspection, Task.ASSIGN).reviews == 6
    inspection.refresh_from_db()
    assert (inspection.state, Run.objects.count(), waiting()) == ("drawn", 0, 0)


def test_much_work_goes_on_the_queue_and_is_watched(look, now) -> None:
    inspection = look.planned()
    run = asked(look, inspection, Task.FREEZE, at_hand=2)
    assert (run.total, run.ended_at, waiting()) == (3, None, 1)
    assert not Entry.objects.exists()
    carry_on(run.pk, now=now)
    inspection.refresh_from_db()
    assert (inspection.state, inspection.size) == ("frozen", 3)
    assert is_unchanged(inspection)
    seen = run_by_public_id(run.public_id, viewer=look.story.cast.viewer(look.story.cast.sun_city))
    assert (seen.done, seen.total, seen.ended_at) == (3, 3, now)
    with pytest.raises(NotVisible):
        run_by_public_id(run.public_id, viewer=look.story.cast.viewer(look.story.cast.zhou))


def test_a_job_delivered_twice_or_after_a_kill_does_nothing_twice(look, now) -> None:
    inspection = look.planned()
    run = asked(look, inspection, Task.FREEZE, at_hand=2)
    drawing.freeze_population(inspection_id=inspection.public_id, by=look.story.cast.zhao_city,
                              now=now)  # fmt: skip
    for _ in range(2):  # died before it said that it was done
        ended = carry_on(run.pk, now=now)
        assert (ended.ended_at, ended.refusal) == (now, {})
    assert Entry.objects.count() == 3


def test_asked_again_while_it_runs_it_is_taken_up_once_more(look, now) -> None:
    inspection = look.planned()
    first = asked(look, inspection, Task.FREEZE, at_hand=2)
    assert asked(look, inspection, Task.FREEZE, at_hand=2) == first
    assert (Run.objects.count(), waiting()) == (1, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(
            inspection=inspection, task="draw", asked_by=first.asked_by, asked_at=now
        )


def test_a_refusal_on_the_way_is_kept_and_leaves_nothing(look, now) -> None:
    inspection = look.planned()
    run = asked(look, inspection, Task.FREEZE, at_hand=2)
    plans.change_plan(inspection_id=inspection.public_id, plan=look.plan(name="改过的"),
                      by=look.story.cast.he_city, now=now)  # fmt: skip
    ended = carry_on(run.pk, now=now)
    assert "changed this inspection meanwhile" in str(refusal_of(ended))
    assert not Entry.objects.exists()
    assert asked(look, inspection, Task.FREEZE, at_hand=2) != run, "it can be asked again"


def test_what_may_not_be_is_refused_before_anything_is_queued(look, story) -> None:
    inspection = look.planned()
    with pytest.raises(NotPermitted):
        start(inspection_id=inspection.public_id, task=Task.FREEZE, by=story.cast.sun_city,
              now=story.now, at_hand=0)  # fmt: skip
    with pytest.raises(Refused):
        asked(look, inspection, Task.DRAW, at_hand=0)
    with pytest.raises(Refused):
        asked(look, inspection, Task.ASSIGN, at_hand=0)
    assert waiting() == 0


def test_sharing_out_says_for_how_many_reviewers_are_lacking(look, now) -> None:
    inspection = look.manned(look.drawn(), *look.inspectors(1))
    run = asked(look, inspection, Task.ASSIGN, at_hand=2)
    assert carry_on(run.pk, now=now).short == 3
    assert Review.objects.count() == 3


def test_what_was_shared_out_before_a_kill_is_counted_as_done(look, now) -> None:
    inspection = look.manned(look.drawn(), *look.inspectors(2))
    by, seen = look.story.cast.zhao_city, []
    this = {"inspection_id": inspection.public_id, "by": by, "now": now}
    members.assign_some(after=0, size=2, **this)
    run_inspection.perform(task=Task.ASSIGN, tell=lambda done, total: seen.append(done), **this)
    assert seen == [3]
