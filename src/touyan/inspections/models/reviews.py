"""What inspectors found: reviews, findings with each step, and the circular."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.inspections.models.plans import Inspection, Pick
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.moving import QUIET
from touyan.inspections.rules.words import Seat, Severity

ACCOUNT = settings.AUTH_USER_MODEL


class Review(models.Model):
    """One reviewer's answers about one matter; unread by the other until both are done.

    `prefilled` is what the register said when the review was opened; `answers` are read by
    rules/checklist.py. `page` saved last, in its `turn`. A review that is done no longer changes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    pick = models.ForeignKey(Pick, models.PROTECT, related_name="reviews")
    seat = models.TextField(choices=[(s.value, s.value) for s in Seat])
    reviewer = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField()
    prefilled = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)
    page = models.TextField(blank=True, db_default="")
    turn = models.IntegerField(db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pick", "seat"], name="review_seat_once"),
            models.UniqueConstraint(fields=["pick", "reviewer"], name="review_reviewer_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["reviewer", "pick"], condition=Q(done_at__isnull=True),
                name="review_waiting",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pick_id} {self.seat}"


class Finding(models.Model):
    """A fault: fact, evidence, rule, how it weighs, who owns it, and how far mending has come.

    `earlier` is the finding of an earlier inspection at the same office on the same question.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    pick = models.ForeignKey(Pick, models.PROTECT, related_name="findings")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    question = models.TextField()
    severity = models.TextField(choices=[(s.value, s.value) for s in Severity])
    fact = models.TextField()
    evidence = models.TextField()
    rule = models.TextField()
    stage = models.TextField(choices=[(s.value, s.value) for s in Stage], default=Stage.FOUND.value)
    found_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    owner = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    measures = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    version = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pick", "question"], name="finding_once"),
            models.CheckConstraint(condition=~Q(evidence=""), name="finding_has_evidence"),
            models.CheckConstraint(
                condition=~Q(fact="") & ~Q(rule=""), name="finding_has_fact_and_rule"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["mending", "claimed", "closed"])
                | Q(owner__isnull=False, due_on__isnull=False) & ~Q(measures=""),
                name="finding_mended_by_somebody_by_a_day",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["found", "withdrawn"]) | Q(answer_by__isnull=False),
                name="finding_told_with_a_day_to_contest",
            ),
            models.CheckConstraint(
                condition=~Q(stage="final") | Q(due_on__isnull=False),
                name="finding_final_has_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "organ", "stage"], name="finding_by_organ"),
            models.Index(fields=["organ", "question", "id"], name="finding_by_question"),
            models.Index(
                fields=["due_on"], condition=Q(stage="mending"), name="finding_by_due_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.question}"


class FindingStep(models.Model):
    """One step of a finding: who, when, in whose words, with what evidence."""

    append_only = True

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="steps")
    verb = models.TextField()
    text = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["finding", "id"], name="step_by_finding")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(verb__in=QUIET), name="finding_step_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.verb}"


class Circular(models.Model):
    """What the inspection tells the offices: frozen figures, common problems, good practice.

    `figures` holds for each figure its value and the ids of the matters it counts; `digest` is
    SM3 over all of it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="circular")
    problems = models.TextField(blank=True)
    practice = models.TextField(blank=True)
    mended = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    issued_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    digest = models.TextField(blank=True)
    salt = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, digest="")
                | Q(issued_at__isnull=False) & ~Q(digest=""),
                name="circular_issued_with_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"circular {self.inspection_id}"
