"""Keeping a question under a name, and dropping it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.kernel.errors import NotVisible
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.statistics.models import SavedQuery
from touyan.statistics.rules.crossing import checked_name


@transaction.atomic
def save_query(
    *, name: str, address: str, shared: bool, organ: Organ, by: Account, now: datetime
) -> SavedQuery:
    """Keep a question; the same name again takes the place of the earlier one. It is shared with
    one's own office, whichever office it asks about."""
    name, viewer = checked_name(name), viewer_of(by, now=now)
    if not viewer.in_scope(organ.path):
        raise NotVisible
    own = viewer.grants[0].organ_id
    query, _new = SavedQuery.objects.update_or_create(
        account=by, name=name,
        defaults={"address": address, "shared": shared, "organ_id": own, "saved_at": now},
    )  # fmt: skip
    record(verb="query.save", by=by, now=now, subject_type="query", subject_id=query.public_id,
           organ_id=own, detail={"name": name})  # fmt: skip
    return query


@transaction.atomic
def drop_query(*, public_id: uuid.UUID, by: Account, now: datetime) -> None:
    """Drop one's own question; a shared one goes for everybody."""
    query = SavedQuery.objects.select_for_update().filter(public_id=public_id, account=by).first()
    if query is None:
        raise NotVisible
    record(verb="query.drop", by=by, now=now, subject_type="query", subject_id=query.public_id,
           organ_id=query.organ_id, detail={"name": query.name})  # fmt: skip
    query.delete()
