"""A campaign, what entitles a matter to enter it, and who proposed which matter."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

ACCOUNT = settings.AUTH_USER_MODEL


class Campaign(models.Model):
    """A backlog exercise of an office: basis, period, entry rule and rule sets.

    `entry_rule` is read by rules/entry.py, `terms` (charge, acts, resolution) by rules/terms.py.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        ENDED = "ended"

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly"
        MONTHLY = "monthly"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    name = models.TextField()
    basis = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    entry_rule = models.JSONField(default=dict)
    terms = models.JSONField(default=dict)
    rhythm = models.TextField(choices=Rhythm.choices, default=Rhythm.MONTHLY)
    grace_days = models.SmallIntegerField(default=5)
    state = models.TextField(choices=State.choices, default=State.DRAFT)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    opened_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_note = models.TextField(blank=True)
    version = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(basis=""), name="campaign_has_name_and_basis"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(opened_at__isnull=False),
                name="campaign_opened_by_decision",
            ),
            models.UniqueConstraint(fields=["organ", "name"], name="campaign_name_once_per_organ"),
        ]

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """A matter put forward for a campaign, by its rule or by an office, and what was decided."""

    class Source(models.TextChoices):
        RULE = "rule"
        NOMINATION = "nomination"

    class Outcome(models.TextChoices):
        WAITING = ""
        ACCEPTED = "accepted"
        REFUSED = "refused"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="candidates")
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    source = models.TextField(choices=Source.choices)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    why = models.JSONField(default=list)
    put_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField()
    outcome = models.TextField(choices=Outcome.choices, blank=True, default="")
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    batch = models.ForeignKey("campaigns.Batch", models.PROTECT, null=True, related_name="chosen")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["campaign", "outcome", "id"], name="candidate_by_outcome")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "matter"],
                condition=Q(outcome__in=["", "accepted"]),
                name="candidate_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | ~Q(outcome="") & Q(decided_at__isnull=False) & ~Q(decision=""),
                name="candidate_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(source="rule") | ~Q(reason=""), name="nomination_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=True) | Q(outcome="accepted"),
                name="candidate_chosen_after_acceptance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.campaign_id}"
