"""Inspections of the register's offices, for asking every route about them."""

from __future__ import annotations

from datetime import datetime, timedelta

from touyan.inspections.actions import checklists
from touyan.inspections.models import Checklist, Entry, Inspection, Member, Pick, Run
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ


def looked_at(matter: Matter, organ: Organ, clerk: Account, now: datetime) -> Member:
    """A member of the office's inspection, which has this matter on its list: that offices here
    and above inspect is known to all; whose matters are on the list is not."""
    above = [int(step) for step in organ.path.split("/") if step]
    inspection = [
        _inspection(office, now) for office in Organ.objects.filter(pk__in=above).order_by("path")
    ][-1]
    entry = Entry.objects.create(
        inspection=inspection, matter=matter, organ=organ, ordinal=inspection.entries.count() + 1
    )
    Pick.objects.create(entry=entry, source="drawn", place=entry.ordinal, at=now)
    member, _named = Member.objects.get_or_create(
        inspection=inspection, account=clerk, left_at=None, defaults={"added_at": now}
    )
    return member


def _inspection(organ: Organ, now: datetime) -> Inspection:
    checklists.load_shipped(now=now)
    day = now.date()
    inspection, made = Inspection.objects.get_or_create(
        organ=organ, name="专项督查",
        defaults={
            "basis": "督查方案", "starts_on": day, "ends_on": day + timedelta(days=300),
            "checklist": Checklist.objects.get(organ=None), "mode": "simple", "margin": "20.0",
            "number_source": "上证指数", "number_on": day, "created_at": now, "frozen_at": now,
            "state": "drawn", "size": 1, "digest": "0" * 64, "number": "1", "seed": "0" * 64,
            "drawn_at": now,
        },
    )  # fmt: skip
    if made:
        Run.objects.create(inspection=inspection, task="assign", asked_by=Account.objects.earliest(
            "pk"), asked_at=now, ended_at=now)  # fmt: skip
    return inspection
