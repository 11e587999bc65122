"""The digest of a frozen list: whoever holds the list can compute it again.

SM3 (GB/T 32905) over UTF-8 lines joined by a line feed: "touyan batch 1", the campaign's id, the
batch's number, the moment of freezing in UTC, then one line for each matter in order:
ordinal, tab, the matter's id, tab, its number, tab, the unit code of its office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from touyan.kernel.crypto import sm3


@dataclass(frozen=True)
class Line:
    """One matter of a list."""

    ordinal: int
    matter: str
    number: str
    organ: str

    def __str__(self) -> str:
        return f"{self.ordinal}\t{self.matter}\t{self.number}\t{self.organ}"


def list_text(*, campaign: str, number: int, frozen_at: datetime, lines: Iterable[Line]) -> str:
    """The list as text: what is hashed, and what is handed out."""
    moment = frozen_at.astimezone(UTC).isoformat(timespec="microseconds")
    head = ["touyan batch 1", campaign, str(number), moment]
    return "\n".join([*head, *(str(line) for line in lines)])


def digest_of(text: str) -> str:
    """The digest in hexadecimal."""
    return sm3(text.encode()).hex()
