"""Coverage by office and period, the list behind each figure, and the figures as a file."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.coverage import files
from touyan.desk.coverage.asking import READERS, Asked, asked
from touyan.desk.coverage.report import Report, group_name, report
from touyan.desk.inquiries import views as inquiries
from touyan.desk.matters.list_columns import clock_names, row
from touyan.desk.shell import measuring
from touyan.desk.web import DeskRequest, page
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, message
from touyan.leadership.queries.coverage import Quota, covered, led_in, quotas
from touyan.leadership.rules.coverage import GROUPS, Period
from touyan.organs.queries import organs_above
from touyan.ui.sentences import sentence

PER_PAGE = 50
LED_GROUPS = {
    "led_here": N_("Led in %(year)s by the leaders of the office"),
    "led_own": N_("Led in %(year)s by yourself"),
}
"""The matters behind a line of quotas: the office's, and the viewer's own for the viewer alone."""


@only(*READERS)
@require_GET
def coverage(request: DeskRequest) -> HttpResponse:
    """Who had to be led and was, by office; every figure opens its list."""
    asking = asked(request)
    context: dict[str, object] = {
        "asked": asking,
        "above": [each for each in organs_above(asking.organ)
                  if request.viewer.in_scope(each.path)],
        "query": asking.address(),
        "rooms": measuring(request),
        "may_read_inquiries": bool(request.viewer.roles & inquiries.READERS),
    }  # fmt: skip
    if asking.days is None:
        return page(request, "desk/coverage/coverage.html", context, 422)
    found = report(asking, asking.days, viewer=request.viewer)
    context |= {
        "report": found,
        "quotas": [
            (line, _led_url(asking, line, "led_here"), _led_url(asking, line, "led_own"))
            for line in _quotas(request, found, asking.days)
        ],
        "year": asking.days.last.year,
    }
    return page(request, "desk/coverage/coverage.html", context)


def _led_url(asking: Asked, line: Quota, group: str) -> str:
    query = asking.address(organ=line.organ.code, group=group)
    return f"{reverse('coverage-list')}?{query}"


def _quotas(request: DeskRequest, found: Report, days: Period) -> list[Quota]:
    day = min(days.last, legal_day(request.now))
    return quotas(found.organs, year=days.last.year, on=day, viewer=request.viewer)


def _group_words(group: str, year: int) -> str:
    if group not in LED_GROUPS:
        return group_name(group)
    return sentence(message(LED_GROUPS[group], year=year))


def _counted(request: DeskRequest, asking: Asked, group: str, days: Period) -> QuerySet[Any]:
    """The matters of a figure: of a quota those led in its year, else those of one standing."""
    organ, viewer = asking.organ, request.viewer
    if group in LED_GROUPS:
        return led_in(days.last.year, organ=organ, own=group == "led_own", viewer=viewer)
    return covered(group, days, organ=organ, alone=asking.alone, viewer=viewer)


@only(*READERS)
@require_GET
def coverage_list(request: DeskRequest) -> HttpResponse:
    """The very matters one figure counts."""
    asking, group = asked(request), request.GET.get("group", "gross")
    if group not in GROUPS and group not in LED_GROUPS:
        raise NotVisible
    if asking.days is None:
        return redirect(f"{reverse('coverage')}?{asking.address()}")
    found = (
        _counted(request, asking, group, asking.days)
        .select_related("organ", "handler__person")
        .defer("search")
    )
    pages = Paginator(found.order_by("organ__code", "number"), PER_PAGE)
    listed, today = pages.get_page(request.GET.get("page")), legal_day(request.now)
    names = clock_names(today=today)
    context = {
        "asked": asking,
        "group": _group_words(group, asking.days.last.year),
        "listed": listed,
        "rows": [row(matter, today=today, names=names) for matter in listed],
        "back": f"{reverse('coverage')}?{asking.address()}",
    }
    return page(request, "desk/coverage/list.html", context)


@only(*READERS)
@require_POST
def export(request: DeskRequest, form: str) -> HttpResponse:
    """The figures as a spreadsheet or as plain text, with their definition."""
    asking = asked(request)
    if asking.days is None:
        return redirect(f"{reverse('coverage')}?{asking.address()}")
    found = report(asking, asking.days, viewer=request.viewer)
    write = files.FORMS.get(form)
    if write is None:
        raise NotVisible
    days = asking.days
    with transaction.atomic():
        record(
            verb="leadership.export_coverage", by=request.user, now=request.now,
            subject_type="organ", subject_id=asking.organ.code, organ_id=asking.organ.pk,
            detail={"since": days.first.isoformat(), "until": days.last.isoformat(),
                    "rows": len(found.rows)},
        )  # fmt: skip
    return write(found, files.definition(request, asking.organ, days), request.now)
