"""Quiet notices, once before a day and once after it: of a time limit that presses on a leader,
of a promise to whoever is to keep it, or of an errand that a higher room keeps."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.leadership.rules.noticing import NoticeFor, NoticeKind

ACCOUNT = settings.AUTH_USER_MODEL


class Notice(models.Model):
    """One person is told of one time limit of one matter, of one promise, or of one errand on a
    matter: `errand` is its public id in the room that keeps it, `settled_at` when it was done."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    matter = models.ForeignKey("matters.Matter", models.PROTECT, null=True, related_name="+")
    promise = models.ForeignKey("leadership.Promise", models.PROTECT, null=True, related_name="+")
    errand = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    code = models.TextField(blank=True)
    kind = models.TextField(choices=[(k.value, k.value) for k in NoticeKind])
    due_on = models.DateField()
    because = models.TextField(choices=[(f.value, f.value) for f in NoticeFor])
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "-id"], name="notice_by_account"),
            models.Index(
                fields=["account"], name="notice_unseen", condition=Q(seen_at__isnull=True)
            ),
            models.Index(
                fields=["errand"], name="notice_by_errand", condition=Q(errand__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "matter", "code", "kind", "due_on"], name="notice_once"
            ),
            models.UniqueConstraint(
                fields=["account", "promise", "kind", "due_on"], name="notice_once_a_promise"
            ),
            models.CheckConstraint(
                condition=Q(matter__isnull=False, promise__isnull=True) & ~Q(code="")
                | Q(matter__isnull=True, promise__isnull=False, code=""),
                name="notice_of_a_limit_or_a_promise",
            ),
            models.CheckConstraint(
                condition=Q(errand__isnull=True, settled_at__isnull=True)
                | Q(errand__isnull=False, matter__isnull=False),
                name="notice_of_an_errand_on_a_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.matter_id}"
