"""Statistical reports of the demonstration: asked for by the prefecture, some sent, one returned,
by the actions the screens call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.rules.cast import CITY
from touyan.demonstration.staff import Crew
from touyan.organs.models import Account, Organ
from touyan.statistics.actions.reports import (
    ask_for_reports,
    confirm_report,
    draft_due,
    receive_report,
    return_report,
)
from touyan.statistics.models import StatisticalReport
from touyan.statistics.rules.reports import report_forms

DAYS = 30
SENT, RECEIVED = 5, 3
WHY = "与上月上报口径不一致，请核对后重报。"


@transaction.atomic
def write_statistics(crews: Mapping[int, Crew], *, now: datetime) -> None:
    """The report of the month before, of every office beneath the prefecture of the cast."""
    city = Organ.objects.get(code=CITY)
    form = report_forms()["monthly"]
    head = _head(crews[city.pk])
    month = form.before(form.period_of(legal_day(now)))
    ask_for_reports(organ=city, form=form, days=DAYS, since=month.first, by=head, now=now)
    draft_due(now=now)
    drafts = StatisticalReport.objects.filter(collector=city).order_by("organ__code")
    sent = [each for each in drafts if each.organ_id in crews][:SENT]
    for place, report in enumerate(sent):
        confirm_report(report_id=report.public_id, by=_head(crews[report.organ_id]), now=now)
        if place < RECEIVED:
            receive_report(report_id=report.public_id, by=head, now=now)
        elif place == RECEIVED:
            return_report(report_id=report.public_id, reason=WHY, by=head, now=now)


def _head(crew: Crew) -> Account:
    return Account.objects.get(pk=crew.accounts["head"])
