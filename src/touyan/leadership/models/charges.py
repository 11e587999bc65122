"""From the approval form to the leader in charge, with every hand-over."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.leadership.rules.words import OPEN_CHARGE, ChargeState

ACCOUNT = settings.AUTH_USER_MODEL


class ChargeForm(models.Model):
    """首办呈批表: the papers on the chief's desk until the chief has read, noted and named."""

    class Outcome(models.TextChoices):
        WAITING = ""
        NAMED = "named"
        RETURNED = "returned"
        LAPSED = "lapsed"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="charge_forms")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    summary = models.TextField()
    submitted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    outcome = models.TextField(choices=Outcome.choices, blank=True, default=Outcome.WAITING)
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["organ", "id"], name="charge_form_waiting", condition=Q(outcome="")
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(outcome=""), name="charge_form_one_open_per_matter"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | Q(outcome__in=["named", "returned", "lapsed"], decided_at__isnull=False),
                name="charge_form_outcome_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["named", "returned"]) | ~Q(note=""),
                name="charge_form_decided_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"form {self.matter_id}"


class Charge(models.Model):
    """One leader answerable for one matter, from being named to the end of that charge."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="charges")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    leader = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    leader_title = models.TextField(blank=True)
    form = models.ForeignKey(ChargeForm, models.PROTECT, null=True, related_name="charges")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    voluntary = models.BooleanField(default=False)
    named_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField()
    state = models.TextField(choices=[(s.value, s.value) for s in ChargeState])
    answered_at = models.DateTimeField(null=True)
    decline_ground = models.TextField(blank=True)
    decline_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    end_ground = models.TextField(blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["leader", "state", "-id"], name="charge_by_leader"),
            models.Index(fields=["organ", "-named_at"], name="charge_by_organ"),
            models.Index(fields=["matter", "id"], name="charge_by_matter"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=[s.value for s in OPEN_CHARGE]),
                name="charge_one_open_per_matter",
            ),
            models.CheckConstraint(
                condition=Q(state="named", answered_at__isnull=True)
                | Q(state="ended")
                | Q(state__in=["accepted", "declined"], answered_at__isnull=False),
                name="charge_answered_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decline_ground="") & ~Q(decline_reason=""),
                name="charge_declined_with_ground_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(end_ground="")
                | ~Q(state="ended") & Q(ended_at__isnull=True, end_ground=""),
                name="charge_ended_with_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"charge {self.matter_id} {self.state}"


class Absence(models.Model):
    """A leader away for some days, and the leader who stands in meanwhile."""

    leader = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    deputy = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.TextField()
    set_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["leader", "from_on"], name="absence_by_leader")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="absence_runs_forward"
            ),
            models.CheckConstraint(
                condition=~Q(leader=F("deputy")), name="absence_deputy_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"absence {self.leader_id}"


class DutyRow(models.Model):
    """What the duty rules say of a matter now: a projection, for lists and coverage. The reasons
    are computed anew wherever they are shown."""

    matter = models.OneToOneField(
        "matters.Matter", models.PROTECT, primary_key=True, related_name="duty"
    )
    due = models.BooleanField()
    unknown = models.BooleanField(default=False)
    since = models.DateField(null=True)
    codes = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["since"], name="duty_by_day", condition=Q(due=True)),
            models.Index(fields=["unknown"], name="duty_unknown", condition=Q(unknown=True)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due=False, since__isnull=True) | Q(due=True, since__isnull=False),
                name="duty_due_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"duty {self.matter_id} {self.due}"
