"""Polyglots: a picture that is also an archive, a page, or a program."""

from __future__ import annotations

import re
from typing import BinaryIO

from touyan.attachments.rules.limits import FileRefused
from touyan.attachments.rules.streams import pieces, windows
from touyan.kernel.messages import N_

# Each needle is found fast; the pattern then rules out chance matches in compressed data.
HIDDEN: dict[bytes, re.Pattern[bytes]] = {
    b"PK\x03\x04": re.compile(rb"PK\x03\x04[\x0a-\x3f]\x00..[\x00\x08]\x00", re.DOTALL),
    b"PK\x05\x06": re.compile(rb"PK\x05\x06\x00\x00\x00\x00"),
    b"Rar!\x1a\x07": re.compile(rb"Rar!\x1a\x07[\x00\x01]"),
    b"7z\xbc\xaf\x27\x1c": re.compile(rb"7z\xbc\xaf\x27\x1c\x00"),
    b"in DOS mode": re.compile(rb"in DOS mode"),
    b"\x7fELF": re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01"),
}
MARKUP: dict[bytes, re.Pattern[bytes]] = {
    b"<html": re.compile(rb"<html[\s>]"),
    b"<script": re.compile(rb"<script[\s>/]"),
    b"<svg": re.compile(rb"<svg[\s>]"),
    b"<!doctype html": re.compile(rb"<!doctype html[\s>]"),
    b"<iframe": re.compile(rb"<iframe[\s>]"),
    b"<?php": re.compile(rb"<\?php\s"),
    b"%pdf-": re.compile(rb"%pdf-[12]\.\d"),
}


def _found(window: bytes, table: dict[bytes, re.Pattern[bytes]]) -> bool:
    return any(needle in window and pattern.search(window) for needle, pattern in table.items())


def refuse_hidden_content(stream: BinaryIO, *, markup: bool = True) -> None:
    """Refuse a file that is of its kind and at the same time something else."""
    for window in windows(pieces(stream)):
        if _found(window, HIDDEN) or (markup and _found(window.lower(), MARKUP)):
            raise FileRefused(
                N_("Another file is hidden inside this one."),
                cure=N_("Photograph or print the page again and send the new file."),
            )
