"""PDF: accepted when it holds pages only, not programs, commands or files."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from touyan.attachments.rules.foreign import refuse_hidden_content
from touyan.attachments.rules.limits import FileRefused, Limits
from touyan.attachments.rules.streams import OVERLAP, PIECE, pieces, windows
from touyan.kernel.messages import N_


def _spelt(name: str) -> str:
    """The name, any character as #hh: /J#61vaScript is /JavaScript (ISO 32000-1 7.3.5)."""
    return "".join(f"(?:{char}|#{ord(char):02x}|#{ord(char):02X})" for char in name)


def _any(*names: str) -> str:
    return f"(?:{'|'.join(map(_spelt, names))})"


_END = r"(?![A-Za-z0-9_.-])"
_REFERENCE = r"\d{1,9}\s+\d{1,5}\s+R"
# One pass for all names: fifty megabytes of nothing but slashes must not take long either.
_SUSPECT = re.compile(
    (
        r"/(?=[JLRGIEX#])(?:"
        f"(?P<active>{_any('JavaScript', 'Launch', 'RichMedia', 'Rendition', 'GoToE')}{_END}"
        rf"|{_any('XFA')}\s*(?:\[|{_REFERENCE}))"
        f"|(?P<files>{_any('EmbeddedFile', 'EmbeddedFiles')}{_END})"
        rf"|(?P<locked>{_any('Encrypt')}\s*(?:<<|{_REFERENCE})))"
    ).encode()
)
_REASONS = {
    "active": N_("The PDF contains a program or a command."),
    "files": N_("The file carries another file or program inside it."),
    "locked": N_("The file is locked with a password."),
}
_OBJECTS = re.compile(f"/{_any('ObjStm')}{_END}".encode())
_FILTER = re.compile(f"/{_any('Filter')}{_END}".encode())
_PREDICTOR = re.compile(rf"/{_any('Predictor')}\s+(?!1\b)".encode())
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ZLIB_HEAD = re.compile(rb"[\x08\x18\x28\x38\x48\x58\x68\x78]")
# An object stream starts with pairs of numbers, then its first object (ISO 32000 7.5.7).
_OBJECT_STREAM = re.compile(rb"\A\s*(?:\d+\s+){2,}+(?:[<\[(/%tfn]|\d*\Z)")
_DICTIONARY = 512
_HEAD = 4096
_MOST_STREAMS = 50_000
_MOST_ESCAPES = 2000  # in one window; font names have a few, only obfuscation has thousands

_PRINT_AGAIN = N_("Print it to a new PDF (choose Print, then save as PDF) and send that.")


def _unreadable() -> FileRefused:
    return FileRefused(N_("The PDF cannot be examined."), cure=_PRINT_AGAIN)


def _refuse_names(data: bytes) -> None:
    if data.count(b"/#") > _MOST_ESCAPES:
        raise _unreadable()
    if match := _SUSPECT.search(data):
        raise FileRefused(_REASONS[match.lastgroup or "active"], cure=_PRINT_AGAIN)


def _inflate(stream: BinaryIO, start: int, limit: int) -> Iterator[bytes]:
    """The stream at `start`, as far as it goes; not bounded by a length that may lie."""
    inflate = zlib.decompressobj()
    position, made = start, 0
    while not inflate.eof and made < limit:
        stream.seek(position)
        piece = stream.read(PIECE)
        if not piece:
            return
        position += len(piece)
        while piece and not inflate.eof and made < limit:
            try:
                out = inflate.decompress(piece, PIECE)
            except zlib.error:
                return
            made, piece = made + len(out), inflate.unconsumed_tail
            yield out


def _starts(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Where each stream's data begins, with what stands before it."""
    tail, base, last = b"", 0, -1
    for piece in pieces(stream):
        window = tail + piece
        for match in _STREAM.finditer(window):
            if base + match.end() > last:
                last = base + match.end()
                yield last, window[max(0, match.start() - _DICTIONARY) : match.start()]
        keep = min(len(window), _DICTIONARY + OVERLAP)
        tail, base = window[len(window) - keep :], base + len(window) - keep


def _is_objects(stream: BinaryIO, start: int) -> bool:
    stream.seek(start)
    try:
        head = zlib.decompressobj().decompress(stream.read(_HEAD), _HEAD)
    except zlib.error:
        return False
    return bool(_OBJECT_STREAM.match(head))


def _refuse_unreadable(stream: BinaryIO, start: int, before: bytes) -> None:
    """Objects packed in a way that cannot be read here could hide anything."""
    own = before[before.rfind(b"obj") + 1 :]
    if not _OBJECTS.search(own):
        return
    stream.seek(start)
    readable = _ZLIB_HEAD.match(stream.read(1)) or not _FILTER.search(own)
    if not readable or _PREDICTOR.search(own):
        raise _unreadable()


def _refuse_packed_names(stream: BinaryIO, limits: Limits) -> None:
    left = limits.pdf_bytes
    for count, (start, before) in enumerate(_starts(stream)):
        if count > _MOST_STREAMS:
            raise _unreadable()
        _refuse_unreadable(stream, start, before)
        stream.seek(start)
        if not _ZLIB_HEAD.match(stream.read(1)) or not _is_objects(stream, start):
            continue
        for window in windows(_inflate(stream, start, left + 1)):
            _refuse_names(window)
            left -= len(window)
        if left < 0:
            raise FileRefused(
                N_("The file would unpack to far more than its size."), cure=_PRINT_AGAIN
            )


def refuse_unsafe_pdf(stream: BinaryIO, limits: Limits) -> None:
    """Refuse a PDF with scripts, commands, inner files, a password or another file's bytes."""
    refuse_hidden_content(stream, markup=False)
    for window in windows(pieces(stream)):
        _refuse_names(window)
    _refuse_packed_names(stream, limits)
