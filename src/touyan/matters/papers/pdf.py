"""A paper as PDF by GB/T 9704-2012, drawn by typst without system fonts, files or network."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from touyan.matters.papers.fonts import FontSet, Role, font_set
from touyan.matters.papers.letter import Letter, attachment_lines, is_sticky, level_of
from touyan.matters.papers.table import rows_of, to_sign

_TEMPLATE = Path(__file__).with_name("letter.typ")


@dataclass(frozen=True)
class PdfResult:
    """The PDF and what a reader should know of how it was drawn."""

    pdf: bytes
    pages: int
    missing_glyphs: list[str] = field(default_factory=list)
    substituted_fonts: dict[str, str] = field(default_factory=dict)
    borrowed_glyphs: dict[str, str] = field(default_factory=dict)


def to_pdf(letter: Letter, font_dir: Path | None = None, *, mark: str = "") -> PdfResult:
    """The paper as PDF, with `mark` across every page. Same letter and fonts, same bytes.

    `missing_glyphs` are characters no font has: a paper that lacks one of a name's is not issued.
    `substituted_fonts` maps the standard's font to the one used, `borrowed_glyphs` single
    characters to the family that had them.
    """
    fonts = font_set(font_dir)
    data = {**_data(letter, fonts), "mark": mark}
    compiler = typst.Compiler(
        input=_TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=fonts.fonts,
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(data, ensure_ascii=False)},
    )
    midnight = datetime.combine(letter.dated, time(), tzinfo=UTC)
    pdf = compiler.compile(format="pdf", timestamp=midnight)
    if not isinstance(pdf, bytes):
        raise TypeError("typst returned no document")
    return PdfResult(
        pdf=pdf,
        pages=json.loads(compiler.query("<pages>", field="value", one=True)),
        missing_glyphs=fonts.missing(letter.text),
        substituted_fonts=fonts.substituted(),
        borrowed_glyphs=fonts.borrowed(Role.BODY, letter.text),
    )


def _data(letter: Letter, fonts: FontSet) -> dict[str, object]:
    rows = rows_of(letter)
    return {
        "title": letter.title,
        "organ_name": letter.organ_name,
        "number": letter.number,
        "serial": letter.serial,
        "addressee": letter.addressee,
        "date_line": letter.date_line,
        "signed": letter.signed,
        "paragraphs": [
            {"level": level_of(text), "text": text, "sticky": is_sticky(letter, place)}
            for place, text in enumerate(letter.paragraphs)
        ],
        "rows": [
            [{"label": cell.label, "lines": cell.lines, "blank": cell.blank} for cell in row]
            for row in rows
        ],
        "to_sign": to_sign(rows),
        "attachments": attachment_lines(letter.attachments),
        "copies": list(letter.copies),
        "fonts": {role.name.lower(): fonts.chain(role) for role in Role},
    }
