"""Half-days of reception in a year, office by office."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.reception.words import staff, tabs
from touyan.desk.web import DeskRequest, page
from touyan.leadership.queries.reception import offices_counted, reception_rule, years_of


@staff
@require_GET
def half_days(request: DeskRequest) -> HttpResponse:
    """The person's offices and those right beneath them, in the order of the directory."""
    today = legal_day(request.now)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2007 <= int(asked) <= today.year else today.year
    offices = list(offices_counted(viewer=request.viewer, on=today))
    years = years_of(offices, year=year, today=today)
    rule = reception_rule(on=today)
    language = get_language() or "zh-hans"
    context = {
        "tabs": tabs("reception-half-days"),
        "year": year,
        "years": range(today.year, max(2007, today.year - 3) - 1, -1),
        "rows": [(office, years[office.pk]) for office in offices],
        "basis": rule.legal_basis(language) if rule else "",
    }
    return page(request, "desk/reception/half_days.html", context)
