"""Facts and totals follow the ledger, and what was once told as of a moment stays told."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from django.db.models import Q, Sum
from tests.cast import make_cast
from tests.database.matters.stories import Story

from touyan.intake.models import Petition, Wall
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings
from touyan.matters.models import Belonging, Closing
from touyan.organs.rules.access import steps
from touyan.statistics.actions.following import drift, follow
from touyan.statistics.models import Fact, Total, Touched


@pytest.fixture
def story(committed: str, now: datetime) -> Story:
    """A database of one's own whose transactions commit."""
    return Story(make_cast(now=now), now)


def total(element: str, organ_id: int) -> int:
    """The total of all months, kinds and channels of an office and those beneath it."""
    rows = Total.objects.filter(element=element, organ_id=organ_id, kind="", channel="")
    return rows.aggregate(all=Sum("number"))["all"] or 0


def as_of(element: str, moment: datetime) -> int:
    """How many facts were true at a moment, as they are told now."""
    still = Q(until=None) | Q(until__gt=moment)
    return Fact.objects.filter(still, element=element, since__lte=moment).count()


def test_what_is_done_moves_the_totals_of_every_office_above(story: Story):
    follow(now=story.now)
    story.closed()
    story.opened(title="另一件申诉")
    assert Touched.objects.exists()
    follow(now=story.now)
    county = story.cast.organ_of(story.cast.wang)
    told = {name: total(name, county.pk) for name in ("received", "relation_first", "closed")}
    assert told == {"received": 2, "relation_first": 2, "closed": 1}
    for above in steps(county.path):
        assert total("received", int(above)) == 2
    assert not Touched.objects.exists()
    assert drift(now=story.now) == {}


def test_a_matter_taken_up_again_is_no_longer_closed_yet_was_then(story: Story):
    matter = story.closed()
    follow(now=story.now)
    told = story.now
    story.later(days=2)
    endings.reopen(matter_id=matter.public_id, reason="发现新的鉴定意见，需要重新审查。",
                   by=story.cast.he, now=story.now)  # fmt: skip
    follow(now=story.now)
    county = story.cast.organ_of(story.cast.wang)
    assert total("closed", county.pk) == 0
    assert as_of("closed", told) == 1
    assert as_of("closed", story.now) == 0


def test_facts_agree_with_a_plain_count_of_the_ledger(story: Story):
    first = story.closed()
    story.later(days=30)
    story.opened(title="再次申诉", relation=Relation.REPEAT, matter_id=first.public_id,
                 received_on=story.now.date())  # fmt: skip
    story.petition(title="尚未归入案件的来信")
    story.accepted(title="第三件申诉")
    follow(now=story.now)
    counted = Counter(Fact.objects.filter(until=None).values_list("element", flat=True))
    assert counted["received"] == Petition.objects.count() == 4
    assert counted["undecided"] == 1
    assert counted["relation_repeat"] == Belonging.objects.filter(relation="repeat").count() == 1
    assert counted["closed"] == Closing.objects.filter(reopened_at=None).count()


def test_a_petition_again_within_ninety_days_is_told_when_they_have_passed(story: Story):
    first = story.closed()
    story.later(days=30)
    story.opened(title="再次申诉", relation=Relation.REPEAT, matter_id=first.public_id,
                 received_on=story.now.date())  # fmt: skip
    follow(now=story.now)
    assert as_of("again_90", story.now) == 0
    early = story.now
    follow(now=story.later(days=70).now)
    assert as_of("closed_90", story.now) == 1
    assert as_of("again_90", story.now) == 1
    assert as_of("again_90", early) == 0


def test_what_is_closed_to_somebody_of_the_office_is_counted_by_the_office_above(story: Story):
    petition = story.opened().belongings.get().petition
    follow(now=story.now)
    county = story.cast.organ_of(story.cast.wang)
    assert total("received", county.pk) == 1
    person = story.cast.li.person
    Wall.objects.create(petition=petition, person=person, reason="被反映人")
    follow(now=story.later(minutes=5).now)
    assert total("received", county.pk) == 0
    assert total("opened", county.pk) == 0
    city = int(steps(county.path)[-2])
    assert total("received", city) == 1
    assert drift(now=story.now) == {}
