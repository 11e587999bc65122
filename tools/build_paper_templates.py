"""Builds the Word template that every paper is filled into. Run after changing the layout here.

GB/T 9704-2012: A4, type area 156 x 225 mm, 22 lines of 28 characters. Fonts are set by name only;
the office's own licensed fonts draw them.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).parents[1] / "src/touyan/matters/papers/letter.docx"

TITLE, BODY, HEADING, SUBHEADING = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
LINE = Pt(28.95)  # 225 mm / 22 lines, rounded down to Word's twentieths
CHARACTER = Twips(315)  # 156 mm / 28 characters
BODY_SIZE, SMALL_SIZE, TITLE_SIZE = 16, 14, 22  # 三号, 四号, 二号

# Style, and the line of template it holds; lines starting with {%p stand for themselves.
LINES: tuple[tuple[str, str], ...] = (
    ("公文正文", "{%p if serial %}"),
    ("公文份号", "{{ serial }}"),
    ("公文正文", "{%p endif %}"),
    ("公文标题", "{{ organ_name }}"),
    ("公文标题", "{{ title }}"),
    ("公文正文", "{%p if number %}"),
    ("公文文号", "{{ number }}"),
    ("公文正文", "{%p endif %}"),
    ("公文空行", ""),
    ("公文正文", "{%p if addressee %}"),
    ("公文主送", "{{ addressee }}："),
    ("公文正文", "{%p endif %}"),
    ("公文正文", "{%p for paragraph in paragraphs %}"),
    ("公文正文", "{%p if paragraph.level == 'heading' %}"),
    ("公文一级标题", "{{ paragraph.text }}"),
    ("公文正文", "{%p elif paragraph.level == 'subheading' %}"),
    ("公文二级标题", "{{ paragraph.text }}"),
    ("公文正文", "{%p else %}"),
    ("公文正文", "{{ paragraph.text }}"),
    ("公文正文", "{%p endif %}"),
    ("公文正文", "{%p endfor %}"),
    ("公文正文", "{%p if attachments %}"),
    ("公文空行", ""),
    ("公文正文", "{%p endif %}"),
    ("公文正文", "{%p for line in attachments %}"),
    ("公文附件", "{% if loop.first %}附件：{% else %}　　　{% endif %}{{ line }}"),
    ("公文正文", "{%p endfor %}"),
    ("公文正文", "{%p if signed %}"),
    ("公文空行", ""),
    ("公文空行", ""),
    ("公文署名", "{{ organ_name }}"),
    ("公文日期", "{{ date_line }}"),
    ("公文正文", "{%p endif %}"),
    ("公文正文", "{%p if copies %}"),
    ("公文空行", ""),
    ("公文抄送", "　抄送：{{ copies }}。"),
    ("公文印发", "　{{ organ_name }}\t{{ date_line }}印发"),
    ("公文正文", "{%p endif %}"),
)


def build() -> bytes:
    """The template as a file; the same bytes each time."""
    document = Document()
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    _page(document)
    _styles(document)
    for style, line in LINES:
        document.add_paragraph(line, style=style)
    _page_numbers(document)
    _properties(document)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _page(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    # Lines only: 28 characters of 16 pt are wider than the type area, and of a character grid
    # narrower than its characters LibreOffice makes two cells each. _tighten does it everywhere.
    _child(section._sectPr, "w:docGrid", type="lines", linePitch="579")


def _styles(document: DocumentType) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _font(normal, BODY, BODY_SIZE)
    _spacing(normal)
    _tighten(normal)
    justify, right = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT
    title = _style(document, "公文标题", TITLE, TITLE_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    title.paragraph_format.line_spacing = Pt(36)
    _style(document, "公文份号", BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT)
    _style(document, "公文空行", BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT, keep=True)
    _style(document, "公文文号", BODY, BODY_SIZE, right)
    _style(document, "公文主送", BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT)
    _style(document, "公文正文", BODY, BODY_SIZE, justify, indent=True)
    _style(document, "公文一级标题", HEADING, BODY_SIZE, justify, indent=True, keep=True)
    _style(document, "公文二级标题", SUBHEADING, BODY_SIZE, justify, indent=True, keep=True)
    attachment = _style(document, "公文附件", BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.LEFT, keep=True)
    attachment.paragraph_format.left_indent = CHARACTER * 6
    attachment.paragraph_format.first_line_indent = -CHARACTER * 4
    _style(document, "公文署名", BODY, BODY_SIZE, right, keep=True)
    _style(document, "公文日期", BODY, BODY_SIZE, right)
    _style(document, "公文页码", "宋体", SMALL_SIZE, right)
    _copies_styles(document)


def _copies_styles(document: DocumentType) -> None:
    for name, edges in (("公文抄送", ("top", "bottom")), ("公文印发", ("bottom",))):
        style = _style(document, name, BODY, SMALL_SIZE, WD_ALIGN_PARAGRAPH.LEFT, keep=True)
        style.paragraph_format.line_spacing = Pt(22)
        borders = _child(style.element.get_or_add_pPr(), "w:pBdr")
        for edge in edges:
            _child(borders, f"w:{edge}", val="single", sz="6", space="4", color="000000")
    edge_of_text = Mm(156) - Pt(SMALL_SIZE)
    style.paragraph_format.tab_stops.add_tab_stop(edge_of_text, WD_TAB_ALIGNMENT.RIGHT)


def _style(
    document: DocumentType,
    name: str,
    font: str,
    size: int,
    alignment: WD_ALIGN_PARAGRAPH,
    *,
    indent: bool = False,
    keep: bool = False,
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _font(style, font, size)
    layout = style.paragraph_format
    layout.alignment, layout.keep_with_next = alignment, keep or None
    if indent:
        layout.first_line_indent = CHARACTER * 2
        style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
    return style


def _spacing(style: ParagraphStyle) -> None:
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    layout.widow_control = False  # a page holds exactly 22 lines
    for tag in ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"):
        _before(style.element.pPr, tag, ("w:spacing", "w:ind", "w:jc"))


def _tighten(style: ParagraphStyle) -> None:
    """Twentieths of a point off each character: 28 x 15.75 pt fit 442.2 pt, 29 do not."""
    run = style.element.get_or_add_rPr()
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    run.find(qn("w:sz")).addprevious(spacing)  # the schema fixes the order


def _font(style: ParagraphStyle, name: str, size: int) -> None:
    style.font.size = Pt(size)
    run = style.element.get_or_add_rPr()
    fonts = run.get_or_add_rFonts()
    for old in list(fonts.attrib):
        del fonts.attrib[old]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    fonts.set(qn("w:hint"), "eastAsia")
    if run.find(qn("w:lang")) is None:
        _child(run, "w:lang", val="en-US", eastAsia="zh-CN")


def _page_numbers(document: DocumentType) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["公文页码"]
        layout = paragraph.paragraph_format
        if odd:
            layout.right_indent = Pt(SMALL_SIZE)
        else:
            layout.alignment, layout.left_indent = WD_ALIGN_PARAGRAPH.LEFT, Pt(SMALL_SIZE)
        paragraph.add_run("— ")
        _page_field(paragraph)
        paragraph.add_run(" —")


def _page_field(paragraph: Paragraph) -> None:
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind is None:
            _child(run._element, "w:instrText").text = "PAGE"
        else:
            _child(run._element, "w:fldChar", fldCharType=kind)


def _properties(document: DocumentType) -> None:
    properties = document.core_properties
    properties.title = properties.author = properties.comments = properties.keywords = ""
    properties.last_modified_by = ""
    properties.created = properties.modified = datetime(2022, 1, 1, tzinfo=UTC)


def _before(parent: BaseOxmlElement, tag: str, followers: tuple[str, ...]) -> None:
    """A switch turned off, put where the schema wants it."""
    element = OxmlElement(tag)
    element.set(qn("w:val"), "0")
    present = (parent.find(qn(name)) for name in followers)
    next(found for found in present if found is not None).addprevious(element)


def _child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _without_times(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            new.writestr(entry, old.read(name), compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(build())
    print(f"wrote {TARGET}")
