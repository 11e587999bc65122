"""Measures offices compose themselves; each version stays as it was composed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

ACCOUNT = settings.AUTH_USER_MODEL


class OwnMeasure(models.Model):
    """One version of a measure of an office: composed by one person, approved by another. A trigger
    keeps what it counts as it was composed; a change is a new version under the same code."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.TextField()
    version = models.IntegerField()
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    name_zh = models.TextField()
    name_en = models.TextField()
    note_zh = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    counts = models.JSONField()
    of = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    composed_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    composed_at = models.DateTimeField()
    status = models.TextField(choices=Status.choices, default=Status.PROPOSED)
    approved_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "code"], name="own_measure_by_organ")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="own_measure_version_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="own_measure_validity_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False)
                & ~Q(approved_by=F("composed_by")),
                name="own_measure_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", approved_at=None, withdrawn_at=None)
                | Q(status="approved", approved_at__isnull=False, withdrawn_at=None)
                | Q(status="withdrawn", withdrawn_at__isnull=False) & ~Q(reason=""),
                name="own_measure_status_fits_its_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
