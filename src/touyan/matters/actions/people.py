"""Who is responsible: assignment to office, department and handler, and hand-over."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.intake.models import Wall
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Message
from touyan.matters.actions.ledger import What, enter, lock, permitted
from touyan.matters.models import Act, Assignment, Matter
from touyan.matters.rules.lifecycle import Stage
from touyan.organs.models import Account, Department, Organ
from touyan.organs.queries import current_posts, viewer_of
from touyan.organs.rules.roles import Role
from touyan.organs.rules.walls import Brick, stops


@transaction.atomic
def assign(
    *,
    matter_id: uuid.UUID,
    handler: Account | None,
    department: Department | None,
    organ: Organ | None = None,
    reason: str = "",
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Assign, or hand over, with history. To a lower office: the assigned-matter clock starts.

    Nobody behind the matter's wall can be named.
    """
    matter = lock(matter_id, by=by, now=now, version=version)
    target = organ or matter.organ
    _check_target(matter, target, department, handler, now)
    if handler and department is None:
        department = _own_department(handler, target, now)
    taken = permitted(matter, "assign", by=by, now=now)
    lower, acting = target.pk != matter.organ_id, matter.organ_id
    matter.stage = taken.lands(Stage(matter.stage))
    matter.organ, matter.department, matter.handler = target, department, handler
    matter.assigned_from_above = matter.assigned_from_above or lower
    detail: dict[str, object] = {
        "organ": target.name,
        "department": department.name if department else "",
        "handler": handler.get_short_name() if handler else "",
        "assigned_from_above": lower,
    }
    what = What(reason=reason, detail=detail, organ_id=acting)
    act = enter(matter, "assign", by=by, now=now, what=what, basis=taken.basis)
    _remember(matter, by=by, now=now, reason=reason)
    return act


def _own_department(handler: Account, organ: Organ, now: datetime) -> Department | None:
    """The department in which the handler serves in that office."""
    post = current_posts(account=handler, now=now).filter(organ=organ).first()
    return post.department if post else None


def _check_target(
    matter: Matter,
    target: Organ,
    department: Department | None,
    handler: Account | None,
    now: datetime,
) -> None:
    if target.pk != matter.organ_id and not target.path.startswith(matter.organ.path):
        raise Refused(N_("A matter is assigned within the office or to an office beneath it."))
    if target.pk == matter.organ_id and handler is None and department is None:
        raise Refused(N_("Name a handler or a department."))
    if department and department.organ_id != target.pk:
        raise Refused(N_("The department belongs to another office."))
    wall = [
        Brick(Message(w.reason), w.person_id, w.organ_id, w.department_id)
        for w in Wall.objects.filter(petition__belonging__matter=matter)
    ]
    if any(f"/{brick.organ_id}/" in target.path for brick in wall if brick.organ_id):
        raise Refused(
            N_("This office may not handle it: the petition complains of those who lead it.")
        )
    if handler:
        viewer = viewer_of(handler, now=now)
        if stops(viewer, wall):
            raise Refused(N_("This person may not be given the matter."))
        if not viewer.holds([Role.HANDLER], organ_path=target.path):
            raise Refused(N_("This person is not a handling prosecutor of that office."))


def _remember(matter: Matter, *, by: Account, now: datetime, reason: str) -> None:
    Assignment.objects.filter(matter=matter, until_at__isnull=True).update(until_at=now)
    Assignment.objects.create(
        matter=matter, organ=matter.organ, department=matter.department, handler=matter.handler,
        assigned_by=by, from_at=now, reason=reason.strip(),
    )  # fmt: skip
