"""Departments of an office."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from touyan.audit.actions import record
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.messages import N_
from touyan.organs.actions.rights import require
from touyan.organs.models import Account, Department, Organ
from touyan.organs.queries import posts_in_force
from touyan.organs.rules.roles import Role


@transaction.atomic
def add_department(
    *, organ: Organ, name: str, name_en: str, handles_petitions: bool, by: Account, now: datetime
) -> Department:
    """Add a department; one closed under the same name opens again."""
    require(Role.SYSTEM_ADMIN, organ, by=by, now=now)
    department, is_new = Department.objects.select_for_update().get_or_create(
        organ=organ,
        name=name,
        defaults={"name_en": name_en, "handles_petitions": handles_petitions},
    )
    if not is_new:
        _reopen(department, name_en=name_en, handles_petitions=handles_petitions)
    record(
        verb="organ.add_department",
        by=by,
        now=now,
        subject_type="organ",
        subject_id=organ.pk,
        organ_id=organ.pk,
        detail={"department": department.pk},
    )
    return department


def _reopen(department: Department, *, name_en: str, handles_petitions: bool) -> None:
    if department.closed_on is None:
        raise Conflict(N_("The office already has a department of this name."))
    department.closed_on = None
    department.name_en = name_en or department.name_en
    department.handles_petitions = handles_petitions
    department.save(update_fields=["closed_on", "name_en", "handles_petitions"])


@transaction.atomic
def close_department(*, department_id: int, by: Account, now: datetime) -> None:
    """Close a department nobody serves in any more; what it did stays on record."""
    department = (
        Department.objects.select_for_update(of=("self",))
        .select_related("organ")
        .get(pk=department_id)
    )
    organ, today = department.organ, localdate(now)
    require(Role.SYSTEM_ADMIN, organ, by=by, now=now)
    if department.closed_on:
        raise Conflict(N_("Somebody else has done this already."))
    if posts_in_force(on=today).filter(department=department).exists():
        raise Refused(N_("People still serve in this department. End or move their posts first."))
    department.closed_on = today
    department.save(update_fields=["closed_on"])
    record(
        verb="organ.close_department",
        by=by,
        now=now,
        subject_type="organ",
        subject_id=organ.pk,
        organ_id=organ.pk,
        detail={"department": department.pk},
    )
