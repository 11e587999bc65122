"""The calendar of leaders' receptions, month by month, and planning a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.deadlines.queries import current_calendar
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.reception.booking import matter_id
from touyan.desk.reception.forms import PlanForm, lay
from touyan.desk.reception.words import chip_of, day_kind, month_asked, next_month, staff, tabs
from touyan.desk.web import DeskRequest, hint, page, say
from touyan.kernel.errors import NotPermitted, Refused
from touyan.leadership.actions.reception import plan_day
from touyan.leadership.queries.charges import leaders_at
from touyan.leadership.queries.reception import (
    days_between,
    matters_of_visits,
    reception_organs,
    to_confirm,
    unrecorded,
)
from touyan.leadership.rules.reception import DayKind, day_off, is_over
from touyan.organs.queries import Account, Organ, organs_by_id
from touyan.ui.sentences import sentence

MONTH = "%Y-%m"


@staff
@require_GET
def days(request: DeskRequest) -> HttpResponse:
    """One month of the office's reception days."""
    today = legal_day(request.now)
    first = month_asked(request.GET.get("month", ""), today=today)
    last = next_month(first, by=1) - timedelta(days=1)
    found = list(days_between(first, last, viewer=request.viewer))
    leader = request.GET.get("leader", "")
    visited = matters_of_visits(found, viewer=request.viewer)
    context = {
        "tabs": tabs("reception"),
        "first": first,
        "before": next_month(first, by=-1).strftime(MONTH),
        "after": next_month(first, by=1).strftime(MONTH),
        "leaders": sorted({(str(d.leader_id), d.leader.get_short_name()) for d in found}),
        "leader": leader,
        "rows": [
            {"day": day, "kind": day_kind(day), "chip": chip_of(day, today=today),
             "matters": visited.get(day.pk, []),
             "bookable": _bookable(day, now=request.now)}
            for day in found if leader in ("", str(day.leader_id))
        ],
        "today": today,
        "over": list(unrecorded(viewer=request.viewer, now=request.now)[:10]),
        "to_confirm": list(to_confirm(viewer=request.viewer, now=request.now)[:10]),
        "number": request.GET.get("matter", ""),
    }  # fmt: skip
    return page(request, "desk/reception/days.html", context)


def _bookable(day: Any, *, now: datetime) -> bool:
    free = day.booked < day.places and not day.cancelled_at
    return free and not is_over(day.on, day.ends, now=now)


@staff
@require_http_methods(["GET", "POST"])
def plan(request: DeskRequest) -> HttpResponse:
    """Plan a day for one of the office's leaders."""
    leaders = _leaders(request)
    choices = [(key, label) for key, (label, _organ, _leader) in leaders.items()]
    number = request.GET.get("matter", "")
    start = {"kind": DayKind.VISIT if number else DayKind.OFFICE, "number": number}
    form = PlanForm(request.POST or None, leaders=choices, initial=start)
    if request.method == "POST" and form.is_valid():
        _label, organ, leader = leaders[form.cleaned_data["leader"]]
        try:
            made = plan_day(
                organ=organ, leader=leader, plan=form.plan(),
                matter_id=matter_id(request, form.cleaned_data["number"]),
                by=request.user, now=request.now,
            )  # fmt: skip
        except NotPermitted:
            raise
        except Refused as refusal:
            lay(form, refusal)
        else:
            say(request, _("The day is planned. Publish the notice when it is settled."))
            if remark := day_off(made.on, current_calendar()):
                hint(request, sentence(remark))
            return redirect("reception-day", made.public_id)
    status = 422 if form.is_bound else 200
    return page(request, "desk/reception/plan.html", {"form": form}, status)


def _leaders(request: DeskRequest) -> dict[str, tuple[str, Organ, Account]]:
    """Every leader of the person's offices; the office is told where there are several."""
    organs = list(organs_by_id(reception_organs(request.viewer)).values())
    found = {}
    for organ in organs:
        for leader in leaders_at(organ, on=legal_day(request.now)).select_related("person"):
            name = leader.get_short_name()
            label = f"{name}（{organ.local_name}）" if len(organs) > 1 else name
            found[f"{organ.pk}:{leader.pk}"] = (label, organ, leader)
    return found
