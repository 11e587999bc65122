"""A change of the calendar or of a rule, and with it the recount of every open due day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from touyan.deadlines import actions
from touyan.deadlines.models import ClockRuleVersion
from touyan.deadlines.seed import SeedDay
from touyan.organs.models import Account
from touyan.workflows.reproject_clocks import Place, defer


@transaction.atomic
def approve_rule(*, version_id: int, by: Account, now: datetime) -> ClockRuleVersion:
    """Put a proposal in force and have the open clocks counted anew."""
    version = actions.approve_rule(version_id=version_id, by=by, now=now)
    defer(Place(), reason=f"clock_rule.approve {version}", by=by)
    return version


@transaction.atomic
def withdraw_rule(*, version_id: int, reason: str, by: Account, now: datetime) -> ClockRuleVersion:
    """Take a version back; where it was in force, have the open clocks counted anew."""
    version = actions.withdraw_rule(version_id=version_id, reason=reason, by=by, now=now)
    if version.approved_at or version.shipped:
        defer(Place(), reason=f"clock_rule.withdraw {version}: {reason.strip()}", by=by)
    return version


@transaction.atomic
def edit_calendar_day(*, day: date, working: bool, reason: str, by: Account, now: datetime) -> None:
    """Change one day of the calendar and have the open clocks counted anew."""
    actions.edit_calendar_day(day=day, working=working, reason=reason, by=by, now=now)
    defer(Place(), reason=f"calendar.edit_day {day.isoformat()}: {reason.strip()}", by=by)


@transaction.atomic
def add_calendar_year(
    *, year: int, days: Sequence[SeedDay], source: str, by: Account, now: datetime
) -> None:
    """Enter a year and have counted what could not be said before."""
    actions.add_calendar_year(year=year, days=days, source=source, by=by, now=now)
    defer(Place(), reason=f"calendar.add_year {year}: {source.strip()}", by=by)
