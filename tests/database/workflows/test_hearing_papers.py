"""The papers of a hearing come filled in from what is on record, and tell the public no names."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.leadership.hearing_stories import (
    county_deputy,
    heard,
    held,
    led,
    noticed,
    pool,
    seats,
    set_one,
)
from tests.database.matters.stories import Story, fresh

from touyan.kernel.errors import Refused
from touyan.leadership.actions import hearing_course, hearings
from touyan.leadership.actions.hearing_officers import answer_request, apply_hearing
from touyan.leadership.models import HearingOfficer
from touyan.leadership.queries.hearings import numbers_of
from touyan.leadership.rules.hearing_papers import FROM_WHEN
from touyan.leadership.rules.hearing_words import Capacity, HearingForm
from touyan.matters.actions.papers import Words, draft_paper
from touyan.matters.models import Matter
from touyan.matters.papers.compose import usual_paragraphs
from touyan.matters.papers.hearings import KINDS_OF_HEARING
from touyan.matters.rules.signing import blanks
from touyan.workflows import advance_matter
from touyan.workflows.compose_paper import Choices, prefill
from touyan.workflows.hearing_facts import kinds_open


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    pool(cast, now)
    return Story(cast, now)


def doubled(text: str) -> list[str]:
    """Two marks where one belongs, or two colons within one entry."""
    marks = re.findall(r".{3}[。；，：、？！][。；，：、]", text)
    return marks + [line for line in text.splitlines() if line.count("：") > 1]


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
    assert doubled(texts["hearing_record"]) == []
    assert "2026年11月30日9时35分" in texts["hearing_notice"]
    assert "由检察长本人决定未予采纳，理由是：鉴定程序合法" in texts["hearing_outcome"]
    assert "经检察长同意" not in texts["hearing_outcome"]
    assert "不予抗诉" in texts["hearing_outcome"]
    assert "deliberate记录" in texts["hearing_record"]
    assert "记录人：王玲" in texts["hearing_record"]
    for seat in seats(hearing):
        assert seat.officer.name in texts["hearing_opinion"]


def test_namesakes_on_a_panel_are_told_apart_in_the_papers(story: Story) -> None:
    matter = led(story)
    hearing = held(story, matter)
    officers = [seat.officer for seat in seats(hearing)]
    same = HearingOfficer.objects.filter(pk__in=[one.pk for one in officers[:2]])
    same.update(name="许晴", unit="西湖某中学")
    numbers = numbers_of(hearing)
    text = text_of(story, matter, "hearing_opinion")
    notice = text_of(story, matter, "hearing_notice")
    assert len({numbers[str(one.public_id)] for one in officers}) == 3
    for one in officers[:2]:
        apart = f"西湖某中学，名册第{numbers[str(one.public_id)]}号"
        assert f"许晴（{apart}）：" in text
        assert f"许晴，{apart}" in notice
    assert f"{officers[2].name}：" in text
    assert f"{officers[2].name}，{officers[2].unit}。" in notice


def test_a_speaker_named_in_a_step_brings_the_one_colon(story: Story) -> None:
    matter = led(story)
    hearing = noticed(story, matter)
    story.now = hearing.at
    texts = ("主持人宣布听证开始。", "承办人介绍：争议在鉴定。", "吴秀兰陈述：鉴定有误；请求重做。")
    for step, text in zip(("opening", "introduce", "petitioner"), texts, strict=True):
        hearing_course.enter_step(hearing_id=hearing.public_id, step=step, text=text,
                                  recorder="王玲", by=story.cast.li, now=story.now)  # fmt: skip
    record = text_of(story, matter, "hearing_record")
    assert doubled(record) == []
    assert "：主持人宣布听证开始" in record
    assert "。吴秀兰陈述：鉴定有误；请求重做。" in record


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("鉴定程序合法", "鉴定程序合法。"),
        ("程序合法；", "程序合法。"),
        ("何必重做？", "何必重做？"),
    ],
)
def test_a_reason_ends_with_one_mark(why: str, said: str, story: Story) -> None:
    matter = led(story)
    hearing = held(story, matter)
    hearing_course.weigh_opinions(hearing_id=hearing.public_id, weight="not_followed", reason=why,
                                  by=story.cast.zhao, now=story.now)  # fmt: skip
    text = text_of(story, matter, "hearing_outcome")
    assert f"理由是：{said}\n" in text
    assert doubled(text) == []


def test_the_outcome_of_a_leader_who_needed_consent_names_the_consent(story: Story) -> None:
    deputy = county_deputy(story)
    matter = led(story, deputy)
    hearing = held(story, matter, chair=deputy)
    this = {"hearing_id": hearing.public_id, "now": story.now}
    hearing_course.weigh_opinions(weight="not_followed", reason="鉴定程序合法", by=deputy, **this)
    hearing_course.consent(reason="同意", by=story.cast.zhao, **this)
    assert "本院经检察长同意未予采纳" in text_of(story, matter, "hearing_outcome")


@pytest.mark.parametrize(
    "said", ["为什么不重新鉴定？", "不服！", "他说：“不认可。”", "同意；", "同意"]
)
def test_what_ends_with_its_own_mark_gets_no_second_one(said: str) -> None:
    facts = {"hearing_question": "是否重新鉴定", "opinions": [said, said]}
    first, last = [line for line in usual_paragraphs("hearing_opinion", facts) if line[0].isdigit()]
    assert doubled(f"{first}\n{last}") == []
    assert first[-1] in "？！；”"
    assert last[-1] in "？！。”"


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
    set_one(story, matter)
    assert blanks([text_of(story, matter, "hearing_notice")])


def may_write(story: Story, matter: Matter) -> set[str]:
    """The papers of a hearing that are offered and can be begun."""
    offered = {kind.code for kind in kinds_open(fresh(matter))} & set(FROM_WHEN)
    for code in FROM_WHEN:
        if code not in offered:
            with pytest.raises(Refused, match="is written only once"):
                text_of(story, matter, code)
        else:
            text_of(story, matter, code)
    return offered


def test_every_paper_of_a_hearing_has_its_moment() -> None:
    assert set(FROM_WHEN) == {kind.code for kind in KINDS_OF_HEARING}


def test_a_paper_of_a_hearing_is_offered_once_there_is_something_to_tell(story: Story) -> None:
    matter = led(story)
    assert may_write(story, matter) == set()
    hearing = noticed(story, matter)
    notices = {"hearing_notice", "hearing_public_notice"}
    assert may_write(story, matter) == notices
    heard(story, hearing, ("supports", "supports", "against"))
    during = notices | {"hearing_record", "hearing_opinion"}
    assert may_write(story, matter) == during
    hearing_course.hold_hearing(hearing_id=hearing.public_id, record="卷二", present="各方",
                                read_back=True, by=story.cast.zhao, now=story.now)  # fmt: skip
    assert may_write(story, matter) == during
    hearing_course.weigh_opinions(hearing_id=hearing.public_id, weight="followed", reason="",
                                  by=story.cast.zhao, now=story.now)  # fmt: skip
    assert may_write(story, matter) == during | {"hearing_outcome"}


def test_a_closed_hearing_has_no_public_notice_and_a_cancelled_one_no_paper(story: Story) -> None:
    matter = led(story)
    hearing = set_one(story, matter, form=HearingForm.CLOSED)
    assert may_write(story, matter) == {"hearing_notice"}
    hearings.cancel_hearing(hearing_id=hearing.public_id, reason="改期", by=story.cast.zhao,
                            now=story.now)  # fmt: skip
    assert may_write(story, matter) == set()


def test_the_refusal_tells_of_the_application_that_was_refused(story: Story) -> None:
    matter = led(story)
    this = {"now": story.now, "by": story.cast.he}
    made = [
        apply_hearing(matter_id=matter.public_id, applicant=name, grounds="争议",
                      capacity=Capacity.PETITIONER, applied_on=story.now.date(), **this)
        for name in ("吴秀兰", "张明远", "周立")
    ]  # fmt: skip
    assert "hearing_refusal" not in may_write(story, matter)
    for request, granted, reason in zip(
        made, (False, False, True), ("事实清楚", "已经听证", ""), strict=True
    ):
        answer_request(request_id=request.public_id, granted=granted, reason=reason, **this)
    last = text_of(story, matter, "hearing_refusal")
    assert "张明远" in last
    assert "已经听证" in last
    first = prefill(fresh(matter), "hearing_refusal", by=story.cast.li, now=story.now,
                    choices=Choices(request_id=made[0].public_id))  # fmt: skip
    assert first.addressee == "吴秀兰"
    assert "事实清楚" in "\n".join(first.paragraphs)
