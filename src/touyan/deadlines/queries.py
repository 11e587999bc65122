"""Reading the calendar and the rules; public reference data, so no viewer is asked for.

The calendar and the rules in force are kept per process and read again when anything changed,
which one small query per call finds out.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from touyan.deadlines.models import CalendarDay as CalendarDay
from touyan.deadlines.models import CalendarYear, Revision
from touyan.deadlines.models import ClockRuleVersion as ClockRuleVersion
from touyan.deadlines.rules.calendar import WorkCalendar
from touyan.deadlines.rules.clock_rule import ClockRule, legal_day
from touyan.organs.models import Account, Organ, RoleGrant
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import steps
from touyan.organs.rules.roles import Role

Status = ClockRuleVersion.Status
SUPREME = "100000"


@dataclass(frozen=True)
class RuleBook:
    """Everything the clock engine needs, as of one revision."""

    revision: uuid.UUID | None
    calendar: WorkCalendar
    rules: tuple[ClockRule, ...]


class _Kept:
    """The last rule book this process read."""

    book: RuleBook | None = None


def current_revision() -> uuid.UUID | None:
    """The mark that changes with every change of calendar or rules."""
    return Revision.objects.values_list("token", flat=True).first()


def current_rulebook() -> RuleBook:
    """Calendar and rules together, for work on many matters: read it once, pass it on."""
    revision = current_revision()
    if _Kept.book is None or _Kept.book.revision != revision:
        _Kept.book = RuleBook(revision, _read_calendar(), tuple(_read_rules()))
    return _Kept.book


def current_calendar() -> WorkCalendar:
    """The working calendar as entered so far."""
    return current_rulebook().calendar


def rules_in_force() -> Sequence[ClockRule]:
    """Every approved version; which of them governs a period, its start decides."""
    return current_rulebook().rules


def rules_as_of(day: date) -> list[ClockRule]:
    """The versions that govern periods beginning that day, one for each code and scope."""
    newest: dict[tuple[str, str], ClockRule] = {}
    for rule in sorted(rules_in_force(), key=lambda rule: rule.valid_from):
        if rule.valid_on(day):
            newest[rule.code, rule.scope] = rule
    return sorted(newest.values(), key=lambda rule: (rule.code, rule.scope))


def rule_versions() -> QuerySet[ClockRuleVersion]:
    """Every version with its history, for the rules table."""
    return ClockRuleVersion.objects.order_by("code", "scope", "-valid_from", "-id")


def calendar_years() -> QuerySet[CalendarYear]:
    """The years the calendar knows, newest first."""
    return CalendarYear.objects.order_by("-year")


def calendar_days(year: int) -> QuerySet[CalendarDay]:
    """The days entered for a year, in order."""
    return CalendarDay.objects.filter(year_id=year).order_by("date")


def has_authority(
    account: Account, *, roles: Collection[Role], scope: str = "", now: datetime
) -> bool:
    """Whether the account may change rules of that scope, or of the nation and the calendar.

    Authority lies with the office of the scope and those above it. Where none of them has anyone
    in these roles, as when an office runs its own copy, it lies with its own people beneath.
    """
    organ = Organ.objects.filter(code=scope.ljust(6, "0") if scope else SUPREME).first()
    if organ is None:
        return False
    viewer = viewer_of(account, now=now)
    if viewer.holds_above(roles, organ_path=organ.path):
        return True
    beneath = any(g.role in roles and g.organ_path.startswith(organ.path) for g in viewer.grants)
    return beneath and not _anyone_above(organ, roles, now=now)


def _anyone_above(organ: Organ, roles: Collection[Role], *, now: datetime) -> bool:
    today = legal_day(now)
    return RoleGrant.objects.filter(
        Q(post__until_on__isnull=True) | Q(post__until_on__gte=today),
        post__organ_id__in=steps(organ.path),
        post__from_on__lte=today,
        role__in=roles,
        approved_at__isnull=False,
        revoked_at__isnull=True,
    ).exists()


def _read_calendar() -> WorkCalendar:
    days = list(CalendarDay.objects.values_list("date", "working"))
    return WorkCalendar(
        known_years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
        holidays=frozenset(day for day, working in days if not working),
        extra_working_days=frozenset(day for day, working in days if working),
    )


def _read_rules() -> list[ClockRule]:
    approved = ClockRuleVersion.objects.filter(status=Status.APPROVED)
    rules = [version.as_rule() for version in approved]
    return sorted(rules, key=lambda rule: (len(rule.code), rule.code, rule.scope, rule.valid_from))
