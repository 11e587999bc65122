"""Who weighs the opinions of a hearing, and who keeps its record."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.leadership.hearing_stories import (
    again,
    county_deputy,
    held,
    led,
    noticed,
    pool,
)
from tests.database.matters.stories import Story

from touyan.kernel.errors import NotPermitted, Refused
from touyan.leadership.actions import hearing_course
from touyan.leadership.models import Hearing
from touyan.matters.models import Act, Matter
from touyan.organs.models import Account
from touyan.workflows import advance_matter


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    pool(cast, now)
    return Story(cast, now)


@pytest.fixture
def deputy(story: Story) -> Account:
    return county_deputy(story)


def decide(story: Story, matter: Matter) -> Act:
    return advance_matter.decide(matter_id=matter.public_id, reason="依法提出抗诉。",
                                 by=story.cast.zhao, now=story.now)  # fmt: skip


def test_a_deputy_does_not_pass_over_the_majority_without_the_chief(
    story: Story, deputy: Account
) -> None:
    matter = led(story, deputy)
    hearing = held(story, matter, chair=deputy)
    this = {"hearing_id": hearing.public_id, "now": story.now}
    hearing_course.weigh_opinions(weight="not_followed", reason="鉴定程序合法", by=deputy, **this)
    with pytest.raises(Refused, match="chief's consent"):
        decide(story, matter)
    with pytest.raises(NotPermitted, match="Only the chief"):
        hearing_course.consent(reason="同意", by=deputy, **this)
    hearing_course.consent(reason="经审查同意不采纳", by=story.cast.zhao, **this)
    decide(story, matter)
    assert again(hearing).consent_by == story.cast.zhao
    assert not again(hearing).passed_over_in_person


def test_a_chief_who_weighs_consents_to_nobody_and_no_reason_is_copied(story: Story) -> None:
    hearing = held(story, led(story))
    hearing_course.weigh_opinions(hearing_id=hearing.public_id, weight="not_followed",
                                  reason="鉴定程序合法", by=story.cast.zhao, now=story.now)  # fmt: skip
    kept = again(hearing)
    assert (kept.state, kept.consent_why) == ("decided", "")
    assert kept.passed_over_in_person


def test_another_leader_than_the_one_in_charge_does_not_weigh(
    story: Story, deputy: Account
) -> None:
    hearing = held(story, led(story))
    weigh = {"hearing_id": hearing.public_id, "weight": "followed", "reason": "", "now": story.now}
    with pytest.raises(NotPermitted, match="leader in charge or the chief"):
        hearing_course.weigh_opinions(by=deputy, **weigh)
    hearing_course.weigh_opinions(by=story.cast.zhao, **weigh)


def test_the_chief_weighs_in_a_matter_another_leads(story: Story, deputy: Account) -> None:
    hearing = held(story, led(story, deputy), chair=deputy)
    hearing_course.weigh_opinions(hearing_id=hearing.public_id, weight="followed", reason="",
                                  by=story.cast.zhao, now=story.now)  # fmt: skip
    assert again(hearing).weighed_by == story.cast.zhao


def test_the_first_step_names_who_keeps_the_record_and_the_next_may_change_it(
    story: Story,
) -> None:
    hearing = noticed(story, led(story))
    enter = {"hearing_id": hearing.public_id, "by": story.cast.li, "now": hearing.at}
    with pytest.raises(Refused, match="who keeps the record"):
        hearing_course.enter_step(step="opening", text="宣布开始", **enter)
    hearing_course.enter_step(step="opening", text="宣布开始", recorder="王玲", **enter)
    hearing_course.enter_step(step="introduce", text="介绍案情", **enter)
    assert again(hearing).recorder == "王玲"
    hearing_course.enter_step(step="petitioner", text="陈述", recorder="丁洁", **enter)
    assert again(hearing).recorder == "丁洁"


def test_the_database_knows_no_majority_passed_over_without_consent(story: Story) -> None:
    hearing = held(story, led(story))
    with pytest.raises(IntegrityError), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(
            state="decided", weight="not_followed", weighed_at=story.now
        )
