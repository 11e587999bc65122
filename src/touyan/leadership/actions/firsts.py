"""The first-responsibility system: whoever was first stays on record, whatever happens later."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from touyan.leadership.models import FirstResponsible
from touyan.leadership.rules.words import Responsible
from touyan.matters.models import Matter


def keep_first(matter: Matter, *, now: datetime) -> None:
    """Note office, department and person the first time each is known; called within the
    transaction of the act that makes it known (2003 measures, article 3)."""
    if not connection.in_atomic_block:
        raise RuntimeError("who was first belongs to the transaction of its act")
    known = set(FirstResponsible.objects.filter(matter=matter).values_list("part", flat=True))
    rows = [FirstResponsible(matter=matter, part=Responsible.ORGAN, organ=matter.first_organ)]
    if matter.department_id:
        rows.append(
            FirstResponsible(
                matter=matter, part=Responsible.DEPARTMENT, organ=matter.organ,
                department=matter.department,
            )
        )  # fmt: skip
    if matter.handler_id:
        rows.append(
            FirstResponsible(
                matter=matter, part=Responsible.PERSON, organ=matter.organ,
                department=matter.department, person=matter.handler,
            )
        )  # fmt: skip
    for row in rows:
        row.since = now
    FirstResponsible.objects.bulk_create(row for row in rows if row.part not in known)
