"""Inspections of the register: their lists, what was found, what was told of it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from touyan.demonstration.rules.cast import ELSEWHERE
from touyan.inspections.actions import checklists
from touyan.inspections.models import (
    Checklist,
    Circular,
    Entry,
    Export,
    Finding,
    Inspection,
    Member,
    Pick,
    Review,
    Run,
)
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ

PROVINCE = 2
ROUTES = (
    "inspection",
    "inspection-change",
    "inspection-freeze",
    "inspection-draw",
    "inspection-end",
    "inspection-matters",
    "inspection-list",
    "inspection-exports",
    "inspection-again",
    "inspection-members",
    "inspection-name",
    "inspection-assign",
    "inspection-progress",
    "inspection-findings",
    "findings-offices",
    "findings-tell",
    "findings-final",
    "inspection-results",
    "inspection-counted",
    "inspection-rounds",
    "inspection-circular",
    "circular-write",
    "circular-issue",
    "circular-counted",
)
"""Those that name an inspection and nothing else."""
EXPORT_ROUTES = ("inspection-export-run", "inspection-export-file")


def export_of(case: Any) -> dict[str, object]:
    """The spreadsheet the clerk asked for."""
    return {"export_id": case.looked.inspection.exports.latest("pk").public_id}


def looked_at(matter: Matter, organ: Organ, clerk: Account, now: datetime) -> Member:
    """A member of the office's inspection, which has this matter on its list: that offices here
    and above inspect is known to all; whose matters are on the list is not."""
    inspection = [_inspection(office, now) for office in _above(organ)][-1]
    entry = Entry.objects.create(
        inspection=inspection, matter=matter, organ=organ, ordinal=inspection.entries.count() + 1
    )
    Pick.objects.create(entry=entry, source="drawn", place=entry.ordinal, at=now)
    member, _named = Member.objects.get_or_create(
        inspection=inspection, account=clerk, left_at=None, defaults={"added_at": now}
    )
    Export.objects.get_or_create(
        inspection=inspection, listing="matters", language="en", asked_by=clerk, asked_at=now
    )
    return member


def found_in(name: str, matter: Matter, now: datetime) -> uuid.UUID:
    """Something found in it that its office was told."""
    pick = Pick.objects.get(entry__matter=matter)
    found = Finding.objects.create(
        inspection=pick.entry.inspection, pick=pick, organ=pick.entry.organ, question="Q05",
        severity="serious", fact=f"{name}乙事实", rule="办案规范", evidence="正卷第3页",
        stage="told", found_at=now,
        answer_by=now.date() + timedelta(days=10),
    )  # fmt: skip
    return found.public_id


def _circular(inspection: Inspection, now: datetime) -> None:
    """What the province tells of its inspection, over whatever is on the list."""
    places = list(range(1, 20))
    Circular.objects.create(
        inspection=inspection, problems="阅卷记录", practice="听取意见", drafted_at=now, issued_at=now,
        digest="0" * 64, salt="0",
        figures={"picked": {"drawn": places}, "reviewed": places, "apart": {}, "findings": [],
                 "answers": {"Q05": {"not_met": places}}},
    )  # fmt: skip


def _above(organ: Organ) -> list[Organ]:
    """The office with those above it, the highest first."""
    steps = [int(step) for step in organ.path.split("/") if step]
    return list(Organ.objects.filter(pk__in=steps).order_by("path"))


def _inspection(organ: Organ, now: datetime) -> Inspection:
    checklists.load_shipped(now=now)
    day = now.date()
    inspection, made = Inspection.objects.get_or_create(
        organ=organ, name="专项督查",
        defaults={
            "basis": "督查方案", "starts_on": day, "ends_on": day + timedelta(days=300),
            "checklist": Checklist.objects.get(organ=None), "mode": "simple", "margin": "20.0",
            "number_source": "上证指数", "number_on": day, "created_at": now, "frozen_at": now,
            "state": "drawn", "size": 1000, "digest": "0" * 64, "number": "1", "seed": "0" * 64,
            "drawn_at": now,
        },
    )  # fmt: skip
    if made:
        Run.objects.create(inspection=inspection, task="assign", asked_by=Account.objects.earliest(
            "pk"), asked_at=now, ended_at=now)  # fmt: skip
        if organ.level == PROVINCE:
            _circular(inspection, now)
    return inspection


def _reviewed(organ: Organ, now: datetime, *, done: bool) -> Inspection:
    day = now.date()
    inspection, _made = Inspection.objects.get_or_create(
        organ=organ, name="已评" if done else "待评",
        defaults={
            "basis": "督查计划", "starts_on": day, "ends_on": day + timedelta(days=300), "seats": 1,
            "checklist": Checklist.objects.get(organ=None), "mode": "full", "state": "drawn",
            "created_at": now, "frozen_at": now, "size": 1000, "digest": "0" * 64, "drawn_at": now,
        },
    )  # fmt: skip
    return inspection


def review_of(matter: Matter, reviewer: Account, now: datetime, *, done: bool) -> Review:
    """A review in an inspection of the reviewer's office: waiting for it, or done."""
    organ = reviewer.person.posts.get().organ
    inspection = [_reviewed(office, now, done=done) for office in _above(organ)][-1]
    inspection.members.get_or_create(account=reviewer, defaults={"added_at": now})
    entry = Entry.objects.create(
        inspection=inspection, matter=matter, ordinal=inspection.entries.count() + 1,
        organ=Organ.objects.get(code=ELSEWHERE),
    )  # fmt: skip
    pick = Pick.objects.create(entry=entry, source="full", place=entry.ordinal, at=now)
    return Review.objects.create(pick=pick, seat="first", reviewer=reviewer, assigned_at=now,
                                 done_at=now if done else None,
                                 prefilled={"Q01": {"answer": "met", "why": "包案"}})  # fmt: skip
