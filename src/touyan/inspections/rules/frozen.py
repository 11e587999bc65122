"""The text of a frozen population, and its digest: whoever holds the list computes it again.

SM3 (GB/T 32905) over UTF-8 lines joined by a line feed: "touyan inspection 1", the inspection's
id, the moment of freezing in UTC, the plan's own words as one line of JSON with sorted keys (of
its checklist the id, and the digest of its questions written the same way), then one line for each
matter in order: ordinal, tab, the matter's id, tab, its number, tab, the unit code of its office,
tab, its stratum.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from touyan.kernel.crypto import sm3


@dataclass(frozen=True)
class Line:
    """One matter of the population."""

    ordinal: int
    matter: str
    number: str
    organ: str
    stratum: str = ""

    def __str__(self) -> str:
        return f"{self.ordinal}\t{self.matter}\t{self.number}\t{self.organ}\t{self.stratum}"


def population_text(
    *, inspection: str, frozen_at: datetime, plan: Mapping[str, Any], lines: Iterable[Line]
) -> str:
    """The frozen list as text: what is hashed, and what is handed out."""
    moment = frozen_at.astimezone(UTC).isoformat(timespec="microseconds")
    return "\n".join(["touyan inspection 1", inspection, moment, _line(plan), *map(str, lines)])


def digest_of(text: str) -> str:
    """The digest in hexadecimal."""
    return sm3(text.encode()).hex()


def content_digest(content: object) -> str:
    """The digest of a checklist's questions: another wording is another checklist."""
    return digest_of(_line(content))


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
