"""The versions of the rules of the leader's charge: data, never rewritten."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.leadership.rules.dated import FAMILIES, DatedRule

ACCOUNT = settings.AUTH_USER_MODEL


class LeadershipRule(models.Model):
    """One version of one rule: shipped, or proposed by one person and approved by another."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"

    family = models.TextField(choices=[(name, name) for name in FAMILIES])
    code = models.TextField()
    scope = models.TextField(blank=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    legal_basis_zh = models.TextField()
    legal_basis_en = models.TextField()
    content = models.JSONField(default=dict)
    certainty = models.TextField(default="confirmed")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    status = models.TextField(choices=Status.choices, default=Status.PROPOSED)
    shipped = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    proposed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(family__in=FAMILIES, certainty__in=["confirmed", "to_confirm"]),
                name="leadership_rule_known_choices",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="leadership_rule_validity_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(shipped=True) | Q(proposed_by__isnull=False),
                name="leadership_rule_has_an_author",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved")
                | Q(shipped=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False)
                & ~Q(approved_by=F("proposed_by")),
                name="leadership_rule_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                | Q(status__in=["proposed", "approved"], withdrawn_at__isnull=True),
                name="leadership_rule_status_fits_its_dates",
            ),
            models.UniqueConstraint(
                fields=["family", "code", "scope", "valid_from"],
                condition=Q(status="approved"),
                name="leadership_rule_one_version_per_first_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.code} {self.valid_from}"

    def as_rule(self) -> DatedRule:
        """The version as the rules read it."""
        return DatedRule(
            family=self.family, code=self.code, name_zh=self.name_zh, name_en=self.name_en,
            legal_basis_zh=self.legal_basis_zh, legal_basis_en=self.legal_basis_en,
            valid_from=self.valid_from, valid_to=self.valid_to, scope=self.scope,
            certainty=self.certainty, content=self.content,
        )  # fmt: skip
