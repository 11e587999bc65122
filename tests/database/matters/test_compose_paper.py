"""A paper begun from the matter: known facts stand in it, unknown ones are blanks, nothing is made up."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.matters.stories import CLAIMS, WIFE, Story

from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import Channel, PartyRole
from touyan.kernel.errors import Refused
from touyan.leadership.rules.hearing_papers import FROM_WHEN
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import procedure
from touyan.matters.models import Matter
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.signing import blanks
from touyan.workflows.compose_paper import Choices, Prefilled, prefill

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def begin(story: Story, matter: Matter, kind: str, **choices: object) -> Prefilled:
    return prefill(matter, kind, choices=Choices(**choices), by=story.cast.li, now=story.now)  # type: ignore[arg-type]


def whole(begun: Prefilled) -> str:
    return "\n".join([begun.addressee, *begun.paragraphs])


@pytest.mark.parametrize(
    "kind", [code for code, kind in KINDS.items() if kind.by_hand and code not in FROM_WHEN]
)
def test_every_kind_but_those_of_a_hearing_can_be_begun_at_any_stage(
    story: Story, kind: str
) -> None:
    for matter in (story.opened(), story.closed()):
        begun = begin(story, matter, kind)
        assert begun.paragraphs
        assert "{" not in whole(begun)


def test_an_answer_states_the_demands_the_reasons_and_leaves_the_rest_blank(story: Story) -> None:
    begun = begin(story, story.decided(), "answer", remedy="judgment_next_level")
    text = whole(begun)
    assert begun.addressee == "吴秀兰"
    assert all(claim in text for claim in CLAIMS)
    assert "原判认定事实清楚" in text
    assert "向杭州市人民检察院提出申诉" in text
    assert "2026年11月23日受理" in text
    assert len(blanks(begun.paragraphs)) == 2  # findings, conclusion


def test_a_supplement_list_names_what_was_asked_for(story: Story) -> None:
    matter = story.triaged()
    procedure.request_supplement(
        matter_id=matter.public_id,
        missing=["刑事判决书", "身份证明"],
        by=story.cast.wang,
        now=story.now,
    )
    text = whole(begin(story, matter, "supplement"))
    assert "1. 刑事判决书；" in text
    assert "2. 身份证明。" in text


def test_a_transfer_letter_goes_to_the_body_named_and_calls_the_petitioner_by_name(
    story: Story,
) -> None:
    matter = story.triaged()
    procedure.transfer(
        matter_id=matter.public_id,
        to="杭州市公安局",
        reason="所反映问题属公安机关管辖",
        by=story.cast.wang,
        now=story.now,
    )
    begun = begin(story, matter, "transfer")
    assert begun.addressee == "杭州市公安局"
    assert "吴秀兰提出的" in whole(begun)
    assert "所反映问题属公安机关管辖" in whole(begun)


def test_many_petitioners_are_addressed_together_and_their_agent_is_not(story: Story) -> None:
    parties = (
        *(
            PartyEntry(role=PartyRole.PETITIONER, name=name, phone="13800138000")
            for name in ("甲某某", "乙某某", "丙某某", "丁某某")
        ),
        PartyEntry(role=PartyRole.AGENT, name="律师", represents="甲某某"),
    )
    begun = begin(story, story.opened(parties=parties), "procedural_reply")
    assert begun.addressee == "甲某某、乙某某、丙某某等4人"
    assert "你们提出的" in whole(begun)
    assert "律师" not in whole(begun)


def test_a_unit_is_addressed_as_a_unit(story: Story) -> None:
    unit = PartyEntry(
        role=PartyRole.PETITIONER, name="杭州某某有限公司", is_organisation=True, address="杭州市"
    )
    assert "你单位提出的" in whole(begin(story, story.opened(parties=(unit,)), "procedural_reply"))


def test_each_petition_gets_its_own_procedural_reply(story: Story) -> None:
    matter = story.handling()
    first = matter.belongings.get().petition
    story.opened(
        relation=Relation.REPEAT,
        matter_id=matter.public_id,
        channel=Channel.LETTER,
        text="再次来信催办，没有回音。",
        parties=(WIFE,),
    )
    latest = begin(story, matter, "procedural_reply")
    assert latest.per_petition
    assert latest.petition != first
    assert first.number in whole(
        begin(story, matter, "procedural_reply", petition_id=first.public_id)
    )
    assert not begin(story, matter, "answer").per_petition


def test_the_contact_line_used_last_is_offered_again(story: Story) -> None:
    matter = story.decided()
    story.draft(matter, "progress", text="联系方式：李检察官，0571-12345678。")
    assert begin(story, matter, "answer").paragraphs[-1] == "联系方式：李检察官，0571-12345678。"


def test_an_unknown_kind_is_refused(story: Story) -> None:
    with pytest.raises(Refused):
        begin(story, story.opened(), "poem")


def test_words_of_the_petition_are_never_read_as_a_template(story: Story) -> None:
    text = whole(begin(story, story.opened(title="{remedy} 一百{0}元"), "procedural_reply"))
    assert "{remedy} 一百{0}元" in text
