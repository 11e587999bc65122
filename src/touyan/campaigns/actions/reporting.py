"""Reports upward: drafted from the register, written, confirmed and by that frozen."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.campaigns.models import Campaign, CampaignReport
from touyan.campaigns.queries.board import standings
from touyan.campaigns.queries.reports import (
    frozen_of,
    others_who_confirm,
    owed_by,
    report_by_public_id,
    words_told,
)
from touyan.campaigns.rules.reported import report_digest
from touyan.campaigns.rules.reporting import (
    Period,
    check_confirmer,
    check_ended,
    check_remarks,
    check_writer,
    due_of,
)
from touyan.deadlines.queries import current_calendar
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.crypto import new_key
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import office_viewer, viewer_of
from touyan.organs.rules.access import Viewer


def draft_due(*, now: datetime) -> int:
    """Draft what became due since the last night, and count anew the due days the calendar did not
    know; how many were drafted."""
    today, made = legal_day(now), 0
    for campaign in Campaign.objects.exclude(opened_at=None).select_related("organ"):
        owed = owed_by(campaign, viewer=None, today=today)
        done = set(CampaignReport.objects.filter(campaign=campaign).values_list("organ", "first"))
        offices = Organ.objects.in_bulk(list(owed))
        for organ_id, spans in sorted(owed.items()):
            for period in spans:
                if period.last < today and (organ_id, period.first) not in done:
                    _draft(campaign.pk, offices[organ_id], period, by=None, now=now)
                    made += 1
    move_due_days()
    return made


def draft_report(
    *, campaign_id: uuid.UUID, organ_code: str, period: Period, by: Account, now: datetime
) -> CampaignReport:
    """Draft one report from the register as of the end of its period, or find it drafted."""
    viewer, today = viewer_of(by, now=now), legal_day(now)
    campaign = Campaign.objects.select_related("organ").filter(public_id=campaign_id).first()
    organ = Organ.objects.filter(code=organ_code).first()
    if campaign is None or organ is None or not _owed(campaign, organ, period, viewer, now=now):
        raise NotVisible
    check_writer(viewer, organ_path=organ.path)
    check_ended(period, today=today)
    return _draft(campaign.pk, organ, period, by=by, now=now)


def _owed(
    campaign: Campaign, organ: Organ, period: Period, viewer: Viewer, *, now: datetime
) -> bool:
    if campaign.opened_at is None:
        return False
    owed = owed_by(campaign, viewer=viewer, today=legal_day(now))
    return period in owed.get(organ.pk, [])


@transaction.atomic
def _draft(
    campaign_id: int, organ: Organ, period: Period, *, by: Account | None, now: datetime
) -> CampaignReport:
    campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
    found = CampaignReport.objects.filter(campaign=campaign, organ=organ, first=period.first)
    if there := found.first():
        return there
    due = due_of(period, grace_days=campaign.grace_days, calendar=current_calendar())
    report = CampaignReport.objects.create(
        campaign=campaign,
        organ=organ,
        first=period.first,
        last=period.last,
        due_on=due.on,
        as_of=period.as_of,
        standings=standings(campaign, organ=organ, viewer=office_viewer(organ), now=period.as_of),
        drafted_by=by,
        drafted_at=now,
    )
    _record("campaign.draft_report", report, by=by, now=now)
    return report


@transaction.atomic
def move_due_days() -> None:
    """A calendar year entered since may move the due day of a report that waits."""
    calendar = current_calendar()
    waiting = CampaignReport.objects.filter(confirmed_at__isnull=True).select_related("campaign")
    for report in waiting.defer("standings").select_for_update(of=("self",)):
        period = Period(report.first, report.last)
        due = due_of(period, grace_days=report.campaign.grace_days, calendar=calendar)
        if due.on != report.due_on:
            CampaignReport.objects.filter(pk=report.pk).update(due_on=due.on)


@transaction.atomic
def write_remarks(
    *, report_id: uuid.UUID, remarks: str, seen: datetime | None, by: Account, now: datetime
) -> CampaignReport:
    """What the office adds in its own words; whoever writes it counts as the drafter."""
    report, viewer = _locked(report_id, seen=seen, by=by, now=now), viewer_of(by, now=now)
    check_writer(viewer, organ_path=report.organ.path)
    check_remarks(remarks, told=words_told(report, viewer=viewer))
    report.remarks = remarks.strip()
    report.drafted_by, report.drafted_at = by, now
    report.save(update_fields=["remarks", "drafted_by", "drafted_at"])
    _record("campaign.write_report", report, by=by, now=now)
    return report


@transaction.atomic
def confirm_report(
    *, report_id: uuid.UUID, seen: datetime | None, by: Account, now: datetime
) -> CampaignReport:
    """Stand for the report: from now on it is frozen, and its digest shows any alteration."""
    report = _locked(report_id, seen=seen, by=by, now=now)
    others = others_who_confirm(report, but=by, on=legal_day(now))
    check_confirmer(
        viewer_of(by, now=now), organ_path=report.organ.path,
        drafted_by=report.drafted_by_id, others=others,
    )  # fmt: skip
    report.confirmed_by, report.confirmed_at, report.salt = by, now, new_key()
    report.digest = report_digest(frozen_of(report))
    report.save(update_fields=["confirmed_by", "confirmed_at", "salt", "digest"])
    _record("campaign.confirm_report", report, by=by, now=now)
    return report


@transaction.atomic
def take_report(*, report_id: uuid.UUID, form: str, by: Account, now: datetime) -> CampaignReport:
    """The report for a file; a row says who took it."""
    report = report_by_public_id(report_id, viewer=viewer_of(by, now=now))
    _record("campaign.take_report", report, by=by, now=now, paper=form)
    return report


def _locked(
    report_id: uuid.UUID, *, seen: datetime | None, by: Account, now: datetime
) -> CampaignReport:
    """A report that waits for its confirmation, unchanged since the page was drawn. Whom a wall
    keeps from a part of it acts like everybody else: a refusal would tell that there is one."""
    report_by_public_id(report_id, viewer=viewer_of(by, now=now))
    report = (
        CampaignReport.objects.select_for_update(of=("self",))
        .select_related("campaign", "organ")
        .get(public_id=report_id)
    )
    if report.confirmed_at:
        raise Refused(
            N_("The report was confirmed and no longer changes. The next one tells what changed "
               "since.")
        )  # fmt: skip
    if seen is not None and seen != report.drafted_at:
        raise Conflict(
            N_("Somebody else wrote on this report meanwhile. Read it again, then decide.")
        )
    return report


def _record(
    verb: str, report: CampaignReport, *, by: Account | None, now: datetime, **detail: object
) -> None:
    record(
        verb=verb, by=by, now=now, subject_type="campaign", subject_id=report.campaign.public_id,
        organ_id=report.organ_id,
        detail={"since": report.first.isoformat(), "until": report.last.isoformat(), **detail},
    )  # fmt: skip
