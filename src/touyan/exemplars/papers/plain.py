"""Bytes of no known kind, read as text in every way a Chinese computer writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touyan.exemplars.rules.gate import Piece

_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f�]+")
_LEAST = 2


def as_words(where: str, data: bytes) -> Iterator[Piece]:
    """What the bytes say in each way of writing in which they say anything."""
    seen = set()
    for encoding in _ENCODINGS if data.strip(b"\0 \r\n\t") else ():
        for start in (0, 1) if encoding.startswith("utf-16") else (0,):
            text = _UNPRINTED.sub(" ", data[start:].decode(encoding, "replace")).strip()
            if len(text) >= _LEAST and text not in seen:
                seen.add(text)
                yield Piece(where, text)
