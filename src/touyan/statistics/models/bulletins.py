"""Bulletins: texts with figures bound to measures, every version kept."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Bulletin(models.Model):
    """A bulletin of an office about some months; what it says is its newest version."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    language = models.TextField()
    begun_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "-id"], name="bulletin_by_organ")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(first__lte=F("last")), name="bulletin_months_run_forward"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["zh-hans", "en"]), name="bulletin_language"
            ),
        ]

    def __str__(self) -> str:
        return f"bulletin {self.public_id}"


class BulletinVersion(models.Model):
    """What a bulletin said from some moment on. `figures`: what each token is bound to, see
    `rules/bulletins.py`. The issued version is the last, and every figure of it frozen: a trigger
    refuses anything else."""

    append_only = True

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    title = models.TextField()
    text = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    issued = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "number"], name="bulletin_version_once"),
            models.UniqueConstraint(
                fields=["bulletin"], condition=Q(issued=True), name="bulletin_issued_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="bulletin_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"
