"""A paper as a Word file that the handler may still edit, in Word or WPS."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell, _Row
from docxtpl import DocxTemplate
from markupsafe import Markup, escape

from touyan.matters.papers.letter import (
    CHARACTERS_PER_LINE,
    Letter,
    Level,
    attachment_lines,
    is_sticky,
    level_of,
    signature_blanks,
)
from touyan.matters.papers.table import Cell, rows_of, to_sign

_TEMPLATE = Path(__file__).with_name("letter.docx")
_CHARACTER = 156 / 25.4 * 72 / CHARACTERS_PER_LINE  # points; type area 156 mm wide
_COLUMNS = (7, 7, 7, 7)  # characters; together the width of the text
_CELL_SIZE, _CELL_LINE = 14, 22  # as forms are set: 四号
BODY, CELL = "公文正文", "公文主送"
_PROPERTY_LENGTH = 255  # Word's own limit


def to_docx(letter: Letter) -> bytes:
    """The paper as .docx. Fonts are named, not embedded; text is inserted as text."""
    template = DocxTemplate(_TEMPLATE)
    template.render(_context(letter), autoescape=True)
    document = template.docx
    if letter.labels:
        _place_table(document, letter)
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
        "paragraphs": _paragraphs(letter),
        "attachments": [
            _plain(number + name) for number, name in attachment_lines(letter.attachments)
        ],
        "date_line": letter.date_line,
        "signed": letter.signed,
        "copies": _plain("，".join(letter.copies)),
    }


def _paragraphs(letter: Letter) -> list[dict[str, str]]:
    """The running text; of a form only the place where its table goes."""
    texts = [""] if letter.labels else letter.paragraphs
    return [{"level": level_of(text).value, "text": _plain(text)} for text in texts]


def _place_table(document: Document, letter: Letter) -> None:
    """The form's cells where its text would be: label and value, twice where both are short."""
    place = next(p for p in document.paragraphs if p.style and p.style.name == BODY)
    rows = rows_of(letter)
    table = document.add_table(len(rows), len(_COLUMNS), style="Table Grid")
    table.autofit = False
    last = len(rows) - 1
    kept = range(last + 1 - to_sign(rows), last)
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, characters in zip(row.cells, _COLUMNS, strict=True):
            cell.width = Pt(characters * _CHARACTER)
        for word_cell, lines in _merged(row, cells):
            _write(word_cell, lines, with_next=number in kept)
            if lines in [(each.label,) for each in cells]:
                word_cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    place._element.addprevious(table._element)
    place._element.getparent().remove(place._element)


def _merged(row: _Row, cells: Sequence[Cell]) -> list[tuple[_Cell, Sequence[str]]]:
    """Which cell of a Word row holds which lines; one that stands alone runs to the edge."""
    places, last = row.cells, len(_COLUMNS) - 1
    if len(cells) > 1:
        texts = [lines for cell in cells for lines in ((cell.label,), _lines(cell))]
        return list(zip(places, texts, strict=True))
    cell = cells[0]
    if not cell.label:
        return [(places[0].merge(places[last]), _lines(cell))]
    return [(places[0], (cell.label,)), (places[1].merge(places[last]), _lines(cell))]


def _lines(cell: Cell) -> Sequence[str]:
    return cell.lines or ("",) * cell.blank


def _write(cell: _Cell, lines: Sequence[str], *, with_next: bool) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for spare in cell.paragraphs[1:]:
        spare._element.getparent().remove(spare._element)
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.style = CELL
        paragraph.paragraph_format.line_spacing = Pt(_CELL_LINE)
        paragraph.paragraph_format.keep_with_next = with_next
        paragraph.add_run(line).font.size = Pt(_CELL_SIZE)


def _plain(text: str) -> Markup:
    """Text as XML. Braces too: docxtpl rewrites some brace pairs in the text it has inserted."""
    inert = str(escape(text)).replace("{", "&#123;").replace("}", "&#125;")
    return Markup(inert)  # noqa: S704 - escaped on the line above


def _keep_together(document: Document, letter: Letter) -> None:
    """Who signs, by seal or by hand, is not left alone on a page; headings keep by their style."""
    texts = [p for p in document.paragraphs if p.style is not None and p.style.name == BODY]
    places = [place for place, text in enumerate(letter.paragraphs) if level_of(text) is Level.BODY]
    if not letter.labels:
        for paragraph, place in zip(texts, places, strict=True):
            if is_sticky(letter, place):
                paragraph.paragraph_format.keep_with_next = True


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
