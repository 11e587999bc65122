"""A long spreadsheet of an inspection: asked for, put together on the queue, kept for some days.

Nothing is written before the file is whole: a job that was killed begins again, and one that is
delivered twice finds the export ended.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from touyan.attachments.actions import drop_files, hand_out, keep_file
from touyan.attachments.models import StoredFile
from touyan.attachments.queries import files_of
from touyan.inspections.actions.plans import note
from touyan.inspections.models import Export, Inspection
from touyan.inspections.queries.access import reading_viewer
from touyan.inspections.queries.findings import problem_list
from touyan.inspections.queries.plans import entries_of, inspection_by_public_id
from touyan.inspections.rules.words import Listing
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import N_, Message, as_data, from_data
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer
from touyan.workflows.telling import Tell as Tell
from touyan.workflows.telling import told

JOB = "touyan.export_inspection"
AT_HAND = 2000
"""Up to so many rows the person waits for the file; beyond, they watch it come."""
KEPT = timedelta(days=7)
OWNER = "inspection_export"
Make = Callable[[Export, Viewer, Tell], bytes]
"""Says in words what an export lists; screens do."""


def listed(listing: Listing, inspection: Inspection, *, viewer: Viewer) -> QuerySet[Any]:
    """What a spreadsheet has a row for, without what no row shows."""
    if listing is Listing.MATTERS:
        return entries_of(inspection, viewer=viewer).defer("matter__search")
    found = problem_list(inspection, viewer=viewer).select_related(None)
    found = found.select_related("organ", "owner__person", "pick__entry__matter")
    return found.defer("pick__entry__matter__search")


@transaction.atomic
def take_listing(
    *, inspection_id: uuid.UUID, listing: Listing, by: Account, now: datetime
) -> Inspection:
    """The inspection for a spreadsheet made at once; a row says who took it."""
    inspection = _inspection(inspection_id, _viewer(by, now), listing)
    note("inspection.export_listing", inspection, by=by, now=now, listing=listing.value)
    return inspection


@transaction.atomic
def ask_for_listing(
    *, inspection_id: uuid.UUID, listing: Listing, language: str, by: Account, now: datetime
) -> Export:
    """Put it on the queue; asked for again while it goes on, the same one is taken up once more."""
    viewer = _viewer(by, now)
    inspection = _inspection(inspection_id, viewer, listing)
    Account.objects.select_for_update(of=("self",)).get(pk=by.pk)
    export, _made = Export.objects.get_or_create(
        inspection=inspection, listing=listing.value, asked_by=by, ended_at=None,
        defaults={"language": language, "asked_at": now,
                  "total": listed(listing, inspection, viewer=viewer).count()},
    )  # fmt: skip
    app.configure_task(JOB, lock=f"inspection-export-{export.pk}").defer(export=export.pk)
    note("inspection.export_listing", inspection, by=by, now=now, listing=listing.value,
         export=str(export.public_id))  # fmt: skip
    return export


def _viewer(account: Account, now: datetime) -> Viewer:
    return reading_viewer(viewer_of(account, now=now))


def _inspection(public_id: uuid.UUID, viewer: Viewer, listing: Listing) -> Inspection:
    """An inspection that has such a list by now."""
    inspection = inspection_by_public_id(public_id, viewer=viewer)
    begun = inspection.frozen_at if listing is Listing.MATTERS else inspection.drawn_at
    if begun is None:
        raise NotVisible
    return inspection


def carry_on(export_pk: int, *, make: Make, now: datetime) -> Export:
    """Put an export together; again after any mishap."""
    export = Export.objects.select_related("inspection", "asked_by").get(pk=export_pk)
    if export.ended_at:
        return export
    try:
        viewer = _viewer(export.asked_by, now)
        export.inspection = _inspection(
            export.inspection.public_id, viewer, Listing(export.listing)
        )
        with told(export) as tell:
            content = make(export, viewer, tell)
        _keep(export, content, now=now)
    except NotVisible:
        return _end(export_pk, now=now, refusal=_GONE)
    except Refused as refused:
        return _end(export_pk, now=now, refusal=refused.message)
    return _end(export_pk, now=now)


_GONE = Message(N_("This inspection is no longer among those you may know of."))


def _keep(export: Export, content: bytes, *, now: datetime) -> None:
    upload = ContentFile(content, name=f"{export.listing}.xlsx")
    keep_file(owner_type=OWNER, owner_id=export.pk, upload=upload, by=export.asked_by, now=now,
              organ_id=export.inspection.organ_id)  # fmt: skip


@transaction.atomic
def _end(export_pk: int, *, now: datetime, refusal: Message | None = None) -> Export:
    export = Export.objects.select_for_update().get(pk=export_pk)
    if export.ended_at is None:
        export.ended_at = now
        export.refusal = as_data(refusal) if refusal else {}
        export.done = export.done if refusal else export.total
        export.save(update_fields=["ended_at", "refusal", "done"])
    return export


def exports_of(inspection: Inspection, *, viewer: Viewer) -> QuerySet[Export]:
    """What the viewer asked for of an inspection they were found to know of, the newest first."""
    found = Export.objects.filter(inspection=inspection, asked_by=viewer.account_id)
    return found.order_by("-pk")


def export_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Export:
    """One's own export of an inspection one may still know of."""
    found = Export.objects.filter(public_id=public_id, asked_by=viewer.account_id)
    export = found.select_related("inspection").first()
    if export is None:
        raise NotVisible
    inspection_by_public_id(export.inspection.public_id, viewer=viewer)
    return export


def take_export(
    *, export_id: uuid.UUID, by: Account, now: datetime
) -> tuple[Export, StoredFile, BinaryIO]:
    """The file, for whoever asked for it; a row says when they took it."""
    export = export_by_public_id(export_id, viewer=_viewer(by, now))
    kept = files_of(owner_type=OWNER, owner_id=export.pk, viewer=by).last()
    if export.ended_at is None or kept is None:
        raise NotVisible
    file, stream = hand_out(public_id=kept.public_id, owner_type=OWNER, owner_id=export.pk, by=by,
                            now=now, organ_id=export.inspection.organ_id)  # fmt: skip
    return export, file, stream


def refusal_of(export: Export) -> Message | None:
    """Why it ended without a file."""
    found: Message | None = from_data(export.refusal) if export.refusal else None
    return found


def forget_exports(*, now: datetime) -> int:
    """Delete the files of exports that ended some days ago; how many."""
    old = Export.objects.filter(ended_at__lt=now - KEPT, dropped_at=None)
    pks = list(old.values_list("pk", flat=True))
    for pk in pks:
        _forget(pk, now=now)
    return len(pks)


@transaction.atomic
def _forget(export_pk: int, *, now: datetime) -> None:
    drop_files(owner_type=OWNER, owner_id=export_pk, by=None, now=now)
    Export.objects.filter(pk=export_pk).update(dropped_at=now)
