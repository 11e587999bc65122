"""Writing, reading, signing and serving a paper on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.matters.stories import Story, fresh

from touyan.audit.models import Entry
from touyan.matters.models import Document

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def body(response: Any) -> str:
    return str(response.content.decode())


def to(name: str, document: Document, *more: str) -> str:
    return reverse(name, args=[document.public_id, *more])


def do(client: Client, document: Document, verb: str, **fields: Any) -> Any:
    return client.post(to("paper-do", document, verb), {"version": document.version, **fields})


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_new_paper_comes_prefilled_beside_its_page(
    story: Story, client_of: Signed, language: str
) -> None:
    matter = story.decided()
    response = client_of(story.cast.li, language=language).get(
        reverse("paper-new", args=[matter.public_id, "answer"])
    )
    assert response.status_code == 200
    page = body(response)
    assert "吴秀兰" in page
    assert "【待填：" in page
    assert "sheet-page" in page


def test_a_draft_is_kept_submitted_signed_and_served(story: Story, client_of: Signed) -> None:
    cast, matter = story.cast, story.decided()
    handler, chief = client_of(cast.li), client_of(cast.zhao)
    words = {"addressee": "吴秀兰", "text": "一、查明的事实\n原判认定事实清楚。"}
    assert (
        handler.post(reverse("paper-new", args=[matter.public_id, "answer"]), words).status_code
        == 302
    )
    paper = Document.objects.get(matter=matter)
    assert paper.paragraphs == ["一、查明的事实", "原判认定事实清楚。"]
    assert do(handler, paper, "submit").status_code == 302
    paper.refresh_from_db()
    assert do(chief, paper, "sign", opinion="同意", confirmed="1").status_code == 302
    paper.refresh_from_db()
    proof = SimpleUploadedFile("回执.txt", "已签收".encode())
    served = do(
        handler, paper, "serve", how="post", on="20261123", proof="邮件号 99", proof_file=proof
    )
    assert served.status_code == 302
    page = body(handler.get(to("paper", paper)))
    assert "回执.txt" in page
    link = re.search(r"/papers/[0-9a-f-]+/proof/[0-9a-f-]+/", page)
    assert link is not None
    assert b"".join(handler.get(link.group()).streaming_content).decode() == "已签收"
    assert fresh(matter).stage == "answered"


def test_an_empty_paper_is_refused_with_what_was_typed(story: Story, client_of: Signed) -> None:
    matter = story.decided()
    response = client_of(story.cast.li).post(
        reverse("paper-new", args=[matter.public_id, "answer"]),
        {"addressee": "", "text": "写了半天的答复"},
    )
    assert response.status_code == 422
    assert "写了半天的答复" in body(response)
    assert not Document.objects.exists()


def test_showing_the_page_keeps_nothing(story: Story, client_of: Signed) -> None:
    matter = story.decided()
    client, words = client_of(story.cast.li), {"addressee": "吴秀兰", "text": "一、事实"}
    page = body(
        client.post(
            reverse("paper-new", args=[matter.public_id, "answer"]), {**words, "preview": "1"}
        )
    )
    assert 'class="sheet-heading">一、事实' in page
    live = client.post(reverse("paper-preview", args=[matter.public_id, "answer"]), words)
    assert 'class="sheet-heading">一、事实' in body(live)
    assert not Document.objects.exists()


def test_typed_markup_stays_text(story: Story, client_of: Signed) -> None:
    matter = story.decided()
    live = client_of(story.cast.li).post(
        reverse("paper-preview", args=[matter.public_id, "answer"]),
        {"addressee": "<b>x</b>", "text": "<script>alert(1)</script>"},
    )
    assert "<script>" not in body(live)
    assert "&lt;script&gt;" in body(live)


def test_two_writers_see_both_texts(story: Story, client_of: Signed) -> None:
    paper = story.draft(story.decided())
    one, other = client_of(story.cast.li), client_of(story.cast.he)
    typed = {"addressee": "吴秀兰", "version": paper.version}
    assert one.post(to("paper-edit", paper), {**typed, "text": "先保存的文字"}).status_code == 302
    response = other.post(to("paper-edit", paper), {**typed, "text": "后写的文字"})
    assert response.status_code == 409
    assert "先保存的文字" in body(response)
    assert "后写的文字" in body(response)


def test_a_draft_with_blanks_is_not_submitted(story: Story, client_of: Signed) -> None:
    paper = story.draft(story.decided(), text="查明【待填：事实】。")
    client = client_of(story.cast.li)
    response = do(client, paper, "submit")
    assert response.status_code == 422
    assert "still has blanks: 事实" in body(response)
    assert "Still blank:" in body(client.get(to("paper", paper)))


def test_a_name_without_a_glyph_is_said_before_anyone_signs(
    story: Story, client_of: Signed
) -> None:
    paper = story.draft(story.decided(), text="王\U000323ae同志：答复如下。")
    client = client_of(story.cast.li)
    assert "No font here has these characters" in body(client.get(to("paper", paper)))
    assert do(client, paper, "submit").status_code == 422


def test_signing_takes_a_tick_and_the_power_to_sign(story: Story, client_of: Signed) -> None:
    paper = story.submitted(story.decided())
    chief = client_of(story.cast.zhao)
    unticked = do(chief, paper, "sign", opinion="我的意见")
    assert unticked.status_code == 422
    assert "我的意见" in body(unticked)
    assert do(client_of(story.cast.he), paper, "sign", confirmed="1").status_code == 422
    assert "Agree and sign" not in body(client_of(story.cast.he).get(to("paper", paper)))


def test_a_returned_paper_shows_the_comments_to_its_writer(story: Story, client_of: Signed) -> None:
    paper = story.submitted(story.decided())
    assert (
        do(client_of(story.cast.zhao), paper, "return", opinion="请补充救济途径").status_code == 302
    )
    page = body(client_of(story.cast.li).get(to("paper", paper)))
    assert "请补充救济途径" in page
    assert reverse("paper-edit", args=[paper.public_id]) in page


def test_an_impossible_day_of_service_is_refused(story: Story, client_of: Signed) -> None:
    paper = story.signed(story.decided())
    client = client_of(story.cast.li)
    for day in ("20261131", "昨天", ""):
        response = do(client, paper, "serve", how="post", on=day, proof="邮件号 7")
        assert response.status_code == 422
        assert "邮件号 7" in body(response)


@pytest.mark.parametrize(("name", "head"), [("paper-pdf", b"%PDF"), ("paper-docx", b"PK")])
def test_downloads_carry_a_name_and_leave_a_row(
    story: Story, client_of: Signed, name: str, head: bytes
) -> None:
    paper = story.draft(story.decided())
    response = client_of(story.cast.li).get(to(name, paper))
    assert response.content.startswith(head)
    assert "filename*=UTF-8''" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert Entry.objects.latest("number").verb == "paper.download"


def test_strangers_outsiders_and_administrators_get_no_paper(
    story: Story, client_of: Signed
) -> None:
    paper = story.draft(story.decided())
    for name in ("paper", "paper-pdf", "paper-docx", "paper-edit"):
        assert Client().get(to(name, paper)).status_code == 302
        assert client_of(story.cast.zhou).get(to(name, paper)).status_code == 404
        assert client_of(story.cast.anquan).get(to(name, paper)).status_code == 403


def test_an_unknown_step_or_kind_is_not_found_or_refused(story: Story, client_of: Signed) -> None:
    matter = story.decided()
    client = client_of(story.cast.li)
    assert do(client, story.draft(matter), "burn").status_code == 404
    assert client.get(reverse("paper-new", args=[matter.public_id, "poem"])).status_code == 422


def test_an_answer_before_the_decision_says_what_comes_first(
    story: Story, client_of: Signed
) -> None:
    paper = story.submitted(story.handling(), "answer")
    chief = client_of(story.cast.zhao)
    page = body(chief.get(to("paper", paper)))
    assert "announces “Decide”" in page
    assert reverse("matter-move", args=[paper.matter.public_id, "decide"]) in page
    assert do(chief, paper, "sign", confirmed="1").status_code == 422
    assert "announces" not in body(chief.get(to("paper", story.submitted(story.decided()))))


def test_a_signed_paper_offers_cancelling_to_its_signer_and_withdrawal_to_nobody(
    story: Story, client_of: Signed
) -> None:
    signed = story.signed(story.decided())
    writer, chief = client_of(story.cast.li), client_of(story.cast.zhao)
    assert "Withdraw this paper" in body(writer.get(to("paper", story.draft(signed.matter))))
    for client in (writer, chief):
        assert "Withdraw this paper" not in body(client.get(to("paper", signed)))
    assert "Cancel this signed paper" not in body(writer.get(to("paper", signed)))
    assert "Cancel this signed paper" in body(chief.get(to("paper", signed)))
    assert do(writer, signed, "cancel", reason="有误").status_code == 422
    assert do(chief, signed, "cancel", reason="").status_code == 422
    assert do(chief, signed, "cancel", reason="当事人姓名有误").status_code == 302
    page = body(chief.get(to("paper", signed)))
    assert signed.number in page
    assert "当事人姓名有误" in page
    assert "Opinion of the signer" not in page
