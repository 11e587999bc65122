"""Public hearings: asked for, set, noticed, held, weighed, told; and the pool of officers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.leadership.models.charges import Charge
from touyan.leadership.rules.hearing_words import (
    LIVE,
    Capacity,
    ExcuseGround,
    HearingForm,
    HearingState,
    Stance,
    Weight,
)
from touyan.leadership.rules.hearing_words import HearingStep as Step

ACCOUNT = settings.AUTH_USER_MODEL
NOT_HELD = [HearingState.SET.value, HearingState.NOTICED.value, HearingState.CANCELLED.value]
WEIGHED = [HearingState.DECIDED.value, HearingState.TOLD.value]


class HearingOfficer(models.Model):
    """Somebody of the public in an office's pool of hearing officers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    name = models.TextField()
    occupation = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    phone_sealed = models.BinaryField(null=True)
    interests = models.JSONField(default=list)
    active_from = models.DateField()
    active_until = models.DateField(null=True)
    added_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organ", "name"], name="officer_by_organ")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="officer_has_a_name"),
            models.CheckConstraint(
                condition=Q(active_until__isnull=True) | Q(active_until__gte=F("active_from")),
                name="officer_term_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"officer {self.pk}"


class HearingRequest(models.Model):
    """Somebody asked for a hearing; a refusal says why (Rules on Hearings, article 9)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    applicant = models.TextField()
    capacity = models.TextField(choices=[(c.value, c.value) for c in Capacity])
    applied_on = models.DateField()
    grounds = models.TextField()
    entered_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["matter", "id"], name="hearing_request_by_matter"),
            models.Index(
                fields=["organ", "id"],
                name="hearing_request_waiting",
                condition=Q(granted__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(granted__isnull=True, decided_at__isnull=True)
                | Q(granted__isnull=False, decided_at__isnull=False),
                name="hearing_request_answer_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(granted=True) | ~Q(reason=""),
                name="hearing_request_refused_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"hearing request {self.pk}"


class Hearing(models.Model):
    """One hearing of a matter. What was said at it stands in its steps and opinions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    request = models.ForeignKey(HearingRequest, models.PROTECT, null=True, related_name="+")
    charge = models.ForeignKey(Charge, models.PROTECT, null=True, related_name="+")
    form = models.TextField(choices=[(f.value, f.value) for f in HearingForm])
    question = models.TextField()
    at_place = models.BooleanField(default=False)
    place = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    attend = models.TextField(blank=True)
    chair = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    state = models.TextField(choices=[(s.value, s.value) for s in HearingState])
    set_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    seed = models.TextField(blank=True)
    pool = models.JSONField(default=list)
    drawn_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)
    noticed_on = models.DateField(null=True)
    noticed_how = models.TextField(blank=True)
    held_on = models.DateField(null=True)
    record = models.TextField(blank=True)
    present = models.TextField(blank=True)
    recorder = models.TextField(blank=True)
    weight = models.TextField(blank=True, choices=[(w.value, w.value) for w in Weight])
    weighed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    weighed_at = models.DateTimeField(null=True)
    weighed_why = models.TextField(blank=True)
    consent_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    consent_at = models.DateTimeField(null=True)
    consent_why = models.TextField(blank=True)
    told_officers_on = models.DateField(null=True)
    told_officers_how = models.TextField(blank=True)
    told_petitioner_on = models.DateField(null=True)
    told_petitioner_how = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organ", "-at"], name="hearing_by_organ"),
            models.Index(fields=["matter", "id"], name="hearing_by_matter"),
            models.Index(
                fields=["on"], name="hearing_announced", condition=Q(form="open", state="noticed")
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=[s.value for s in LIVE]),
                name="hearing_one_under_way_per_matter",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["set", "cancelled"])
                | Q(noticed_on__isnull=False) & ~Q(seed=""),
                name="hearing_noticed_with_its_panel",
            ),
            models.CheckConstraint(
                condition=Q(noticed_on__isnull=True) | Q(noticed_on__lte=F("on")),
                name="hearing_noticed_before_it_is_held",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NOT_HELD) | Q(held_on__gte=F("on")) & ~Q(record=""),
                name="hearing_held_with_its_record",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WEIGHED) | ~Q(weight="") & Q(weighed_at__isnull=False),
                name="hearing_weighed_before_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WEIGHED)
                | ~Q(weight="not_followed")
                | Q(consent_by__isnull=False, consent_at__isnull=False)
                & (~Q(consent_why="") | Q(consent_by=F("weighed_by"))),
                name="hearing_majority_not_followed_by_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state="told")
                | Q(told_officers_on__isnull=False, told_petitioner_on__isnull=False),
                name="hearing_told_to_both",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_why=""),
                name="hearing_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"hearing {self.pk} {self.state}"

    @property
    def passed_over_in_person(self) -> bool:
        """Whether whoever could consent to passing over the majority decided it in person."""
        return self.consent_by_id is not None and self.consent_by_id == self.weighed_by_id


class PanelSeat(models.Model):
    """One officer called to one hearing; who was excused stays on record with the reason."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="seats")
    officer = models.ForeignKey(HearingOfficer, models.PROTECT, related_name="+")
    place = models.SmallIntegerField()
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    excused = models.TextField(blank=True, choices=[(g.value, g.value) for g in ExcuseGround])
    excused_why = models.TextField(blank=True)
    excused_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    excused_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hearing", "officer"], name="seat_once_per_officer"),
            models.UniqueConstraint(fields=["hearing", "place"], name="seat_once_per_place"),
            models.CheckConstraint(
                condition=Q(excused="", excused_at__isnull=True)
                | Q(excused_at__isnull=False) & ~Q(excused="") & ~Q(excused_why=""),
                name="seat_excused_with_ground_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.hearing_id}.{self.place}"


class HearingStep(models.Model):
    """What was said or done at one step of a hearing. A correction is a further row."""

    append_only = True

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="steps")
    step = models.TextField(choices=[(s.value, s.value) for s in Step])
    text = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="hearing_step_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.step}"


class HearingOpinion(models.Model):
    """The opinion of one seated officer, given once."""

    append_only = True

    seat = models.OneToOneField(PanelSeat, models.PROTECT, related_name="opinion")
    stance = models.TextField(choices=[(s.value, s.value) for s in Stance])
    text = models.TextField()
    entered_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="hearing_opinion_has_reasons")
        ]

    def __str__(self) -> str:
        return f"opinion {self.seat_id}"
