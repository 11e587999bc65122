"""A petition that joins a matter already closed is owed its answers, and nothing is in handling."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.cast import Cast
from tests.database.matters.stories import Story, fresh

from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings
from touyan.matters.clockwork import clocks_now
from touyan.matters.models import Act, Matter
from touyan.matters.reprojecting import reproject_batch
from touyan.matters.rules.lifecycle import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    """Early enough in the year for every last day to lie within the known calendar."""
    return Story(cast, now - timedelta(days=320))


def written_to_again(story: Story) -> Matter:
    """A closed matter to which another letter of the same person was laid a month later."""
    matter = story.closed(received_on=story.now.date())
    story.later(days=30)
    story.opened(relation=Relation.REPEAT, matter_id=matter.public_id,
                 received_on=story.now.date())  # fmt: skip
    return fresh(matter)


def codes(matter: Matter, *, now: datetime) -> set[str]:
    return {c.rule.code for c in clocks_now(matter, now=now) if c.running}


def test_a_letter_to_a_closed_matter_stays_on_the_worklist_until_answered(story: Story) -> None:
    matter = written_to_again(story)
    assert matter.stage == Stage.CLOSED
    assert matter.next_clock == "C2"
    assert codes(matter, now=story.now) == {"C2", "C3"}


def test_no_monthly_progress_falls_due_on_a_closed_matter(story: Story) -> None:
    matter = written_to_again(story)
    assert "C4" not in codes(matter, now=story.now + timedelta(days=200))


def test_nor_where_an_old_register_closed_it_with_its_only_petition(story: Story) -> None:
    matter = written_to_again(story)
    first = matter.belongings.get(relation="first").petition
    close = Act.objects.filter(matter=matter, verb="close").values("happened_on", "at").get()
    other = story.opened(received_on=story.now.date())
    Act.objects.create(matter=other, verb="close", by=story.cast.he, organ=other.organ,
                       petition=other.belongings.get().petition, **close)  # fmt: skip
    assert first != other.belongings.get().petition
    story.opened(relation=Relation.REPEAT, matter_id=other.public_id,
                 received_on=story.now.date())  # fmt: skip
    assert "C4" not in codes(other, now=story.now + timedelta(days=200))


def test_reopened_it_owes_the_months_again(story: Story) -> None:
    matter = written_to_again(story)
    endings.reopen(matter_id=matter.public_id, reason="有新的证据", by=story.cast.he, now=story.now)
    assert "C4" in codes(matter, now=story.now + timedelta(days=200))


def test_a_recount_mends_what_was_stored_of_a_closed_matter(story: Story) -> None:
    matter = written_to_again(story)
    stale = matter.clocks.create(code="C4", starts_on=story.now.date(), due_on=story.now.date())
    Matter.objects.filter(pk=matter.pk).update(next_due_on=stale.due_on, next_clock="C4")
    assert reproject_batch(after=0, reason="样例", by=None, now=story.now).changed == 1
    assert not matter.clocks.filter(code="C4").exists()
    assert fresh(matter).next_clock == "C2"


def test_a_clock_into_a_year_without_calendar_is_told_from_no_clock(
    cast: Cast, now: datetime
) -> None:
    story = Story(cast, now)
    matter = story.handling()
    story.served(matter, "procedural_reply")
    matter.refresh_from_db()
    assert (matter.next_due_on, matter.next_clock) == (None, "C3")
    closed = Story(cast, now).closed()
    closed.refresh_from_db()
    assert (closed.next_due_on, closed.next_clock) == (None, "")
