"""Statistical reports: asked for by an office, drawn up, confirmed and frozen, received above."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

ACCOUNT = settings.AUTH_USER_MODEL


class ReportPlan(models.Model):
    """What an office asks of those directly beneath it: which form, from when on, and how many
    days after the end of the period."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    form = models.TextField()
    days = models.SmallIntegerField()
    since = models.DateField()
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "form"], condition=Q(ended_at=None), name="report_plan_once"
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="report_plan_gives_time"),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.form} +{self.days}"


class StatisticalReport(models.Model):
    """The report of one office for one period, as of one moment.

    A draft keeps no number: its cells are counted as of `as_of`, which gives the same at any time.
    Confirming fills `definitions`, `cells` and `digest`; from then on a trigger keeps the row as
    it is. `collector` is the office that asked for it, if one did.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    form = models.TextField()
    form_version = models.IntegerField()
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    collector = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField(null=True)
    as_of = models.DateTimeField()
    drafted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    restates = models.OneToOneField("self", models.PROTECT, null=True, related_name="restated_by")
    reason = models.TextField(blank=True)
    definitions = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    confirmed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    digest = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organ", "-first"], name="statistical_report_by_organ")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["form", "organ", "first"], condition=Q(restates=None),
                name="statistical_report_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(restates=None, reason="") | Q(restates__isnull=False) & ~Q(reason=""),
                name="statistical_report_restated_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, digest="", confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(digest=""),
                name="statistical_report_confirmed_with_digest",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")) & Q(as_of__lte=F("drafted_at")),
                name="statistical_report_of_the_past",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.form} {self.organ_id} {self.first}"


class ReportAnswer(models.Model):
    """What the office above said: received, or returned with the reason. Once for each report."""

    append_only = True

    report = models.OneToOneField(StatisticalReport, models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    reason = models.TextField(blank=True)
    digest = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted=True, reason="") | Q(accepted=False) & ~Q(reason=""),
                name="report_answer_returned_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {'received' if self.accepted else 'returned'}"
