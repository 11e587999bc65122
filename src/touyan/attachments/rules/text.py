"""Plain text: readable characters in UTF-8 or GB 18030, not a page or a script."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from touyan.attachments.rules.limits import FileRefused
from touyan.attachments.rules.streams import pieces
from touyan.kernel.messages import N_

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<[!?a-z]|#!|\{\\rtf)", re.IGNORECASE)


def _decodes(parts: Iterator[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in parts:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def refuse_unsafe_text(stream: BinaryIO) -> None:
    """Refuse bytes that are not text, and text that a browser would run as a page."""
    stream.seek(0)
    if _MARKUP.match(stream.read(512)):
        raise FileRefused(
            N_("The file is a web page, drawing or script, not plain text."),
            cure=N_("Copy its words into a text document, or print it to PDF."),
        )
    readable = not any(_CONTROL.search(piece) for piece in pieces(stream))
    if not readable or not any(_decodes(pieces(stream), name) for name in ("utf-8", "gb18030")):
        raise FileRefused(
            N_("The text cannot be read."),
            cure=N_("Save it as a text file in UTF-8 and send that."),
        )
