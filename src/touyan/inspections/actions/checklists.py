"""Checklists: the shipped one, and the versions offices publish."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.audit.actions import record
from touyan.inspections.models import Checklist
from touyan.inspections.queries.plans import checklist_by_public_id
from touyan.inspections.rules.checklist import check_content
from touyan.inspections.rules.running import check_planner
from touyan.inspections.seed import shipped_checklist
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of


@transaction.atomic
def load_shipped(*, now: datetime) -> int:
    """Enter the shipped version where it is not there yet."""
    shipped = shipped_checklist()
    there = Checklist.objects.filter(organ=None, name=shipped["name"], number=shipped["number"])
    if there.exists():
        return 0
    Checklist.objects.create(**shipped, published_at=now)
    record(verb="inspection.load_checklist", by=None, now=now, detail={"name": shipped["name"]})
    return 1


@transaction.atomic
def publish_checklist(
    *,
    after_id: uuid.UUID,
    organ: Organ,
    content: Sequence[Mapping[str, Any]],
    note: str,
    by: Account,
    now: datetime,
) -> Checklist:
    """Publish an office's next version of a checklist; running inspections keep theirs."""
    check_planner(viewer_of(by, now=now), organ_path=organ.path)
    earlier = checklist_by_public_id(after_id, viewer=viewer_of(by, now=now))
    check_content(content)
    own = Checklist.objects.filter(organ=organ, name=earlier.name).order_by("-number").first()
    number = max(earlier.number, own.number if own else 0) + 1
    version = Checklist.objects.create(
        organ=organ, name=earlier.name, number=number, content=list(content), note=note.strip(),
        published_by=by, published_at=now,
    )  # fmt: skip
    record(
        verb="inspection.publish_checklist", by=by, now=now, subject_type="checklist",
        subject_id=version.public_id, organ_id=organ.pk,
        detail={"name": version.name, "number": number},
    )  # fmt: skip
    return version
