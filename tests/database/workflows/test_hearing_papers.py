"""The papers of a hearing come filled in from what is on record, and tell the public no names."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.leadership.hearing_stories import county_deputy, held, led, noticed, pool, seats
from tests.database.matters.stories import Story, fresh

from touyan.kernel.errors import Refused
from touyan.leadership.actions import hearing_course
from touyan.leadership.actions.hearing_officers import answer_request, apply_hearing
from touyan.leadership.rules.hearing_words import Capacity
from touyan.matters.actions.papers import Words, draft_paper
from touyan.matters.models import Matter
from touyan.matters.papers.hearings import KINDS_OF_HEARING
from touyan.matters.rules.signing import blanks
from touyan.workflows import advance_matter
from touyan.workflows.compose_paper import Choices, prefill


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    pool(cast, now)
    return Story(cast, now)


def text_of(story: Story, matter: Matter, kind: str) -> str:
    paper = prefill(fresh(matter), kind, choices=Choices(), by=story.cast.li, now=story.now)
    return "\n".join([paper.addressee, *paper.paragraphs])


def test_every_paper_of_a_hearing_gone_through_is_filled_in(story: Story) -> None:
    matter = led(story)
    this = {"now": story.now, "by": story.cast.he}
    request = apply_hearing(matter_id=matter.public_id, applicant="吴秀兰", grounds="争议",
                            capacity=Capacity.PETITIONER, applied_on=story.now.date(), **this)  # fmt: skip
    answer_request(
        request_id=request.public_id, granted=False, reason="事实清楚，不需要听证", **this
    )
    hearing = held(story, matter)
    hearing_course.weigh_opinions(hearing_id=hearing.public_id, weight="not_followed",
                                  reason="鉴定程序合法", by=story.cast.zhao, now=story.now)  # fmt: skip
    advance_matter.decide(matter_id=matter.public_id, reason="不予抗诉。", by=story.cast.zhao,
                          now=story.now)  # fmt: skip
    texts = {kind.code: text_of(story, matter, kind.code) for kind in KINDS_OF_HEARING}
    assert {code: blanks([text]) for code, text in texts.items() if blanks([text])} == {}
    assert "事实清楚，不需要听证" in texts["hearing_refusal"]
    assert "2026年11月30日9时35分" in texts["hearing_notice"]
    assert "由检察长本人决定未予采纳，理由是：鉴定程序合法" in texts["hearing_outcome"]
    assert "经检察长同意" not in texts["hearing_outcome"]
    assert "不予抗诉" in texts["hearing_outcome"]
    assert "deliberate记录" in texts["hearing_record"]
    assert "记录人：王玲" in texts["hearing_record"]
    for seat in seats(hearing):
        assert seat.officer.name in texts["hearing_opinion"]


def test_the_outcome_of_a_leader_who_needed_consent_names_the_consent(story: Story) -> None:
    deputy = county_deputy(story)
    matter = led(story, deputy)
    hearing = held(story, matter, chair=deputy)
    this = {"hearing_id": hearing.public_id, "now": story.now}
    hearing_course.weigh_opinions(weight="not_followed", reason="鉴定程序合法", by=deputy, **this)
    hearing_course.consent(reason="同意", by=story.cast.zhao, **this)
    assert "本院经检察长同意未予采纳" in text_of(story, matter, "hearing_outcome")


def test_the_public_notice_names_neither_petitioner_nor_address(story: Story) -> None:
    matter = led(story)
    noticed(story, matter, at_place=True, place="文新街道某小区3幢")
    text = text_of(story, matter, "hearing_public_notice")
    for private in ("吴秀兰", "文新街道", matter.title, matter.number):
        assert private not in text
    assert "赵敏" in text


def test_a_record_needs_no_addressee_and_a_notice_does(story: Story) -> None:
    matter = led(story)
    nobody = Words("", ["听证笔录正文。"])
    this = {"matter_id": matter.public_id, "words": nobody, "by": story.cast.li, "now": story.now}
    assert draft_paper(kind="hearing_record", **this).addressee == ""
    with pytest.raises(Refused, match="addressee"):
        draft_paper(kind="hearing_notice", **this)


def test_what_is_not_known_stays_a_blank(story: Story) -> None:
    matter = led(story)
    assert blanks([text_of(story, matter, "hearing_notice")])
