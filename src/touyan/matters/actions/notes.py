"""Internal notes, saved views, and reading with a record."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.matters.models import Matter, Note, SavedView
from touyan.matters.queries import matter_by_public_id, visible
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import NOTHING_LENT, Lent


@transaction.atomic
def write_note(*, matter_id: uuid.UUID, text: str, by: Account, now: datetime) -> Note:
    """Add an internal note to a matter."""
    matter = visible(viewer=viewer_of(by, now=now)).filter(public_id=matter_id).first()
    if matter is None:
        raise NotVisible
    if not text.strip():
        raise Refused(N_("The note is empty."))
    note = Note.objects.create(matter=matter, text=text.strip(), by=by, at=now)
    record(
        verb="matter.note",
        by=by,
        now=now,
        subject_type="matter",
        subject_id=matter_id,
        organ_id=matter.organ_id,
        detail={"note": note.pk},
    )
    return note


@transaction.atomic
def read_matter(
    *, matter_id: uuid.UUID, by: Account, now: datetime, lent: Lent = NOTHING_LENT
) -> Matter:
    """Open a matter's page: the petitioner's name and words are disclosed, so a row is left."""
    matter = matter_by_public_id(matter_id, viewer=viewer_of(by, now=now, lent=lent))
    record(
        verb="matter.read",
        by=by,
        now=now,
        subject_type="matter",
        subject_id=matter_id,
        organ_id=matter.organ_id,
        detail={"number": matter.number},
    )
    return matter


@transaction.atomic
def save_view(*, name: str, query: str, by: Account, now: datetime) -> SavedView:
    """Keep a list's filters under a name; the same name is replaced."""
    if not name.strip():
        raise Refused(N_("Give the view a name."))
    view, _ = SavedView.objects.update_or_create(
        account=by, name=name.strip()[:40], defaults={"query": query[:2000]}
    )
    record(verb="view.save", by=by, now=now, detail={"view": view.pk})
    return view


@transaction.atomic
def drop_view(*, view_id: int, by: Account, now: datetime) -> None:
    """Remove a saved view of one's own."""
    SavedView.objects.filter(pk=view_id, account=by).delete()
    record(verb="view.drop", by=by, now=now, detail={"view": view_id})
