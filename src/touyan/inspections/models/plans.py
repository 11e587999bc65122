"""An inspection: its plan, its checklist, who serves in it, and the list frozen for it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.inspections.rules.words import Mode, Source, State

ACCOUNT = settings.AUTH_USER_MODEL


class Checklist(models.Model):
    """One version of a checklist; in use from the day it is published, never changed since.

    `content` is read by rules/checklist.py.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    name = models.TextField()
    number = models.SmallIntegerField()
    content = models.JSONField()
    note = models.TextField(blank=True)
    published_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "name", "number"], name="checklist_version_once",
                nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Inspection(models.Model):
    """A look at the matters of a scope by the office that runs it.

    `scope` is read by rules/scope.py; `strata` holds names of rules/words.Stratum. The public
    number is named, with the day of its publication, before the list is frozen; it is entered
    afterwards, and the seed follows from it and from the list. `previous` is the round before;
    `looks_at` the lower office's inspection whose reviews this one looks at again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    name = models.TextField()
    basis = models.TextField()
    scope = models.JSONField(default=dict)
    starts_on = models.DateField()
    ends_on = models.DateField()
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="+")
    mode = models.TextField(choices=[(m.value, m.value) for m in Mode])
    strata = models.JSONField(default=list)
    seats = models.SmallIntegerField(default=2)
    margin = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    confidence = models.SmallIntegerField(default=95)
    number_source = models.TextField(blank=True)
    number_on = models.DateField(null=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="next_rounds")
    looks_at = models.ForeignKey("self", models.PROTECT, null=True, related_name="looked_at_by")
    state = models.TextField(choices=[(s.value, s.value) for s in State], default=State.DRAFT.value)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    frozen_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    size = models.IntegerField(null=True)
    digest = models.TextField(blank=True)
    number = models.TextField(blank=True)
    seed = models.TextField(blank=True)
    drawn_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "-id"], name="inspection_by_organ")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="inspection_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(basis=""), name="inspection_has_name_and_basis"
            ),
            models.UniqueConstraint(fields=["organ", "name"], name="inspection_name_once"),
            models.CheckConstraint(
                condition=Q(state="draft", frozen_at__isnull=True, digest="")
                | ~Q(state="draft") & Q(frozen_at__isnull=False, size__gt=0) & ~Q(digest=""),
                name="inspection_frozen_with_size_and_digest",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "frozen"], drawn_at__isnull=True)
                | Q(state__in=["drawn", "ended"], drawn_at__isnull=False),
                name="inspection_drawn_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(mode="full") | Q(drawn_at__isnull=True) | ~Q(seed=""),
                name="inspection_sample_has_a_seed",
            ),
            models.CheckConstraint(
                condition=Q(mode="full") | Q(frozen_at__isnull=True) | ~Q(number_source=""),
                name="inspection_number_named_before_freezing",
            ),
            models.CheckConstraint(condition=Q(seats__in=[1, 2]), name="inspection_one_or_two"),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_at__isnull=False),
                name="inspection_ended_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """A matter of the frozen list, with the office and the leader it was under at that moment."""

    append_only = True

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="entries")
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    ordinal = models.IntegerField()
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    leader = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    stratum = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "matter"], name="entry_matter_once"),
            models.UniqueConstraint(fields=["inspection", "ordinal"], name="entry_ordinal_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["inspection", "organ"], name="entry_by_organ"),
            models.Index(fields=["matter"], name="inspection_entry_by_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}#{self.ordinal}"


class Pick(models.Model):
    """A matter of the list that is looked at: drawn, or chosen on purpose with a reason."""

    append_only = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="pick")
    source = models.TextField(choices=[(s.value, s.value) for s in Source])
    place = models.IntegerField(null=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(source="purposive", place__isnull=True) & ~Q(reason="")
                | ~Q(source="purposive") & Q(place__isnull=False),
                name="pick_drawn_with_place_or_chosen_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.source}"


class Member(models.Model):
    """An inspector serving in an inspection, from when to when."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="members")
    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "account"], condition=Q(left_at__isnull=True),
                name="member_serves_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.account_id}"
