"""A call for typical cases, and how many each organ may send in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

ACCOUNT = settings.AUTH_USER_MODEL


class Call(models.Model):
    """An organ asks the organs beneath it for typical cases on a theme.

    `kinds` (none: every kind) and the days of registration say among which matters it looks, so
    that what is selected can be held against all there was.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    title = models.TextField()
    theme = models.TextField()
    basis = models.TextField()
    kinds = models.JSONField(default=list)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "-id"], name="call_by_organ")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="call_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(theme="") & ~Q(basis=""), name="call_says_what_it_asks"
            ),
            models.UniqueConstraint(fields=["organ", "title"], name="call_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Quota(models.Model):
    """How many cases an organ, with all beneath it, may send in answer to a call."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="quotas")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    number = models.SmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "organ"], name="quota_once_per_organ"),
            models.CheckConstraint(condition=Q(number__gte=0), name="quota_not_below_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.organ_id}: {self.number}"
