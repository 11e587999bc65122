"""What leaders did, with the evidence; what they answer to a sign of doubt; what they promised."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.leadership.models.charges import Charge
from touyan.leadership.rules.words import LeaderAct

ACCOUNT = settings.AUTH_USER_MODEL


class Deed(models.Model):
    """One act of a leader in charge with its evidence. A correction is a further row."""

    append_only = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="deeds")
    kind = models.TextField(choices=[(a.value, a.value) for a in LeaderAct])
    happened_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    on_behalf = models.BooleanField(default=False)
    evidence = models.JSONField(default=dict)
    act = models.ForeignKey("matters.Act", models.PROTECT, null=True, related_name="+")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["charge", "id"], name="deed_by_charge"),
            models.Index(fields=["by", "kind", "at"], name="deed_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.charge_id}"


class SignAnswer(models.Model):
    """The leader's answer to a sign of doubt; kept beside it, it removes nothing."""

    append_only = True

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="sign_answers")
    sign = models.TextField()
    text = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="sign_answer_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.sign} {self.charge_id}"


class Promise(models.Model):
    """Something the office promised: open until it is kept, with owner and day.

    What a visitor without a matter is promised hangs on the booking, until the matter is known.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, null=True, related_name="promises")
    booking = models.ForeignKey(
        "leadership.Booking", models.PROTECT, null=True, related_name="promises"
    )
    text = models.TextField()
    owner = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    due_on = models.DateField()
    made_on = models.DateField()
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    kept_on = models.DateField(null=True)
    kept_how = models.TextField(blank=True)
    kept_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter", "id"], name="promise_by_matter"),
            models.Index(fields=["booking", "id"], name="promise_by_booking"),
            models.Index(
                fields=["owner", "due_on"], name="promise_open", condition=Q(kept_on__isnull=True)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kept_on__isnull=True, kept_how="")
                | Q(kept_on__isnull=False) & ~Q(kept_how=""),
                name="promise_kept_says_how",
            ),
            models.CheckConstraint(
                condition=Q(matter__isnull=False) | Q(booking__isnull=False),
                name="promise_was_made_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"
