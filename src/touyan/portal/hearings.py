"""Public notices of open hearings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.portal.look import open_page
from touyan.workflows.public_hearings import open_hearings


@open_page
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Open hearings to come: kind of matter, office, time, place, chair, how to attend."""
    today, office = legal_day(request.now), request.GET.get("office", "")[:60]  # type: ignore[attr-defined]
    found, more = open_hearings(today=today, office=office)
    context = {"hearings": found, "more": more, "office": office}
    return render(request, "portal/hearings.html", context)
