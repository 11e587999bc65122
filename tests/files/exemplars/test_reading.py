from __future__ import annotations

import pytest
from tests.files.exemplars import build as b

from touyan.exemplars.papers.reading import words_in_file
from touyan.exemplars.rules.gate import leaks
from touyan.exemplars.rules.secrets import Secret, addresses, figures, names, organs
from touyan.kernel.errors import Refused

SECRETS: list[Secret] = [
    *names(b.NAME, "李爱华"), *figures(b.PHONE, b.CARD), *organs("临江县人民检察院"),
    *addresses("湖北省武汉市临江县石桥镇柳林村"),
]  # fmt: skip


def _custom(name: str) -> str:
    return (
        '<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property name="承办人"><vt:lpwstr>{name}</vt:lpwstr></property></Properties>'
    )


IN_WORD = {
    "in the text": lambda: b.with_body(b.run(f"申诉人{b.NAME}")),
    "in a heading": lambda: b.word(lambda d: d.add_heading(b.NAME, 2)),
    "split over runs": lambda: b.with_body(b.run("章") + b.run("建", "<w:b/>") + b.run("国")),
    "in a table": lambda: b.word(lambda d: setattr(d.add_table(1, 1).cell(0, 0), "text", b.PHONE)),
    "in a text box, split": lambda: b.with_body(b.TEXT_BOX),
    "in a header": lambda: b.with_part("word/header1.xml", b.story("hdr", b.NAME)),
    "in a footer": lambda: b.with_part("word/footer9.xml", b.story("ftr", b.NAME)),
    "in a footnote": lambda: b.with_part("word/footnotes.xml", b.story("footnotes", b.CARD)),
    "in an endnote": lambda: b.with_part("word/endnotes.xml", b.story("endnotes", b.NAME)),
    "in a comment": lambda: b.with_part("word/comments.xml", b.story("comments", b.NAME)),
    "as a comment's author": lambda: b.with_part(
        "word/comments.xml", b.story("comments", "好").replace('w:author="甲"', f'w:author="{b.NAME}"')
    ),
    "among the people": lambda: b.with_part(
        "word/people.xml",
        f'<w15:people xmlns:w15="urn:w15"><w15:person w15:author="{b.NAME}"/></w15:people>',
    ),
    "in an insertion": lambda: b.with_body(f'<w:ins w:id="1" w:author="甲">{b.run(b.NAME)}</w:ins>'),
    "in a deletion": lambda: b.with_body(
        f'<w:del w:id="1" w:author="甲"><w:r><w:delText>{b.NAME}</w:delText></w:r></w:del>'
    ),
    "whole only when changes are accepted": lambda: b.with_body(
        b.run("章") + '<w:del w:id="1"><w:r><w:delText>某某某</w:delText></w:r></w:del>' + b.run("建国")
    ),
    "whole only before the changes": lambda: b.with_body(
        b.run("章") + f'<w:ins w:id="1">{b.run("某某")}</w:ins>' + b.run("建国")
    ),
    "in moved text": lambda: b.with_body(f'<w:moveFrom w:id="1">{b.run(b.NAME)}</w:moveFrom>'),
    "as the author of a change": lambda: b.with_body(
        f'<w:ins w:id="1" w:author="{b.NAME}">{b.run("好")}</w:ins>'
    ),
    "hidden": lambda: b.with_body(b.run(b.NAME, "<w:vanish/>")),
    "around hidden text": lambda: b.with_body(b.run("章") + b.run("某", "<w:vanish/>") + b.run("建国")),
    "in a field's code": lambda: b.with_body(f"<w:r><w:instrText> AUTHOR {b.NAME} </w:instrText></w:r>"),
    "in a simple field": lambda: b.with_body(f'<w:fldSimple w:instr=" QUOTE {b.NAME} "/>'),
    "in alternative text": lambda: b.with_body(b.ALT_TEXT),
    "under a reading": lambda: b.with_body(b.RUBY),
    "as a symbol": lambda: b.with_body('<w:r><w:sym w:char="7AE0"/></w:r>' + b.run("建国")),
    "as a bookmark": lambda: b.with_body(f'<w:bookmarkStart w:id="1" w:name="{b.NAME}"/>'),
    "in a content control": lambda: b.with_body(
        f'<w:sdt><w:sdtPr><w:alias w:val="{b.NAME}"/></w:sdtPr></w:sdt>'
    ),
    "in a remark of the format": lambda: b.rewritten(
        b.word(), "word/document.xml", lambda text: text.replace("<w:body>", f"<w:body><!-- {b.NAME} -->")
    ),
    "as the author": lambda: b.word(lambda d: setattr(d.core_properties, "author", b.NAME)),
    "as the last who saved": lambda: b.word(lambda d: setattr(d.core_properties, "last_modified_by", b.NAME)),
    "as the title": lambda: b.word(lambda d: setattr(d.core_properties, "title", f"{b.NAME}申诉案")),
    "as the manager": lambda: b.with_part(
        "docProps/app.xml", f'<Properties xmlns="urn:x"><Manager>{b.NAME}</Manager></Properties>'
    ),
    "as the company": lambda: b.with_part(
        "docProps/app.xml", '<Properties xmlns="urn:x"><Company>临江县检察院</Company></Properties>'
    ),
    "in a property of its own": lambda: b.with_part("docProps/custom.xml", _custom(b.NAME)),
    "in a variable": lambda: b.rewritten(
        b.word(), "word/settings.xml",
        lambda text: text.replace("</w:settings>", f'<w:docVars><w:docVar w:name="a" w:val="{b.NAME}"/></w:docVars></w:settings>'),
    ),
    "in a link": lambda: b.rewritten(
        b.word(), "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", '<Relationship Id="r99" Type="hyperlink" TargetMode="External" Target="file:///C:/Users/zhangjianguo/a.docx"/></Relationships>'),
    ),
    "as an escaped link": lambda: b.rewritten(
        b.word(), "word/_rels/document.xml.rels",
        lambda text: text.replace("</Relationships>", '<Relationship Id="r99" Type="hyperlink" TargetMode="External" Target="https://a.cn/?q=%E7%AB%A0%E5%BB%BA%E5%9B%BD"/></Relationships>'),
    ),
    "as the name of a part": lambda: b.with_part(f"word/media/{b.NAME}.txt", b"x"),
    "in a part nobody uses": lambda: b.with_part("customXml/item1.xml", f"<a>{b.NAME}</a>"),
    "in a picture's EXIF": lambda: b.with_part("word/media/image1.jpg", b.exif(0x013B, b.NAME.encode())),
    "in a file within": lambda: b.with_part(
        "word/embeddings/a.docx", b.word(lambda d: d.add_paragraph(b.NAME))
    ),
    "in an old file within": lambda: b.with_part("word/embeddings/a.bin", b"\0\1" + b.NAME.encode("utf-16-le")),
    "in the remark of the archive": lambda: b.zipped(dict(b.unzip(b.word())), comment=b.NAME.encode()),
    "in front of the archive": lambda: b"PK\x03\x04" + b.NAME.encode() + b.word(),
    "behind other bytes": lambda: b"hello" + b.with_body(b.run(b.NAME)),
}  # fmt: skip
IN_PDF = {
    "in the text": lambda: b.pdf(f"申诉人{b.NAME}，身份证号{b.CARD}。"),
    "in a note": lambda: b.written(b.note),
    "in a stamp": lambda: b.written(b.stamp),
    "in the document information": lambda: b.written(lambda w: w.add_metadata({"/Author": b.NAME})),
    "under a key of its own": lambda: b.written(lambda w: w.add_metadata({"/Chengban": b.NAME})),
    "in XMP": lambda: b.written(b.xmp),
    "in a form field": lambda: b.written(b.form_field),
    "as a bookmark": lambda: b.written(lambda w: w.add_outline_item(title=b.NAME, page_number=0)),
    "in an attachment": lambda: b.written(
        lambda w: w.add_attachment("a.docx", b.with_body(b.run(b.NAME)))
    ),
    "as an attachment's name": lambda: b.written(lambda w: w.add_attachment(f"{b.NAME}.txt", b"x")),
    "in an object no page leads to": lambda: b.written(b.loose),
    "in an earlier revision": b.saved_again,
    "in the text read aloud": b.actual_text,
    "after its end": lambda: b.pdf() + b.NAME.encode(),
}
IN_PICTURE = {
    "as the artist": lambda: b.exif(0x013B, b.NAME.encode()),
    "as Windows writes it": lambda: b.exif(0x9C9D, b.NAME.encode("utf-16-le")),
    "in GBK": lambda: b.exif(0x010E, b.NAME.encode("gbk")),
    "in a comment": lambda: b.jpeg(comment=b.NAME.encode()),
    "in IPTC": lambda: b.iptc(b.NAME),
    "in XMP": lambda: b.jpeg(
        xmp=f"<x:xmpmeta><dc:creator>{b.NAME}</dc:creator></x:xmpmeta>".encode()
    ),
    "in a text of a PNG": lambda: b.png(),
    "in a packed text of a PNG": lambda: b.png(packed=True),
    "after its end": lambda: b.jpeg() + b.NAME.encode(),
}


@pytest.mark.parametrize("place", IN_WORD)
def test_a_true_word_is_found_in_word_files(place: str) -> None:
    assert leaks(list(words_in_file(IN_WORD[place]())), SECRETS), place


@pytest.mark.parametrize("place", IN_PDF)
def test_a_true_word_is_found_in_pdf_files(place: str) -> None:
    assert leaks(list(words_in_file(IN_PDF[place]())), SECRETS), place


@pytest.mark.parametrize("place", IN_PICTURE)
def test_a_true_word_is_found_in_pictures(place: str) -> None:
    assert leaks(list(words_in_file(IN_PICTURE[place]())), SECRETS), place


@pytest.mark.parametrize(
    "make",
    [
        b.word,
        b.pdf,
        b.jpeg,
        lambda: b.with_part("word/media/a.png", b.jpeg()),
        lambda: b.written(lambda w: None),
    ],
)
def test_a_file_with_nobody_in_it_passes(make) -> None:
    assert leaks(list(words_in_file(make())), SECRETS) == []


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04torn", b"%PDF-1.7\ntorn", b"\xff\xd8\xfftorn", b.with_part("a.xml", "<a>")]
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        list(words_in_file(data))


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        list(words_in_file(b.written(lambda writer: writer.encrypt("a", "b"))))
