"""An old register coming in: the run, its rows, and mappings of columns kept for an office.

Rows wait here, sealed, until each is registered or refused; a registered row keeps only its place
and its petition. A petition itself is written by registering it, never from here.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

ACCOUNT = settings.AUTH_USER_MODEL


class ColumnMapping(models.Model):
    """Which column means what in one office's register, under a name."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    name = models.TextField()
    columns = models.JSONField(default=dict)
    kept_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "name"], name="column_mapping_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file on its way into the register. The counts are those of its rows."""

    class State(models.TextChoices):
        MAPPING = "mapping"
        QUEUED = "queued"
        READING = "reading"
        CHECKED = "checked"
        ACCEPTING = "accepting"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    file_name = models.TextField()
    sha256 = models.BinaryField()
    state = models.TextField(choices=State.choices, default=State.MAPPING)
    dry_run = models.BooleanField(default=True)
    mapping = models.JSONField(default=dict)
    heads = models.JSONField(default=list)
    sheet = models.TextField(blank=True)
    head_line = models.IntegerField(default=1)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    read_to_line = models.IntegerField(default=0)
    whole_file_read = models.BooleanField(default=False)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    failure = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "-id"], name="import_run_by_organ")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["mapping", "queued", "reading", "checked", "accepting", "done",
                               "failed", "cancelled"]
                ),
                name="import_run_known_state",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of the file. `sealed` holds its cells until the row is registered."""

    class State(models.TextChoices):
        READY = "ready"
        REGISTERED = "registered"
        KNOWN = "known"
        REJECTED = "rejected"

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    line = models.IntegerField()
    state = models.TextField(choices=State.choices)
    received_on = models.DateField(null=True)
    source_number = models.TextField(blank=True)
    content = models.BinaryField(null=True)
    sealed = models.BinaryField(null=True)
    problems = models.JSONField(default=list)
    petition = models.ForeignKey("intake.Petition", models.PROTECT, null=True, related_name="+")
    proposed = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["run", "state", "received_on", "line"], name="import_row_next"),
            models.Index(fields=["run", "source_number"], name="import_row_by_number"),
            models.Index(
                fields=["run", "line"],
                name="import_row_proposed",
                condition=~Q(proposed__in=["", "first"]),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "line"], name="import_row_once_per_line"),
            models.CheckConstraint(
                condition=~Q(state="registered") | Q(petition__isnull=False, sealed__isnull=True),
                name="import_row_registered_keeps_no_cells",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.line}"
