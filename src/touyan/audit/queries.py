"""Reading and proving the audit log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from touyan.audit.models import Entry as Entry
from touyan.audit.rules.chain import Anchor, Row, Verdict, walk
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_


def verify(walked: Callable[[int], None] | None = None) -> Verdict:
    """Walk the whole chain and check it against the anchors outside the database; `walked` hears
    every so often how far it has come."""
    return walk(_rows(walked), chain=settings.KEYRING.chain, anchors=read_anchors())


def rows_written() -> int:
    """The number of the newest row, which in a whole log is how many there are."""
    return Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0


def read_anchors() -> list[Anchor]:
    """The anchors noted so far, oldest first."""
    file = Path(settings.ANCHOR_DIR) / "audit-anchors.txt"
    if not file.exists():
        return []
    lines = enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1)
    return [_anchor(line, number=number) for number, line in lines if line.strip()]


def anchored_at() -> datetime | None:
    """When the newest anchor was noted; None when there is none that can be read."""
    file = Path(settings.ANCHOR_DIR) / "audit-anchors.txt"
    lines = file.read_text("utf-8", errors="replace").split("\n") if file.exists() else []
    newest = next((line.split() for line in reversed(lines) if line.strip()), [])
    try:
        return datetime.fromisoformat(newest[-1]) if len(newest) > 2 else None
    except ValueError:
        return None


def _anchor(line: str, *, number: int) -> Anchor:
    try:
        row, digest, *_when = line.split()
        return Anchor(int(row), bytes.fromhex(digest))
    except ValueError:
        raise Refused(
            N_("Line %(line)s of the anchor file is damaged. Put a copy of the file in its place."),
            line=number,
        ) from None


def _rows(walked: Callable[[int], None] | None) -> Iterator[Row]:
    for count, entry in enumerate(Entry.objects.order_by("number").iterator(chunk_size=5000), 1):
        if walked and count % 10_000 == 0:
            walked(count)
        yield Row(
            number=entry.number,
            at=entry.at,
            actor_id=entry.actor_id,
            actor_name=entry.actor_name,
            organ_id=entry.organ_id,
            verb=entry.verb,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            detail=entry.detail,
            digest=bytes(entry.digest),
        )


def entries(*, organ_ids: object = None) -> QuerySet[Entry]:
    """Rows newest first, of the given organs (a list or a subquery) or of all."""
    found = Entry.objects.order_by("-number")
    return found if organ_ids is None else found.filter(organ_id__in=organ_ids)


@dataclass(frozen=True)
class Wanted:
    """What an auditor looks for; empty narrows nothing."""

    verb: str = ""
    actor_id: int | None = None
    actor_name: str = ""
    subject_type: str = ""
    subject_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


def narrowed(found: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    """The rows that meet every condition given; a verb is met by those that begin with it."""
    conditions = {
        "verb__startswith": wanted.verb,
        "actor_id": wanted.actor_id,
        "actor_name__startswith": wanted.actor_name,
        "subject_type": wanted.subject_type,
        "subject_id": wanted.subject_id,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    return found.filter(**{name: value for name, value in conditions.items() if value})


def entries_about(subject_type: str, subject_id: object) -> QuerySet[Entry]:
    """Rows about one thing, newest first. The caller has checked that it may be seen."""
    return Entry.objects.filter(subject_type=subject_type, subject_id=str(subject_id)).order_by(
        "-number"
    )
