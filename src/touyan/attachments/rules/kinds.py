"""The kinds of file that are accepted: anything not listed here is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One accepted kind: what screens call it, how it is served, how its first bytes look."""

    kind: str
    media_type: str
    signature: re.Pattern[bytes]


def _kind(kind: str, media_type: str, signature: bytes) -> Kind:
    return Kind(kind, media_type, re.compile(rb"\A(?:" + signature + rb")", re.DOTALL))


_OFFICE = "application/vnd.openxmlformats-officedocument."
ZIP = rb"PK\x03\x04"
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_JPEG = _kind("image", "image/jpeg", rb"\xff\xd8\xff")
_TIFF = _kind("image", "image/tiff", rb"II\*\0|MM\0\*")
# Phones write sound into any MP4 brand; still pictures and QuickTime are other formats.
_MP4 = rb"\0\0..ftyp(?!hei|hev|avi|mif|msf|qt )"

KINDS: dict[str, Kind] = {
    ".pdf": _kind("pdf", "application/pdf", rb"(?:\xef\xbb\xbf)?\s{0,32}%PDF-[12]\.\d"),
    ".docx": _kind("word", _OFFICE + "wordprocessingml.document", ZIP),
    ".xlsx": _kind("sheet", _OFFICE + "spreadsheetml.sheet", ZIP),
    ".ofd": _kind("ofd", "application/ofd", ZIP),  # GB/T 33190
    ".doc": _kind("word", "application/msword", re.escape(OLE_HEAD)),
    ".xls": _kind("sheet", "application/vnd.ms-excel", re.escape(OLE_HEAD)),
    ".txt": _kind("text", "text/plain", rb""),
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": _kind("image", "image/png", rb"\x89PNG\r\n\x1a\n"),
    ".gif": _kind("image", "image/gif", rb"GIF8[79]a"),
    ".webp": _kind("image", "image/webp", rb"RIFF....WEBP"),
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".bmp": _kind("image", "image/bmp", rb"BM....\0{4}"),
    ".mp3": _kind("sound", "audio/mpeg", rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"),
    ".wav": _kind("sound", "audio/wav", rb"RIFF....WAVE"),
    ".m4a": _kind("sound", "audio/mp4", _MP4),
    ".amr": _kind("sound", "audio/amr", rb"#!AMR(?:-WB)?\n"),
    ".mp4": _kind("video", "video/mp4", _MP4),
}

MACRO_ENDINGS = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".xlam", ".pptm"})
ACCEPTED_ENDINGS = " ".join(sorted(KINDS))
