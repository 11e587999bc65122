"""Two slips of the pen in the register, for the list of what is wrong in it to show."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from touyan.matters.models import Act, Closing


def plant_faults(organs: Collection[int], *, now: datetime) -> None:
    """An assignment entered with a day before the receipt, and a closing with a day before the
    acceptance; the first matters in which either can be."""
    again = (
        Act.objects.filter(verb="assign", matter__stage="handling", matter__organ__in=organs)
        .select_related("matter")
        .order_by("pk")
        .first()
    )
    if again:
        Act.objects.create(
            matter=again.matter, verb=again.verb, at=now, by=again.by, organ=again.organ,
            happened_on=again.matter.received_on - timedelta(days=7),
            legal_basis=again.legal_basis, detail=again.detail, reason="补录分案，日期误填",
        )  # fmt: skip
    accepted = Act.objects.filter(
        verb="accept", matter__stage="closed", matter__organ__in=organs
    ).order_by("pk")
    if first := accepted.first():
        Closing.objects.filter(matter=first.matter_id, reopened_at=None).update(
            on=first.happened_on - timedelta(days=1)
        )
