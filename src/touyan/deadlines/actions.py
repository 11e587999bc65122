"""Changing the calendar and the rules. A rule takes two people; a calendar day takes a reason."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.deciding import (
    RULE_PROPOSERS,
    approve_version,
    described,
    given,
    require_keeper,
    withdraw_version,
)
from touyan.deadlines.models import (
    CalendarDay,
    CalendarYear,
    ClockRuleVersion,
    Revision,
    columns_of,
)
from touyan.deadlines.rules.calendar import CalendarUnknown
from touyan.deadlines.rules.clocks import COUNTING
from touyan.deadlines.rules.rule_data import check_rule, rule_to
from touyan.deadlines.seed import CALENDAR_SOURCE, SeedDay, shipped_days, shipped_rows
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.rules.roles import Role

Status = ClockRuleVersion.Status
CALENDAR_KEEPERS = frozenset({Role.SYSTEM_ADMIN})


@transaction.atomic
def load_shipped(*, now: datetime) -> tuple[int, int]:
    """Enter shipped years and rules not yet there; what an office edited is left alone.

    Returns how many years and rules were new. A second run changes nothing.
    """
    years = _load_years(now)
    rules = _load_rules(now)
    if years or rules:
        _changed()
        record(
            verb="deadlines.load_shipped", by=None, now=now, detail={"years": years, "rules": rules}
        )
    return len(years), len(rules)


@transaction.atomic
def adopt_counting(*, now: datetime) -> bool:
    """Note the way of counting this version brings; whether what is stored followed another."""
    outdated = Revision.objects.exclude(counting=COUNTING)
    if changed := bool(outdated.update(counting=COUNTING, token=uuid.uuid4())):
        record(verb="deadlines.adopt_counting", by=None, now=now, detail={"counting": COUNTING})
    return changed


def _load_years(now: datetime) -> list[int]:
    known = set(CalendarYear.objects.values_list("year", flat=True))
    new = {year: days for year, days in shipped_days().items() if year not in known}
    for year, days in sorted(new.items()):
        _enter_year(year, days, source=CALENDAR_SOURCE, now=now)
    return sorted(new)


def _enter_year(year: int, days: Sequence[SeedDay], *, source: str, now: datetime) -> None:
    CalendarYear.objects.create(year=year, source=source, known_since=now)
    CalendarDay.objects.bulk_create(CalendarDay(year_id=year, **vars(day)) for day in days)


def _load_rules(now: datetime) -> list[str]:
    shipped = ClockRuleVersion.objects.filter(shipped=True)
    known = set(shipped.values_list("code", "scope", "valid_from"))
    new = [
        ClockRuleVersion(**columns_of(row), shipped=True, status=Status.APPROVED, created_at=now)
        for row in shipped_rows()
        if (row["code"], row["scope"], row["valid_from"]) not in known
    ]
    ClockRuleVersion.objects.bulk_create(new)
    return [version.code for version in new]


@transaction.atomic
def add_calendar_year(
    *, year: int, days: Sequence[SeedDay], source: str, by: Account, now: datetime
) -> CalendarYear:
    """Enter a year's days off and swapped working days as the State Council announced them."""
    require_keeper(by, roles=CALENDAR_KEEPERS, now=now)
    if CalendarYear.objects.filter(year=year).exists():
        raise Conflict(N_("The calendar already knows the year %(year)s."), year=year)
    if not source.strip():
        raise Refused(N_("Name the announcement the days were taken from."))
    if any(day.date.year != year for day in days) or all(day.working for day in days):
        raise Refused(
            N_("Enter the days off of %(year)s: a year without any is not yet known."), year=year
        )
    _enter_year(year, days, source=source.strip(), now=now)
    _changed()
    record(
        verb="calendar.add_year",
        by=by,
        now=now,
        subject_type="calendar_year",
        subject_id=year,
        detail={"days": len(days), "source": source.strip()},
    )
    return CalendarYear.objects.get(year=year)


@transaction.atomic
def edit_calendar_day(
    *, day: date, working: bool, reason: str, by: Account, now: datetime
) -> CalendarDay:
    """Make a day of a known year a working day or a day off. Open clocks are projected anew by
    whoever keeps matters; the revision tells them."""
    require_keeper(by, roles=CALENDAR_KEEPERS, now=now)
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    if not CalendarYear.objects.filter(year=day.year).exists():
        raise CalendarUnknown(day.year)
    before = CalendarDay.objects.filter(date=day).values_list("working", flat=True).first()
    entry, _ = CalendarDay.objects.update_or_create(
        date=day,
        defaults={"working": working},
        create_defaults={"working": working, "year_id": day.year},
    )
    _changed()
    record(
        verb="calendar.edit_day",
        by=by,
        now=now,
        subject_type="calendar_day",
        subject_id=day.isoformat(),
        detail={"before": before, "working": working, "reason": reason.strip()},
    )
    return entry


@transaction.atomic
def propose_rule(
    *, row: Mapping[str, Any], reason: str, by: Account, now: datetime
) -> ClockRuleVersion:
    """Propose a version of a rule; it governs nothing until a second person approves it."""
    known = ClockRuleVersion.objects.filter(status=Status.APPROVED).values_list("code", flat=True)
    rule = check_rule(row, known_codes=known)
    require_keeper(by, roles=RULE_PROPOSERS, scope=rule.scope, now=now)
    version = ClockRuleVersion.objects.create(
        **columns_of(rule_to(rule)),
        reason=given(reason),
        created_at=now,
        proposed_by=by,
        proposed_by_name=by.get_short_name(),
    )
    _record_rule("clock_rule.propose", version, by=by, now=now)
    return version


@transaction.atomic
def approve_rule(*, version_id: int, by: Account, now: datetime) -> ClockRuleVersion:
    """Put a proposed version in force; it replaces earlier ones for periods that begin under it."""
    version = _locked(version_id)
    version.approved_by_name = by.get_short_name()
    approve_version(version, by=by, now=now, also=["approved_by_name"])
    _changed()
    _record_rule("clock_rule.approve", version, by=by, now=now)
    return version


@transaction.atomic
def withdraw_rule(*, version_id: int, reason: str, by: Account, now: datetime) -> ClockRuleVersion:
    """Take back a proposal, or a version entered by mistake; it stays on record."""
    version = _locked(version_id)
    why = withdraw_version(version, reason=reason, by=by, now=now)
    _changed()
    _record_rule("clock_rule.withdraw", version, by=by, now=now, reason=why)
    return version


def _locked(version_id: int) -> ClockRuleVersion:
    return ClockRuleVersion.objects.select_for_update().get(pk=version_id)


def _record_rule(
    verb: str, version: ClockRuleVersion, *, by: Account, now: datetime, reason: str = ""
) -> None:
    record(verb=verb, by=by, now=now, subject_type="clock_rule", subject_id=version.pk,
           detail=described(version, reason=reason))  # fmt: skip


def _changed() -> None:
    token = uuid.uuid4()
    first = {"token": token, "counting": COUNTING}
    Revision.objects.update_or_create(pk=1, defaults={"token": token}, create_defaults=first)
