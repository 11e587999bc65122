"""The reports of a campaign office by period: owed, drafted, confirmed, late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from touyan.campaigns.models import Campaign, CampaignReport
from touyan.campaigns.queries.reports import listed, periods_of, reports_seen
from touyan.campaigns.rules.reporting import Due, Period, Stand, due_of, owing, stand_of
from touyan.deadlines.queries import current_calendar
from touyan.deadlines.rules.calendar import WorkCalendar
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import NotVisible
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer, steps, topmost


@dataclass(frozen=True)
class Slot:
    """What one office owes for one period, and how far it has come."""

    period: Period
    due: Due
    stand: Stand
    report: CampaignReport | None


@dataclass(frozen=True)
class Owing:
    """The offices in the viewer's sight that report on a campaign, since which day."""

    campaign: Campaign
    since: Mapping[int, date]
    offices: list[Organ]
    own: int = 0
    """How many of the matters listed are the organiser's own, on which it reports to nobody."""

    def periods(self, *, today: date) -> list[Period]:
        """All periods any of them reports on, the newest first."""
        first = min(self.since.values(), default=None)
        if first is None:
            return []
        return periods_of(self.campaign, since=first, today=today)[::-1]

    def directly(self, under: Organ | None) -> list[Organ]:
        """The offices on top, or those directly beneath one of them, by unit code."""
        below = [one for one in self.offices if under is None or _is_beneath(one, under)]
        tops = set(topmost(one.path for one in below))
        return sorted((one for one in below if one.path in tops), key=lambda one: one.code)

    def with_some_beneath(self) -> set[int]:
        """Those that gather what others report."""
        return {int(step) for one in self.offices for step in steps(one.path)[:-1]}


def _is_beneath(one: Organ, other: Organ) -> bool:
    return one.path != other.path and one.path.startswith(other.path)


def owing_in(campaign: Campaign, *, viewer: Viewer) -> Owing:
    """Who owes reports on a campaign, of the offices in the viewer's scope."""
    there = listed(campaign, viewer=viewer) if campaign.opened_at else []
    root = campaign.organ.path
    since = owing(there, organiser=root)
    own = sum(one.number for one in there if one.path == root) if viewer.in_scope(root) else 0
    found = [
        one for one in Organ.objects.in_bulk(list(since)).values() if viewer.in_scope(one.path)
    ]
    return Owing(campaign, {one.pk: since[one.pk] for one in found}, found, own)


def office_in(found: Owing, code: str) -> Organ:
    """One of the offices that owe; NotVisible when absent or hidden alike."""
    for one in found.offices:
        if one.code == code:
            return one
    raise NotVisible


def slots(
    found: Owing, offices: Iterable[Organ], *, viewer: Viewer, today: date,
    shown: Iterable[Period] | None = None,
) -> dict[int, list[Slot]]:  # fmt: skip
    """For each office its periods, the newest first; `shown` leaves out all others."""
    offices = list(offices)
    kept = None if shown is None else {period.first for period in shown}
    reports = reports_seen(viewer=viewer).filter(campaign=found.campaign, organ__in=offices)
    if kept is not None:
        reports = reports.filter(first__in=kept)
    there = {(one.organ_id, one.first): one for one in reports}
    calendar, table = current_calendar(), {}
    for organ in offices:
        spans = periods_of(found.campaign, since=found.since[organ.pk], today=today)[::-1]
        table[organ.pk] = [
            _slot(found.campaign, period, there.get((organ.pk, period.first)), calendar, today)
            for period in spans
            if kept is None or period.first in kept
        ]
    return table


def _slot(
    campaign: Campaign, period: Period, report: CampaignReport | None, calendar: WorkCalendar,
    today: date,
) -> Slot:  # fmt: skip
    due = due_of(period, grace_days=campaign.grace_days, calendar=calendar)
    if report:
        due = Due(report.due_on, known=due.known, passed=due.passed)
    confirmed = report.confirmed_at if report else None
    stand = stand_of(
        period, due=due.on, drafted=report is not None, today=today,
        confirmed_on=legal_day(confirmed) if confirmed else None,
    )  # fmt: skip
    return Slot(period, due, stand, report)


def late_in(campaign: Campaign, *, viewer: Viewer, today: date) -> list[CampaignReport]:
    """The late reports of a campaign in the viewer's sight, the longest owed first."""
    found = reports_seen(viewer=viewer).filter(
        campaign=campaign, confirmed_at__isnull=True, due_on__lt=today
    )
    return list(found.order_by("due_on", "organ__code"))


def late_beneath_each(late: Iterable[CampaignReport], offices: Iterable[Organ]) -> Counter[int]:
    """How many of the late reports lie in each of the offices and beneath it."""
    wanted = {one.pk for one in offices}
    found: Counter[int] = Counter()
    for report in late:
        found.update(wanted & {int(step) for step in steps(report.organ.path)})
    return found
