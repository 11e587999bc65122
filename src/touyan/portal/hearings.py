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
    today = legal_day(request.now)  # type: ignore[attr-defined]
    return render(request, "portal/hearings.html", {"hearings": open_hearings(today=today)})
