"""Loading the shipped directory of procuratorates into an installation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from touyan.audit.actions import record
from touyan.audit.queries import entries_about
from touyan.organs.models import Organ
from touyan.organs.rules.directory import OrganRow, shipped_directory, shipped_text


@transaction.atomic
def load_directory(*, now: datetime, say: Callable[[str], None]) -> int:
    """Enter organs the installation does not have yet, parents first; the number entered.

    What an office has changed in its own directory stays as it is.
    """
    digest = sha256(shipped_text().encode()).hexdigest()
    if entries_about("directory", digest).exists():
        return 0
    known = dict(Organ.objects.values_list("code", "pk"))
    rows = [row for row in shipped_directory() if row.code not in known]
    for level in (1, 2, 3, 4):
        enter([row for row in rows if row.level == level], known)
    record(
        verb="directory.load",
        by=None,
        now=now,
        subject_type="directory",
        subject_id=digest,
        detail={"organs": len(rows)},
    )
    say(f"{len(rows)} procuratorates entered")
    return len(rows)


def enter(rows: list[OrganRow], known: dict[str, int]) -> None:
    """One level of the tree; a path needs the ids, so it is written second."""
    organs = Organ.objects.bulk_create([_organ(row, known) for row in rows], batch_size=1000)
    parents = Organ.objects.filter(pk__in=[organ.parent_id for organ in organs])
    paths = dict(parents.values_list("pk", "path"))
    for organ in organs:
        organ.path = f"{paths.get(organ.parent_id or 0, '/')}{organ.pk}/"
        known[organ.code] = organ.pk
    Organ.objects.bulk_update(organs, ["path"], batch_size=1000)


def _organ(row: OrganRow, known: dict[str, int]) -> Organ:
    return Organ(
        code=row.code,
        division_code=row.division_code,
        name=row.name,
        short_name=row.short_name,
        name_en=row.name_en,
        level=row.level,
        kind=row.kind,
        parent_id=known.get(row.parent_code),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        province_code=row.province_code,
    )
