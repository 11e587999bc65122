"""The audit chain: each row's digest covers the row and the digest before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from touyan.kernel.messages import N_

GENESIS = bytes(32)
_GONE = N_("rows noted in an anchor are gone")


@dataclass(frozen=True)
class Row:
    """One audit row as stored; `detail` is plain JSON without personal data."""

    number: int
    at: datetime
    actor_id: int | None
    actor_name: str
    organ_id: int | None
    verb: str
    subject_type: str
    subject_id: str
    detail: dict[str, object]
    digest: bytes

    def canonical(self) -> bytes:
        """The row as bytes, the same on every machine."""
        values = [
            self.number,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor_id,
            self.actor_name,
            self.organ_id,
            self.verb,
            self.subject_type,
            self.subject_id,
            self.detail,
        ]
        text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()


@dataclass(frozen=True)
class Anchor:
    """A digest noted outside the database: the row of that number had that digest."""

    number: int
    digest: bytes


@dataclass(frozen=True)
class Verdict:
    """Result of walking the chain: rows walked, and the first broken row with the reason."""

    rows: int
    broken_at: int | None = None
    reason: str = ""
    anchors: int = 0

    @property
    def whole(self) -> bool:
        return self.broken_at is None


Chain = Callable[[bytes, bytes], bytes]


def walk(rows: Iterable[Row], *, chain: Chain, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Recompute every digest in order and compare it with the row and with the anchors."""
    noted = {anchor.number: anchor.digest for anchor in anchors}
    previous, count = GENESIS, 0
    for row in rows:
        count += 1
        fault = _fault(row, expected=count, digest=chain(previous, row.canonical()), noted=noted)
        if fault:
            return Verdict(rows=count, broken_at=min(row.number, count), reason=fault)
        previous = row.digest
    missing = [number for number in noted if number > count]
    if missing:
        return Verdict(count, count + 1, _GONE, len(noted))
    return Verdict(count, anchors=len(noted))


def _fault(row: Row, *, expected: int, digest: bytes, noted: dict[int, bytes]) -> str:
    if row.number != expected:
        return N_("a row is missing before this one")
    if row.digest != digest:
        return N_("the row was altered")
    if noted.get(row.number, row.digest) != row.digest:
        return N_("the row differs from the anchor outside the database")
    return ""
