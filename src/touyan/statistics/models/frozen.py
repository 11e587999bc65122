"""A figure as it was given out: what was counted, of which part of the register, as of when."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class FrozenFigure(models.Model):
    """A figure with its definition and the digest of the list it counts.

    `definition` is the measure as it was then. `figures` holds numerator, denominator and what was
    left out by element; a figure of days has its median and the ninetieth of a hundred; `digest` is
    SM3 over the facts counted. A restatement is another row that
    `restates` an earlier one and says why; both stay.
    """

    append_only = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    measure = models.TextField()
    measure_version = models.IntegerField()
    definition = models.JSONField()
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    kind = models.TextField(blank=True)
    channel = models.TextField(blank=True)
    topic = models.TextField(blank=True)
    as_of = models.DateTimeField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    left_out = models.JSONField(default=dict)
    median = models.IntegerField(null=True)
    ninetieth = models.IntegerField(null=True)
    digest = models.TextField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    frozen_at = models.DateTimeField()
    restates = models.OneToOneField("self", models.PROTECT, null=True, related_name="restated_by")
    reason = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "-id"], name="frozen_by_organ")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "measure_version", "organ", "first", "last", "kind", "channel",
                        "topic", "as_of"],
                condition=Q(restates=None),
                name="frozen_once_as_of_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(restates=None, reason="") | Q(restates__isnull=False) & ~Q(reason=""),
                name="frozen_restated_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(as_of__lte=F("frozen_at")), name="frozen_as_of_the_past"
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="frozen_with_its_digest"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure} as of {self.as_of}: {self.numerator}"
