"""Long work on an inspection, as whoever asked for it watches it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.inspections.models.plans import Inspection
from touyan.inspections.rules.words import Task

ACCOUNT = settings.AUTH_USER_MODEL


class Run(models.Model):
    """Freezing, drawing or sharing out: asked by whom, how far, and how it ended.

    `version` is that of the plan the person saw; `refusal` is a message as data, empty where all
    went well; `short` counts the matters for which reviewers are lacking.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="runs")
    task = models.TextField(choices=[(t.value, t.value) for t in Task])
    version = models.IntegerField(null=True)
    number = models.TextField(blank=True)
    asked_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    short = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    refusal = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["inspection", "-id"], name="run_by_inspection")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection"], condition=Q(ended_at__isnull=True), name="run_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.task}"
