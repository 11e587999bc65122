"""Reading piece by piece, so that no upload is ever held in memory whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

PIECE = 256 * 1024
OVERLAP = 256


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The whole stream from its start; the reader may seek elsewhere between pieces."""
    position = 0
    while stream.seek(position) == position and (piece := stream.read(PIECE)):
        position += len(piece)
        yield piece


def windows(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Each piece with the tail of the one before, so that no pattern hides on a seam."""
    tail = b""
    for piece in parts:
        window = tail + piece
        yield window
        tail = window[-OVERLAP:]
