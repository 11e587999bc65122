"""The lines in which people sign by hand are on one page, in PDF and in Word."""

import io

import pytest
from docx import Document
from pypdf import PdfReader
from tests.files.papers.conftest import DATED, ORGAN, full_facts

from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.compose import compose
from touyan.matters.papers.letter import first_to_sign, is_sticky
from touyan.matters.papers.pdf import to_pdf
from touyan.matters.papers.table import rows_of, to_sign
from touyan.matters.papers.word import to_docx

BY_HAND = [code for code, kind in KINDS.items() if any("签名" in line for line in kind.closing)]
RECORDS = [code for code in BY_HAND if not KINDS[code].table]
FORMS = [code for code in BY_HAND if KINDS[code].table]


def filled(code, lines):
    """A paper of the kind with so many further lines in the middle."""
    long = next(fact.code for fact in KINDS[code].facts if fact.long or fact.many)
    facts = full_facts(code) | {long: ["国" * 20 + "。"] * (lines + 1)}
    if not KINDS[code].fact(long).many:
        facts[long] = "\n".join(facts[long])
    return compose(code, facts, organ_name=ORGAN, dated=DATED)


def pages_of(letter):
    found = PdfReader(io.BytesIO(to_pdf(letter).pdf)).pages
    return ["".join(page.extract_text().split()) for page in found]


def test_records_and_forms_are_both_there():
    assert {"hearing_record", "hearing_opinion", "reception_record"} <= set(RECORDS)
    assert FORMS


@pytest.mark.parametrize("code", RECORDS)
def test_the_lines_to_be_signed_are_not_parted_by_the_end_of_a_page(code):
    ends = set()
    for lines in range(24):
        letter = filled(code, lines)
        first = first_to_sign(letter)
        pages = pages_of(letter)
        held = "".join(pages[-1].split())
        for line in letter.paragraphs[first - 1 :]:
            assert "".join(line.split()) in held, (lines, line)
        ends.add(len(pages))
    assert len(ends) > 1, "the end of a page went through the lines"


@pytest.mark.parametrize("code", FORMS)
def test_the_rows_to_be_signed_are_not_parted_by_the_end_of_a_page(code):
    for lines in range(0, 40, 2):
        letter = filled(code, lines)
        rows = rows_of(letter)
        last = pages_of(letter)[-1]
        for row in rows[len(rows) - to_sign(rows) :]:
            for cell in row:
                assert cell.label in last, (lines, cell.label)


@pytest.mark.parametrize("code", RECORDS)
def test_word_keeps_them_with_the_line_before(code):
    letter = filled(code, 3)
    texts = [p for p in Document(io.BytesIO(to_docx(letter))).paragraphs
             if p.text in letter.paragraphs]  # fmt: skip
    kept = [bool(p.paragraph_format.keep_with_next) for p in texts]
    signed = len(letter.paragraphs) - first_to_sign(letter)
    assert kept[-signed - 1 :] == [True] * signed + [False]
    assert not any(kept[: -signed - 1])


@pytest.mark.parametrize("code", FORMS)
def test_word_keeps_the_rows_of_a_form_together(code):
    letter = filled(code, 3)
    rows = Document(io.BytesIO(to_docx(letter))).tables[0].rows
    kept = [all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs)
            for row in rows]  # fmt: skip
    last = to_sign(rows_of(letter))
    assert kept == [False] * (len(kept) - last) + [True] * (last - 1) + [False] * bool(last)


def test_a_word_about_signing_in_the_text_keeps_nothing(letter_of):
    letter = letter_of("请签名后寄回。", "听证员（签名）：", "以上。", signed=False)
    assert first_to_sign(letter) is None
    assert not any(is_sticky(letter, place) for place in range(3))
