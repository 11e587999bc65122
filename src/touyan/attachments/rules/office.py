"""Word, Excel (OOXML) and OFD: zip containers whose every part is looked at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from touyan.attachments.rules.archives import SAVE_AGAIN, Member, damaged, members, unpack
from touyan.attachments.rules.kinds import OLE_HEAD
from touyan.attachments.rules.limits import MEGABYTE, FileRefused, Limits
from touyan.attachments.rules.streams import OVERLAP, windows
from touyan.kernel.messages import N_

_MAIN_PART = {
    ".docx": "wordprocessingml.document.main+xml",
    ".xlsx": "spreadsheetml.sheet.main+xml",
}
_MACRO_NAME = re.compile(r"vbaproject|vbadata|(?:^|/)macrosheets/|(?:^|/)intlmacrosheets/")
_MACRO_TYPE = re.compile(r"macroenabled|vbaproject|macrosheet", re.IGNORECASE)
_OBJECT_NAME = re.compile(r"(?:^|/)activex/|(?:^|/)embeddings/.*\.bin$|oleobject[^/]*\.bin$")
_PROGRAM_HEAD = re.compile(
    rb"\A(?:MZ.{0,1022}(?:in DOS mode|PE\0\0)|\x7fELF|#!/|L\0\0\0\x01\x14\x02\0)", re.DOTALL
)
_ARCHIVE_HEAD = re.compile(
    rb"\A(?:PK\x03\x04|Rar!\x1a\x07|7z\xbc\xaf|\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ)"
)
_NESTED_OFFICE = re.compile(r"(?:^|/)embeddings/[^/]+(\.docx|\.xlsx)$")
# The root element must come within the first 4 KB and no DOCTYPE before it (entity bombs).
_XML_START = re.compile(
    r"\A\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:[^-]|-[^-])*-->\s*|<\?[^>]*\?>\s*)*<[\w:]"
)
# A link on this machine is dead on any other; one with a server calls out when opened.
_LOCAL_TARGET = re.compile(
    r"\A(?:file:///(?!/)[a-z]:|[a-z]:[\\/]|(?![a-z][a-z0-9+.-]+:)(?![\\/]{2}))", re.IGNORECASE
)
_DDE = (b"ddeauto", b"<ddelink")
_KEEP = 4 * MEGABYTE
_LINKS = 16 * MEGABYTE  # all link lists together: they are parsed, not merely read
_HEAD = 4096


@dataclass(frozen=True)
class _Part:
    """What is remembered of a part after it has been unpacked whole."""

    name: str
    size: int
    start: bytes
    has_dde: bool

    @property
    def is_xml(self) -> bool:
        return self.name.endswith((".xml", ".rels"))


def _macros() -> FileRefused:
    return FileRefused(
        N_("The file carries macros."),
        cure=N_("Save it as a document without macros (.docx, .xlsx) or as PDF, and send that."),
    )


def _embedded() -> FileRefused:
    return FileRefused(
        N_("The file carries another file or program inside it."),
        cure=N_("Save it as PDF, and send the inner file by itself if it is needed."),
    )


def _calls_out() -> FileRefused:
    return FileRefused(
        N_("The file would fetch content from elsewhere when opened."),
        cure=N_("Save it as PDF and send that."),
    )


def _has_dde(window: bytes) -> bool:
    return any(needle in window for needle in _DDE)


def _read(stream: BinaryIO, member: Member, keep: int) -> _Part:
    name = member.name.lower()
    start, dde = bytearray(), False
    look = name.endswith(".xml") and ("word/" in name or "externallinks/" in name)
    tail = 0
    for window in windows(unpack(stream, member)):
        start += window[tail:][: keep - len(start)]
        dde = dde or (look and _has_dde(window.lower()))
        tail = min(OVERLAP, len(window))
    return _Part(name, member.size, bytes(start), dde)


def _text(start: bytes) -> str:
    utf16 = start[:2] in {b"\xff\xfe", b"\xfe\xff"}
    return start.decode("utf-16" if utf16 else "utf-8", "replace")


def _tree(part: _Part) -> Element:
    if part.size > _KEEP:
        raise damaged()
    try:
        root: Element = fromstring(part.start)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged() from error
    return root


def _refuse_outside_links(part: _Part) -> None:
    for link in _tree(part).iter():
        kind = link.get("Type", "").rpartition("/")[2].lower()
        if _MACRO_TYPE.search(kind):
            raise _macros()
        fetched = link.get("TargetMode", "").lower() == "external" and kind != "hyperlink"
        if fetched and not _LOCAL_TARGET.match(link.get("Target", "").strip()):
            raise _calls_out()


def _refuse_name(name: str) -> None:
    if _MACRO_NAME.search(name):
        raise _macros()
    if _OBJECT_NAME.search(name):
        raise _embedded()


def _refuse_part(part: _Part) -> None:
    if part.start.startswith(OLE_HEAD) or _PROGRAM_HEAD.match(part.start):
        raise _embedded()
    if part.is_xml and part.size and not _XML_START.match(_text(part.start[:_HEAD])):
        raise damaged()
    if part.has_dde:
        raise _calls_out()
    if part.name.endswith(".rels"):
        _refuse_outside_links(part)


def _refuse_nested(part: _Part, limits: Limits, depth: int) -> None:
    """A chart's own workbook is usual and is looked into; any other archive inside is refused."""
    if not _ARCHIVE_HEAD.match(part.start):
        return
    match = _NESTED_OFFICE.search(part.name)
    if not match or depth or part.size > limits.nested_bytes:
        raise _embedded()
    inner = io.BytesIO(part.start)
    refuse_unsafe_office(inner, part.size, limits, ending=match[1], depth=depth + 1)


def _kept_bytes(name: str, limits: Limits) -> int:
    if name.endswith((".rels", "[content_types].xml")):
        return _KEEP
    return limits.nested_bytes if _NESTED_OFFICE.search(name) else _HEAD


def _parts(stream: BinaryIO, size: int, limits: Limits, depth: int) -> Iterator[_Part]:
    found = members(stream, size, limits)
    for member in found:
        _refuse_name(member.name.lower())
    if sum(member.size for member in found if member.name.lower().endswith(".rels")) > _LINKS:
        raise damaged()
    for member in found:
        part = _read(stream, member, _kept_bytes(member.name.lower(), limits))
        _refuse_part(part)
        _refuse_nested(part, limits, depth)
        yield part


def _refuse_wrong_main_part(part: _Part, ending: str) -> None:
    types = [element.get("ContentType", "") for element in _tree(part).iter()]
    if any(_MACRO_TYPE.search(kind) for kind in types):
        raise _macros()
    if not any(kind.endswith(_MAIN_PART[ending]) for kind in types):
        raise _not_that_kind(ending)


def _not_that_kind(ending: str) -> FileRefused:
    return FileRefused(
        N_("The name ends in %(ending)s, but the content is something else."),
        cure=SAVE_AGAIN,
        ending=ending,
    )


def refuse_unsafe_office(
    stream: BinaryIO, size: int, limits: Limits, *, ending: str, depth: int = 0
) -> None:
    """Refuse a .docx or .xlsx that is a bomb, carries code or objects, or calls out."""
    genuine = False
    for part in _parts(stream, size, limits, depth):
        if part.name == "[content_types].xml":
            _refuse_wrong_main_part(part, ending)
            genuine = True
    if not genuine:
        raise _not_that_kind(ending)


def refuse_unsafe_ofd(stream: BinaryIO, size: int, limits: Limits) -> None:
    """Refuse an OFD (GB/T 33190) that is a bomb or carries another file; OFD.xml names it one."""
    names = {part.name for part in _parts(stream, size, limits, depth=1)}
    if "ofd.xml" not in names:
        raise _not_that_kind(".ofd")
