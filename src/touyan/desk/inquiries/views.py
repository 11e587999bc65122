"""The inquiries of a month: a list to read, and the monthly report on paper."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import only
from touyan.leadership.queries.inquiries import (
    inquiries_in,
    month_of,
    offices_asked_about,
    summary_of,
)
from touyan.organs.rules.roles import LEADERS, Role

READERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.INSPECTOR}
PER_PAGE = 200


@only(*READERS)
@require_GET
def inquiries(request: DeskRequest) -> HttpResponse:
    """Who asked after the matters of the viewer's own offices in one month.

    It names people who may have meddled, so looking at it leaves a row in the audit log.
    """
    month = month_of(request.GET.get("month", ""), today=legal_day(request.now))
    organs = list(offices_asked_about(READERS, viewer=request.viewer))
    found = inquiries_in(month, organs=organs, viewer=request.viewer)
    summary = summary_of(found)
    with transaction.atomic():
        record(
            verb="leadership.read_inquiries", by=request.user, now=request.now,
            subject_type="organ", subject_id=", ".join(organ.code for organ in organs),
            detail={"since": month.first.isoformat(), "until": month.last.isoformat(),
                    "rows": summary["inquiries"]},
        )  # fmt: skip
    context = {
        "month": month,
        "organs": organs,
        "listed": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "summary": summary,
        "coming": month.following.first <= legal_day(request.now),
    }
    return page(request, "desk/inquiries/inquiries.html", context)
