"""The editable working calendar and the versions of each clock rule. No due date is kept here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from touyan.deadlines.rules.clock_rule import ClockRule
from touyan.deadlines.rules.rule_data import CERTAINTIES, MONTH_ENDS, UNITS, rule_from

ACCOUNT = settings.AUTH_USER_MODEL


def _both_or_neither(first: str, second: str) -> Q:
    names = (f"{first}__isnull", f"{second}__isnull")
    return Q(**dict.fromkeys(names, True)) | Q(**dict.fromkeys(names, False))


class Revision(models.Model):
    """One row that changes with every change here, so that what was read may be kept till then."""

    token = models.UUIDField()
    counting = models.SmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pk=1), name="deadline_revision_is_one_row")
        ]

    def __str__(self) -> str:
        return str(self.token)


class CalendarYear(models.Model):
    """A year whose days off and swapped working days have been entered."""

    year = models.SmallIntegerField(primary_key=True)
    source = models.TextField()
    known_since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(year__gte=1949, year__lte=2999), name="calendar_year_plausible"
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day unlike its weekday, or named: a holiday, or a weekend day worked in exchange."""

    date = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days")
    working = models.BooleanField()
    name_zh = models.TextField(blank=True)
    name_en = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(date__year=F("year_id")), name="calendar_day_in_its_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {'+' if self.working else '-'}"


class ClockRuleVersion(models.Model):
    """One version of one time limit: proposed by one person, approved by another, or shipped.

    Versions are never rewritten: a later one takes over for periods that begin under it.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"

    code = models.TextField()
    scope = models.TextField(blank=True)
    name_zh = models.TextField()
    name_en = models.TextField()
    legal_basis_zh = models.TextField()
    legal_basis_en = models.TextField()
    amount = models.SmallIntegerField()
    unit = models.TextField(choices=[(unit, unit) for unit in UNITS])
    roll_over = models.BooleanField(default=True)
    month_end = models.TextField(choices=[(name, name) for name in MONTH_ENDS], default="earlier")
    extends_by = models.SmallIntegerField(default=0)
    starts_after = models.TextField(blank=True)
    repeats = models.BooleanField(default=False)
    every_start = models.BooleanField(default=True)
    before_fact = models.TextField(blank=True)
    verbs = models.JSONField(default=dict)
    applies_to = models.JSONField(default=dict)
    except_for = models.JSONField(default=dict)
    soon_days = models.SmallIntegerField(default=3)
    urgent_days = models.SmallIntegerField(default=1)
    certainty = models.TextField(
        choices=[(name, name) for name in CERTAINTIES], default="confirmed"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    status = models.TextField(choices=Status.choices, default=Status.PROPOSED)
    shipped = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    proposed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    proposed_by_name = models.TextField(blank=True)
    approved_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    approved_by_name = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit__in=UNITS, month_end__in=MONTH_ENDS, certainty__in=CERTAINTIES),
                name="clock_rule_known_choices",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=1, extends_by__gte=0), name="clock_rule_counts_forward"
            ),
            models.CheckConstraint(
                condition=Q(urgent_days__gte=0, urgent_days__lte=F("soon_days")),
                name="clock_rule_soon_before_urgent",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="clock_rule_validity_runs_forward",
            ),
            models.CheckConstraint(
                condition=_both_or_neither("approved_by", "approved_at"),
                name="clock_rule_approval_has_person_and_time",
            ),
            models.CheckConstraint(
                condition=_both_or_neither("withdrawn_by", "withdrawn_at"),
                name="clock_rule_withdrawal_has_person_and_time",
            ),
            models.CheckConstraint(
                condition=Q(shipped=True) | Q(proposed_by__isnull=False),
                name="clock_rule_has_an_author",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved")
                | Q(shipped=True)
                | Q(approved_by__isnull=False) & ~Q(approved_by=F("proposed_by")),
                name="clock_rule_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                | Q(status__in=["proposed", "approved"], withdrawn_at__isnull=True),
                name="clock_rule_status_fits_its_dates",
            ),
            models.UniqueConstraint(
                fields=["code", "scope", "valid_from"],
                condition=Q(status="approved"),
                name="clock_rule_one_version_per_first_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.scope} {self.valid_from}".replace("  ", " ")

    def as_rule(self) -> ClockRule:
        """The version as the clock engine reads it."""
        return rule_from({**{name: getattr(self, name) for name in PLAIN_COLUMNS}, **self.verbs})


PLAIN_COLUMNS = (
    "code",
    "scope",
    "name_zh",
    "name_en",
    "legal_basis_zh",
    "legal_basis_en",
    "amount",
    "unit",
    "roll_over",
    "month_end",
    "extends_by",
    "starts_after",
    "repeats",
    "every_start",
    "before_fact",
    "applies_to",
    "except_for",
    "soon_days",
    "urgent_days",
    "certainty",
    "valid_from",
    "valid_to",
)


def columns_of(row: dict[str, Any]) -> dict[str, Any]:
    """A rule's plain data arranged as this table keeps it."""
    plain = {name: row[name] for name in PLAIN_COLUMNS}
    verbs = {name: value for name, value in row.items() if name not in PLAIN_COLUMNS}
    return {**plain, "verbs": verbs}
