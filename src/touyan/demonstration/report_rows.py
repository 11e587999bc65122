"""What offices reported upward on the demonstration's campaign, month by month, as drafted from
the register by the night's work and confirmed by a head, in time, late, or not yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from touyan.campaigns.models import Campaign, CampaignReport
from touyan.campaigns.queries.board import standings
from touyan.campaigns.queries.reports import frozen_of, owed_by
from touyan.campaigns.rules.reported import report_digest
from touyan.campaigns.rules.reporting import Period, due_of
from touyan.deadlines.queries import current_calendar
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.rules.grammar import render
from touyan.demonstration.rules.leader_texts import variants
from touyan.demonstration.rules.story import BEIJING, at_work
from touyan.demonstration.staff import Crew
from touyan.organs.models import Organ
from touyan.organs.queries import office_viewer

LATE, NOT_YET, REMARKED = 0.12, 0.12, 0.3
NIGHT = time(2, 10)


def write_reports(
    campaign: Campaign, crews: Mapping[int, Crew], *, rng: Random, now: datetime
) -> None:
    """Every report owed up to now."""
    today, lines = legal_day(now), dict[Period, list[dict[str, Any]]]()
    owed = owed_by(campaign, viewer=None, today=today)
    offices = Organ.objects.in_bulk(list(owed))
    beneath = _beneath(offices.values())
    rows = []
    for organ_id, spans in sorted(owed.items()):
        ended = [period for period in spans if period.last < today]
        for period in ended:
            if period not in lines:
                lines[period] = _whole(campaign, period)
            report = _report(campaign, offices[organ_id], period)
            report.standings = [one for one in lines[period] if one["organ"] in beneath[organ_id]]
            _confirm(report, crews[organ_id], rng=rng, last=period == ended[-1], now=now)
            rows.append(report)
    CampaignReport.objects.bulk_create(rows, batch_size=100)


def _beneath(offices: Iterable[Organ]) -> dict[int, set[int]]:
    """The offices with matters on a list, by each office above them."""
    held = list(offices)
    return {one.pk: {other.pk for other in held if other.path.startswith(one.path)} for one in held}


def _whole(campaign: Campaign, period: Period) -> list[dict[str, Any]]:
    viewer = office_viewer(campaign.organ)
    return standings(campaign, organ=campaign.organ, viewer=viewer, now=period.as_of)


def _report(campaign: Campaign, organ: Organ, period: Period) -> CampaignReport:
    due = due_of(period, grace_days=campaign.grace_days, calendar=current_calendar())
    night = datetime.combine(period.last + timedelta(days=1), NIGHT, BEIJING)
    return CampaignReport(
        campaign=campaign, organ=organ, first=period.first, last=period.last, due_on=due.on,
        as_of=period.as_of, drafted_at=night,
    )  # fmt: skip


def _confirm(report: CampaignReport, crew: Crew, *, rng: Random, last: bool, now: datetime) -> None:
    """Remarks by the handler on some; the head stands for it in time, late, or not yet."""
    after = rng.uniform(0.2, 4.5)
    if rng.random() < LATE:
        after = (report.due_on - report.last).days + rng.uniform(1, 12)
    at = at_work(rng, (report.drafted_at + timedelta(days=after)).date())
    noted = at - timedelta(hours=rng.randint(1, 3))
    if rng.random() < REMARKED and report.drafted_at < noted <= now:
        report.remarks = _remark(rng)
        report.drafted_by_id, report.drafted_at = crew.accounts["handler"], noted
    if at > now or (last and rng.random() < NOT_YET):
        return
    report.confirmed_by_id, report.confirmed_at = crew.accounts["head"], at
    report.salt = f"{rng.getrandbits(256):064x}"
    report.digest = report_digest(frozen_of(report))


def _remark(rng: Random) -> str:
    options: Sequence[Any] = variants("remark", "")
    return render(options[rng.randrange(len(options))], {}, rng)
