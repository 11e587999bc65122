"""Files made up byte by byte for the tests; none comes from outside."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
import zlib

from PIL import Image

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAM = b"MZ" + b"\0" * 76 + b"This program cannot be run in DOS mode.\r\r\n$" + b"\0" * 64
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TEXT_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<document><p>{}</p></document>'

Parts = dict[str, bytes | str]


def zipped(parts: Parts, *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def content_types(main: str) -> str:
    return (
        f'<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    )


def relations(kind: str, target: str, *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return (
        '<?xml version="1.0"?><Relationships>'
        f'<Relationship Id="r1" Type="{_RELATION}{kind}" Target="{target}"{mode}/></Relationships>'
    )


def word(more: Parts | None = None, *, main: str = _WORD, text: str = "请求监督") -> bytes:
    return zipped(
        {
            "[Content_Types].xml": content_types(main),
            "_rels/.rels": relations("officeDocument", "word/document.xml", external=False),
            "word/document.xml": _TEXT_XML.format(text),
            **(more or {}),
        }
    )


def word_with_macro_type() -> bytes:
    return word(main=_MACRO)


def sheet(more: Parts | None = None) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": content_types(_SHEET),
            "_rels/.rels": relations("officeDocument", "xl/workbook.xml", external=False),
            "xl/workbook.xml": _TEXT_XML.format(""),
            "xl/worksheets/sheet1.xml": "<worksheet><c><f>SUM(A1:A9)</f></c></worksheet>",
            **(more or {}),
        }
    )


def ofd(more: Parts | None = None) -> bytes:
    return zipped({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>", **(more or {})})


def bomb() -> bytes:
    """A million to one would need nesting; a thousand to one is what one layer gives."""
    return word({"word/media/image1.bmp": b"\0" * (60 * 1024 * 1024)})


def many_entries() -> bytes:
    return word({f"word/media/{n}.txt": b"" for n in range(5200)})


def lying_size() -> bytes:
    """Both headers declare 10 bytes for an entry that unpacks to a megabyte."""
    whole = bytearray(word({"word/media/a.bmp": b"\0" * 1_000_000}))
    real, said = struct.pack("<L", 1_000_000), struct.pack("<L", 10)
    at = whole.find(real)
    while at >= 0:
        whole[at : at + 4] = said
        at = whole.find(real)
    return bytes(whole)


def overlapping() -> bytes:
    """Two directory entries pointing at the same packed bytes."""
    whole = word({"word/media/a.bmp": b"A" * 4000})
    end = struct.unpack("<4s4H2LH", whole[-22:])
    start, length = end[6], end[5]
    entry = whole[whole.rfind(b"PK\x01\x02", 0, start + length) : start + length]
    count = end[3] + 1
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, length + len(entry), start, 0)
    return whole[: start + length] + entry + tail


def locked_zip() -> bytes:
    whole = bytearray(word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(mark)
        while at >= 0:
            whole[at + offset] |= 1
            at = whole.find(mark, at + 4)
    return bytes(whole)


def compound(*names: str, body: bytes = b"") -> bytes:
    """A compound file with a header and one directory sector naming these streams."""
    entries = b"".join(
        (name + "\0").encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<H", len(name) * 2 + 2)
        + b"\0" * 62
        for name in ("Root Entry", *names)
    )
    padded = entries.ljust((len(entries) + 511) // 512 * 512, b"\0")
    return OLE + b"\0" * 504 + padded + body.ljust(1024, b"\0")


def macro_sheet() -> bytes:
    bound_sheet = b"\x85\x00\x0e\x00" + struct.pack("<LBB", 1024, 1, 1) + b"\x06\x00Macro1"
    return compound("Workbook", body=b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 12 + bound_sheet)


def locked_workbook() -> bytes:
    start = b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 12
    return compound("Workbook", body=start + b"\x2f\x00\x36\x00" + b"\x01" * 54)


def pdf(extra: bytes = b"", *, trailer: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        + extra
        + b"trailer\n<</Root 1 0 R"
        + trailer
        + b">>\n%%EOF\n"
    )


def packed_pdf(
    inner: bytes, *, mark: bytes = b"/Type/ObjStm/N 2/First 10", encode: bool = True
) -> bytes:
    """The objects inside a compressed object stream, where a plain search sees nothing."""
    head = b"7 0 8 %d " % (len(inner) // 2)
    data = zlib.compress(head + inner) if encode else (head + inner).hex().encode() + b">"
    name = b"FlateDecode" if encode else b"ASCIIHexDecode"
    return pdf(
        b"5 0 obj\n<<"
        + mark
        + b"/Filter/"
        + name
        + b">>\nstream\n"
        + data
        + b"\nendstream\nendobj\n"
    )


def picture(form: str, *, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def located_jpeg() -> bytes:
    """A photograph that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETPHONE"
    exif[0x8825] = {1: "N", 2: (26.0, 5.0, 1.0), 3: "E", 4: (119.0, 17.0, 1.0)}
    return picture("JPEG", exif=exif, comment=b"SECRETNOTE")


def huge_png() -> bytes:
    """A header claiming 30,000 x 30,000 pixels on a few bytes."""
    whole = bytearray(picture("PNG"))
    whole[16:24] = struct.pack(">LL", 30_000, 30_000)
    whole[29:33] = struct.pack(">L", zlib.crc32(whole[12:29]))
    return bytes(whole)


def huge_webp() -> bytes:
    data = b"\x2f" + struct.pack("<L", 16382 | 16382 << 14) + b"\0" * 20
    return (
        b"RIFF"
        + struct.pack("<L", len(data) + 12)
        + b"WEBPVP8L"
        + struct.pack("<L", len(data))
        + data
    )


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 800)
    return out.getvalue()


def movie(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\2\0isommp42" + b"\0\0\0\x08mdat"
