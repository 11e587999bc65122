"""Frozen lists that figures may be about: batches of campaigns and inspections."""

from __future__ import annotations

from dataclasses import dataclass

from touyan.campaigns.models import Batch
from touyan.campaigns.queries.campaigns import campaigns_seen
from touyan.inspections.queries.plans import inspections_seen
from touyan.organs.rules.access import Viewer

MOST = 60


@dataclass(frozen=True)
class Topic:
    """A frozen list: its code in facts, whose it is, and its number where it is a batch."""

    code: str
    name: str
    batch: int | None = None


def topics_seen(*, viewer: Viewer) -> list[Topic]:
    """The lists the viewer may know of, the newest of each kind first."""
    seen = campaigns_seen(viewer=viewer).values("pk")
    batches = Batch.objects.filter(campaign__in=seen, frozen_at__isnull=False)
    inspections = inspections_seen(viewer=viewer).filter(frozen_at__isnull=False)
    return [
        *(
            Topic(f"batch:{public_id}", name, number)
            for public_id, name, number in batches.order_by("-frozen_at").values_list(
                "public_id", "campaign__name", "number"
            )[:MOST]
        ),
        *(
            Topic(f"inspection:{public_id}", name)
            for public_id, name in inspections.values_list("public_id", "name")[:MOST]
        ),
    ]
