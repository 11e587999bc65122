"""Facts counted from the ledger, their totals, and how far the ledger has been followed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Touched(models.Model):
    """A matter or petition something happened to; written by triggers in the same transaction.
    No key but its own: writers never wait for one another here."""

    id = models.BigAutoField(primary_key=True)
    matter_id = models.BigIntegerField(null=True)
    petition_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"touched {self.matter_id or self.petition_id}"


class Fact(models.Model):
    """One thing that counts: an element of a measure, true of a matter or petition from `since`
    until `until`. Rows are ended, never deleted, so that every moment that was asked about once
    gives the same figure for ever.

    `key` names it within its element; `day` is the day by which it falls into a period; `amount`
    a number of days where the element has one; `topic` the batch or inspection it belongs to.
    """

    id = models.BigAutoField(primary_key=True)
    element = models.TextField()
    key = models.TextField()
    matter_id = models.BigIntegerField(null=True)
    petition_id = models.BigIntegerField(null=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    kind = models.TextField()
    channel = models.TextField()
    topic = models.TextField(blank=True)
    day = models.DateField()
    amount = models.IntegerField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["element", "-day", "-id"], name="fact_by_day", condition=Q(until=None)
            ),
            models.Index(fields=["element", "organ", "day"], name="fact_by_organ"),
            models.Index(
                fields=["topic", "element"],
                name="fact_by_topic",
                condition=Q(until=None) & ~Q(topic=""),
            ),
            models.Index(fields=["element", "key"], name="fact_ended", condition=~Q(until=None)),
            models.Index(fields=["matter_id"], name="fact_by_matter"),
            models.Index(
                fields=["petition_id"],
                name="fact_by_petition",
                condition=Q(petition_id__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["element", "key"], condition=Q(until=None), name="fact_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="fact_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(matter_id__isnull=False) | Q(petition_id__isnull=False),
                name="fact_is_about_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.key}"


class Total(models.Model):
    """How many facts in force an office and those beneath it have in a month, over all kinds and
    channels (both empty); at the highest two levels by kind and channel as well.

    Made from facts alone, whose offices the database checks: to check them here once more made
    a rebuild half as long again."""

    id = models.BigAutoField(primary_key=True)
    element = models.TextField()
    organ = models.ForeignKey(
        "organs.Organ", models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    topic = models.TextField(blank=True)
    month = models.DateField()
    kind = models.TextField(blank=True)
    channel = models.TextField(blank=True)
    number = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "element", "month", "topic", "kind", "channel"],
                name="total_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.month}: {self.number}"


class Spread(models.Model):
    """How many facts in force took how many days, for medians and the ninetieth of a hundred; kept
    for the highest two levels."""

    id = models.BigAutoField(primary_key=True)
    element = models.TextField()
    organ = models.ForeignKey(
        "organs.Organ", models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    month = models.DateField()
    kind = models.TextField(blank=True)
    days = models.IntegerField()
    number = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "element", "month", "kind", "days"], name="spread_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.month}, {self.days} days: {self.number}"


class Followed(models.Model):
    """How far the ledger has been followed: every figure as of `through` or before is settled."""

    through = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    rebuilt_at = models.DateTimeField(null=True)
    drift = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pk=1), name="followed_is_one_row")
        ]

    def __str__(self) -> str:
        return f"through {self.through}"
