"""Writing to the audit log, always inside the transaction of the act it records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection

from touyan.audit.models import Entry
from touyan.audit.rules.chain import GENESIS, Row

_LOCK = 0x746F7579616E  # "touyan": one writer of the chain at a time


class Actor(Protocol):
    """Whoever acts: an account with an id and a name to print."""

    @property
    def pk(self) -> int | None: ...
    def get_short_name(self) -> str: ...


def record(
    *,
    verb: str,
    by: Actor | None,
    now: datetime,
    subject_type: str = "",
    subject_id: object = "",
    organ_id: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> int:
    """Append one row and return its number. `detail` must hold no personal data.

    The lock is held to the end of the transaction, so call this last.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an audit row belongs to the transaction of its act")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Entry.objects.order_by("-number").values_list("number", "digest").first()
    number, previous = (last[0], bytes(last[1])) if last else (0, GENESIS)
    row = Row(
        number=number + 1,
        at=now,
        actor_id=by.pk if by else None,
        actor_name=by.get_short_name() if by else "",
        organ_id=organ_id,
        verb=verb,
        subject_type=subject_type,
        subject_id=str(subject_id),
        detail=json.loads(json.dumps(dict(detail or {}), ensure_ascii=False)),
        digest=b"",
    )
    digest = settings.KEYRING.chain(previous, row.canonical())
    values = {**row.__dict__, "digest": digest}
    Entry.objects.bulk_create([Entry(**values)])
    return row.number


def write_anchor(*, now: datetime) -> Path | None:
    """Note the newest digest in a file outside the database; None when the log is empty."""
    last = Entry.objects.order_by("-number").values_list("number", "digest").first()
    if not last:
        return None
    directory = Path(settings.ANCHOR_DIR)
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / "audit-anchors.txt"
    with file.open("a", encoding="ascii") as handle:
        handle.write(f"{last[0]} {bytes(last[1]).hex()} {now.isoformat()}\n")
    return file
