"""How the pages of reports name states, periods and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from touyan.campaigns.queries import CampaignReport
from touyan.campaigns.queries.report_table import Slot
from touyan.campaigns.rules.reporting import (
    STATE_NAMES,
    WRITERS,
    Period,
    ReportState,
    Stand,
    period_of,
    stand_of,
)
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.gate import only
from touyan.organs.rules.roles import Role

readers = only(*WRITERS, Role.INSPECTOR)
TONES = {
    ReportState.RUNNING: "grey",
    ReportState.OWED: "amber",
    ReportState.DRAFTED: "blue",
    ReportState.CONFIRMED: "green",
}


@dataclass(frozen=True)
class Chip:
    """A state in words with its tone, and whether the last day passed without the report."""

    words: str
    tone: str
    late: bool


def chip(stand: Stand) -> Chip:
    return Chip(_(STATE_NAMES[stand.state]), TONES[stand.state], stand.late)


def chip_of(report: CampaignReport, *, today: date) -> Chip:
    """The same of a report that was drafted."""
    confirmed = legal_day(report.confirmed_at) if report.confirmed_at else None
    period = Period(report.first, report.last)
    return chip(
        stand_of(period, due=report.due_on, drafted=True, confirmed_on=confirmed, today=today)
    )


def period_name(period: Period, rhythm: str) -> str:
    """A month by its number, any other span by its days."""
    if rhythm == "monthly" and period == period_of(period.first, rhythm):
        return f"{period.first:%Y-%m}"
    return f"{period.first:%Y-%m-%d} – {period.last:%m-%d}"


def name_of(report: CampaignReport) -> str:
    return period_name(Period(report.first, report.last), report.campaign.rhythm)


def due_words(slot: Slot) -> str:
    """The last day; what moved it, or that the calendar could not be asked."""
    day = f"{slot.due.on:%Y-%m-%d}"
    if not slot.due.known:
        return _("%(day)s (days off of that year not entered yet)") % {"day": day}
    return day


def percent(share: Decimal | None) -> str:
    return "–" if share is None else f"{share}%"


def signed(number: int) -> str:
    """A change with its sign; a true minus, not a hyphen."""
    return f"+{number}" if number > 0 else f"−{-number}" if number else "0"
