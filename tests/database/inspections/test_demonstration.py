"""The inspections of the demonstration: lists, draws, answers and figures that hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoDbBlocker
from tests.conftest import BEIJING
from tests.database.campaigns.listed import demonstrated

from touyan.demonstration.known_rows import Register
from touyan.inspections.actions.drawing import sample_of
from touyan.inspections.models import (
    Circular,
    Entry,
    Finding,
    FindingStep,
    Inspection,
    Outcome,
    Pick,
    Review,
)
from touyan.inspections.queries.plans import is_unchanged
from touyan.inspections.queries.results import frozen, is_unaltered
from touyan.inspections.queries.scope import facts_of
from touyan.inspections.rules.checklist import questions_of
from touyan.inspections.rules.circulars import check_final
from touyan.inspections.rules.faults import stands, told_faults
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.prefill import prefill
from touyan.inspections.rules.scope import takes
from touyan.inspections.rules.words import Mode, Seat, State
from touyan.leadership.models import Deed, Notice
from touyan.leadership.queries.matrices import matrix_of
from touyan.leadership.rules.noticing import NoticeFor
from touyan.matters.models import Act, Closing, Matter
from touyan.organs.models import RoleGrant
from touyan.organs.queries import office_viewer

NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), demonstrated("office", NOW):
        yield


def finished() -> Inspection:
    return Inspection.objects.get(state=State.ENDED)


def running() -> Inspection:
    return Inspection.objects.get(state=State.DRAWN, mode=Mode.STRATIFIED)


def following() -> Inspection:
    return Inspection.objects.get(state=State.DRAWN, mode=Mode.FULL)


def test_each_list_is_what_its_scope_takes_and_was_not_altered():
    for inspection in (finished(), running(), following()):
        listed = Matter.objects.filter(pk__in=inspection.entries.values("matter"))
        assert listed.count() == inspection.size > 0
        assert all(takes(inspection.scope, facts_of(matter)) for matter in listed)
        assert is_unchanged(inspection)


def test_the_sample_is_drawn_again_from_list_and_number():
    inspection = running()
    assert inspection.mode != Mode.FULL
    assert inspection.number_on > inspection.frozen_at.date()
    picked = Pick.objects.filter(entry__inspection=inspection)
    again = {(one.matter, one.place) for one in sample_of(inspection)}
    assert {(str(p.entry.matter.public_id), p.place) for p in picked} == again


def test_nobody_reviews_their_own_office_or_what_they_worked_on():
    serves = dict(RoleGrant.objects.values_list("person__account", "post__organ"))
    for review in Review.objects.select_related("pick__entry"):
        entry = review.pick.entry
        assert serves[review.reviewer_id] != entry.organ_id
        assert not Act.objects.filter(matter=entry.matter_id, by=review.reviewer_id).exists()


def test_what_is_filled_in_beforehand_is_what_the_register_says():
    told = 0
    for review in Review.objects.filter(done_at__isnull=False).exclude(seat=Seat.THIRD):
        matter, since = review.pick.entry.matter, review.done_at - timedelta(days=2)
        if (
            Act.objects.filter(matter=matter, at__gt=since).exists()
            or Deed.objects.filter(charge__matter=matter, at__gt=since).exists()
        ):
            continue
        viewer = office_viewer(review.pick.entry.inspection.organ)
        cells = {c.act.value: c.state for c in matrix_of(matter, viewer=viewer, now=NOW)}
        questions = questions_of(review.pick.entry.inspection.checklist.content)
        said = {"evidenced": "met", "missing": "not_met", "not_required": "not_applicable",
                "doubtful": "cannot_tell"}  # fmt: skip
        for question in questions:
            if question.act in cells:
                told += 1
                expected = said[cells[question.act].value]
                assert review.prefilled[question.code]["answer"] == expected, question.code
    assert told > 50


def test_what_came_later_is_not_known_beforehand():
    deed = Deed.objects.filter(kind="read").order_by("-at").first()
    register = Register([deed.charge.matter_id])
    questions = questions_of(finished().checklist.content)
    before = register.seen(deed.charge.matter_id, deed.at - timedelta(minutes=1))
    after = register.seen(deed.charge.matter_id, deed.at + timedelta(minutes=1))
    assert prefill(questions, before.known)["Q05"].answer != "met"
    assert prefill(questions, after.known)["Q05"].answer != "not_met"


def test_findings_are_the_faults_of_the_answers_that_stand():
    """Two paths: the findings as they are written, and the answers read once more by the rules."""
    for inspection in (finished(), running(), following()):
        questions = questions_of(inspection.checklist.content)
        told, said = Counter(), Counter()
        for outcome in Outcome.objects.filter(inspection=inspection):
            said.update(code for code, answer in outcome.answers.items() if answer == "not_met")
            done = outcome.pick.reviews.filter(done_at__isnull=False)
            given = {Seat(one.seat): one.answers for one in done}
            assert stands(questions, given, seats=inspection.seats) is not None
            told.update(one.question for one in told_faults(questions, given, seats=2))
        found = Counter(Finding.objects.filter(inspection=inspection).values_list(
            "question", flat=True))  # fmt: skip
        assert found == told == said


def test_the_circular_says_what_the_rows_say():
    """Two paths: the frozen figures read by the results, and the reviews counted one by one."""
    inspection = finished()
    circular = Circular.objects.get(inspection=inspection)
    assert is_unaltered(circular)
    check_final(one[3] for one in circular.figures["findings"])
    reading = frozen(circular, viewer=office_viewer(inspection.organ))
    withdrawn = set(
        Finding.objects.filter(inspection=inspection, stage="withdrawn").values_list(
            "pick", "question"
        )
    )
    for result in reading.results:
        met, failed = 0, 0
        for outcome in Outcome.objects.filter(inspection=inspection):
            answer = _standing(outcome.pick, result.question)
            met += answer == "met"
            failed += answer == "not_met" and (outcome.pick_id, result.question) not in withdrawn
        assert (result.counts.get("met", 0), result.failed) == (met, failed), result.question


def _standing(pick: Pick, question: str) -> str:
    """What the reviewers said of a question, the third where two differ; read by hand."""
    said = {one.seat: one.answers.get(question, {}).get("answer") for one in pick.reviews.all()}
    return said["third"] if said["first"] != said["second"] else said["first"]


def test_everything_is_reviewed_in_the_one_and_a_part_in_the_other():
    done, going = finished(), running()
    assert Outcome.objects.filter(inspection=done).count() == done.size
    reviewed = Outcome.objects.filter(inspection=going).count()
    assert 0 < reviewed < Pick.objects.filter(entry__inspection=going).count()
    assert Review.objects.filter(pick__entry__inspection=going, done_at__isnull=True).exists()


def test_findings_stand_everywhere_on_their_way():
    stages = set(Finding.objects.values_list("stage", flat=True))
    assert set(Stage) - {"withdrawn"} <= stages
    verbs = set(FindingStep.objects.values_list("verb", flat=True))
    assert {"find", "tell", "accept", "contest", "lapse", "plan", "claim", "pass"} <= verbs
    assert Finding.objects.filter(earlier__isnull=False).exists()


def test_the_next_round_follows_from_the_same_plan():
    earlier, later = finished(), following()
    assert later.previous == earlier
    days = ("accepted_from", "accepted_until")
    assert all(later.scope[part] == earlier.scope[part] for part in earlier.scope.keys() - {*days})
    assert later.scope["accepted_from"] > earlier.scope["accepted_until"]


def test_two_reviewers_sometimes_differ_and_who_is_late_is_reminded():
    assert Outcome.objects.filter(inspection=finished()).exclude(apart={}).exists()
    reminded = Notice.objects.filter(errand__in=Finding.objects.values("public_id"))
    assert {NoticeFor.MENDER, NoticeFor.INSPECTION} <= set(
        reminded.values_list("because", flat=True)
    )


def test_what_is_contested_or_claimed_names_where_it_shows():
    steps = FindingStep.objects.filter(verb__in=("contest", "claim"))
    assert steps.filter(verb="contest").exists()
    assert not steps.filter(evidence="").exists()


def test_every_fault_of_the_finished_one_was_told():
    found = Finding.objects.filter(inspection=finished())
    check_final(found.values_list("stage", flat=True))


def test_steps_follow_one_another_and_none_lies_ahead():
    for finding in Finding.objects.prefetch_related("steps"):
        moments = [step.at for step in finding.steps.order_by("id")]
        assert moments == sorted(moments)
        assert moments[-1] <= NOW
        assert finding.earlier is None or finding.earlier.organ_id == finding.organ_id


def test_no_matter_is_reviewed_before_it_was_listed_nor_led_after():
    for entry in Entry.objects.select_related("inspection", "matter"):
        accepted = Act.objects.filter(matter=entry.matter, verb="accept").earliest("id")
        assert accepted.at < entry.inspection.frozen_at
    for review in Review.objects.filter(done_at__isnull=False):
        assert review.assigned_at <= review.done_at <= NOW
    assert Closing.objects.exists()
