"""Tables of figures as PDF and as a Word file; both from the same values."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import docx
import typst
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from touyan.matters.papers.fonts import Role, font_set

_TEMPLATE = Path(__file__).with_name("tables.typ")
_WIDTH = 297 - 36  # mm, A4 across between its margins


@dataclass(frozen=True)
class Cell:
    """A figure as printed, and beneath it the two numbers of a share."""

    value: str
    note: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """`first` heads the column of row labels."""

    name: str
    first: str
    heads: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Definition:
    name: str
    text: str


@dataclass(frozen=True)
class Printed:
    """A report ready to be printed: its head, tables, and the annex of definitions."""

    title: str
    organ: str
    dated: date
    lines: Sequence[str]
    tables: Sequence[Table]
    annex: str
    definitions: Sequence[Definition]


def as_pdf(report: Printed, *, font_dir: Path | None) -> bytes:
    """The report on A4 across. Same report and fonts, same bytes."""
    fonts = font_set(font_dir)
    data = {**_plain(report), "fonts": {role.name.lower(): fonts.chain(role) for role in Role}}
    drawn = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=fonts.fonts,
        ignore_system_fonts=True,
        format="pdf",
        timestamp=datetime.combine(report.dated, time(), tzinfo=UTC),
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
    )
    if not isinstance(drawn, bytes):
        raise TypeError("typst returned no document")
    return drawn


def _plain(report: Printed) -> Mapping[str, Any]:
    return {name: value for name, value in asdict(report).items() if name != "dated"}


def as_word(report: Printed) -> bytes:
    """The report as a file for Word or WPS. Fonts are named, not embedded."""
    document: Any = docx.Document()
    _set_page(document)
    _paragraph(document, report.title, size=18, font=Role.TITLE, centred=True)
    for line in report.lines:
        _paragraph(document, line, size=10)
    for table in report.tables:
        _paragraph(document, table.name, size=12, font=Role.HEADING, with_next=True)
        _table(document, table)
    document.add_page_break()
    _paragraph(document, report.annex, size=12, font=Role.HEADING)
    for one in report.definitions:
        _paragraph(document, f"{one.name}　{one.text}", size=9)
    return _saved(document, report)


def _saved(document: Any, report: Printed) -> bytes:
    held = document.core_properties
    held.title, held.author = report.title[:255], report.organ[:255]
    held.created = held.modified = datetime.combine(report.dated, time(), tzinfo=UTC)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)


def _paragraph(
    place: Any, text: str, *, size: float, font: Role = Role.BODY, centred: bool = False,
    with_next: bool = False,
) -> None:  # fmt: skip
    paragraph = place.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = with_next
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paragraph, text, size=size, font=font)


def _write(paragraph: Any, text: str, *, size: float, font: Role = Role.BODY) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font.value
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font.value)


def _table(document: Any, table: Table) -> None:
    made = document.add_table(1 + len(table.rows), 1 + len(table.heads), style="Table Grid")
    made.autofit = False
    first = 0.22 if len(table.heads) > 5 else 0.36
    widths = [Mm(_WIDTH * first)]
    widths += [Mm(_WIDTH * (1 - first) / len(table.heads))] * len(table.heads)
    _repeat(made.rows[0])
    _row(made.rows[0], [Cell(table.first), *map(Cell, table.heads)], widths, font=Role.HEADING)
    for row, held in zip(made.rows[1:], table.rows, strict=True):
        _row(row, [Cell(held.label), *held.cells], widths, font=Role.BODY)


def _row(row: Any, cells: Sequence[Cell], widths: Sequence[Any], *, font: Role) -> None:
    for place, cell, width in zip(row.cells, cells, widths, strict=True):
        place.width = width
        paragraph = place.paragraphs[0]
        if cell is not cells[0]:
            right, centre = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
            paragraph.alignment = centre if font is Role.HEADING else right
        _write(paragraph, cell.value, size=9.5, font=font)
        if cell.note:
            paragraph.add_run().add_break()
            _write(paragraph, cell.note, size=8)


def _repeat(row: Any) -> None:
    """The head again on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
