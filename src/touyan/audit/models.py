"""The audit log. Ids and names, no foreign keys: the log outlives what it speaks of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One thing someone did, saw, searched or exported. Never changed, never deleted."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(blank=True)
    organ_id = models.BigIntegerField(null=True)
    verb = models.TextField()
    subject_type = models.TextField(blank=True)
    subject_id = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    digest = models.BinaryField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id", "number"], name="audit_by_subject"),
            models.Index(fields=["actor_id", "number"], name="audit_by_actor"),
            models.Index(fields=["organ_id", "number"], name="audit_by_organ"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__gt=0), name="audit_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"
