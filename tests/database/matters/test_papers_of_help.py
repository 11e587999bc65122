"""Papers of help: prefilled from what was entered, and never the price of silence."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal

import docx
import pytest
from pypdf import PdfReader
from tests.cast import Cast
from tests.database.leadership.test_relief import entered
from tests.database.matters.stories import Story

from touyan.intake.models import Party
from touyan.kernel.errors import Refused
from touyan.leadership.actions.reliefs import grant_relief, refer_relief
from touyan.leadership.rules.helping import HelpEntry, HelpKind
from touyan.matters.actions import papers
from touyan.matters.letters import as_pdf, as_word
from touyan.matters.models import Document, Matter
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
    assert "审批金额：＿＿" in text


def test_the_approval_form_tells_the_sum_approved_and_only_what_was_paid_before(
    story: Story,
) -> None:
    matter = story.handling()
    entered(story.cast, story.now, "R2", {"monthly_wage": "8500", "year": 2025})
    relief = refer_relief(
        matter_id=matter.public_id, party=Party.objects.get(petition__belonging__matter=matter),
        conditions={"K1": "赔偿判决未能执行"}, hardship="家庭年收入不足两万元", months=6,
        asked=Decimal(30000), by=story.cast.li, now=story.now,
    )  # fmt: skip
    grant_relief(relief_id=relief.public_id, amount=Decimal(30000), reason="符合条件",
                 by=story.cast.zhao, now=story.now)  # fmt: skip
    text = text_of(story, matter, "relief_approval")
    assert "审批金额：30,000.00元" in text
    assert "已救助" not in text


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


@pytest.fixture
def approval(story: Story) -> Document:
    return story.draft(story.handling(), "relief_approval", text=FORM)


FORM = """救助对象：吴秀兰
所涉事项：吴秀兰提出的申诉。
一、符合的救助条件
附带民事判决未执行。
二、生活困难情况
家庭年收入不足两万元。
两名子女在读：学费由亲友垫付。
提请人：李建国
审批意见：
审批金额：
审批人（签名）："""


def test_the_approval_form_is_a_table_in_word(story: Story, approval: Document) -> None:
    word = docx.Document(io.BytesIO(as_word(approval, now=story.now)))
    rows = [list(dict.fromkeys(cell.text for cell in row.cells)) for row in word.tables[0].rows]
    assert rows[0] == ["救助对象", "吴秀兰", "所涉事项", "吴秀兰提出的申诉。"]
    assert ["生活困难情况", "家庭年收入不足两万元。\n两名子女在读：学费由亲友垫付。"] in rows
    assert rows[-1] == ["审批金额", "", "审批人（签名）"]
    assert not [p.text for p in word.paragraphs if "救助对象" in p.text]


def test_the_approval_form_is_ruled_in_the_pdf(story: Story, approval: Document) -> None:
    drawn = PdfReader(io.BytesIO(as_pdf(approval, now=story.now).pdf))
    assert len(drawn.pages) == 1
    strokes = drawn.pages[0].get_contents().get_data().count(b"\nS\n")
    letter = story.draft(approval.matter, "coordination", text=FORM)
    plain = PdfReader(io.BytesIO(as_pdf(letter, now=story.now).pdf))
    assert strokes > 10 > plain.pages[0].get_contents().get_data().count(b"\nS\n")


def test_a_cancelled_paper_bears_that_word_and_a_draft_its_own(
    story: Story, approval: Document
) -> None:
    def first_line() -> str:
        return docx.Document(io.BytesIO(as_word(approval, now=story.now))).paragraphs[0].text

    assert first_line() == "草稿"
    papers.withdraw_paper(document_id=approval.public_id, reason="数额有误，重拟",
                          version=approval.version, by=story.cast.li, now=story.now)  # fmt: skip
    approval.refresh_from_db()
    assert first_line() == "作废"
    text = PdfReader(io.BytesIO(as_pdf(approval, now=story.now).pdf)).pages[0].extract_text()
    assert "作废" in text.replace(" ", "")
    assert "草稿" not in text.replace(" ", "")
