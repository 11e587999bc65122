"""What waits for each of the three administrators; none of it is case content."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from touyan.audit.queries import anchored_at, rows_written
from touyan.deadlines.queries import calendar_years
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.web import DeskRequest
from touyan.organs.queries import accounts_without_roles, undecided_roles
from touyan.organs.rules.roles import Role
from touyan.statistics.queries.standing import standing
from touyan.ui.tags.text import local_datetime

LISTED = 8


def administrator_context(request: DeskRequest) -> dict[str, object]:
    """Figures of every power held, and the accounts that still need roles."""
    roles = request.viewer.roles
    figures: list[dict[str, object]] = []
    context: dict[str, object] = {"figures": figures}
    if roles & {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}:
        figures.append(_requests(request))
    if Role.SYSTEM_ADMIN in roles:
        found = accounts_without_roles(viewer=request.viewer, on=localdate(request.now))
        context["without_roles"] = list(found[:LISTED])
        figures.append(_figure(_("Accounts without roles"), found.count(), ""))
        figures.append(_calendar(request.now))
        figures.append(_compared())
    if Role.AUDIT_ADMIN in roles:
        figures.extend(_log())
        context["may_prove"] = True
    return context


def _figure(label: str, value: object, url: str, tone: str = "") -> dict[str, object]:
    return {"label": label, "value": value, "url": url, "tone": tone}


def _requests(request: DeskRequest) -> dict[str, object]:
    waiting = undecided_roles(viewer=request.viewer, on=localdate(request.now)).count()
    return _figure(_("Role requests waiting"), waiting, reverse("role-requests"))


def _calendar(now: datetime) -> dict[str, object]:
    """The first year from this one on whose days off nobody has entered."""
    known = set(calendar_years().values_list("year", flat=True))
    year = legal_day(now).year
    while year in known:
        year += 1
    url = f"{reverse('calendar')}?year={year}"
    return _figure(_("First year the calendar does not know"), str(year), url)


def _compared() -> dict[str, object]:
    """How many figures differed from the register when they were last compared."""
    found = standing()
    value: object = sum(found.differing.values()) if found.compared_at else _("never compared")
    return _figure(_("Figures that differ from the register"), value, reverse("figures-comparison"))


def _log() -> list[dict[str, object]]:
    at = anchored_at()
    when = local_datetime(at) if at else _("never")
    return [
        _figure(_("Rows in the audit log"), f"{rows_written():,}", reverse("audit-log")),
        _figure(_("Last anchor noted"), when, ""),
    ]
