"""Quiet notices: made once a day, seen when their reader says so."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice

from django.db import transaction

from touyan.audit.actions import record
from touyan.leadership.models import Notice
from touyan.leadership.queries.notices import Told, notices_of, to_tell
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

BATCH = 500


@transaction.atomic
def make_notices(*, now: datetime) -> int:
    """Tell leaders, the office above, and who is to keep a promise, what ends soon or has passed;
    each once."""
    return tell(to_tell(now=now), now=now)


@transaction.atomic
def tell(wanted: Iterable[Told], *, now: datetime) -> int:
    """Make the notices that are not there yet; how many were made."""
    before = Notice.objects.count()
    rows = (Notice(**vars(one), made_at=now) for one in wanted)
    while batch := list(islice(rows, BATCH)):
        Notice.objects.bulk_create(batch, ignore_conflicts=True)
    made = Notice.objects.count() - before
    if made:
        record(verb="leadership.make_notices", by=None, now=now, detail={"rows": made})
    return made


def settle_errands(errands: Collection[uuid.UUID], *, now: datetime) -> None:
    """What was done presses on nobody any more."""
    Notice.objects.filter(errand__in=errands, settled_at__isnull=True).update(settled_at=now)


@transaction.atomic
def see_notices(*, ids: Collection[uuid.UUID] | None, by: Account, now: datetime) -> int:
    """Mark one's own notices as seen, those named or all."""
    mine = notices_of(viewer=viewer_of(by, now=now)).filter(seen_at__isnull=True)
    if ids is not None:
        mine = mine.filter(public_id__in=ids)
    seen = Notice.objects.filter(pk__in=mine.values("pk")).update(seen_at=now)
    if seen:
        record(verb="leadership.see_notices", by=by, now=now, detail={"rows": seen})
    return seen
