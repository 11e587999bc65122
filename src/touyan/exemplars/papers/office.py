"""Word, Excel and other zip containers: every part of them, whatever its name."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from touyan.exemplars.papers.limits import MOST, unreadable
from touyan.exemplars.papers.plain import as_words
from touyan.exemplars.papers.xml import words_of
from touyan.exemplars.rules.gate import Piece

_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
_XML = (".xml", ".rels", ".vml", ".svg")


def parts_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each part by its name, unpacked."""
    left = MOST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for member in box.infolist():
                left -= member.file_size
                if left < 0 or member.flag_bits & 1:
                    raise unreadable()
                yield member.filename, box.read(member)
    except _BROKEN as error:
        raise unreadable() from error


def labels_of(data: bytes) -> Iterator[Piece]:
    """What the container itself says: names of parts, remarks, and what lies around it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            yield from as_words("remark", box.comment)
            for member in box.infolist():
                yield Piece("name of a part", member.filename)
                yield from as_words("remark", member.comment)
            before = min((member.header_offset for member in box.infolist()), default=0)
    except _BROKEN as error:
        raise unreadable() from error
    yield from as_words("before the file", data[:before])


def is_xml(name: str) -> bool:
    return name.lower().endswith(_XML)


def words_of_part(name: str, data: bytes) -> Iterator[Piece]:
    if data.strip():
        yield from words_of(name, data)
