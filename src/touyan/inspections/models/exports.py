"""Spreadsheets of an inspection, put together on the queue."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.inspections.models.plans import Inspection
from touyan.inspections.rules.words import Listing

ACCOUNT = settings.AUTH_USER_MODEL


class Export(models.Model):
    """A spreadsheet somebody asked for: of what, in which language, how far, and how it ended.

    The file is kept with the attachments for some days, for whoever asked alone: it holds what
    they may know of. `refusal` is a message as data; `dropped_at` says when the file was deleted.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="exports")
    listing = models.TextField(choices=[(one.value, one.value) for one in Listing])
    language = models.TextField()
    asked_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    refusal = models.JSONField(default=dict)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["inspection", "asked_by", "-id"], name="export_by_inspection"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "asked_by", "listing"],
                condition=Q(ended_at__isnull=True),
                name="export_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | Q(ended_at__isnull=False),
                name="export_dropped_after_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.listing}"
