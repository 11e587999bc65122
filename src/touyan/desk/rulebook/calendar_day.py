"""Keeping the calendar: one day changed with a reason, a new year entered."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from touyan.deadlines.actions import CALENDAR_KEEPERS
from touyan.deadlines.queries import calendar_days, calendar_years, current_calendar
from touyan.desk.rulebook.calendar_year import local_name
from touyan.desk.rulebook.day_lines import read_days
from touyan.desk.rulebook.forms import DayForm, YearForm
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import NotPermitted, NotVisible, Refused
from touyan.kernel.gate import only
from touyan.ui.sentences import sentence
from touyan.workflows import change_rulebook


@only(*CALENDAR_KEEPERS)
@require_http_methods(["GET", "POST"])
def edit_day(request: DeskRequest, day: date) -> HttpResponse:
    """Make a day a working day or a day off."""
    if not calendar_years().filter(year=day.year).exists():
        raise NotVisible
    working = current_calendar().is_working_day(day)
    form = DayForm(request.POST or None, initial={"working": "1" if working else "0"})
    if request.method == "POST" and form.is_valid():
        try:
            change_rulebook.edit_calendar_day(
                day=day, **form.cleaned_data, by=request.user, now=request.now
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, sentence(refusal.message))
        else:
            say(request, _("The calendar is changed. Open time limits are being counted anew."))
            return redirect(f"{reverse('calendar')}?year={day.year}")
    context = {
        "day": day,
        "working": working,
        "name": local_name(calendar_days(day.year).filter(date=day).first()),
        "form": form,
    }
    return page(request, "desk/rulebook/day.html", context, 422 if form.is_bound else 200)


@only(*CALENDAR_KEEPERS)
@require_http_methods(["GET", "POST"])
def enter_year(request: DeskRequest, year: int) -> HttpResponse:
    """Tell the calendar a year it does not know."""
    if calendar_years().filter(year=year).exists():
        return redirect(f"{reverse('calendar')}?year={year}")
    form = YearForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _enter(request, year, form):
        say(request, _("The year is entered. Open time limits are being counted anew."))
        return redirect(f"{reverse('calendar')}?year={year}")
    status = 422 if form.is_bound else 200
    return page(request, "desk/rulebook/year.html", {"year": year, "form": form}, status)


def _enter(request: DeskRequest, year: int, form: YearForm) -> bool:
    days = []
    for name, working in (("days_off", False), ("working_days", True)):
        try:
            days += read_days(form.cleaned_data[name], working=working, year=year)
        except Refused as refusal:
            form.add_error(name, sentence(refusal.message))
    if form.errors:
        return False
    try:
        change_rulebook.add_calendar_year(
            year=year, days=days, source=form.cleaned_data["source"], by=request.user,
            now=request.now,
        )  # fmt: skip
    except NotPermitted:
        raise
    except Refused as refusal:
        form.add_error(None, sentence(refusal.message))
        return False
    return True
