"""Reviewing: blind until both are done, settled by a third, unchanged afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.inspections.reviewing import NOTE, Reviewed, answers, inspected
from tests.database.matters.stories import Story

from touyan.inspections.actions.reviews import (
    Finished,
    finish_review,
    name_thirds,
    open_review,
    save_review,
)
from touyan.inspections.models import Finding, Member, Outcome, Review
from touyan.inspections.queries.access import reading_viewer
from touyan.inspections.queries.agreement import agreed
from touyan.inspections.queries.reviews import (
    my_counts,
    my_review,
    next_waiting,
    pair_for,
    pair_of,
    picks_reviewed,
    settled_answers,
    waiting_for_third,
    waiting_reviews,
)
from touyan.inspections.rules.drafts import Sent
from touyan.inspections.rules.words import Seat
from touyan.kernel.errors import Conflict, Invalid, NotVisible, Refused
from touyan.kernel.messages import from_data
from touyan.matters.models import Matter
from touyan.organs.models import Account, Post
from touyan.organs.rules.access import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def matter(story: Story) -> Matter:
    return story.accepted()


@pytest.fixture
def reviewed(story: Story, matter: Matter) -> Reviewed:
    found = inspected(story)
    found.seat(matter)
    return found


def reader(reviewed: Reviewed, who: Account) -> Viewer:
    return reading_viewer(reviewed.cast.viewer(who))


def of(reviewed: Reviewed, who: Account) -> Review:
    return Review.objects.get(pick__entry__inspection=reviewed.inspection, reviewer=who)


def finish(reviewed: Reviewed, who: Account, **changes: str) -> Finished:
    """Open and finish one's review as the page does."""
    review = open_review(review_id=of(reviewed, who).public_id, by=who, now=reviewed.story.now)
    given = answers(**changes)
    if review.seat == Seat.THIRD:
        given = {code: given[code] for code in changes}
    return finish_review(review_id=review.public_id, answers=given, version=review.version, by=who,
                         now=reviewed.story.now)  # fmt: skip


def test_what_the_register_says_is_kept_as_it_was_at_the_first_opening(
    reviewed: Reviewed, matter: Matter
) -> None:
    review = open_review(
        review_id=of(reviewed, reviewed.first).public_id, by=reviewed.first, now=reviewed.story.now
    )
    led = review.prefilled["Q01"]
    assert led["answer"] == "not_met"
    assert str(from_data(led["why"])) == "No leader accepted the charge."
    assert review.prefilled["Q13"]["answer"] == "met", "accepted in time"
    later = reviewed.story.later(days=300).now
    again = open_review(review_id=review.public_id, by=reviewed.first, now=later)
    assert again.prefilled == review.prefilled


def test_neither_sees_what_the_other_answers_until_both_are_done(
    reviewed: Reviewed, matter: Matter
) -> None:
    finish(reviewed, reviewed.first)
    pick = reviewed.pick(matter)
    other = of(reviewed, reviewed.first)
    second, planner = (
        reader(reviewed, reviewed.second),
        reader(reviewed, reviewed.cast.sun_province),
    )
    with pytest.raises(NotVisible):
        my_review(other.public_id, viewer=second)
    for viewer in (second, planner):
        with pytest.raises(NotVisible):
            pair_of(pick, viewer=viewer)
        assert not picks_reviewed(reviewed.inspection, viewer=viewer).exists()
    assert pair_for(of(reviewed, reviewed.second)) is None
    assert settled_answers(pick) is None
    assert agreed(reviewed.inspection, viewer=planner).overall.pairs == 0
    finish(reviewed, reviewed.second)
    assert pair_of(pick, viewer=planner).second is not None
    assert agreed(reviewed.inspection, viewer=planner).overall.pairs == 23


def test_the_inspected_office_never_reads_reviews(reviewed: Reviewed, matter: Matter) -> None:
    finish(reviewed, reviewed.first)
    finish(reviewed, reviewed.second)
    for who in (reviewed.cast.zhao, reviewed.cast.he, reviewed.cast.sun, reviewed.cast.zhao_city):
        viewer = reader(reviewed, who)
        assert not picks_reviewed(reviewed.inspection, viewer=viewer).exists()
        with pytest.raises(NotVisible):
            pair_of(reviewed.pick(matter), viewer=viewer)


def test_two_who_agree_bring_out_the_faults(reviewed: Reviewed, matter: Matter) -> None:
    assert not finish(reviewed, reviewed.first, Q05="not_met").settled
    done = finish(reviewed, reviewed.second, Q05="not_met")
    assert (done.settled, done.faults) == (True, 1)
    finding = Finding.objects.get(inspection=reviewed.inspection)
    assert (finding.question, finding.fact, finding.organ) == ("Q05", NOTE, matter.organ)


def test_a_third_settles_what_was_answered_apart(reviewed: Reviewed, matter: Matter) -> None:
    finish(reviewed, reviewed.first, Q05="not_met", Q06="not_met")
    done = finish(reviewed, reviewed.second, Q06="not_met")
    assert (done.settled, done.apart) == (False, True)
    assert not Finding.objects.exists()
    third = Review.objects.get(seat=Seat.THIRD)
    assert third.reviewer == reviewed.third, "independent, and neither of the two"
    pair = pair_for(third)
    assert pair is not None
    assert pair.first.answers["Q05"]["answer"] == "not_met"
    with pytest.raises(Invalid) as refused:
        finish(reviewed, reviewed.third)
    assert [one.field for one in refused.value.problems] == ["Q05"], "only what differs"
    done = finish(reviewed, reviewed.third, Q05="not_met")
    assert (done.settled, done.faults) == (True, 2)


def test_a_review_is_not_done_without_its_findings(reviewed: Reviewed, matter: Matter) -> None:
    """Both or neither: where a finding cannot be written, the review stays open."""
    finish(reviewed, reviewed.first, Q05="not_met", Q06="not_met")
    pick = reviewed.pick(matter)
    Finding.objects.create(
        inspection=reviewed.inspection, pick=pick, organ=matter.organ, question="Q06",
        severity="serious", fact="在先", evidence="正卷第3页", rule="在先", found_at=reviewed.story.now,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        finish(reviewed, reviewed.second, Q05="not_met", Q06="not_met")
    assert of(reviewed, reviewed.second).done_at is None
    assert not Outcome.objects.filter(pick=pick).exists()
    assert list(Finding.objects.values_list("question", flat=True)) == ["Q06"]


def test_who_came_to_serve_in_the_inspected_office_no_longer_reviews_it(
    reviewed: Reviewed, matter: Matter
) -> None:
    now = reviewed.story.now
    review = open_review(
        review_id=of(reviewed, reviewed.first).public_id, by=reviewed.first, now=now
    )
    Post.objects.create(person=reviewed.first.person, organ=matter.organ, title="干部",
                        from_on=now.date())  # fmt: skip
    with pytest.raises(Refused, match="never comes from the office inspected"):
        finish_review(review_id=review.public_id, answers=answers(), version=review.version,
                      by=reviewed.first, now=now)  # fmt: skip
    assert of(reviewed, reviewed.first).done_at is None


def test_without_a_third_it_waits_until_one_is_named(reviewed: Reviewed, story: Story) -> None:
    Member.objects.filter(account=reviewed.third).update(left_at=story.now)
    finish(reviewed, reviewed.first, Q05="not_met")
    assert finish(reviewed, reviewed.second).apart
    assert waiting_for_third(reviewed.inspection).count() == 1
    by = story.cast.sun_province
    named = {"inspection_id": reviewed.inspection.public_id, "by": by, "now": story.now}
    assert name_thirds(**named) == 0  # type: ignore[arg-type]
    Member.objects.create(
        inspection=reviewed.inspection, account=reviewed.third, added_at=story.now
    )
    assert name_thirds(**named) == 1  # type: ignore[arg-type]
    assert not waiting_for_third(reviewed.inspection).exists()


def test_a_seat_given_back_keeps_the_matter_open(reviewed: Reviewed, matter: Matter) -> None:
    """One of the two leaves before finishing: the other's review alone is neither shown nor
    settled by a third."""
    Review.objects.filter(reviewer=reviewed.first).delete()
    assert not finish(reviewed, reviewed.second, Q05="not_met").apart
    assert not waiting_for_third(reviewed.inspection).exists()
    assert not Review.objects.filter(seat=Seat.THIRD).exists()
    planner = reader(reviewed, reviewed.cast.sun_province)
    assert not picks_reviewed(reviewed.inspection, viewer=planner).exists()


def test_with_one_seat_a_single_review_stands(story: Story) -> None:
    matter = story.accepted()
    reviewed = inspected(story, seats=1)
    reviewed.seat(matter, seats=1)
    done = finish(reviewed, reviewed.first, Q24="not_met")
    assert (done.settled, done.faults) == (True, 1)
    assert Finding.objects.get().severity == "harm"


def test_a_draft_comes_back_and_an_older_page_does_not_overwrite_it(reviewed: Reviewed) -> None:
    review = of(reviewed, reviewed.first)
    mine: dict[str, Any] = {
        "review_id": review.public_id,
        "by": reviewed.first,
        "now": reviewed.story.now,
    }
    given = {"Q01": {"answer": "not_met", "note": "没有呈批表", "evidence": "正卷第1页"}}
    assert save_review(**mine, answers=given, version=0).version == 1
    with pytest.raises(Conflict):
        save_review(**mine, answers={"Q01": {"answer": "met"}}, version=0)
    assert open_review(**mine).answers == given
    more = {"Q02": {"answer": "met"}}
    save_review(**mine, answers=more, version=0)
    assert open_review(**mine).answers == {**given, **more}
    with pytest.raises(NotVisible):
        save_review(review_id=review.public_id, answers={}, version=1, by=reviewed.second,
                    now=reviewed.story.now)  # fmt: skip


def test_a_page_loaded_while_its_last_answers_were_on_their_way_can_be_finished(
    reviewed: Reviewed,
) -> None:
    review = open_review(review_id=of(reviewed, reviewed.first).public_id, by=reviewed.first,
                         now=reviewed.story.now)  # fmt: skip
    mine: dict[str, Any] = {
        "review_id": review.public_id,
        "by": reviewed.first,
        "now": reviewed.story.now,
    }
    every = answers()
    shown = {code: one for code, one in every.items() if code not in ("Q22", "Q23", "Q24")}
    save_review(**mine, answers=shown, version=0)
    save_review(**mine, answers=every, version=1)
    done = finish_review(**mine, answers=shown, version=1)
    assert done.review.answers == every


def test_a_finished_review_no_longer_changes(reviewed: Reviewed) -> None:
    done = finish(reviewed, reviewed.first).review
    with pytest.raises(Refused, match="finished"):
        save_review(review_id=done.public_id, answers={}, version=done.version, by=reviewed.first,
                    now=reviewed.story.now)  # fmt: skip
    for change in (lambda rows: rows.update(answers={}), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError, match="is done"), transaction.atomic():
            change(Review.objects.filter(pk=done.pk))


def test_the_next_one_follows_the_list_and_then_the_first_left_behind(story: Story) -> None:
    matters = [story.accepted() for _n in range(3)]
    reviewed = inspected(story)
    rows = [reviewed.seat(matter)[0] for matter in matters]
    viewer = reader(reviewed, reviewed.first)
    order = list(waiting_reviews(viewer=viewer))
    assert {one.pk for one in order} == {one.pk for one in rows}
    assert next_waiting(order[0], viewer=viewer) == order[1]
    assert next_waiting(order[2], viewer=viewer) == order[0]
    assert my_counts(viewer=viewer) == {"waiting": 3, "begun": 0, "settle": 0, "done": 0}


def test_two_savings_of_one_page_may_overtake_each_other(reviewed: Reviewed) -> None:
    review = of(reviewed, reviewed.first)
    mine: dict[str, Any] = {
        "review_id": review.public_id,
        "by": reviewed.first,
        "now": reviewed.story.now,
    }
    early = {"Q01": {"answer": "met"}}
    late = {"Q01": {"answer": "not_met", "note": "没有呈批表", "evidence": "正卷第1页"}}
    first, second = (Sent(page="a", turn=turn) for turn in (1, 2))
    save_review(**mine, answers=late, version=0, sent=second)
    assert save_review(**mine, answers=early, version=0, sent=first).answers == late
    again = Sent(page="b", turn=1, shown={})
    assert save_review(**mine, answers={}, version=1, sent=again).answers == late
