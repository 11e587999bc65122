"""Figures, faults and answers taken away as files."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.organs.models import Account, Organ


@transaction.atomic
def note_taken(what: str, *, organ: Organ, by: Account, now: datetime, **detail: object) -> None:
    """Write down that somebody took a spreadsheet of `what`: figures, a query, quality."""
    record(
        verb=f"statistics.export_{what}", by=by, now=now, subject_type="organ",
        subject_id=organ.code, organ_id=organ.pk, detail=detail,
    )  # fmt: skip
