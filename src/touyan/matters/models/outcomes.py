"""Closed, terminated, resolved: three independent facts, each with its own day and authors."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.intake.models import Petition
from touyan.matters.models.core import Matter

ACCOUNT = settings.AUTH_USER_MODEL


class Closing(models.Model):
    """Closed: the procedure ended. Says nothing of whether the grievance ended."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="closings")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    report = models.TextField()
    answers = models.JSONField(default=list)
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(reopened_at__isnull=True),
                name="closing_one_in_force_per_matter",
            )
        ]

    def __str__(self) -> str:
        return f"closed {self.matter_id}"


class Termination(models.Model):
    """Terminated: remedies exhausted. Registration and reply go on; revocable on new evidence.

    `remedies` names each one: what it was, who decided, on which day, under which number.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="terminations")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    grounds = models.TextField()
    remedies = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    revoked_reason = models.TextField(blank=True)
    revoked_evidence = models.TextField(blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(revoked_at__isnull=True),
                name="termination_one_in_force_per_matter",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
                name="termination_revoked_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"terminated {self.matter_id}"


class Resolution(models.Model):
    """Whether the grievance itself ended, graded R0 to R3: proposed by the handler with evidence,
    verified outside the handling team, reversible by the petitioner without giving reasons."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        RETURNED = "returned"
        VERIFIED = "verified"
        ENDED = "ended"

    class Ended(models.TextChoices):
        IN_PERSON = "in_person"
        BY_TELEPHONE = "by_telephone"
        ONLINE = "online"
        NEW_PETITION = "new_petition"
        BY_OFFICE = "by_office"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="resolutions")
    grade = models.SmallIntegerField()
    state = models.TextField(choices=State.choices, default=State.PROPOSED)
    evidence = models.JSONField(default=list)
    proposed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    returned_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    contact = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    verified_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    on = models.DateField(null=True)
    window_rule = models.TextField(blank=True)
    window_until = models.DateField(null=True)
    passed_at = models.DateTimeField(null=True)
    passed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    performed = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.TextField(choices=Ended.choices, blank=True)
    ended_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    ended_petition = models.ForeignKey(Petition, models.PROTECT, null=True, related_name="+")
    ended_words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(grade__gte=0, grade__lte=3), name="resolution_graded_r0_to_r3"
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=["proposed", "verified"]),
                name="resolution_one_open_per_matter",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified")
                | Q(verified_at__isnull=False, on__isnull=False, window_until__isnull=False)
                & ~Q(contact={}),
                name="resolution_verified_after_contact",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("proposed_by")),
                name="resolution_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(grade__lt=3)
                | Q(passed_at__isnull=False, window_until__isnull=False)
                & Q(passed_at__date__gt=F("window_until"))
                & ~Q(performed=""),
                name="resolution_r3_after_its_window",
            ),
            models.CheckConstraint(
                condition=Q(state="returned", returned_at__isnull=False) & ~Q(note="")
                | ~Q(state="returned") & Q(returned_at__isnull=True),
                name="resolution_returned_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(ended_how="")
                | ~Q(state="ended") & Q(ended_at__isnull=True, ended_how=""),
                name="resolution_ended_says_when_and_how",
            ),
        ]

    def __str__(self) -> str:
        return f"R{self.grade} {self.matter_id}"
