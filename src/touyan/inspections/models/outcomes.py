"""What stands of one matter once its reviews are done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from touyan.inspections.models.plans import Inspection, Pick


class Outcome(models.Model):
    """The answers that stand, and what two reviewers said where they answered apart.

    `answers` is {"Q05": "not_met", …} of the questions that are counted; `apart` is
    {"Q05": ["met", "not_met"], …}.
    """

    append_only = True

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="outcomes")
    pick = models.OneToOneField(Pick, models.PROTECT, related_name="outcome")
    answers = models.JSONField()
    apart = models.JSONField(default=dict)
    settled_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["inspection", "pick"], name="outcome_by_inspection")
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.pick_id}"
