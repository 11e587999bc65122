"""A batch: a list frozen at a moment, with a digest that later proves it whole."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.campaigns.models.campaigns import Campaign
from touyan.campaigns.rules.words import Mark

ACCOUNT = settings.AUTH_USER_MODEL


class Batch(models.Model):
    """A numbered list of a campaign; once frozen neither it nor its entries change."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="batches")
    number = models.SmallIntegerField()
    prepared_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    due_on = models.DateField()
    frozen_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    size = models.IntegerField(null=True)
    digest = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "number"], name="batch_number_once"),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(frozen_at__isnull=True),
                name="batch_one_in_preparation",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, digest="", size__isnull=True)
                | Q(frozen_at__isnull=False, size__gt=0) & ~Q(digest=""),
                name="batch_frozen_with_size_and_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.number}"


class BatchQuota(models.Model):
    """How many matters of an office, with those beneath it, a batch is to hold."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="quotas")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    number = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "organ"], name="batch_quota_once"),
            models.CheckConstraint(condition=Q(number__gte=0), name="batch_quota_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id}: {self.number}"


class BatchEntry(models.Model):
    """A matter on a frozen list, under its ordinal, with the office that then handled it."""

    append_only = True

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="entries")
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    ordinal = models.IntegerField()
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    candidate = models.ForeignKey("campaigns.Candidate", models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "matter"], name="batch_matter_once"),
            models.UniqueConstraint(fields=["batch", "ordinal"], name="batch_ordinal_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["matter"], name="batch_entry_by_matter")]

    def __str__(self) -> str:
        return f"{self.batch_id}#{self.ordinal}"


class EntryMark(models.Model):
    """What was put on record of an entry: surveyed, proposed for closing, left, each by whom."""

    append_only = True

    entry = models.ForeignKey(BatchEntry, models.PROTECT, related_name="marks")
    mark = models.TextField(choices=[(m.value, m.value) for m in Mark])
    reason = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entry", "id"], name="entry_mark_by_entry")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="entry_mark_has_a_reason"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(mark="leave"), name="entry_leaves_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.mark}"
