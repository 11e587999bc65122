"""The text of a case: its versions, what is being typed, comments, and what was replaced."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.exemplars.models.nominations import Exemplar
from touyan.exemplars.rules.words import Answer

ACCOUNT = settings.AUTH_USER_MODEL


class Version(models.Model):
    """The text as it was saved, never changed since; `base` is the one it was written from.

    `content` is {"title": str, "keywords": [str], "gist": [P], "facts": [P], "handling": [P],
    "significance": [P], "summary_en": [P]}, a P being {"id": eight letters that stay with the
    paragraph, "text": str, "acts": [ids of the acts it was written from]}. `digest` is SM3 of it.
    """

    append_only = True

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    base = models.IntegerField(default=0)
    content = models.JSONField()
    digest = models.TextField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exemplar", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(base__gte=0, number__gt=F("base")), name="version_follows_its_base"
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="version_has_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.number}"


class Draft(models.Model):
    """What somebody has typed and not yet saved as a version."""

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="drafts")
    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    base = models.IntegerField(default=0)
    content = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exemplar", "account"], name="draft_one_per_editor")
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.account_id}"


class Comment(models.Model):
    """A remark on one paragraph, until somebody settles it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="comments")
    paragraph = models.TextField()
    text = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["exemplar", "id"], name="comment_by_exemplar")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_in_words"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.paragraph}"


class Replacement(models.Model):
    """A true word and what stands for it in the text; the true word is sealed.

    `true_index` is the keyed index of the true word: equal words meet without being opened.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="replacements")
    kind = models.TextField()
    true_sealed = models.BinaryField()
    true_index = models.BinaryField()
    substitute = models.TextField(blank=True)
    reason = models.TextField()
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    undone_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exemplar", "kind", "true_index"],
                condition=Q(undone_at__isnull=True),
                name="replacement_one_for_each_true_word",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="replacement_has_a_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="replacement_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.kind}"


class Rare(models.Model):
    """What an editor answered about a combination by which somebody might be recognised.

    `digest` is that of the text the answer is about: when the text changes it is asked again.
    """

    append_only = True

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="rare_answers")
    digest = models.TextField()
    combination = models.TextField()
    paragraphs = models.JSONField(default=list)
    answer = models.TextField(choices=[(a.value, a.value) for a in Answer])
    reason = models.TextField(blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["exemplar", "digest"], name="rare_answer_by_text")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(digest=""), name="rare_answer_about_a_text"),
            models.CheckConstraint(
                condition=~Q(answer="kept") | ~Q(reason=""), name="rare_kept_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.combination}"
