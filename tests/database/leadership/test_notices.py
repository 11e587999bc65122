"""Quiet notices to the leader and to the office above, before and after a limit passes."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.cast import Cast
from tests.database.leadership.hearing_stories import county_deputy
from tests.database.leadership.test_charges import accepted, named
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.models import Wall
from touyan.leadership.actions import charges
from touyan.leadership.actions.notices import make_notices, see_notices
from touyan.leadership.models import Notice
from touyan.leadership.queries.notices import notices_of, unseen_notices
from touyan.matters.models import ClockRow


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def told(account: object) -> list[tuple[str, str, str]]:
    rows = Notice.objects.filter(account=account).order_by("id")
    return list(rows.values_list("code", "kind", "because"))


def until(story: Story, matter: object, code: str, *, days_after: int) -> Story:
    """The story, moved to some days after the last day of a clock; the calendar of the tests ends
    with 2026, so three months are made shorter."""
    ClockRow.objects.filter(matter=matter, code="C3").update(due_on=date(2026, 12, 21))
    due = ClockRow.objects.get(matter=matter, code=code).due_on
    assert due
    return story.later(days=(due - story.now.date()).days + days_after)


def test_the_leader_is_told_before_and_once_more_after(story: Story) -> None:
    matter = named(story)
    make_notices(now=until(story, matter, "C3", days_after=-1).now)
    assert ("C3", "before", "leader") in told(story.cast.zhao)
    make_notices(now=story.later(days=2).now)
    assert ("C3", "after", "leader") in told(story.cast.zhao)


def test_long_before_the_limit_nobody_is_told_of_it(story: Story) -> None:
    matter = named(story)
    make_notices(now=until(story, matter, "C3", days_after=-40).now)
    assert not Notice.objects.filter(code="C3").exists()


def test_a_second_run_does_nothing_twice(story: Story) -> None:
    matter = named(story)
    until(story, matter, "C3", days_after=1)
    assert make_notices(now=story.now) > 0
    rows = Notice.objects.count()
    assert make_notices(now=story.later(hours=3).now) == 0
    assert Notice.objects.count() == rows
    assert Entry.objects.filter(verb="leadership.make_notices").count() == 1


def test_while_nobody_is_named_the_chief_is_told(story: Story) -> None:
    matter = accepted(story)
    make_notices(now=until(story, matter, "L1", days_after=1).now)
    assert ("L1", "after", "chief") in told(story.cast.zhao)
    assert not Notice.objects.exclude(code="L1").exists()


def test_the_office_above_is_told_through_its_petition_heads(story: Story) -> None:
    matter = named(story)
    make_notices(now=until(story, matter, "C3", days_after=1).now)
    above = Notice.objects.filter(because="above").select_related("account")
    assert {one.account for one in above} == {story.cast.he_city}


def test_a_limit_kept_or_standing_still_is_not_noticed(story: Story) -> None:
    matter = named(story)
    ClockRow.objects.filter(matter=matter).update(suspended=True)
    make_notices(now=until(story, matter, "C3", days_after=1).now)
    assert not Notice.objects.exists()


def test_nobody_reads_a_notice_from_behind_a_wall(story: Story) -> None:
    matter = named(story)
    make_notices(now=until(story, matter, "C3", days_after=1).now)
    viewer = story.cast.viewer(story.cast.zhao)
    assert unseen_notices(viewer=viewer) > 0
    petition = matter.belongings.get().petition
    Wall.objects.create(petition=petition, person=story.cast.zhao.person, reason="被反映人")
    assert unseen_notices(viewer=viewer) == 0
    assert not notices_of(viewer=viewer).exists()


def test_seen_is_said_by_the_reader_alone(story: Story) -> None:
    matter = named(story)
    make_notices(now=until(story, matter, "C3", days_after=1).now)
    mine = notices_of(viewer=story.cast.viewer(story.cast.zhao)).first()
    assert mine
    assert see_notices(ids=[mine.public_id], by=story.cast.he, now=story.now) == 0
    assert see_notices(ids=[mine.public_id], by=story.cast.zhao, now=story.now) == 1
    assert see_notices(ids=None, by=story.cast.zhao, now=story.now) >= 0
    assert unseen_notices(viewer=story.cast.viewer(story.cast.zhao)) == 0


def test_a_named_leader_who_does_not_answer_is_reminded_and_the_chief_told(story: Story) -> None:
    matter = accepted(story)
    wei = county_deputy(story)
    charges.name_leader(matter_id=matter.public_id, leader=wei, note="伤情鉴定有争议，请包案。",
                        by=story.cast.zhao, now=story.now)  # fmt: skip
    make_notices(now=story.now)
    assert ("A1", "before", "named") not in told(wei)
    make_notices(now=story.later(days=6).now)
    assert ("A1", "after", "named") in told(wei)
    assert ("A1", "after", "namer") in told(story.cast.zhao)
    waiting = unseen_notices(viewer=story.cast.viewer(wei))
    charges.accept_charge(matter_id=matter.public_id, by=wei, now=story.now)
    assert unseen_notices(viewer=story.cast.viewer(wei)) == waiting - 1
