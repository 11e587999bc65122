"""After closing: scheduled revisits, causes of recurrence, reverse scrutiny of the origin case."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

ACCOUNT = settings.AUTH_USER_MODEL


class Revisit(models.Model):
    """A contact owed some months after a closing, and what came of it."""

    class Result(models.TextChoices):
        WAITING = ""
        SETTLED = "settled"
        DISAGREES = "disagrees"
        UNREACHED = "unreached"
        RETURNED = "returned"
        ASKED = "asked"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    closing = models.ForeignKey("matters.Closing", models.PROTECT, related_name="+")
    months = models.SmallIntegerField()
    due_on = models.DateField()
    rule = models.TextField()
    dropped_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    contact = models.JSONField(default=dict)
    answers = models.JSONField(default=list)
    result = models.TextField(choices=Result.choices, blank=True, default="")
    findings = models.TextField(blank=True)
    promised = models.JSONField(default=list)
    taken_up = models.BooleanField(null=True)
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["due_on", "id"],
                name="revisit_waiting",
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
            ),
            models.Index(fields=["matter", "id"], name="revisit_by_matter"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["closing", "months"], name="revisit_once_per_month"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, result="")
                | Q(done_at__isnull=False, done_on__isnull=False) & ~Q(result="") & ~Q(contact={}),
                name="revisit_done_with_contact_and_result",
            ),
            models.CheckConstraint(
                condition=Q(taken_up__isnull=True, decided_at__isnull=True, decision="")
                | Q(taken_up__isnull=False, decided_at__isnull=False, result="asked")
                & ~Q(decision=""),
                name="revisit_request_answered_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | Q(done_at__isnull=True),
                name="revisit_done_is_not_dropped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} +{self.months}"


class Cause(models.Model):
    """Why a matter came back, from the dated table of causes; several may apply."""

    append_only = True

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    code = models.TextField()
    applies = models.BooleanField(default=True)
    reason = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter", "id"], name="cause_by_matter")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="cause_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.code}"


class Scrutiny(models.Model):
    """Reverse scrutiny (反向审视) of the original case: what went wrong there, told to the unit
    that handled it and answered by it. `receiver` is the office whose chief and supervisors read
    it: the unit, or the nearest above it that no wall keeps out; none for bodies outside."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    origin = models.TextField()
    unit = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    unit_name = models.TextField()
    error = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    opened_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    sent_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    number = models.TextField(blank=True)
    receiver = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    mended = models.TextField(blank=True)
    answered_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter", "id"], name="scrutiny_by_matter"),
            models.Index(fields=["organ", "-id"], name="scrutiny_by_organ"),
            models.Index(fields=["receiver", "-sent_at"], name="scrutiny_by_receiver"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, number="", receiver__isnull=True)
                | Q(sent_at__isnull=False) & ~Q(findings="") & ~Q(error="") & ~Q(number=""),
                name="scrutiny_sent_with_findings",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(sent_at__isnull=False) & ~Q(answer=""),
                name="scrutiny_answered_after_sending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} scrutiny"
