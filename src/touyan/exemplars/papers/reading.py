"""Every word of a file, wherever it stands in it, for the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from touyan.exemplars.papers.limits import DEEPEST, MOST, unreadable
from touyan.exemplars.papers.office import is_xml, labels_of, parts_of, words_of_part
from touyan.exemplars.papers.pdf import files_in_pdf, words_of_pdf
from touyan.exemplars.papers.picture import is_picture, words_of_picture
from touyan.exemplars.papers.plain import as_words
from touyan.exemplars.rules.gate import Piece

_ENDING = 66_000
"""Within so many bytes of its end a zip container says that it is one."""


def words_in_file(data: bytes, *, within: str = "", depth: int = 0) -> Iterator[Piece]:
    """What the file says, and what every file within it says. Refused when it cannot be read."""
    if len(data) > MOST or depth > DEEPEST:
        raise unreadable()
    for piece in _words(data, depth):
        yield replace(piece, where=f"{within}: {piece.where}") if within else piece


def _words(data: bytes, depth: int) -> Iterator[Piece]:
    if data.startswith(b"PK\x03\x04") or b"PK\x05\x06" in data[-_ENDING:]:
        yield from labels_of(data)
        for name, part in parts_of(data):
            if is_xml(name):
                yield from words_of_part(name, part)
            else:
                yield from words_in_file(part, within=name, depth=depth + 1)
    elif data[:1024].lstrip().startswith(b"%PDF-"):
        yield from words_of_pdf(data)
        for number, inner in enumerate(files_in_pdf(data), start=1):
            yield from words_in_file(inner, within=f"file {number}", depth=depth + 1)
    elif is_picture(data):
        yield from words_of_picture(data)
    else:
        yield from as_words("file", data)
