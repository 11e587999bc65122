"""What the desk leaves to the worker: files that say in words what its screens say."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django import app

from touyan.desk.inspections.sheets import sheet_of
from touyan.inspections.queries import Export
from touyan.inspections.rules.words import Listing
from touyan.organs.rules.access import Viewer
from touyan.workflows.export_inspection import JOB, Tell, carry_on, forget_exports

MAINTENANCE = "maintenance"


@app.task(name=JOB, retry=5)
def export_inspection(export: int) -> None:
    """One spreadsheet to its end, begun again where a worker was killed."""
    carry_on(export, make=make, now=timezone.now())


def make(export: Export, viewer: Viewer, tell: Tell) -> bytes:
    """The file in the language of whoever asked for it."""
    with override(export.language):
        return sheet_of(Listing(export.listing), export.inspection, viewer=viewer,
                        made_at=export.asked_at, tell=tell)  # fmt: skip


@app.periodic(cron="31 3 * * *")
@app.task(name="touyan.forget_exports", queue=MAINTENANCE, queueing_lock="touyan.forget_exports")
def drop_exports(timestamp: int) -> None:
    """Delete spreadsheets that were kept for some days."""
    forget_exports(now=timezone.now())
