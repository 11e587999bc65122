"""Papers: drafted, submitted, signed, served; each step refused to the wrong person or time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.cast import Cast
from tests.database.matters.stories import Story, fresh

from touyan.audit.models import Entry
from touyan.deadlines.rules.clocks import State
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.matters.actions import endings, papers, procedure
from touyan.matters.actions.papers import Words
from touyan.matters.clockwork import clocks_now
from touyan.matters.letters import as_pdf, as_word
from touyan.matters.models import Act, Document, Note
from touyan.matters.rules.signing import BLANK
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def sign(story: Story, document: Document, **more: Any) -> Document:
    call = {
        "opinion": "",
        "version": document.version,
        "by": story.cast.zhao,
        "now": story.now,
        **more,
    }
    return papers.sign_paper(document_id=document.public_id, **call)


def serve(story: Story, document: Document, **more: Any) -> Document:
    call = {
        "how": "post",
        "on": story.now.date(),
        "proof": "邮件号 1",
        "version": document.version,
        "by": story.cast.li,
        "now": story.now,
        **more,
    }
    return papers.serve_paper(document_id=document.public_id, **call)


def test_a_text_with_blanks_left_is_not_submitted(story: Story) -> None:
    document = story.draft(story.decided(), text=f"查明{BLANK.format('查明的事实')}。")
    with pytest.raises(Refused, match="查明的事实"):
        papers.submit_paper(
            document_id=document.public_id, version=0, by=story.cast.li, now=story.now
        )


def test_a_name_no_font_can_print_blocks_the_paper(story: Story) -> None:
    document = story.draft(story.decided())
    papers.rewrite_paper(
        document_id=document.public_id,
        words=Words("王\U000323ae", ["答复如下。"]),
        version=0,
        by=story.cast.li,
        now=story.now,
    )
    with pytest.raises(Refused, match="\U000323ae"):
        papers.submit_paper(
            document_id=document.public_id, version=1, by=story.cast.li, now=story.now
        )


def test_an_answer_is_signed_by_the_chief_and_not_by_the_head(story: Story) -> None:
    document = story.submitted(story.decided())
    with pytest.raises(Refused, match="signed by"):
        sign(story, document, by=story.cast.he)
    assert sign(story, document).number == "西湖检控申答〔2026〕1号"


def test_a_progress_letter_may_be_signed_by_the_head(story: Story) -> None:
    document = story.submitted(story.handling(), "progress")
    assert sign(story, document, by=story.cast.he).state == "signed"


def test_a_draft_is_not_signed(story: Story) -> None:
    with pytest.raises(Conflict):
        sign(story, story.draft(story.decided()))


def test_a_returned_paper_carries_its_comments_and_may_be_rewritten(story: Story) -> None:
    matter = story.decided()
    document = story.submitted(matter)
    papers.return_paper(
        document_id=document.public_id,
        opinion="请补充救济途径",
        version=document.version,
        by=story.cast.zhao,
        now=story.now,
    )
    assert Note.objects.get(matter=matter).text.endswith("请补充救济途径")
    again = papers.rewrite_paper(
        document_id=document.public_id,
        words=Words("吴秀兰", ["新的答复。"]),
        version=document.version + 1,
        by=story.cast.li,
        now=story.now,
    )
    assert again.paragraphs == ["新的答复。"]


def test_a_paper_is_not_returned_without_saying_why(story: Story) -> None:
    document = story.submitted(story.decided())
    with pytest.raises(Refused, match="should be changed"):
        papers.return_paper(
            document_id=document.public_id,
            opinion=" ",
            version=document.version,
            by=story.cast.zhao,
            now=story.now,
        )


def test_a_signed_text_no_longer_changes(story: Story) -> None:
    document = story.signed(story.decided())
    with pytest.raises(Conflict):
        papers.rewrite_paper(
            document_id=document.public_id,
            words=Words("吴秀兰", ["改了"]),
            version=document.version,
            by=story.cast.li,
            now=story.now,
        )


def test_two_writers_of_one_draft_conflict(story: Story) -> None:
    document = story.draft(story.decided())
    for_one = {"document_id": document.public_id, "version": 0, "now": story.now}
    papers.rewrite_paper(words=Words("吴秀兰", ["甲"]), by=story.cast.li, **for_one)
    with pytest.raises(Conflict):
        papers.rewrite_paper(words=Words("吴秀兰", ["乙"]), by=story.cast.he, **for_one)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"how": "pigeon"}, "Choose how"),
        ({"proof": " "}, "Name the proof"),
        ({"on": date(2026, 11, 24)}, "future"),
        ({"on": date(2026, 11, 22)}, "before the day it was signed"),
    ],
)
def test_service_without_way_proof_or_possible_day_is_refused(
    story: Story, more: dict[str, Any], why: str
) -> None:
    document = story.signed(story.decided())
    with pytest.raises(Refused, match=why):
        serve(story, document, **more)


def test_an_answer_waits_on_the_desk_and_is_not_signed_before_the_decision(story: Story) -> None:
    matter = story.handling()
    document = story.submitted(matter, "answer")
    with pytest.raises(Refused, match="announces “Decide”"):
        sign(story, document)
    procedure.decide(matter_id=matter.public_id, reason="维持", by=story.cast.zhao, now=story.now)
    assert sign(story, document).state == "signed"


def test_an_answer_signed_before_a_reopening_waits_for_the_new_decision(story: Story) -> None:
    matter = story.closed()
    endings.reopen(matter_id=matter.public_id, reason="有新证据", by=story.cast.he, now=story.now)
    with pytest.raises(Refused, match="announces “Decide”"):
        sign(story, story.submitted(matter, "answer"))


def test_a_notice_of_acceptance_is_signed_once_the_matter_is_accepted(story: Story) -> None:
    matter = story.triaged()
    document = story.submitted(matter, "acceptance")
    with pytest.raises(Refused, match="announces “Accept”"):
        sign(story, document, by=story.cast.he)
    procedure.accept(matter_id=matter.public_id, by=story.cast.he, now=story.now)
    assert sign(story, document, by=story.cast.he).state == "signed"


def test_serving_the_answer_moves_the_matter_and_keeps_number_and_proof(story: Story) -> None:
    matter = story.answered()
    act = Act.objects.get(matter=matter, verb="serve_answer")
    assert matter.stage == "answered"
    assert act.document is not None
    assert act.document.served_proof == "邮件号 1234567890"


def test_a_served_acceptance_notice_is_the_procedural_reply(story: Story) -> None:
    matter = story.handling()
    story.served(matter, "acceptance")
    reply = next(clock for clock in clocks_now(matter, now=story.now) if clock.rule.code == "C2")
    assert reply.state(story.now) is State.MET_IN_TIME


def undo(
    story: Story, document: Document, act: Any, by: Account, reason: str = "姓名有误"
) -> Document:
    return act(document_id=document.public_id, reason=reason, version=document.version, by=by,
               now=story.now)  # fmt: skip


def test_a_paper_nobody_signed_is_withdrawn_by_its_writer(story: Story) -> None:
    matter = story.decided()
    for document in (story.draft(matter), story.submitted(matter)):
        assert undo(story, document, papers.withdraw_paper, story.cast.li).state == "withdrawn"


def test_a_signed_paper_is_not_withdrawn_by_its_writer(story: Story) -> None:
    signed = story.signed(story.decided())
    with pytest.raises(Refused, match="may cancel it"):
        undo(story, signed, papers.withdraw_paper, story.cast.li)
    for who in (story.cast.li, story.cast.he):
        with pytest.raises(Refused, match="cancelled by"):
            undo(story, signed, papers.cancel_paper, who)


def test_a_signed_paper_is_cancelled_by_its_signers_role_with_number_and_reason_kept(
    story: Story,
) -> None:
    signed = story.signed(story.decided())
    with pytest.raises(Refused, match="Give the reason"):
        undo(story, signed, papers.cancel_paper, story.cast.zhao, reason=" ")
    gone = undo(story, signed, papers.cancel_paper, story.cast.zhao)
    assert (gone.state, gone.number) == ("withdrawn", signed.number)
    act = Act.objects.get(verb="cancel_paper")
    assert (act.document, act.reason) == (gone, "姓名有误")
    assert story.signed(gone.matter).number.endswith("2号")


def test_a_draft_is_not_cancelled_nor_a_served_paper_undone(story: Story) -> None:
    matter = story.decided()
    with pytest.raises(Conflict):
        undo(story, story.draft(matter), papers.cancel_paper, story.cast.zhao)
    served = story.served(matter)
    for act in (papers.withdraw_paper, papers.cancel_paper):
        with pytest.raises(Refused, match="stands"):
            undo(story, served, act, story.cast.zhao)


def test_an_inspector_writes_no_paper_and_a_stranger_sees_none(story: Story) -> None:
    matter = story.decided()
    with pytest.raises(Refused, match="handles the matter"):
        story.draft(matter, by=story.cast.sun)
    with pytest.raises(NotVisible):
        papers.read_paper(
            document_id=story.draft(matter).public_id, by=story.cast.zhou, now=story.now
        )


def test_reading_and_downloading_each_leave_a_row(story: Story) -> None:
    document = story.draft(story.decided())
    papers.read_paper(document_id=document.public_id, by=story.cast.zhao, now=story.now)
    papers.download_paper(
        document_id=document.public_id, form="pdf", by=story.cast.zhao, now=story.now
    )
    last = list(Entry.objects.order_by("-number").values_list("verb", flat=True)[:2])
    assert last == ["paper.download", "paper.read"]


def test_a_draft_bears_the_mark_and_a_signed_paper_the_number(story: Story) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    matter = story.decided()
    draft = story.draft(matter)
    words = PdfReader(BytesIO(as_pdf(draft, now=story.now).pdf)).pages[0].extract_text()
    assert "草稿" in words.replace(" ", "").replace("\n", "")
    signed = story.signed(matter)
    words = PdfReader(BytesIO(as_pdf(signed, now=story.now).pdf)).pages[0].extract_text()
    assert "草稿" not in words.replace(" ", "").replace("\n", "")
    assert signed.number in words
    assert as_word(signed, now=story.now)[:2] == b"PK"


def test_an_act_cannot_be_changed_or_deleted_by_the_application(story: Story) -> None:
    matter = story.opened()
    for change in (
        lambda: Act.objects.filter(matter=matter).update(reason="x"),
        lambda: Act.objects.filter(matter=matter).delete(),
        lambda: (
            Note.objects.create(matter=matter, text="a", at=story.now)
            and Note.objects.all().delete()
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_closing_needs_a_place_of_answer_for_every_demand(story: Story) -> None:
    from touyan.kernel.errors import Invalid

    matter = story.answered()
    keys = list(endings.claims_of(matter))
    with pytest.raises(Invalid) as refused:
        endings.close(
            matter_id=matter.public_id,
            report="办结",
            answered_where={keys[0]: "答复函"},
            by=story.cast.he,
            now=story.now,
        )
    assert [p.field for p in refused.value.problems] == [f"claim-{key}" for key in keys[1:]]
    assert fresh(matter).stage == "answered"


def test_a_proof_file_is_kept_with_the_paper(story: Story) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from touyan.attachments.models import StoredFile

    document = story.signed(story.decided())
    upload = SimpleUploadedFile("回执.txt", "已签收".encode(), content_type="text/plain")
    served = serve(story, document, proof="", proof_file=upload)
    assert served.served_proof == "回执.txt"
    assert StoredFile.objects.get(owner_type="document", owner_id=document.pk).name == "回执.txt"


def test_a_day_later_the_served_day_stays_apart_from_the_entry(story: Story) -> None:
    document = story.signed(story.decided())
    served_on = story.now.date()
    serve(story.later(days=2), document, on=served_on)
    act = Act.objects.get(verb="serve_answer")
    assert act.happened_on == served_on
    assert act.at - timedelta(days=2) < story.now
