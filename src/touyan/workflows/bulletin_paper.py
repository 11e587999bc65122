"""A bulletin as a paper in the official layout: its text, then what its figures count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from touyan.matters.papers.letter import Letter
from touyan.matters.papers.pdf import to_pdf
from touyan.matters.papers.word import to_docx


@dataclass(frozen=True)
class Told:
    """A bulletin in the words of its own language; `end` stands in place of the Chinese signature
    and date where the text is not Chinese, `mark` says that it is a draft."""

    title: str
    organ_name: str
    dated: date
    paragraphs: Sequence[str]
    annex_title: str
    annex: Sequence[Sequence[str]]
    end: str = ""
    mark: str = ""


def as_pdf(told: Told) -> bytes:
    """The bulletin in the official layout."""
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    return to_pdf(letter_of(told), font_dir=fonts, mark=told.mark).pdf


def as_word(told: Told) -> bytes:
    """The bulletin as a file for Word or WPS."""
    return to_docx(letter_of(told))


def letter_of(told: Told) -> Letter:
    """What the paper says, paragraph by paragraph."""
    annex = [told.annex_title, *(line for entry in told.annex for line in entry)]
    return Letter(
        kind="bulletin",
        title=told.title,
        organ_name=told.organ_name,
        serial=told.mark,
        dated=told.dated,
        paragraphs=[*told.paragraphs, *(annex if told.annex else ()), told.end],
        signed=not told.end,
    )
