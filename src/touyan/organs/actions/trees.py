"""An office brings in its own tree from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from touyan.audit.actions import record
from touyan.organs.actions.rights import require
from touyan.organs.models import Account, Organ, OrganTreeImport
from touyan.organs.queries import TreePlan, plan_tree
from touyan.organs.reference import enter
from touyan.organs.rules.roles import Role
from touyan.organs.rules.tree_file import Sheet


@transaction.atomic
def import_tree(
    *, organ: Organ, file_name: str, sheet: Sheet, by: Account, now: datetime
) -> OrganTreeImport:
    """Enter every accepted row: new offices with their codes, short names as the office writes
    them. Done a second time it changes nothing, because what was new is then known."""
    require(Role.SYSTEM_ADMIN, organ, by=by, now=now)
    # One import at a time: two could otherwise allot the same code.
    Organ.objects.select_for_update(no_key=True).filter(level=Organ.Level.SUPREME).first()
    plan = plan_tree(organ=organ, sheet=sheet, on=localdate(now))
    _enter_new(plan)
    _rename(plan.short_names)
    reading = plan.reading
    done = OrganTreeImport.objects.create(
        organ=organ,
        by=by,
        at=now,
        file_name=file_name,
        rows=len(sheet.records),
        accepted=len(reading.matched) + len(reading.new),
        problems=[problem.as_record() for problem in reading.problems],
    )
    record(verb="organ.import_tree", by=by, now=now, subject_type="organ", subject_id=organ.pk,
           organ_id=organ.pk,
           detail={"import": done.pk, "rows": done.rows, "known": len(reading.matched),
                   "new": len(reading.new), "kept_out": len(reading.rejected_rows),
                   "short_names": len(plan.short_names)})  # fmt: skip
    return done


def _enter_new(plan: TreePlan) -> None:
    """Parents stand at a higher level than their children, so level by level."""
    fresh = [found.organ for found in plan.reading.new]
    known = dict(Organ.objects.values_list("code", "pk"))
    for level in (2, 3, 4):
        enter([row for row in fresh if row.level == level], known)


def _rename(short_names: Mapping[str, str]) -> None:
    organs = list(Organ.objects.filter(code__in=short_names))
    for organ in organs:
        organ.short_name = short_names[organ.code]
    Organ.objects.bulk_update(organs, ["short_name"], batch_size=500)
