"""A case on its way from nomination to print, its steps, and why it may be published."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.exemplars.models.calls import Call
from touyan.exemplars.rules.words import CHOSEN, Basis, How, Ruling, State, What

ACCOUNT = settings.AUTH_USER_MODEL


class Exemplar(models.Model):
    """One matter nominated as a typical case, and written as one.

    `at_organ` is the office whose turn it is; `selected_by` the one that chose it, up to which the
    finished text is approved. What was withdrawn stays; the matter may be nominated anew.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    call = models.ForeignKey(Call, models.PROTECT, null=True, related_name="exemplars")
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    what = models.TextField(choices=[(w.value, w.value) for w in What])
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    at_organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    selected_by = models.ForeignKey("organs.Organ", models.PROTECT, null=True, related_name="+")
    state = models.TextField(
        choices=[(s.value, s.value) for s in State], default=State.NOMINATED.value
    )
    reason = models.TextField()
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    version = models.IntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at_organ", "state", "-id"], name="exemplar_by_desk"),
            models.Index(fields=["organ", "-id"], name="exemplar_by_organ"),
            models.Index(fields=["matter"], name="exemplar_by_matter"),
            models.Index(fields=["call", "state"], name="exemplar_by_call"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "call"],
                condition=~Q(state=State.WITHDRAWN.value),
                name="exemplar_one_open_per_matter_and_call",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="exemplar_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="exemplar_known_state"
            ),
            models.CheckConstraint(
                condition=Q(what__in=[w.value for w in What]), name="exemplar_known_lesson"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(CHOSEN)) | Q(selected_by__isnull=False),
                name="exemplar_chosen_by_an_organ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.matter_id}"


class Step(models.Model):
    """One step of a case: who, for which office, in whose words, about which text.

    `content_digest` is that of the version an approval is about, empty for every other step.
    """

    append_only = True

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="steps")
    verb = models.TextField()
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    opinion = models.TextField(blank=True)
    content_digest = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["exemplar", "id"], name="exemplar_step_in_order")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(verb="approve") | ~Q(content_digest="") & ~Q(opinion=""),
                name="exemplar_approved_as_read_with_an_opinion",
            ),
            models.CheckConstraint(
                condition=~Q(verb__in=["return", "send_back", "withdraw"]) | ~Q(opinion=""),
                name="exemplar_step_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.verb}"


class Ground(models.Model):
    """Why the case may be published: a petitioner's consent, or a public interest in words.

    Consent can be taken back at any time, without giving reasons. `party` is the entry of the
    petition under which whoever consents stands.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="grounds")
    kind = models.TextField(choices=[(b.value, b.value) for b in Basis])
    party = models.ForeignKey("intake.Party", models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    signed_on = models.DateField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_how = models.TextField(blank=True, choices=[(h.value, h.value) for h in How])
    revoked_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["exemplar", "id"], name="ground_by_exemplar")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="ground_in_words"),
            models.CheckConstraint(
                condition=Q(party__isnull=True) | Q(kind=Basis.CONSENT.value),
                name="ground_of_somebody_is_consent",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[b.value for b in Basis]), name="ground_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_how="", revoked_by__isnull=True)
                | Q(revoked_at__isnull=False) & ~Q(revoked_how=""),
                name="ground_revoked_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.kind}"


class Asking(models.Model):
    """A petitioner is asked whether the case may be published, and what the answer was.

    Silence is no answer, and no answer costs anything.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="askings")
    party = models.ForeignKey("intake.Party", models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exemplar", "party"],
                condition=Q(answered_at__isnull=True),
                name="asking_one_open_per_petitioner",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(text=""), name="asking_in_words"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, agreed__isnull=True)
                | Q(answered_at__isnull=False, agreed__isnull=False),
                name="asking_answered_yes_or_no",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.at}"


class Objection(models.Model):
    """A petitioner does not want the case published, or not so; decided with reasons.

    `party` is the entry under which whoever objects stands, where that is known."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="objections")
    party = models.ForeignKey("intake.Party", models.PROTECT, null=True, related_name="+")
    how = models.TextField(choices=[(h.value, h.value) for h in How])
    text = models.TextField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    outcome = models.TextField(blank=True, choices=[(r.value, r.value) for r in Ruling])
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["exemplar", "id"], name="objection_by_exemplar")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="objection_in_words"),
            models.CheckConstraint(
                condition=Q(how="online") | Q(received_by__isnull=False),
                name="objection_received_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="", reason="")
                | Q(decided_at__isnull=False, decided_by__isnull=False)
                & ~Q(outcome="")
                & ~Q(reason=""),
                name="objection_decided_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemplar_id} {self.how}"
