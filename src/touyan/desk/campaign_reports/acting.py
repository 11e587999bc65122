"""Drafting a report before the night does, writing its remarks, confirming it."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from touyan.campaigns.actions.reporting import confirm_report, draft_report, write_remarks
from touyan.campaigns.queries import CampaignReport
from touyan.campaigns.queries.campaigns import campaign_by_public_id
from touyan.campaigns.queries.report_table import office_in, owing_in
from touyan.campaigns.queries.reports import (
    periods_of,
    report_by_public_id,
)
from touyan.campaigns.rules.reporting import (
    CONFIRMERS,
    WRITERS,
    Period,
    check_confirmer,
    check_writer,
)
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.campaign_reports.words import name_of
from touyan.desk.deeds import Deed, PlainForm, do
from touyan.desk.web import DeskRequest, refuse, say, version_of
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.gate import only

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE = timedelta(microseconds=1)
MOST = 4000
writers, confirmers = only(*WRITERS), only(*CONFIRMERS)


class RemarksForm(forms.Form):
    """What the office adds in its own words."""

    use_required_attribute = False
    remarks = forms.CharField(
        label=gettext_lazy("Remarks"), required=False, max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Difficulties, what is planned next, what the figures do not tell. Figures are not "
            "typed: they come from the register."
        ),
    )  # fmt: skip


def _seen(request: DeskRequest) -> datetime | None:
    """The state of the draft the page was drawn from."""
    version = version_of(request)
    try:
        return None if version is None else EPOCH + version * ONE
    except OverflowError:
        return EPOCH


def _told(report: CampaignReport, **more: Any) -> dict[str, Any]:
    """What the pages that act on a report have in common."""
    back = reverse("campaign-report", args=[report.public_id])
    return {
        "back": back,
        "trail": [
            (report.campaign.name, reverse("campaign-reports", args=[report.campaign.public_id])),
            (f"{report.organ.local_name} {name_of(report)}", back),
        ],
        "version": (report.drafted_at - EPOCH) // ONE,
        **more,
    }


def _report(request: DeskRequest, public_id: uuid.UUID) -> CampaignReport:
    return report_by_public_id(public_id, viewer=request.viewer)


@writers
@require_POST
def draft(request: DeskRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    """Draft the report of a period now."""
    campaign = campaign_by_public_id(public_id, viewer=request.viewer)
    found = owing_in(campaign, viewer=request.viewer)
    organ = office_in(found, code)
    owed = periods_of(campaign, since=found.since[organ.pk], today=legal_day(request.now))
    check_writer(request.viewer, organ_path=organ.path)
    period = _period(owed, request.POST.get("first", ""))
    try:
        made = draft_report(campaign_id=public_id, organ_code=code, period=period,
                            by=request.user, now=request.now)  # fmt: skip
    except Refused as refused:
        refuse(request, refused)
        return redirect("office-reports", public_id=public_id, code=code)
    say(request, _("The report is drafted from the register."))
    return redirect("campaign-report", public_id=made.public_id)


def _period(owed: list[Period], text: str) -> Period:
    for period in owed:
        if text == f"{period.first:%Y-%m-%d}":
            return period
    raise NotVisible


@writers
@require_http_methods(["GET", "POST"])
def remarks(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write what the office adds to the figures."""
    report = _report(request, public_id)
    check_writer(request.viewer, organ_path=report.organ.path)
    kept = {"remarks": report.remarks}
    deed = Deed(
        label=_("Write the remarks"),
        says=_("Whoever writes here counts as the drafter; another department head or leader of "
               "the office then confirms the report, where there is one."),
        form=RemarksForm(request.POST or None, initial=kept),
        act=lambda **more: write_remarks(report_id=public_id, seen=_seen(request), **more),
        done=_("The remarks are kept."),
        button=_("Keep the remarks"),
        **_told(report),
    )  # fmt: skip
    return do(request, deed)


@confirmers
@require_http_methods(["GET", "POST"])
def confirm(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Stand for the report; from then on it is frozen."""
    report = _report(request, public_id)
    check_confirmer(request.viewer, organ_path=report.organ.path, drafted_by=None, others=0)
    deed = Deed(
        label=_("Confirm the report"),
        says=_("Once confirmed the report is frozen: nobody changes its figures or its words any "
               "more, and its digest shows any alteration. What changes later, the next report "
               "tells."),
        form=PlainForm(request.POST or None),
        act=lambda **more: confirm_report(report_id=public_id, seen=_seen(request), **more),
        done=_("The report is confirmed and frozen."),
        facts=[
            (_("Office"), report.organ.local_name),
            (_("Period"), _days(report.first, report.last)),
            (_("Due"), f"{report.due_on:%Y-%m-%d}"),
            (_("Remarks"), report.remarks or _("none")),
        ],
        **_told(report),
    )  # fmt: skip
    return do(request, deed)


def _days(first: date, last: date) -> str:
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
