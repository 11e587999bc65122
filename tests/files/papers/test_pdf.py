import io
import re
import time
from collections import defaultdict
from pathlib import Path
from shutil import copy

import pylopdf_fonts_zh_cn
import pytest
from pypdf import PdfReader
from tests.files.papers.conftest import composed, parts_of

from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.fonts import Role, font_set, missing_glyphs
from touyan.matters.papers.pdf import to_pdf

POINT = 72 / 25.4


def pages(letter):
    return PdfReader(io.BytesIO(to_pdf(letter).pdf)).pages


def rows(page):
    """Text by height on the page, in reading order, without the page number."""
    by_height = defaultdict(str)

    def visit(text, matrix, _text_matrix, _font, _size):
        if text.strip():
            by_height[round(matrix[5])] += text.replace("\n", "")

    page.extract_text(visitor_text=visit)
    found = [by_height[height] for height in sorted(by_height, reverse=True)]
    return [row for row in found if not re.fullmatch(r"\s*— \d+ —\s*", row)]


def left_edges(page, wanted):
    edges = []

    def visit(text, matrix, _text_matrix, _font, _size):
        if wanted in text:
            edges.append(matrix[4])

    page.extract_text(visitor_text=visit)
    return edges


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_a_full_page_holds_22_lines_of_28_characters(letter_of):
    result = pages(letter_of("国" * (26 + 28 * 80)))
    assert [len(row) for row in rows(result[1])] == [28] * 22
    assert [len(row) for row in rows(result[2])] == [28] * 22


def test_a_paragraph_starts_two_characters_in_and_its_first_line_holds_26(letter_of):
    page = pages(letter_of("国" * 26 + "家" * 28))[0]
    (first,), (second,) = left_edges(page, "国"), left_edges(page, "家")
    assert first - second == pytest.approx(2 * 156 * POINT / 28, abs=0.5)
    assert second == pytest.approx(28 * POINT, abs=0.5)


def test_the_addressee_stands_at_the_margin_with_a_full_width_colon(letter_of):
    page = pages(letter_of("正文。"))[0]
    assert left_edges(page, "张三：") == [pytest.approx(28 * POINT, abs=0.5)]


def test_the_number_ends_at_the_right_edge_and_the_title_is_centred(letter_of):
    page = pages(letter_of("正文。", number="临检〇二〇〇号", title="答复函"))[0]
    advance = 156 * POINT / 28
    assert left_edges(page, "临检〇")[0] == pytest.approx((28 + 156) * POINT - 7 * advance, abs=1)
    assert left_edges(page, "答复函")[0] == pytest.approx((28 + 78) * POINT - 33, abs=1)


def test_the_date_ends_four_characters_from_the_right_and_the_organ_is_centred_on_it(letter_of):
    page = pages(letter_of("正文。", organ_name="临江区检察院"))[0]
    advance, right = 156 * POINT / 28, (28 + 156) * POINT
    organ, day = left_edges(page, "临江区")[-1], left_edges(page, "2026年3月5日")[-1]
    organ_centre = organ + 3 * advance
    day_end = 2 * organ_centre - day  # mirrored about the common centre
    assert right - day_end == pytest.approx(4 * advance, abs=1.5)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(letter_of):
    result = pages(letter_of("国" * 28 * 30))
    (odd,), (even,) = (left_edges(page, "—")[:1] for page in result[:2])
    assert odd > 150 * POINT
    assert even == pytest.approx(28 * POINT + 14, abs=0.5)


def test_the_signature_does_not_go_to_a_page_of_its_own(letter_of):
    for lines in range(8, 20):
        result = pages(letter_of("国" * (28 * lines), "联系方式：12309。"))
        last = squeezed(result[-1].extract_text())
        assert "联系方式" in last
        assert "2026年3月5日" in last


def test_a_heading_never_ends_a_page(letter_of):
    for lines in range(10, 20):
        result = pages(letter_of("国" * (28 * lines), "一、处理结果", "家" * 40))
        assert not rows(result[0])[-1].startswith("一、")


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_is_drawn_with_all_it_says(code):
    letter = composed(code)
    result = to_pdf(letter)
    read = PdfReader(io.BytesIO(result.pdf))
    text = squeezed("".join(page.extract_text() for page in read.pages))
    assert result.pages == len(read.pages)
    assert result.missing_glyphs == []
    without_numbers = re.sub(r"—\d+—", "", text)
    for part in parts_of(letter):
        assert squeezed(part) in without_numbers


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        '"#sys.inputs"',
        "$x^2$",
        "*甲* _乙_ `丙`",
        "\\ \\u{41} \\n",
        "@ref <label>",
        "= 标题",
        "[#1+1]",
        "// 注释 /* 注 */",
        "https://example.test/a",
    ],
)
def test_what_people_type_is_never_markup(letter_of, hostile):
    letter = letter_of(
        hostile,
        addressee=hostile,
        title=hostile,
        number=hostile,
        organ_name=hostile,
        attachments=[hostile, hostile],
        copies=[hostile],
    )
    text = squeezed("".join(page.extract_text() for page in pages(letter)))
    # organ at head, signature and foot; title; number; addressee; text; two enclosures; copy
    assert text.count(squeezed(hostile)) == 10


def test_a_character_no_font_has_is_reported(letter_of):
    result = to_pdf(letter_of("正文。", addressee="张𪚥"))
    assert result.missing_glyphs == ["𪚥"]
    assert missing_glyphs("王喆玥堃祎翀龑") == []


def test_joiners_and_variation_selectors_are_not_missing_glyphs():
    assert missing_glyphs("葛\ufe00\U000e0100\u200d　 \t\n") == []


def test_a_font_that_had_to_be_substituted_is_named(letter_of):
    assert to_pdf(letter_of("正文。")).substituted_fonts["仿宋_GB2312"] == "Noto Serif SC"


def test_the_deployers_fonts_come_first(tmp_path, letter_of):
    renamed = tmp_path / "fangsong.otf"
    rename_family(pylopdf_fonts_zh_cn.sans_path(), renamed, "仿宋_GB2312")
    fonts = font_set(tmp_path)
    assert fonts.chain(Role.BODY)[0] == "仿宋_GB2312"
    result = to_pdf(letter_of("正文。"), tmp_path)
    assert "仿宋_GB2312" not in result.substituted_fonts
    assert "方正小标宋简体" in result.substituted_fonts


def test_a_font_folder_that_is_not_there_falls_back_to_the_bundled_fonts(letter_of):
    result = to_pdf(letter_of("正文。"), Path("/nonexistent"))
    assert result.missing_glyphs == []


def rename_family(source, target, family):
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    copy(source, target)
    with TTFont(target) as font:
        subsetter = Subsetter(Options(name_IDs=["*"], notdef_outline=True))
        subsetter.populate(text="正文")
        subsetter.subset(font)
        for record in list(font["name"].names):
            if record.nameID in (1, 16):
                font["name"].setName(
                    family, record.nameID, record.platformID, record.platEncID, record.langID
                )
        font.save(target)


def test_a_character_the_first_font_lacks_is_borrowed_and_reported(tmp_path, letter_of):
    rename_family(pylopdf_fonts_zh_cn.sans_path(), tmp_path / "f.otf", "仿宋_GB2312")
    result = to_pdf(letter_of("正文喆。"), tmp_path)
    assert result.borrowed_glyphs["喆"] == "Noto Serif SC"
    assert "正" not in result.borrowed_glyphs


def test_the_same_letter_gives_the_same_bytes(letter_of):
    letter = letter_of("正文。")
    assert to_pdf(letter).pdf == to_pdf(letter).pdf


def test_a_letter_is_drawn_within_300_milliseconds(letter_of):
    to_pdf(letter_of("先画一次，字体已读入。"))
    began = time.perf_counter()
    to_pdf(letter_of("国" * 1200))
    assert time.perf_counter() - began < 0.3
