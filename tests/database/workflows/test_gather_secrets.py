"""The gate knows everyone of a matter: each of these words, put into a text, is refused."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.exemplars.rules.gate import Piece, leaks
from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import PartyRole
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
