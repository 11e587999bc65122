"""File names as shown and as offered on download; never used as a path."""

from __future__ import annotations

import re
import unicodedata

from touyan.attachments.rules.limits import FileRefused, Limits
from touyan.kernel.messages import N_

# They make `gpj.exe` read as `exe.jpg` on screen (Unicode TR 36).
BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
WINDOWS_FORBIDS = re.compile(r'[<>:"|?*]')
WINDOWS_DEVICES = re.compile(r"\A(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)

RENAME = N_("Rename the file with ordinary characters and send it again.")


def _is_hidden(char: str) -> bool:
    return char in BIDI_CONTROLS or unicodedata.category(char) in {"Cc", "Cs", "Co"}


def safe_name(name: str, limits: Limits) -> str:
    """The name as kept: composed, visible and valid on every desk's system; or a refusal."""
    if any(_is_hidden(char) for char in name):
        raise FileRefused(N_("The file's name contains hidden or control characters."), cure=RENAME)
    if "/" in name or "\\" in name:
        raise FileRefused(N_("The file's name contains a folder."), cure=RENAME)
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(char for char in composed if unicodedata.category(char) != "Cf")
    kept = WINDOWS_FORBIDS.sub("_", visible).strip(" .")
    if len(kept) > limits.name_length:
        raise FileRefused(
            N_("The file's name is longer than %(limit)s characters."),
            cure=N_("Shorten the name and send it again."),
            limit=limits.name_length,
        )
    return f"_{kept}" if WINDOWS_DEVICES.match(kept) else kept


def ending_of(name: str) -> str:
    """`.pdf` of `scan.PDF`; empty when the name has no ending."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""
