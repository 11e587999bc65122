"""Old Word and Excel files (compound file, MS-CFB): accepted only without code or objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from touyan.attachments.rules.limits import FileRefused
from touyan.attachments.rules.streams import OVERLAP, pieces
from touyan.kernel.messages import N_

_ENTRY = 128  # a directory entry: 64 bytes of UTF-16 name, then the name's length
_MACROS = ("Macros", "VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "PROJECTwm")
_OBJECTS = ("\x01Ole10Native", "Package", "\x01Ole")
_LOCKED = ("EncryptedPackage", "EncryptionInfo", "\x06DataSpaces")
_MAIN = {".doc": ("WordDocument",), ".xls": ("Workbook", "Book")}
# BOUNDSHEET (MS-XLS 2.4.28) of an Excel 4 macro sheet; FILEPASS (2.4.117) after the first BOF.
_MACRO_SHEET = re.compile(rb"\x85\x00[\x08-\x4f]\x00.{3}[\x00-\x0f][\x00-\x02]\x01", re.DOTALL)
_FILE_PASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00", re.DOTALL)

_RESAVE = N_("Save it as .docx or .xlsx without macros, or as PDF, and send that.")


def _raw(name: str) -> bytes:
    return (name + "\0").encode("utf-16-le")


_WATCHED = {
    _raw(name): name for name in (*_MACROS, *_OBJECTS, *_LOCKED, *_MAIN[".doc"], *_MAIN[".xls"])
}


def _entries(window: bytes, base: int) -> Iterator[str]:
    """Watched names standing where a directory entry may stand, not the same words in text."""
    for at in range(-base % _ENTRY, len(window) - 65, _ENTRY):
        length = window[at + 64]
        if 0 < length <= 64 and (name := _WATCHED.get(window[at : at + length])):
            yield name


def _names(stream: BinaryIO) -> set[str]:
    """Directory names wherever they lie: a torn sector chain cannot hide one."""
    found: set[str] = set()
    tail, base = b"", 0
    for piece in pieces(stream):
        window = tail + piece
        if _MACRO_SHEET.search(window):
            found.add("Macros")
        if _FILE_PASS.search(window):
            found.add("EncryptionInfo")
        found.update(_entries(window, base))
        tail = window[-OVERLAP:]
        base += len(window) - len(tail)
    return found


def refuse_unsafe_ole(stream: BinaryIO, *, ending: str) -> None:
    """Refuse an old .doc or .xls with macros, inner objects or a password, or of another kind."""
    names = _names(stream)
    if names.intersection(_LOCKED):
        raise FileRefused(N_("The file is locked with a password."), cure=_RESAVE)
    if names.intersection(_MACROS):
        raise FileRefused(N_("The file carries macros."), cure=_RESAVE)
    if names.intersection(_OBJECTS):
        raise FileRefused(N_("The file carries another file or program inside it."), cure=_RESAVE)
    if not names.intersection(_MAIN[ending]):
        raise FileRefused(
            N_("The name ends in %(ending)s, but the content is something else."),
            cure=_RESAVE,
            ending=ending,
        )
