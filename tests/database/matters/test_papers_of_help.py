"""Papers of help: prefilled from what was entered, and never the price of silence."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.intake.models import Party
from touyan.kernel.errors import Refused
from touyan.leadership.actions.reliefs import refer_relief
from touyan.leadership.rules.helping import HelpEntry, HelpKind
from touyan.matters.actions import papers
from touyan.matters.models import Matter
from touyan.matters.rules.no_promise import bargain_in
from touyan.workflows.appraise_facts import begin_measure
from touyan.workflows.compose_paper import Choices, prefill


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def text_of(story: Story, matter: Matter, kind: str) -> str:
    begun = prefill(matter, kind, choices=Choices(), by=story.cast.li, now=story.now)
    return "\n".join([begun.addressee, *begun.paragraphs])


def test_the_approval_form_says_for_whom_on_what_ground_and_how_much(story: Story) -> None:
    matter = story.handling()
    refer_relief(
        matter_id=matter.public_id, party=Party.objects.get(petition__belonging__matter=matter),
        conditions={"K1": "赔偿判决未能执行"}, hardship="家庭年收入不足两万元", months=6,
        asked=Decimal(40000), by=story.cast.li, now=story.now,
    )  # fmt: skip
    text = text_of(story, matter, "relief_approval")
    for part in ("吴秀兰", "赔偿判决未能执行", "家庭年收入不足两万元", "6个月", "40,000.00元"):
        assert part in text
    assert "2025年职工月平均工资尚未录入" in text


@pytest.mark.parametrize(
    ("kind", "paper", "parts"),
    [
        (HelpKind.LAWYER, "lawyer_referral", ["某律师事务所", "当面同意", "不得向信访人收取费用"]),
        (
            HelpKind.COORDINATION,
            "coordination",
            ["某律师事务所", "请核实低保资格", "民函〔2026〕9号"],
        ),
    ],
)
def test_letters_name_the_body_and_what_it_is_asked(
    story: Story, kind: HelpKind, paper: str, parts: list[str]
) -> None:
    matter = story.handling()
    entry = HelpEntry(
        kind=kind, who="某律师事务所", text="请核实低保资格", begun_on=story.now.date(),
        consent="当面同意", neutral=True, unpaid=True, reference="民函〔2026〕9号",
    )  # fmt: skip
    begin_measure(matter_id=matter.public_id, entry=entry, by=story.cast.li, now=story.now)
    text = text_of(story, matter, paper)
    assert [part for part in parts if part not in text] == []
    assert bargain_in(text) == ""


def test_a_paper_that_buys_silence_is_not_even_submitted(story: Story) -> None:
    matter = story.handling()
    draft = story.draft(matter, "coordination", text="信访人承诺停访后，请予发放临时救助。")
    with pytest.raises(Refused, match="ceasing to petition"):
        papers.submit_paper(document_id=draft.public_id, version=draft.version,
                            by=story.cast.li, now=story.now)  # fmt: skip
