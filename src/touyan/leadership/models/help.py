"""Help around a matter: judicial assistance, and measures by others. Nothing here depends on
whether the person petitions on."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.leadership.rules.helping import HelpKind

ACCOUNT = settings.AUTH_USER_MODEL


class Relief(models.Model):
    """国家司法救助: from the referral through the decision to the payment."""

    class State(models.TextChoices):
        REFERRED = "referred"
        GRANTED = "granted"
        REFUSED = "refused"
        PAID = "paid"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="reliefs")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    party = models.ForeignKey("intake.Party", models.PROTECT, related_name="+")
    conditions = models.JSONField(default=list)
    hardship = models.TextField()
    new_ground = models.TextField(blank=True)
    months = models.SmallIntegerField()
    asked = models.DecimalField(max_digits=12, decimal_places=2)
    referred_on = models.DateField()
    referred_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    referred_at = models.DateTimeField()
    state = models.TextField(choices=State.choices, default=State.REFERRED)
    wage = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    cap = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    granted = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    granted_before = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    paid_proof = models.TextField(blank=True)
    paid_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter", "id"], name="relief_by_matter")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "party"],
                condition=Q(state="referred"),
                name="relief_one_undecided_per_person",
            ),
            models.CheckConstraint(
                condition=Q(asked__gt=0, months__gt=0) & ~Q(hardship=""), name="relief_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "paid"])
                | Q(
                    granted__gt=0,
                    cap__isnull=False,
                    wage__isnull=False,
                    granted_before__gte=0,
                    granted__lte=F("cap") - F("granted_before"),
                ),
                name="relief_granted_within_the_cap",
            ),
            models.CheckConstraint(
                condition=Q(state="referred", decided_at__isnull=True)
                | ~Q(state="referred") & Q(decided_at__isnull=False) & ~Q(reason=""),
                name="relief_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("referred_by")),
                name="relief_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid_on__isnull=False) & ~Q(paid_proof="")
                | ~Q(state="paid") & Q(paid_on__isnull=True, paid_proof=""),
                name="relief_paid_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"relief {self.matter_id} {self.state}"


class HelpMeasure(models.Model):
    """A neutral lawyer, counselling, an appraisal, or what another body was asked to do."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="help")
    kind = models.TextField(choices=[(k.value, k.value) for k in HelpKind])
    who = models.TextField()
    text = models.TextField()
    begun_on = models.DateField()
    begun_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    consent = models.TextField(blank=True)
    neutral = models.BooleanField(default=False)
    unpaid = models.BooleanField(default=False)
    reference = models.TextField(blank=True)
    pauses = models.BooleanField(default=False)
    not_paused = models.JSONField(null=True)
    result = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter", "id"], name="help_by_matter")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="lawyer") | Q(neutral=True, unpaid=True) & ~Q(consent=""),
                name="help_lawyer_neutral_unpaid_wanted",
            ),
            models.CheckConstraint(
                condition=~Q(kind="counselling") | ~Q(consent=""), name="help_counselling_wanted"
            ),
            models.CheckConstraint(
                condition=Q(pauses=False) | Q(kind="appraisal"), name="help_only_appraisal_pauses"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, result="")
                | Q(ended_on__gte=F("begun_on")) & ~Q(result=""),
                name="help_ended_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.matter_id}"
