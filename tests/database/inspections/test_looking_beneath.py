"""A higher office inspects how a lower one inspected."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.inspections.inspecting import Look
from tests.database.inspections.reviewing import NOTE, answers
from tests.database.matters.stories import Story

from touyan.inspections.actions import drawing, members, plans
from touyan.inspections.actions.reviews import finish_review, open_review
from touyan.inspections.models import Inspection, Review
from touyan.inspections.queries.agreement import agreed_beneath
from touyan.inspections.queries.reviews import answered_beneath
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(cast: Cast, now: datetime) -> Look:
    return Look(Story(cast, now))


def review_all(inspection: Inspection, look: Look, **changes: str) -> None:
    found = Review.objects.filter(pick__entry__inspection=inspection)
    for review in found.select_related("reviewer"):
        this = {"review_id": review.public_id, "by": review.reviewer, "now": look.story.now}
        opened = open_review(**this)
        finish_review(**this, answers=answers(**changes), version=opened.version)


def upper_of(lower: Inspection, look: Look, *accounts: Account) -> Inspection:
    """The province looks at it again, with those it named."""
    cast, now = look.story.cast, look.story.now
    upper = plans.plan_inspection(
        organ=cast.organ_of(cast.he_province), by=cast.he_province, now=now,
        plan=look.plan(looks_at=lower, scope={}, seats=1, name="对杭州市院督查的复核"),
    )  # fmt: skip
    this = {"inspection_id": upper.public_id, "now": now}
    drawing.freeze_population(**this, by=cast.zhao_province)
    drawing.draw_matters(**this, number="", by=cast.zhao_province)
    members.name_members(**this, accounts=[one.pk for one in accounts], by=cast.he_province)
    members.assign_reviewers(**this, by=cast.he_province)
    upper.refresh_from_db()
    return upper


@pytest.fixture
def lower(look: Look) -> Inspection:
    """The city looked at one matter of the county, and found the file read."""
    look.story.accepted()
    found = look.manned(look.drawn())
    look.assigned(found)
    review_all(found, look, Q06="not_met")
    return found


def test_nobody_of_the_lower_office_looks_at_what_it_inspected(
    look: Look, lower: Inspection
) -> None:
    cast = look.story.cast
    outside = look.inspectors(1, organ=cast.organ_of(cast.he_province))[0]
    crew = [*look.inspectors(3), *look.crew[:2], outside]
    upper = upper_of(lower, look, *crew)
    given = Review.objects.filter(pick__entry__inspection=upper)
    assert [one.reviewer for one in given] == [outside]


def test_what_it_answered_stands_beside_the_question_and_is_compared(
    look: Look, lower: Inspection
) -> None:
    cast = look.story.cast
    upper = upper_of(lower, look, *look.inspectors(1, organ=cast.organ_of(cast.he_province)))
    review = Review.objects.select_related("pick__entry__inspection").get(
        pick__entry__inspection=upper
    )
    said = answered_beneath(review)
    assert said is not None
    assert (said["Q06"]["answer"], said["Q06"]["note"]) == ("not_met", NOTE)
    viewer = cast.viewer(cast.sun_province)
    assert agreed_beneath(upper, viewer=viewer).overall.pairs == 0, "nothing settled yet"
    review_all(upper, look, Q05="not_met", Q06="not_met")
    found = agreed_beneath(upper, viewer=viewer)
    assert (found.overall.pairs, found.overall.equal) == (23, 22)
    apart = [one.code for one, each in found.by_question if each.equal < each.pairs]
    assert apart == ["Q05"], "the file the lower office took as read"
    assert upper.findings.get(question="Q05").organ != lower.organ
