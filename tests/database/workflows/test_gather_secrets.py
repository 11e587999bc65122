"""The gate knows everyone of a matter: each of these words, put into a text, is refused."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.leadership import hearing_stories, receptions
from tests.database.matters.stories import Story

from touyan.exemplars.rules.gate import Piece, leaks
from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import PartyRole
from touyan.leadership.actions import reception
from touyan.leadership.models import HelpMeasure
from touyan.organs.models import Organ
from touyan.workflows.gather_secrets import secrets_of

pytestmark = pytest.mark.django_db
SON = PartyEntry(role=PartyRole.PETITIONER, name="吴卫东", phone="13800138000")


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.mark.parametrize(
    "said",
    [
        "吴秀兰",
        "吴 秀 兰",
        "13800138000",
        "文新街道",
        "西湖区法院",
        "（2024）浙0106刑初118号",
        "2024年9月12日",
        "二〇二六年十一月二十日",
    ],
)
def test_what_the_petition_says_is_known_to_the_gate(story: Story, said: str) -> None:
    secrets = secrets_of(story.opened())
    assert leaks([Piece("facts", f"此案中{said}，后来。")], secrets)


def test_handlers_signatories_and_papers_are_known_to_the_gate(story: Story) -> None:
    matter = story.closed()
    secrets = secrets_of(matter)
    said = [matter.number, matter.organ.name]
    said += [who.get_short_name() for who in (story.cast.li, story.cast.zhao, story.cast.he)]
    said += [paper.number for paper in matter.documents.all() if paper.number]
    for each in said:
        assert leaks([Piece("handling", f"由{each}办理。")], secrets), each


def test_a_co_petitioner_of_another_matter_is_known_to_the_gate(story: Story) -> None:
    matter = story.opened()
    story.opened(parties=(SON,), title="反映另一件事")
    assert leaks([Piece("facts", "其子吴卫东")], secrets_of(matter))


def test_the_office_that_issues_the_text_may_sign_it(story: Story) -> None:
    matter = story.opened()
    organ = Organ.objects.get(pk=matter.organ_id)
    assert leaks([Piece("title", organ.name)], secrets_of(matter))
    assert not leaks([Piece("title", organ.name)], secrets_of(matter, spared=organ))


def test_a_text_with_nobody_in_it_passes(story: Story) -> None:
    text = "2024年，吴某某不服某区人民法院判决，向检察机关申诉。检察长包案办理。"
    assert leaks([Piece("facts", text)], secrets_of(story.closed())) == []


def test_whoever_sat_at_a_hearing_is_known_to_the_gate(story: Story) -> None:
    hearing_stories.pool(story.cast, story.now)
    matter = hearing_stories.led(story)
    hearing = hearing_stories.drawn(story, matter)
    for seat in hearing_stories.seats(hearing):
        officer = seat.officer.name
        assert leaks([Piece("handling", f"听证员{officer}发言。")], secrets_of(matter)), officer
    held = f"{hearing.on.year}年{hearing.on.month}月{hearing.on.day}日"
    assert leaks([Piece("handling", f"{held}公开听证。")], secrets_of(matter))


def test_whoever_booked_a_reception_or_received_is_known_to_the_gate(story: Story) -> None:
    matter = receptions.led(story)
    day = receptions.day(
        story.cast, story.now, leader=receptions.second_leader(story.cast, story.now)
    )
    reception.book(day_id=day.public_id, name="吴卫国", phone="13911112222", topic="伤情鉴定",
                   matter_id=matter.public_id, by=story.cast.wang, now=story.now)  # fmt: skip
    for said in ("吴卫国", "139-1111-2222", "孙立", "2026年11月26日"):
        assert leaks([Piece("handling", f"其间{said}到场。")], secrets_of(matter)), said


def test_whoever_helped_is_known_to_the_gate_and_common_words_are_not(story: Story) -> None:
    matter = story.handling()
    HelpMeasure.objects.create(
        matter=matter, kind="counselling", who="白静怡、西湖区心理援助中心", text="疏导",
        begun_on=story.now.date(), begun_by=story.cast.li, at=story.now, consent="本人愿意",
    )  # fmt: skip
    for said in ("白静怡", "西湖区心理援助中心"):
        assert leaks([Piece("handling", f"由{said}提供帮助。")], secrets_of(matter)), said
    assert not leaks([Piece("handling", "由某心理援助机构提供帮助。")], secrets_of(matter))
