"""What a picture says beside its pixels: EXIF, XMP, IPTC, comments, text chunks, what is appended.

Words drawn in the pixels are not read; whoever approves the edition looks at its pictures.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import ExifTags, Image, UnidentifiedImageError

from touyan.exemplars.papers.limits import MOST, unreadable
from touyan.exemplars.papers.plain import as_words
from touyan.exemplars.rules.gate import Piece

_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, OverflowError,
           Image.DecompressionBombError, Image.DecompressionBombWarning)  # fmt: skip
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_PIXELS = frozenset({b"IDAT", b"fdAT", b"PLTE", b"IHDR"})
_SCAN, _END = 0xDA, b"\xff\xd9"
_PACKED = frozenset({b"zTXt", b"iTXt", b"iCCP"})


def is_picture(data: bytes) -> bool:
    return data.startswith((_JPEG, _PNG, b"GIF8", b"II*\0", b"MM\0*", b"BM")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )


def words_of_picture(data: bytes) -> Iterator[Piece]:
    """From the blocks of the file as they stand, and from the EXIF entries one by one."""
    if data.startswith(_PNG):
        yield from _chunks(data)
    elif data.startswith(_JPEG):
        yield from _segments(data)
    else:
        yield from as_words("picture", data)
    yield from _exif(data)


def _chunks(data: bytes) -> Iterator[Piece]:
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind not in _PIXELS:
            yield from as_words("picture text", body)
        if kind in _PACKED:
            yield from as_words("picture text", _unpacked(body))
        if kind == b"IEND":
            break
    yield from as_words("after the picture", data[at:])


def _unpacked(body: bytes) -> bytes:
    """What is compressed in a chunk, wherever in it that begins."""
    for at in range(min(len(body), 400)):
        if body[at : at + 1] in (b"\x78", b"\x58", b"\x48"):
            try:
                return zlib.decompressobj().decompress(body[at:], MOST)
            except zlib.error:
                continue
    return b""


def _segments(data: bytes) -> Iterator[Piece]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if data[at + 1] >= 0xE0:
            yield from as_words("picture text", data[at + 4 : at + 2 + length])
        at += 2 + length
    yield from as_words("after the picture", data[data.rfind(_END) + 2 :])


def _exif(data: bytes) -> Iterator[Piece]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
            entries = [*exif.items()]
            for block in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
                entries += exif.get_ifd(block).items()
    except _BROKEN as error:
        raise unreadable() from error
    for _, value in entries:
        if isinstance(value, bytes):
            yield from as_words("EXIF", value)
        elif isinstance(value, str):
            yield from as_words("EXIF", value.encode("latin-1", "ignore"))
            yield Piece("EXIF", value)
