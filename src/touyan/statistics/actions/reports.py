"""Statistical reports: asked for, drawn up, confirmed, received above or returned, restated."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.statistics.actions.counting import alone
from touyan.statistics.models import ReportAnswer, ReportPlan, StatisticalReport
from touyan.statistics.queries.counted import followed_through
from touyan.statistics.queries.reports import (
    content_of,
    counted,
    digest_of,
    due_of,
    offices_asked,
    others_who_confirm,
    periods_of,
    plan_by_id,
    plan_for,
    report_by_id,
)
from touyan.statistics.rules.freezing import moment_of
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.reports import (
    ReportForm,
    check_confirmer,
    check_days,
    check_ended,
    check_planner,
    check_reason,
    check_receiver,
    check_writer,
    report_forms,
)


@transaction.atomic
def ask_for_reports(
    *, organ: Organ, form: ReportForm, days: int, since: date, by: Account, now: datetime
) -> ReportPlan:
    """Ask the offices directly beneath for a report of every period from that day on."""
    check_planner(viewer_of(by, now=now), organ_path=organ.path)
    check_days(days)
    if ReportPlan.objects.filter(organ=organ, form=form.code, ended_at=None).exists():
        raise Refused(N_("This report is asked for already."))
    plan = ReportPlan.objects.create(
        organ=organ, form=form.code, days=days, since=form.period_of(since).first,
        made_by=by, made_at=now,
    )  # fmt: skip
    _record_plan("report.ask", plan, by=by, now=now)
    return plan


@transaction.atomic
def ask_no_more(*, plan_id: uuid.UUID, by: Account, now: datetime) -> ReportPlan:
    """Ask for no further reports; those drawn up stay."""
    viewer = viewer_of(by, now=now)
    plan = plan_by_id(plan_id, viewer=viewer)
    check_planner(viewer, organ_path=plan.organ.path)
    plan = ReportPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.ended_at:
        raise Refused(N_("This report is no longer asked for."))
    plan.ended_at = now
    plan.save(update_fields=["ended_at"])
    _record_plan("report.ask_no_more", plan, by=by, now=now)
    return plan


def draft_due(*, now: datetime) -> int:
    """Draw up what became due since the last night; how many were."""
    today, made = legal_day(now), 0
    for plan in ReportPlan.objects.filter(ended_at=None).select_related("organ"):
        form = report_forms()[plan.form]
        for months in periods_of(plan, today=today):
            there = StatisticalReport.objects.filter(form=plan.form, first=months.first)
            missing = offices_asked(plan, today=today).exclude(pk__in=there.values("organ"))
            for organ in missing:
                _draft(form, organ, months, by=None, now=now)
                made += 1
    return made


@transaction.atomic
def draft_report(
    *, form: ReportForm, organ: Organ, months: Months, by: Account, now: datetime
) -> StatisticalReport:
    """Draw up a report of a period that is over, or find it drawn up."""
    check_writer(viewer_of(by, now=now), organ_path=organ.path)
    check_ended(months, today=legal_day(now))
    return _draft(form, organ, months, by=by, now=now)


@transaction.atomic
def _draft(
    form: ReportForm, organ: Organ, months: Months, *, by: Account | None, now: datetime,
    restates: StatisticalReport | None = None, reason: str = "",
) -> StatisticalReport:  # fmt: skip
    alone()
    plan = plan_for(organ, form)
    kept = {
        "form_version": form.version, "last": months.last, "as_of": _moment(),
        "collector": plan.organ if plan else None, "due_on": due_of(plan, months) if plan else None,
        "drafted_by": by, "drafted_at": now, "reason": reason,
    }  # fmt: skip
    report, is_new = StatisticalReport.objects.get_or_create(
        form=form.code, organ=organ, first=months.first, restates=restates, defaults=kept
    )
    if is_new:
        _record("report.draft", report, by=by, now=now)
    return report


def _moment() -> datetime:
    return moment_of(None, through=followed_through())


@transaction.atomic
def count_again(*, report_id: uuid.UUID, by: Account, now: datetime) -> StatisticalReport:
    """Count a draft as of now instead of as of the moment it was drawn up."""
    report = _locked(report_id, by=by, now=now)
    check_writer(viewer_of(by, now=now), organ_path=report.organ.path)
    _check_draft(report)
    alone()
    report.as_of, report.drafted_by, report.drafted_at = _moment(), by, now
    report.save(update_fields=["as_of", "drafted_by", "drafted_at"])
    _record("report.count_again", report, by=by, now=now)
    return report


@transaction.atomic
def confirm_report(*, report_id: uuid.UUID, by: Account, now: datetime) -> StatisticalReport:
    """Stand for a report: it is frozen, and goes to the office that asked for it."""
    report = _locked(report_id, by=by, now=now)
    others = others_who_confirm(report, but=by, on=legal_day(now))
    check_confirmer(
        viewer_of(by, now=now), organ_path=report.organ.path,
        drafted_by=report.drafted_by_id, others=others,
    )  # fmt: skip
    _check_draft(report)
    alone()
    content = content_of(report, counted(report))
    report.digest = digest_of(report, content)
    report.definitions, report.cells = dict(content.definitions), dict(content.cells)
    report.confirmed_by, report.confirmed_at = by, now
    report.save(update_fields=["digest", "definitions", "cells", "confirmed_by", "confirmed_at"])
    _record("report.confirm", report, by=by, now=now)
    return report


@transaction.atomic
def receive_report(*, report_id: uuid.UUID, by: Account, now: datetime) -> ReportAnswer:
    """Acknowledge a report from beneath: the receipt names its digest."""
    return _answer(report_id, accepted=True, reason="", by=by, now=now)


@transaction.atomic
def return_report(*, report_id: uuid.UUID, reason: str, by: Account, now: datetime) -> ReportAnswer:
    """Send a report back with the reason; the office restates it."""
    check_reason(reason)
    return _answer(report_id, accepted=False, reason=reason.strip(), by=by, now=now)


def _answer(
    report_id: uuid.UUID, *, accepted: bool, reason: str, by: Account, now: datetime
) -> ReportAnswer:
    report = _locked(report_id, by=by, now=now)
    path = report.collector.path if report.collector else None
    check_receiver(viewer_of(by, now=now), collector_path=path)
    if not report.confirmed_at:
        raise Refused(N_("This report is not confirmed yet."))
    if ReportAnswer.objects.filter(report=report).exists():
        raise Refused(N_("This report was answered already."))
    answer = ReportAnswer.objects.create(
        report=report, accepted=accepted, reason=reason, digest=report.digest, by=by, at=now
    )
    verb = "report.receive" if accepted else "report.return"
    _record(verb, report, by=by, now=now)
    return answer


@transaction.atomic
def restate_report(
    *, report_id: uuid.UUID, reason: str, by: Account, now: datetime
) -> StatisticalReport:
    """Draw a confirmed report up again as it is known now; the earlier one stays beside it."""
    report = _locked(report_id, by=by, now=now)
    check_writer(viewer_of(by, now=now), organ_path=report.organ.path)
    check_reason(reason)
    if not report.confirmed_at:
        raise Refused(N_("This report is not confirmed yet."))
    if StatisticalReport.objects.filter(restates=report).exists():
        raise Refused(N_("This report was restated already. Restate the newer one."))
    return _draft(
        report_forms()[report.form], report.organ, Months(report.first, report.last),
        by=by, now=now, restates=report, reason=reason.strip(),
    )  # fmt: skip


@transaction.atomic
def take_report(
    *, report_id: uuid.UUID, paper: str, by: Account, now: datetime
) -> StatisticalReport:
    """The report for a file; a row says who took it."""
    report = report_by_id(report_id, viewer=viewer_of(by, now=now))
    _record("report.take", report, by=by, now=now, paper=paper)
    return report


def _locked(report_id: uuid.UUID, *, by: Account, now: datetime) -> StatisticalReport:
    report_by_id(report_id, viewer=viewer_of(by, now=now))
    found = StatisticalReport.objects.select_for_update(of=("self",)).select_related(
        "organ", "collector"
    )
    report = found.filter(public_id=report_id).first()
    if report is None:
        raise NotVisible
    return report


def _check_draft(report: StatisticalReport) -> None:
    if report.confirmed_at:
        raise Refused(N_("This report is confirmed and no longer changes. Restate it instead."))


def _record(
    verb: str, report: StatisticalReport, *, by: Account | None, now: datetime, **more: object
) -> None:
    record(
        verb=verb, by=by, now=now, subject_type="report", subject_id=report.public_id,
        organ_id=report.organ_id,
        detail={"since": report.first.isoformat(), "until": report.last.isoformat(), **more},
    )  # fmt: skip


def _record_plan(verb: str, plan: ReportPlan, *, by: Account, now: datetime) -> None:
    record(
        verb=verb, by=by, now=now, subject_type="report_plan", subject_id=plan.public_id,
        organ_id=plan.organ_id, detail={"days": plan.days},
    )  # fmt: skip
