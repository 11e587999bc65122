"""One office is merged into another: its open matters go over with their history."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Wall
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions.charges import release
from touyan.leadership.actions.duties import reassess
from touyan.leadership.models import ChargeForm
from touyan.leadership.rules.words import EndGround
from touyan.matters.actions.ledger import What, enter
from touyan.matters.models import Assignment, Matter
from touyan.matters.rules.lifecycle import OPEN
from touyan.organs.actions.rights import require
from touyan.organs.models import Account, Organ
from touyan.organs.rules.roles import Role
from touyan.organs.rules.walls import route


@transaction.atomic
def merge_organ(*, organ: Organ, into: Organ, reason: str, by: Account, now: datetime) -> int:
    """Move every open matter of an office to the one it was merged into; how many went.

    The office's last day is today. Department and handler are named anew by the other office; a
    charge ends as "office merged" and its form lies before the new chief. What was done stays with
    the office that did it.
    """
    require(Role.SYSTEM_ADMIN, organ, by=by, now=now)
    require(Role.SYSTEM_ADMIN, into, by=by, now=now)
    if organ.pk == into.pk or into.path.startswith(organ.path):
        raise Refused(N_("An office cannot be merged into itself or into an office beneath it."))
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    found = (
        Matter.objects.select_for_update(of=("self",))
        .filter(organ=organ, stage__in=OPEN)
        .select_related("organ", "first_organ")
        .defer("search")
        .order_by("pk")
    )
    matters = list(found)
    for matter in matters:
        _take_over(matter, into, reason, by, now)
    organ.valid_to = legal_day(now)
    organ.save(update_fields=["valid_to"])
    record(verb="organ.merge", by=by, now=now, subject_type="organ", subject_id=organ.code,
           organ_id=organ.pk, detail={"into": into.code, "matters": len(matters)})  # fmt: skip
    return len(matters)


def _take_over(matter: Matter, into: Organ, reason: str, by: Account, now: datetime) -> None:
    """One matter goes to the new office, or, where a wall stands before that, to one above it."""
    target = _unwalled(matter, into)
    before = matter.organ
    Assignment.objects.filter(matter=matter, until_at__isnull=True).update(until_at=now)
    matter.organ, matter.department, matter.handler = target, None, None
    ChargeForm.objects.filter(matter=matter, outcome="").update(organ=target)
    release(matter, ground=EndGround.ORGAN_MERGED, reason=reason, by=by, now=now)
    detail: dict[str, object] = {"organ": target.name, "before": before.name}
    what = What(reason=reason, detail=detail, organ_id=before.pk)
    enter(matter, "take_over", by=by, now=now, what=what)
    reassess(matter, by=by, now=now)


def _unwalled(matter: Matter, into: Organ) -> Organ:
    walls = Wall.objects.filter(petition__belonging__matter=matter, organ__isnull=False)
    allowed = route(into.path, walls.values_list("organ_id", flat=True))
    if allowed is None:
        raise Refused(N_("A matter has no office left that may handle it; assign it first."))
    return into if allowed == into.pk else Organ.objects.get(pk=allowed)
