"""A PDF: its pages as they are read, and every string in it, in each of its revisions.

A PDF that was saved again still holds what it said before; so each earlier end of the file is
read as a file of its own.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from touyan.exemplars.papers.limits import unreadable
from touyan.exemplars.papers.plain import as_words
from touyan.exemplars.papers.xml import says_something
from touyan.exemplars.rules.gate import Piece

_END = re.compile(rb"%%EOF\s*")
_REMARK = re.compile(rb"(?m)^%(?!%EOF|PDF)[^\r\n]*")
_BROKEN = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError,
           RecursionError, NotImplementedError)  # fmt: skip
_MOST_REVISIONS = 50
_FONTS = frozenset({"/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap"})


def words_of_pdf(data: bytes) -> Iterator[Piece]:
    ends = [match.end() for match in _END.finditer(data)] or [len(data)]
    if len(ends) > _MOST_REVISIONS:
        raise unreadable()
    for number, end in enumerate(dict.fromkeys([*ends[:-1], len(data)])):
        try:
            yield from _revision(data[:end], last=number == len(ends) - 1)
        except _BROKEN as error:
            raise unreadable() from error
    yield from as_words("after the file", data[ends[-1] :])
    for remark in _REMARK.finditer(data[:1024]):
        yield from as_words("remark", remark[0])


def files_in_pdf(data: bytes) -> Iterator[bytes]:
    """Attached files, and pictures as they were put in."""
    try:
        for found in _objects(PdfReader(io.BytesIO(data))):
            if isinstance(found, StreamObject):
                if found.get("/Filter") in ("/DCTDecode", ["/DCTDecode"], "/JPXDecode"):
                    yield bytes(found._data)
                elif found.get("/Type") == "/EmbeddedFile":
                    yield found.get_data()
    except _BROKEN as error:
        raise unreadable() from error


def _revision(data: bytes, *, last: bool) -> Iterator[Piece]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise unreadable()
    state = "" if last else "before changes: "
    for number, page in enumerate(reader.pages, start=1):
        yield Piece(f"{state}page {number}", page.extract_text())
        yield from _tagged(reader, page, f"{state}page {number}")
    for found in _objects(reader):
        yield from _strings(found, state)
        if isinstance(found, StreamObject) and found.get("/Type") == "/Metadata":
            yield from as_words(f"{state}XMP", found.get_data())
    for name, value in (reader.metadata or {}).items():
        yield Piece(f"{state}document information {name}", str(value))


def _tagged(reader: PdfReader, page: DictionaryObject, where: str) -> Iterator[Piece]:
    """What marked content says instead of what is drawn (ActualText, Alt)."""
    contents = page.get("/Contents")
    if contents is None:
        return
    for operands, operator in ContentStream(contents, reader).operations:
        if operator in (b"BDC", b"DP"):
            for operand in operands:
                yield from _strings(operand, f"{where}: ")


def _objects(reader: PdfReader) -> Iterator[PdfObject]:
    """Every object the file has, whether or not a page leads to it."""
    yield reader.trailer
    generations = {number: made for made, table in reader.xref.items() for number in table}
    for number, generation in (generations | dict.fromkeys(reader.xref_objStm, 0)).items():
        found = reader.get_object(IndirectObject(number, generation, reader))
        if found is not None:
            yield found


def _strings(found: PdfObject, where: str, name: str = "") -> Iterator[Piece]:
    if isinstance(found, DictionaryObject):
        for key, value in found.items():
            if key not in _FONTS:
                yield from _strings(value, where, key)
    elif isinstance(found, ArrayObject):
        for value in found:
            yield from _strings(value, where, name)
    elif isinstance(found, ByteStringObject):
        yield from as_words(f"{where}{name}", bytes(found))
    elif isinstance(found, TextStringObject | NameObject) and _tells(found):
        yield Piece(f"{where}{name}", str(found))


def _tells(found: TextStringObject | NameObject) -> bool:
    """A name is a mark of the format unless it is written in other letters."""
    return not found.isascii() or (isinstance(found, TextStringObject) and says_something(found))
