"""A paper as a Word file that the handler may still edit, in Word or WPS."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from pathlib import Path

from docx.document import Document
from docx.shared import Pt
from docxtpl import DocxTemplate
from markupsafe import Markup, escape

from touyan.matters.papers.letter import (
    CHARACTERS_PER_LINE,
    Letter,
    attachment_lines,
    is_sticky,
    level_of,
    signature_blanks,
)

_TEMPLATE = Path(__file__).with_name("letter.docx")
_CHARACTER = 156 / 25.4 * 72 / CHARACTERS_PER_LINE  # points; type area 156 mm wide
_PROPERTY_LENGTH = 255  # Word's own limit


def to_docx(letter: Letter) -> bytes:
    """The paper as .docx. Fonts are named, not embedded; text is inserted as text."""
    template = DocxTemplate(_TEMPLATE)
    template.render(_context(letter), autoescape=True)
    document = template.docx
    _keep_together(document, letter)
    _place_signature(document, letter)
    _describe(document, letter)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _context(letter: Letter) -> dict[str, object]:
    return {
        "serial": _plain(letter.serial),
        "organ_name": _plain(letter.organ_name),
        "title": _plain(letter.title),
        "number": _plain(letter.number),
        "addressee": _plain(letter.addressee),
        "paragraphs": [
            {"level": level_of(text).value, "text": _plain(text)} for text in letter.paragraphs
        ],
        "attachments": [
            _plain(number + name) for number, name in attachment_lines(letter.attachments)
        ],
        "date_line": letter.date_line,
        "signed": letter.signed,
        "copies": _plain("，".join(letter.copies)),
    }


def _plain(text: str) -> Markup:
    """Text as XML. Braces too: docxtpl rewrites some brace pairs in the text it has inserted."""
    inert = str(escape(text)).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(inert)  # noqa: S704 - escaped on the line above


def _keep_together(document: Document, letter: Letter) -> None:
    """A short last paragraph goes over the page with the signature rather than leave it alone."""
    texts = [p for p in document.paragraphs if p.style is not None and p.style.name == "公文正文"]
    if texts and letter.paragraphs and is_sticky(letter, len(letter.paragraphs) - 1):
        texts[-1].paragraph_format.keep_with_next = True


def _place_signature(document: Document, letter: Letter) -> None:
    organ, day = signature_blanks(letter)
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style is not None else ""
        if style in ("公文署名", "公文日期"):
            blank = organ if style == "公文署名" else day
            paragraph.paragraph_format.right_indent = Pt(blank * _CHARACTER)


def _describe(document: Document, letter: Letter) -> None:
    properties = document.core_properties
    properties.title = letter.title[:_PROPERTY_LENGTH]
    properties.author = letter.organ_name[:_PROPERTY_LENGTH]
    properties.created = properties.modified = datetime.combine(letter.dated, time(), tzinfo=UTC)
