"""An edition of typical cases as it is approved, printed and distributed, and who cites it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.exemplars.models.nominations import Exemplar
from touyan.exemplars.rules.words import EditionState

ACCOUNT = settings.AUTH_USER_MODEL
_FROZEN = ["submitted", "approved", "issued"]


class Edition(models.Model):
    """Cases in groups under a foreword and a document number.

    `content` is all that is printed and shown, frozen when it is put before its approvers;
    `digest` is SM3 of it. `corrects` is the edition in whose place a corrected one was issued.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    title = models.TextField()
    number = models.TextField(blank=True)
    foreword = models.TextField(blank=True)
    state = models.TextField(
        choices=[(s.value, s.value) for s in EditionState], default=EditionState.DRAFT.value
    )
    content = models.JSONField(default=dict)
    digest = models.TextField(blank=True)
    issued_on = models.DateField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    version = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organ", "-id"], name="edition_by_organ"),
            models.Index(fields=["state", "-issued_on"], name="edition_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="edition_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in EditionState]), name="edition_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", digest="")
                | Q(state__in=_FROZEN) & ~Q(digest="")
                | Q(state="withdrawn"),
                name="edition_frozen_with_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | Q(issued_on__isnull=False) & ~Q(number=""),
                name="edition_issued_on_a_day_with_a_number",
            ),
            models.UniqueConstraint(
                fields=["organ", "number"], condition=~Q(number=""), name="edition_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EditionCase(models.Model):
    """A case of an edition: its group, its place, and which version of its text.

    What may be searched by in public is kept here when the edition is issued, so that the public
    pages never ask the matter: kind, causes, measures, province and level of the office.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="cases")
    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="editions")
    group = models.TextField(blank=True)
    position = models.SmallIntegerField()
    number = models.IntegerField(null=True)
    kind = models.TextField(blank=True)
    causes = models.JSONField(default=list)
    measures = models.JSONField(default=list)
    province_code = models.TextField(blank=True)
    level = models.SmallIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "province_code"], name="edition_case_by_feature")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "exemplar"], name="edition_case_once"),
            models.UniqueConstraint(
                fields=["edition", "position"], name="edition_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.edition_id}#{self.position}"


class EditionStep(models.Model):
    """One step of an edition, or of one case of it: approved, issued, corrected, withdrawn."""

    append_only = True

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="steps")
    case = models.ForeignKey(EditionCase, models.PROTECT, null=True, related_name="steps")
    verb = models.TextField()
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    opinion = models.TextField(blank=True)
    digest = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["edition", "id"], name="edition_step_in_order")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(verb="approve") | ~Q(digest="") & ~Q(opinion=""),
                name="edition_approved_as_read_with_an_opinion",
            ),
            models.CheckConstraint(
                condition=~Q(verb__in=["correct", "withdraw", "send_back"]) | ~Q(opinion=""),
                name="edition_step_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.verb}"


class Delivery(models.Model):
    """An edition sent to an organ, and who there acknowledged it."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deliveries")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organ"], condition=Q(received_at__isnull=True), name="delivery_waiting"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "organ"], name="delivery_once_per_organ"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, received_by__isnull=True)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="delivery_received_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.organ_id}"


class Citation(models.Model):
    """A published case cited in a matter, and why."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(EditionCase, models.PROTECT, related_name="citations")
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    why = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter"], name="citation_by_matter")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "matter"], condition=Q(removed_at__isnull=True),
                name="citation_once_per_matter",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="citation_says_why"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="citation_removed_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} in {self.matter_id}"
