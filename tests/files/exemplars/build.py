"""Real Word, PDF and picture files, each with one true word put in one place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

from docx import Document
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from touyan.matters.papers.letter import Letter
from touyan.matters.papers.pdf import to_pdf

NAME, PHONE, CARD = "章建国", "13871234567", "420106196304051239"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(change: Callable[[object], object] | None = None) -> bytes:
    document = Document()
    document.add_heading("某县信访积案化解案", 1)
    document.add_paragraph("2021年，申诉人张某甲不服终审判决，向检察机关申诉。")
    if change:
        change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_body(xml: str) -> bytes:
    """A paragraph as Word itself would have written it, before the end of the body."""
    paragraph = f"<w:p>{xml}</w:p>"
    return rewritten(
        word(),
        "word/document.xml",
        lambda text: text.replace("<w:sectPr", paragraph + "<w:sectPr", 1),
    )


def rewritten(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    parts = dict(unzip(data))
    parts[part] = change(parts[part].decode()).encode()
    return zipped(parts)


def with_part(name: str, content: bytes | str) -> bytes:
    return zipped(
        dict(unzip(word())) | {name: content.encode() if isinstance(content, str) else content}
    )


def unzip(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return [(each.filename, box.read(each)) for each in box.infolist()]


def zipped(parts: dict[str, bytes], comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in parts.items():
            box.writestr(name, content)
        box.comment = comment
    return made.getvalue()


def run(text: str, properties: str = "") -> str:
    kept = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{kept}<w:t>{text}</w:t></w:r>"


def story(root: str, text: str) -> str:
    """A header, a note, a comment: a part of its own."""
    inner = f"<w:p>{run(text)}</w:p>"
    if root in ("footnotes", "endnotes", "comments"):
        inner = f'<w:{root[:-1]} w:id="1" w:author="甲">{inner}</w:{root[:-1]}>'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {W}>{inner}</w:{root}>'


TEXT_BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    f"<w:p>{run('章建')}{run('国')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
ALT_TEXT = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    f'wordprocessingDrawing"><wp:docPr id="1" name="图片" descr="{NAME}在接待室"/></wp:inline></w:drawing></w:r>'
)
RUBY = (
    "<w:r><w:ruby><w:rt><w:r><w:t>zhāng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>章</w:t></w:r></w:rubyBase>"
    "</w:ruby></w:r>" + run("建国")
)


def jpeg(**said: bytes | Image.Exif) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(made, "JPEG", **said)
    return made.getvalue()


def exif(tag: int, value: str | bytes) -> bytes:
    said = Image.Exif()
    said[tag] = value
    return jpeg(exif=said)


def iptc(value: str) -> bytes:
    """A Photoshop block with an IPTC caption, as agencies write it."""
    text = value.encode()
    record = b"\x1c\x02\x78" + len(text).to_bytes(2, "big") + text
    block = (
        b"8BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    )
    segment = b"Photoshop 3.0\0" + block
    plain = jpeg()
    return plain[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + plain[2:]


def png(*, packed: bool = False) -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_itxt("Comment", NAME, zip=packed)
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "PNG", pnginfo=said)
    return made.getvalue()


def pdf(text: str = "2021年，申诉人张某甲向检察机关申诉。") -> bytes:
    letter = Letter(kind="notice", title="典型案例", organ_name="某省人民检察院", dated=date(2026, 3, 2),
                    addressee="", paragraphs=[text])  # fmt: skip
    return to_pdf(letter, font_dir=None).pdf


def written(change: Callable[[PdfWriter], object], base: bytes | None = None) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(base or pdf())))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def note(writer: PdfWriter) -> None:
    writer.add_annotation(0, Text(rect=(50, 50, 200, 100), text=f"请核对{NAME}"))


def stamp(writer: PdfWriter) -> None:
    writer.add_annotation(0, FreeText(rect=(50, 50, 200, 100), text=NAME))


def form_field(writer: PdfWriter) -> None:
    field = DictionaryObject(
        {NameObject("/T"): TextStringObject("姓名"), NameObject("/V"): TextStringObject(NAME)}
    )
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): writer._add_object(field)}
    )


def xmp(writer: PdfWriter) -> None:
    said = DecodedStreamObject()
    said.set_data(
        f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{NAME}</dc:creator></x:xmpmeta>".encode()
    )
    said[NameObject("/Type")] = NameObject("/Metadata")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(said)


def loose(writer: PdfWriter) -> None:
    writer._add_object(DictionaryObject({NameObject("/Old"): TextStringObject(NAME)}))


def saved_again() -> bytes:
    """The author was taken out and the file saved on top of the old one, as editors do."""
    old = written(lambda writer: writer.add_metadata({"/Author": NAME}))
    writer = PdfWriter(io.BytesIO(old), incremental=True)
    writer.add_metadata({"/Author": "某省人民检察院"})
    made = io.BytesIO()
    writer.write(made)
    assert made.getvalue().startswith(old[:200])
    return made.getvalue()


def actual_text() -> bytes:
    def change(writer: PdfWriter) -> None:
        said = DecodedStreamObject()
        words = "".join(f"{each:02X}" for each in NAME.encode("utf-16-be"))
        said.set_data(f"/Span <</ActualText <FEFF{words}>>> BDC EMC".encode())
        writer.pages[0][NameObject("/Contents")] = writer._add_object(said)

    return written(change)
