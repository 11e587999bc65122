"""Petitions as received. What is registered is never changed and never deleted.

The application's database role may only insert into and read these tables (`append_only`);
a correction is a new row.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from touyan.intake.rules.words import Channel, Kind, PartyRole, SubjectRole


class Petition(models.Model):
    """One submission through one channel on one day."""

    append_only = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    number = models.TextField(unique=True)
    sealed = models.BooleanField(default=False)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    handling_organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    channel = models.TextField(choices=[(c.value, c.value) for c in Channel])
    kind = models.TextField(choices=[(k.value, k.value) for k in Kind])
    title = models.TextField()
    text = models.TextField()
    received_on = models.DateField()
    postmarked_on = models.DateField(null=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    anonymous = models.BooleanField(default=False)
    replyable = models.BooleanField(default=True)
    collective = models.BooleanField(default=False)
    hardship = models.BooleanField(default=False)
    sent_by = models.TextField(blank=True)
    petitioner_names = models.TextField(blank=True)
    source = models.TextField(default="desk")
    source_number = models.TextField(blank=True)
    query_code_index = models.BinaryField(null=True)
    search = SearchVectorField(null=True)

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["search"], name="petition_search"),
            models.Index(fields=["organ", "-received_on", "-id"], name="petition_by_organ"),
            models.Index(fields=["-received_on", "-id"], name="petition_by_day"),
            models.Index(fields=["handling_organ", "-id"], name="petition_by_handler"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(channel__in=[c.value for c in Channel]), name="petition_known_channel"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in Kind]), name="petition_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(postmarked_on__isnull=True) | Q(postmarked_on__lte=F("received_on")),
                name="petition_postmarked_before_received",
            ),
            models.CheckConstraint(
                condition=Q(received_on__gte="1949-10-01"), name="petition_plausible_day"
            ),
            models.UniqueConstraint(
                fields=["organ", "source", "source_number"],
                condition=~Q(source_number=""),
                name="petition_once_per_source_number",
            ),
            models.UniqueConstraint(
                fields=["query_code_index"],
                condition=Q(query_code_index__isnull=False),
                name="petition_query_code_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Party(models.Model):
    """A person or organisation on the petitioner's side. Identifiers are sealed to this row."""

    append_only = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="parties")
    ordinal = models.SmallIntegerField()
    role = models.TextField(choices=[(r.value, r.value) for r in PartyRole])
    is_organisation = models.BooleanField(default=False)
    name = models.TextField()
    name_pinyin = models.TextField(blank=True)
    identity_type = models.TextField(default="none")
    identity_sealed = models.BinaryField(null=True)
    identity_index = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.BinaryField(null=True)
    address_sealed = models.BinaryField(null=True)
    represents = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["identity_index"],
                name="party_by_identity",
                condition=Q(identity_index__isnull=False),
            ),
            models.Index(
                fields=["phone_index"],
                name="party_by_phone",
                condition=Q(phone_index__isnull=False),
            ),
            models.Index(fields=["name"], name="party_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "ordinal"], name="party_once_per_place"),
            models.CheckConstraint(
                condition=Q(identity_sealed__isnull=True, identity_index__isnull=True)
                | Q(identity_sealed__isnull=False, identity_index__isnull=False),
                name="party_identity_sealed_with_index",
            ),
            models.CheckConstraint(
                condition=Q(role=PartyRole.AGENT.value) | Q(represents=""),
                name="party_only_agents_represent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}.{self.ordinal}"


class Subject(models.Model):
    """Whom or what the petition complains of, or who made the challenged decision."""

    append_only = True

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="subjects")
    ordinal = models.SmallIntegerField()
    role = models.TextField(choices=[(r.value, r.value) for r in SubjectRole])
    name = models.TextField(blank=True)
    unit_name = models.TextField(blank=True)
    person = models.ForeignKey("organs.Person", models.PROTECT, null=True, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["name"], name="subject_by_name"),
            models.Index(fields=["unit_name"], name="subject_by_unit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name="", unit_name=""), name="subject_is_someone_or_some_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}.{self.ordinal}"


class Claim(models.Model):
    """One thing the petitioner asks for; each is owed an answer."""

    append_only = True

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="claims")
    ordinal = models.SmallIntegerField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "ordinal"], name="claim_once_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}.{self.ordinal}"


class ChallengedDecision(models.Model):
    """The decision the petition disputes."""

    append_only = True

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="challenged")
    number = models.TextField(blank=True)
    number_key = models.TextField(blank=True)
    organ_name = models.TextField(blank=True)
    decided_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["number_key"], name="challenged_by_number", condition=~Q(number_key="")
            )
        ]

    def __str__(self) -> str:
        return self.number or self.organ_name


class Wall(models.Model):
    """One part of the wall around a petition; a wall beats every grant."""

    append_only = True

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="walls")
    person = models.ForeignKey("organs.Person", models.PROTECT, null=True, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("organs.Department", models.PROTECT, null=True, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organ__isnull=True, department__isnull=True)
                | Q(person__isnull=True, organ__isnull=False, department__isnull=True)
                | Q(person__isnull=True, organ__isnull=True, department__isnull=False),
                name="wall_keeps_out_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"wall {self.petition_id}"


class Undecided(models.Model):
    """A registered petition nobody has yet laid to a matter; the row goes when it is decided."""

    petition = models.OneToOneField(Petition, models.PROTECT, primary_key=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    proposal = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "due_on"], name="undecided_by_due")]

    def __str__(self) -> str:
        return str(self.petition_id)


class Draft(models.Model):
    """What a clerk has typed and not yet registered, sealed."""

    key = models.UUIDField(primary_key=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    form = models.TextField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-saved_at"], name="draft_by_account")]

    def __str__(self) -> str:
        return str(self.key)


class Submission(models.Model):
    """A form already accepted: sent again with the same key, it does nothing twice."""

    key = models.UUIDField(primary_key=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    result = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)


# The rows of old registers on their way in; at the end, because they point at petitions.
from touyan.intake.import_models import ColumnMapping as ColumnMapping  # noqa: E402
from touyan.intake.import_models import ImportRow as ImportRow  # noqa: E402
from touyan.intake.import_models import ImportRun as ImportRun  # noqa: E402
from touyan.intake.throttle_models import Throttle as Throttle  # noqa: E402
