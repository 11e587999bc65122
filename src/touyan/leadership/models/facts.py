"""What people state about a matter, who asked after it, and who was responsible first."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from touyan.leadership.rules.words import Responsible, StatedFact

ACCOUNT = settings.AUTH_USER_MODEL


class Statement(models.Model):
    """A fact a duty rule depends on, stated by a person with a reason; the newest counts.

    `terms` holds what a campaign asks beyond the rules: {"acts": [codes]}.
    """

    append_only = True

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    fact = models.TextField(choices=[(f.value, f.value) for f in StatedFact])
    holds = models.BooleanField()
    reason = models.TextField()
    reference = models.TextField(blank=True)
    terms = models.JSONField(default=dict)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter", "fact"], name="statement_by_matter")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="statement_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.fact} {self.holds}"


class Inquiry(models.Model):
    """Somebody asked after a matter, spoke for it or handed something in: every time it is noted
    (逢问必录; the 2015 rules on recording interference)."""

    append_only = True

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    who = models.TextField()
    unit = models.TextField(blank=True)
    how = models.TextField()
    what = models.TextField()
    answered = models.TextField(blank=True)
    on = models.DateField()
    noted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["matter", "id"], name="inquiry_by_matter")]

    def __str__(self) -> str:
        return f"inquiry {self.pk}"


class FirstResponsible(models.Model):
    """Who was responsible first; written once, whatever happens later."""

    append_only = True

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    part = models.TextField(choices=[(p.value, p.value) for p in Responsible])
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    department = models.ForeignKey("organs.Department", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matter", "part"], name="first_responsible_once"),
            models.CheckConstraint(
                condition=Q(part="organ")
                | Q(part="department", department__isnull=False)
                | Q(part="person", person__isnull=False),
                name="first_responsible_names_its_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.part}"
