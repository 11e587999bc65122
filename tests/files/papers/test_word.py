import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.files.papers.conftest import composed, parts_of
from tools.build_paper_templates import TARGET, build

from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.word import to_docx


def opened(letter):
    return Document(io.BytesIO(to_docx(letter)))


def lines(letter):
    document = opened(letter)
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [p.text for part in (document, *cells) for p in part.paragraphs]


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_opens_again_and_says_what_the_letter_says(code):
    letter = composed(code)
    text = lines(letter)
    for part in parts_of(letter):
        assert part in text
    assert not any("{" in line or "%}" in line for line in text)
    assert (letter.date_line in text) is letter.signed


@pytest.mark.parametrize(
    "hostile",
    [
        "{{7*7}}",
        "{% for x in range(9) %}",
        "{{ self.__init__.__globals__ }}",
        "{_{x}_}",
        "<w:p><w:r/></w:p>",
        "</w:t></w:r></w:p>",
        "甲 & 乙 < 丙 \"丁\" '戊'",
        "&lt;b&gt; &amp; 完",
        "𠮷田𪚥䶮喆玥堃祎翀龑",
        "👨‍👩‍👧",
    ],
)
def test_what_people_type_is_text_and_nothing_else(letter_of, hostile):
    letter = letter_of(
        hostile,
        addressee=hostile,
        title=hostile,
        number=hostile,
        attachments=[hostile],
        copies=[hostile],
    )
    text = lines(letter)
    assert hostile in text
    assert hostile + "：" in text
    assert f"附件：{hostile}" in text
    assert f"　抄送：{hostile}。" in text


def test_the_page_is_that_of_the_standard(letter_of):
    section = opened(letter_of("正文。")).sections[0]
    width = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    height = section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    assert (round(width), round(height)) == (156, 225)


def test_22_lines_fill_the_type_area_and_28_characters_a_line(letter_of):
    normal = opened(letter_of("正文。")).styles["Normal"]
    pitch = normal.paragraph_format.line_spacing.pt
    assert 22 * pitch <= 225 / 25.4 * 72 < 23 * pitch
    twentieths = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val")))
    character = normal.font.size.pt + twentieths / 20
    assert 28 * character <= 156 / 25.4 * 72 < 29 * character


def test_fonts_are_named_as_the_standard_names_them(letter_of):
    styles = opened(letter_of("正文。")).styles
    named = {
        name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("公文标题", "公文正文", "公文一级标题", "公文二级标题", "公文页码")
    }
    assert list(named.values()) == ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"]


def test_headings_get_their_own_style(letter_of):
    document = opened(letter_of("一、诉求", "（一）改判", "正文。"))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["一、诉求"] == "公文一级标题"
    assert styles["（一）改判"] == "公文二级标题"
    assert styles["正文。"] == "公文正文"


def test_page_numbers_alternate_between_right_and_left(letter_of):
    document = opened(letter_of("正文。"))
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = document.sections[0].footer, document.sections[0].even_page_footer
    assert [footer.paragraphs[0].text for footer in (odd, even)] == ["—  —", "—  —"]
    assert even.paragraphs[0].paragraph_format.left_indent.pt == 14
    assert odd.paragraphs[0].paragraph_format.right_indent.pt == 14


def test_the_committed_template_is_the_one_its_tool_builds():
    assert Path(TARGET).read_bytes() == build()
