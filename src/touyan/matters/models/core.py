"""Matters and everything that happens to them.

Acts are the ledger: inserted, never changed. A matter's stage and its clock rows are projections
of the acts, written in the same transaction. Closed, terminated and resolved are three facts.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from touyan.intake.models import Petition
from touyan.intake.rules.words import Kind
from touyan.linkage.rules.words import Relation
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.lifecycle import Stage

ACCOUNT = settings.AUTH_USER_MODEL


class Matter(models.Model):
    """The grievance that petitions are about."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    number = models.TextField(unique=True)
    sealed = models.BooleanField(default=False)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    first_organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    department = models.ForeignKey("organs.Department", models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    kind = models.TextField(choices=[(k.value, k.value) for k in Kind])
    title = models.TextField()
    petitioner_names = models.TextField(blank=True)
    stage = models.TextField(choices=[(s.value, s.value) for s in Stage])
    urgent = models.BooleanField(default=False)
    hardship = models.BooleanField(default=False)
    ordinary_procedure = models.BooleanField(default=False)
    non_prosecution = models.BooleanField(default=False)
    assigned_from_above = models.BooleanField(default=False)
    repeated = models.BooleanField(default=False)
    received_on = models.DateField()
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    next_due_on = models.DateField(null=True)
    next_clock = models.TextField(blank=True)
    version = models.IntegerField(default=0)
    search = SearchVectorField(null=True)

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["search"], name="matter_search"),
            models.Index(fields=["-changed_at", "-id"], name="matter_by_change"),
            models.Index(fields=["organ", "-changed_at", "-id"], name="matter_by_organ"),
            models.Index(fields=["handler", "stage"], name="matter_by_handler"),
            models.Index(
                fields=["next_due_on", "id"],
                name="matter_by_due",
                condition=Q(next_due_on__isnull=False),
            ),
            models.Index(
                fields=["organ", "next_due_on"],
                name="matter_by_organ_due",
                condition=Q(next_due_on__isnull=False),
            ),
            models.Index(fields=["organ", "stage"], name="matter_by_stage"),
            models.Index(fields=["-received_on", "-id"], name="matter_by_received"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__in=[s.value for s in Stage]), name="matter_known_stage"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in Kind]), name="matter_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(next_due_on__isnull=True) | ~Q(next_clock=""),
                name="matter_due_day_names_its_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Belonging(models.Model):
    """To which matter a petition belongs and how, proposed by the machine, decided by a person."""

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="belonging")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="belongings")
    relation = models.TextField(choices=[(r.value, r.value) for r in Relation])
    first_in_unit = models.BooleanField()
    first_at_level = models.BooleanField()
    first_in_system = models.BooleanField()
    proposed = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(relation=Relation.FIRST.value),
                name="belonging_one_first_per_matter",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=[r.value for r in Relation]),
                name="belonging_known_relation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} → {self.matter_id} ({self.relation})"


class Document(models.Model):
    """A paper on a matter: drafted, signed, numbered, served. Signed text never changes."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        SIGNED = "signed"
        SERVED = "served"
        WITHDRAWN = "withdrawn"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="documents")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, models.PROTECT, null=True, related_name="+")
    kind = models.TextField()
    number = models.TextField(blank=True)
    title = models.TextField()
    addressee = models.TextField()
    paragraphs = models.JSONField(default=list)
    state = models.TextField(choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    opinion = models.TextField(blank=True)
    dated = models.DateField(null=True)
    served_on = models.DateField(null=True)
    served_how = models.TextField(blank=True)
    served_proof = models.TextField(blank=True)
    served_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter", "id"], name="document_by_matter"),
            models.Index(
                fields=["state", "matter"],
                name="document_waiting",
                condition=Q(state__in=["draft", "submitted", "signed"]),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "withdrawn"])
                | Q(signed_at__isnull=False, dated__isnull=False) & ~Q(number=""),
                name="document_signed_is_numbered_and_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="served")
                | Q(served_on__isnull=False) & ~Q(served_how="") & ~Q(served_proof=""),
                name="document_served_with_proof",
            ),
            models.UniqueConstraint(
                fields=["organ", "number"], condition=~Q(number=""), name="document_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def local_title(self) -> str:
        """What kind of paper it is, in the reader's language; its own text is Chinese."""
        english = (get_language() or "").startswith("en")
        return KINDS[self.kind].title_en if english and self.kind in KINDS else self.title


class Act(models.Model):
    """A thing someone did on a matter. Inserted, never changed, never deleted."""

    append_only = True

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="acts")
    verb = models.TextField()
    at = models.DateTimeField()
    happened_on = models.DateField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    legal_basis = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter", "id"], name="act_by_matter"),
            models.Index(fields=["by", "-at"], name="act_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.verb}"


class ClockRow(models.Model):
    """A clock of a matter as projected from its acts: dates only; states follow from them."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks")
    code = models.TextField()
    starts_on = models.DateField()
    due_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    void_on = models.DateField(null=True)
    suspended = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter", "due_on"], name="clock_by_matter")]

    def __str__(self) -> str:
        return f"{self.code} {self.due_on}"


class Assignment(models.Model):
    """Who was responsible from when to when; the open row is the present one."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="assignments")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    department = models.ForeignKey("organs.Department", models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    assigned_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(until_at__isnull=True),
                name="assignment_one_open_per_matter",
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
                name="assignment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} from {self.from_at:%Y-%m-%d}"


class Note(models.Model):
    """An internal note; never shown to the petitioner, never changed."""

    append_only = True

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note {self.pk}"


class SavedView(models.Model):
    """A list with its filters under a name of one's own."""

    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    name = models.TextField()
    query = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name"], name="saved_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name
