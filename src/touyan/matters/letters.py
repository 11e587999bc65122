"""From a stored paper to the letter that is drawn: as Word, as PDF, on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.matters.models import Document
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.fonts import missing_glyphs
from touyan.matters.papers.letter import Letter
from touyan.matters.papers.pdf import PdfResult, to_pdf
from touyan.matters.papers.word import to_docx

DRAFT_MARK, VOID_MARK = "草稿", "作废"
STATES = Document.State
"""The states of a paper, for screens."""


def letter_of(document: Document, *, today: date) -> Letter:
    """The paper as it stands: numbered and dated once signed, bearing its mark otherwise."""
    return Letter(
        kind=document.kind,
        title=document.title,
        organ_name=document.organ.name,
        dated=document.dated or today,
        number=document.number,
        serial=mark_of(document),
        addressee=document.addressee,
        paragraphs=document.paragraphs,
        signed=KINDS[document.kind].signed,
        labels=KINDS[document.kind].labels,
    )


def is_final(document: Document) -> bool:
    """Whether the paper carries its number and its text no longer changes."""
    return document.state in (STATES.SIGNED, STATES.SERVED)


def mark_of(document: Document) -> str:
    """What is written across a paper that is not in force: a draft, or one cancelled."""
    if is_final(document):
        return ""
    return VOID_MARK if document.state == STATES.WITHDRAWN else DRAFT_MARK


def signs_without_a_font(document: Document) -> list[str]:
    """Characters that no font here can print."""
    text = letter_of(document, today=date(2000, 1, 1)).text
    return missing_glyphs(text, font_dir=_font_dir())


def as_pdf(document: Document, *, now: datetime) -> PdfResult:
    """The paper in the official layout."""
    letter = replace(letter_of(document, today=legal_day(now)), serial="")
    return to_pdf(letter, font_dir=_font_dir(), mark=mark_of(document))


def as_word(document: Document, *, now: datetime) -> bytes:
    """The paper as a file for Word or WPS."""
    return to_docx(letter_of(document, today=legal_day(now)))


def _font_dir() -> Path | None:
    return Path(settings.FONT_DIR) if settings.FONT_DIR else None
