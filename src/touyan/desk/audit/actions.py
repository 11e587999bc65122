"""Looking at the log leaves rows in it too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.audit.rules.chain import Verdict
from touyan.organs.queries import Account


@transaction.atomic
def record_reading(*, filters: Iterable[str], by: Account, now: datetime) -> None:
    """Leave a row that the log was read. Which filters were used, never what was typed."""
    record(
        verb="audit.read", by=by, now=now, subject_type="audit", detail={"filters": sorted(filters)}
    )


@transaction.atomic
def record_proof(verdict: Verdict, *, by: Account, now: datetime) -> None:
    """Leave a row that the chain was walked, with the result."""
    record(
        verb="audit.verify",
        by=by,
        now=now,
        subject_type="audit",
        detail={"rows": verdict.rows, "whole": verdict.whole},
    )
