"""What an office reported upward on a campaign, period by period."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.campaigns.models.campaigns import Campaign

ACCOUNT = settings.AUTH_USER_MODEL


class CampaignReport(models.Model):
    """A report of one office for one period: drafted from the register, confirmed, frozen.

    `standings` lists for each matter {"matter": id, "number": …, "step": …, "left": bool, …};
    every figure is counted from it, so that a figure can be opened. `salt` goes into the digest and
    is shown to nobody.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField()
    as_of = models.DateTimeField()
    standings = models.JSONField(default=list)
    remarks = models.TextField(blank=True)
    drafted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    salt = models.TextField(blank=True)
    digest = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organ", "due_on"],
                name="campaign_report_waiting",
                condition=Q(confirmed_at__isnull=True),
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "organ", "first"], name="campaign_report_once_per_period"
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="campaign_report_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, digest="")
                | Q(confirmed_at__isnull=False) & ~Q(digest="") & ~Q(salt=""),
                name="campaign_report_frozen_with_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.organ_id} {self.first}"
