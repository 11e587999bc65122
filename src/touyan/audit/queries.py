"""Reading and proving the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from touyan.audit.models import Entry
from touyan.audit.rules.chain import Anchor, Row, Verdict, walk


def verify() -> Verdict:
    """Walk the whole chain and check it against the anchors outside the database."""
    return walk(_rows(), chain=settings.KEYRING.chain, anchors=read_anchors())


def read_anchors() -> list[Anchor]:
    """The anchors noted so far, oldest first."""
    file = Path(settings.ANCHOR_DIR) / "audit-anchors.txt"
    if not file.exists():
        return []
    fields = (line.split() for line in file.read_text().splitlines() if line.strip())
    return [Anchor(int(number), bytes.fromhex(digest)) for number, digest, *_ in fields]


def _rows() -> Iterator[Row]:
    for entry in Entry.objects.order_by("number").iterator(chunk_size=5000):
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


def entries_about(subject_type: str, subject_id: object) -> QuerySet[Entry]:
    """Rows about one thing, newest first. The caller has checked that it may be seen."""
    return Entry.objects.filter(subject_type=subject_type, subject_id=str(subject_id)).order_by(
        "-number"
    )
