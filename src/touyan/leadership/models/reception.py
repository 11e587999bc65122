"""Reception days of leaders, who is booked, and the record read back to the petitioner."""

from __future__ import annotations

import uuid
from datetime import time
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.leadership.rules.evidence import CONFIRMATIONS, MEETING_PLACES
from touyan.leadership.rules.reception import MOST_PLACES, BookingState, DayKind

ACCOUNT = settings.AUTH_USER_MODEL
_NOON = time(12)


class ReceptionDay(models.Model):
    """A leader receives: 接访 at the office or by video, 下访 at the petitioners' place.

    A leader receives once in a half-day, the unit in which receptions are counted.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    leader = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    leader_title = models.TextField(blank=True)
    by_chief = models.BooleanField(default=False)
    kind = models.TextField(choices=[(k.value, k.value) for k in DayKind])
    on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    morning = models.BooleanField()
    afternoon = models.BooleanField()
    place = models.TextField()
    places = models.SmallIntegerField()
    planned_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organ", "on"], name="reception_by_organ"),
            models.Index(
                fields=["on", "id"],
                name="reception_public",
                condition=Q(published_at__isnull=False, cancelled_at__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["leader", "on"],
                condition=Q(morning=True, cancelled_at__isnull=True),
                name="reception_one_in_a_morning",
            ),
            models.UniqueConstraint(
                fields=["leader", "on"],
                condition=Q(afternoon=True, cancelled_at__isnull=True),
                name="reception_one_in_an_afternoon",
            ),
            models.CheckConstraint(
                condition=Q(starts__lt=_NOON, morning=True) | Q(starts__gte=_NOON, morning=False),
                name="reception_morning_begins_before_noon",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=_NOON, afternoon=True) | Q(ends__lte=_NOON, afternoon=False),
                name="reception_afternoon_ends_after_noon",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="reception_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, MOST_PLACES)), name="reception_has_places"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
                name="reception_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.leader_id}"


class Booking(models.Model):
    """One petitioner's place on a reception day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    day = models.ForeignKey(ReceptionDay, models.PROTECT, related_name="bookings")
    slot = models.SmallIntegerField()
    name = models.TextField()
    phone_sealed = models.BinaryField(null=True)
    topic = models.TextField()
    matter = models.ForeignKey("matters.Matter", models.PROTECT, null=True, related_name="+")
    petition = models.ForeignKey("intake.Petition", models.PROTECT, null=True, related_name="+")
    online = models.BooleanField(default=False)
    code_index = models.BinaryField(null=True)
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    state = models.TextField(
        choices=[(s.value, s.value) for s in BookingState], default=BookingState.BOOKED
    )
    changed_at = models.DateTimeField()
    cancel_reason = models.TextField(blank=True)
    deed = models.ForeignKey("leadership.Deed", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["day", "slot"], name="booking_by_day"),
            models.Index(fields=["matter", "id"], name="booking_by_matter"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "slot"], condition=~Q(state="cancelled"), name="booking_one_a_place"
            ),
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(state__in=["called", "receiving"]),
                name="booking_one_at_the_desk",
            ),
            models.UniqueConstraint(
                fields=["code_index"],
                condition=Q(code_index__isnull=False),
                name="booking_code_unique",
            ),
            models.CheckConstraint(
                condition=Q(online=True, code_index__isnull=False)
                | Q(online=False, code_index__isnull=True, made_by__isnull=False),
                name="booking_online_has_a_code",
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1) & ~Q(name="") & ~Q(topic=""), name="booking_says_who"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_id}.{self.slot}"


class ReceptionRecord(models.Model):
    """What was said and answered, and how the petitioner confirmed it. A correction is a row."""

    append_only = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="records")
    received_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    where = models.TextField(choices=[(code, code) for code in MEETING_PLACES])
    present = models.TextField()
    said = models.TextField()
    answered = models.TextField()
    began = models.TimeField()
    ended = models.TimeField()
    confirmed = models.TextField(choices=[(code, code) for code in CONFIRMATIONS])
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["booking"],
                condition=Q(corrects__isnull=True),
                name="reception_record_first_once",
            ),
            models.CheckConstraint(
                condition=Q(ended__gt=F("began")), name="reception_record_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(why=""),
                name="reception_record_corrected_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(answered="") & ~Q(present=""),
                name="reception_record_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"record {self.booking_id}"
