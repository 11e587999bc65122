"""Whatever the office writes for itself is refused as a price; petitioners may say anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.cast import Cast
from tests.database.leadership.hearing_stories import again, held, led, noticed, pool
from tests.database.leadership.receptions import SAID, booked, day, on_the_day, recorded
from tests.database.matters.stories import Story

from touyan.kernel.errors import Refused
from touyan.leadership.actions import deeds, hearing_course, promises
from touyan.leadership.actions.hearing_officers import answer_request, apply_hearing
from touyan.leadership.models import Deed, HearingStep, ReceptionRecord
from touyan.leadership.rules.hearing_words import Capacity
from touyan.leadership.rules.words import LeaderAct

PRICE = "只要不再去北京，就解决低保。"
REFUSED = "ceasing to petition"
EXPLAINED = {"where": "reception", "present": "吴秀兰、赵敏", "minutes": "30"}
CALLED = {"how": "telephone", "spoke_with": "吴秀兰", "heard": "低保已经办好，病情稳定"}
MET = {"where": "reception", "present": "吴秀兰、赵敏", "minutes": "30", "confirmed": "signed",
       "said": "要求重新审查伤情鉴定意见"}  # fmt: skip


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def test_the_leaders_answer_at_a_reception_sets_no_price(cast: Cast, now: datetime) -> None:
    held_for = booked(day(cast, now), cast, now)
    with pytest.raises(Refused, match=REFUSED):
        recorded(held_for, cast, on_the_day(now), entry=replace(SAID, answered=PRICE))
    recorded(held_for, cast, on_the_day(now), entry=replace(SAID, said=PRICE))
    assert ReceptionRecord.objects.get().said == PRICE


@pytest.mark.parametrize(
    ("kind", "evidence", "field"),
    [
        (LeaderAct.EXPLAIN, {**EXPLAINED, "questions": "问：怎么办？答：按程序复查。"}, "questions"),
        (LeaderAct.MEET, MET, "present"),
        (LeaderAct.FOLLOW_UP, CALLED, "reached"),
    ],
)  # fmt: skip
def test_what_the_office_writes_of_an_act_sets_no_price(
    story: Story, kind: LeaderAct, evidence: dict[str, str], field: str
) -> None:
    matter = led(story)
    this = {"matter_id": matter.public_id, "kind": kind, "by": story.cast.zhao, "now": story.now}
    with pytest.raises(Refused, match=REFUSED):
        deeds.record_deed(evidence={**evidence, field: f"赵敏：{PRICE}"}, **this)  # type: ignore[arg-type]
    deeds.record_deed(evidence=evidence, **this)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "evidence", "field"),
    [
        (LeaderAct.MEET, MET, "said"),
        (LeaderAct.FOLLOW_UP, CALLED, "heard"),
    ],
)
def test_petitioners_are_quoted_whatever_they_offer(
    story: Story, kind: LeaderAct, evidence: dict[str, str], field: str
) -> None:
    offer = "给我解决低保，我就不再上访了"
    matter = led(story)
    deeds.record_deed(matter_id=matter.public_id, kind=kind, evidence={**evidence, field: offer},
                      by=story.cast.zhao, now=story.now)  # fmt: skip
    assert Deed.objects.get().evidence[field] == offer


def test_a_question_is_the_petitioners_and_its_answer_the_offices(story: Story) -> None:
    matter = led(story)
    this = {"matter_id": matter.public_id, "kind": LeaderAct.EXPLAIN, "by": story.cast.zhao,
            "now": story.now}  # fmt: skip
    asked = "问：我不再上访，是不是就发救助金？"
    with pytest.raises(Refused, match=REFUSED):
        deeds.record_deed(
            evidence={**EXPLAINED, "questions": f"{asked}答：停访后发放救助金。"}, **this
        )  # type: ignore[arg-type]
    plain = {**EXPLAINED, "questions": f"{asked}答：救助与是否信访无关。"}
    deeds.record_deed(evidence=plain, **this)  # type: ignore[arg-type]


def test_a_hearing_is_not_refused_at_a_price(story: Story) -> None:
    asked = apply_hearing(
        matter_id=led(story).public_id, applicant="吴秀兰", capacity=Capacity.PETITIONER,
        applied_on=date(2026, 11, 23), grounds="如果听证，我就不再上访", by=story.cast.li, now=story.now,
    )  # fmt: skip
    this = {"request_id": asked.public_id, "granted": False, "by": story.cast.he, "now": story.now}
    with pytest.raises(Refused, match=REFUSED):
        answer_request(reason="停访满半年再给答复", **this)  # type: ignore[arg-type]
    answer_request(reason="事实已经查清", **this)  # type: ignore[arg-type]


def test_the_office_sets_no_price_at_a_hearing_and_the_parties_are_quoted(story: Story) -> None:
    pool(story.cast, story.now)
    hearing = noticed(story, led(story))
    step = {"hearing_id": hearing.public_id, "recorder": "王玲", "by": story.cast.li,
            "now": hearing.at}  # fmt: skip
    with pytest.raises(Refused, match=REFUSED):
        hearing_course.enter_step(step="opening", text=PRICE, **step)  # type: ignore[arg-type]
    for name, text in (("opening", "核对身份"), ("introduce", "介绍案情"), ("petitioner", PRICE)):
        hearing_course.enter_step(step=name, text=text, **step)  # type: ignore[arg-type]
    assert HearingStep.objects.filter(hearing=hearing).count() == 3


def test_opinions_are_not_passed_over_for_a_price(story: Story) -> None:
    pool(story.cast, story.now)
    hearing = held(story, led(story))
    this = {"hearing_id": hearing.public_id, "weight": "not_followed", "by": story.cast.zhao,
            "now": story.now}  # fmt: skip
    with pytest.raises(Refused, match=REFUSED):
        hearing_course.weigh_opinions(reason=PRICE, **this)  # type: ignore[arg-type]
    hearing_course.weigh_opinions(reason="鉴定程序合法", **this)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=REFUSED):
        hearing_course.tell_outcome(hearing_id=again(hearing).public_id, whom="officers", how=PRICE,
                                    by=story.cast.li, now=story.now)  # fmt: skip


def test_no_promise_is_kept_at_a_price(story: Story) -> None:
    made = promises.make_promise(
        matter_id=led(story).public_id, text="调取病历", owner=story.cast.li,
        due_on=date(2026, 12, 1), by=story.cast.li, now=story.now,
    )  # fmt: skip
    with pytest.raises(Refused, match=REFUSED):
        promises.keep_promise(promise_id=made.public_id, how="已签息访协议，发放救助金", by=story.cast.li,
                           now=story.now)  # fmt: skip
