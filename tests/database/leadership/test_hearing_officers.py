"""Applications for a hearing, and the pool of hearing officers."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.leadership.hearing_stories import FREE, drawn, led, pool
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.leadership.actions import hearing_officers
from touyan.leadership.actions.hearing_officers import OfficerEntry
from touyan.leadership.models import HearingOfficer, HearingRequest
from touyan.leadership.queries.hearings import officers_here
from touyan.leadership.rules.hearing_words import Capacity
from touyan.matters.models import Matter


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    pool(cast, now)
    return Story(cast, now)


def apply(story: Story, matter: Matter) -> HearingRequest:
    return hearing_officers.apply_hearing(
        matter_id=matter.public_id, applicant="吴秀兰", capacity=Capacity.PETITIONER,
        applied_on=story.now.date(), grounds="对鉴定意见争议很大", by=story.cast.wang, now=story.now,
    )  # fmt: skip


def test_the_same_person_does_not_apply_twice_while_an_application_waits(story: Story) -> None:
    matter = story.handling()
    asked = apply(story, matter)
    with pytest.raises(Conflict, match="waits for its answer"):
        apply(story, matter)
    hearing_officers.answer_request(request_id=asked.public_id, granted=False, by=story.cast.he,
                                    reason="事实清楚，争议不大", now=story.now)  # fmt: skip
    apply(story, matter)


def test_an_application_is_refused_with_reasons_only(story: Story) -> None:
    request = apply(story, led(story))
    answer = {"request_id": request.public_id, "granted": False, "by": story.cast.he,
              "now": story.now}  # fmt: skip
    with pytest.raises(Refused, match="gives its reasons"):
        hearing_officers.answer_request(reason=" ", **answer)
    hearing_officers.answer_request(reason="事实清楚，无争议", **answer)
    with pytest.raises(Conflict):
        hearing_officers.answer_request(reason="再次", **answer)


def test_the_database_keeps_no_refusal_without_reasons(story: Story) -> None:
    request = apply(story, led(story))
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingRequest.objects.filter(pk=request.pk).update(granted=False, decided_at=story.now)


def test_the_clerk_does_not_answer_an_application(story: Story) -> None:
    request = apply(story, led(story))
    with pytest.raises(NotPermitted):
        hearing_officers.answer_request(request_id=request.public_id, granted=True, reason="",
                                        by=story.cast.wang, now=story.now)  # fmt: skip


def test_the_head_keeps_the_pool_and_the_phone_is_sealed(story: Story) -> None:
    organ = story.cast.organ_of(story.cast.he)
    entry = OfficerEntry("许晴", phone="13912345678")
    with pytest.raises(NotPermitted):
        hearing_officers.add_officer(organ=organ, entry=entry, by=story.cast.li, now=story.now)
    officer = hearing_officers.add_officer(organ=organ, entry=entry, by=story.cast.he,
                                           now=story.now)  # fmt: skip
    assert b"13912345678" not in bytes(officer.phone_sealed)
    this = {"officer_id": officer.public_id, "now": story.now}
    assert hearing_officers.disclose_phone(by=story.cast.he, **this) == "13912345678"
    assert Entry.objects.latest("number").verb == "leadership.disclose_officer"
    with pytest.raises(NotVisible):
        hearing_officers.disclose_phone(by=story.cast.he_city, **this)


def test_an_officer_whose_term_ended_is_not_drawn(story: Story) -> None:
    for officer in HearingOfficer.objects.filter(name__in=FREE - {"陈静", "周明"}):
        hearing_officers.end_officer(officer_id=officer.public_id, on=story.now.date(),
                                     by=story.cast.he, now=story.now)  # fmt: skip
    with pytest.raises(Refused, match="Only 2"):
        drawn(story, led(story))


@pytest.mark.parametrize("tie", ["吴秀兰之弟", "系赵敏的大学同学", "与李建国相邻"])
def test_who_is_tied_to_petitioner_leader_or_handler_is_not_drawn(story: Story, tie: str) -> None:
    officer = HearingOfficer.objects.get(name="陈静")
    hearing_officers.declare_interests(officer_id=officer.public_id, interests=[tie],
                                       by=story.cast.he, now=story.now)  # fmt: skip
    matter = led(story)
    [listed] = [one for one in drawn(story, matter).pool if one["name"] == "陈静"]
    assert "interest" in str(listed["why"])


def test_another_offices_pool_is_not_seen(story: Story) -> None:
    assert officers_here(viewer=story.cast.viewer(story.cast.he)).count() == 10
    assert not officers_here(viewer=story.cast.viewer(story.cast.he_city)).exists()
