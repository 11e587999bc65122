"""A bulletin as Word, PDF and web page, with the annex of its definitions."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pypdf import PdfReader
from tests.screens.bulletins.pages import add, begun, issue

from touyan.audit.models import Entry
from touyan.statistics.models import FrozenFigure

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(story, client_of):
    """A draft with a count and a share, in Chinese, and the client of its writer."""
    client = client_of(story.cast.he)
    address = begun(client, "zh-hans")
    add(client, address, "收到{}件。", "received")
    add(client, address, "收到{1}件，首次占{}。", "first_share")
    return client, address.rstrip("/")


def text_of(content: bytes, form: str) -> str:
    if form == "html":
        return content.decode()
    if form == "pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return "\n".join(line.text for line in Document(io.BytesIO(content)).paragraphs)


def taken(client, address: str, form: str) -> str:
    answer = client.get(f"{address}.{form}")
    assert answer.status_code == 200
    return "".join(text_of(answer.content, form).split())


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_every_form_says_the_figures_and_what_they_count(drafted, story, client_of, form) -> None:
    client, address = drafted
    assert issue(client_of(story.cast.zhao), f"{address}/").status_code == 302
    text = taken(client, address, form)
    frozen = FrozenFigure.objects.get(measure="first_share")
    for wanted in ("100.0%", "分子", "分母", "排除", "统计范围", frozen.digest[:8]):
        assert wanted in text, wanted
    assert "草稿" not in text
    assert Entry.objects.filter(verb="bulletin.take", detail__paper=form).count() == 1


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_a_draft_says_that_it_is_one(drafted, form) -> None:
    text = taken(*drafted, form)
    assert "草稿" in text
    assert "实时" in text


def test_the_office_above_takes_it_and_strangers_do_not(drafted, story, client_of) -> None:
    client, address = drafted
    assert client.get(f"{address}.xlsx").status_code == 404
    assert client_of(story.cast.he_city).get(f"{address}.pdf").status_code == 200
    assert client_of(story.cast.zhou).get(f"{address}.pdf").status_code == 403
