"""The worklist: what is due, what waits for this person."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.clocks import due_view
from touyan.desk.counting import capped
from touyan.desk.web import DeskRequest
from touyan.intake.queries import drafts_of, undecided
from touyan.kernel.gate import signed_in
from touyan.kernel.messages import Message
from touyan.matters.queries import (
    Matter,
    due_by,
    in_own_offices,
    mine,
    to_assign,
    waiting_for_signature,
)
from touyan.matters.rules.lifecycle import STAGE_NAMES, Stage
from touyan.organs.rules.roles import LEADERS, Role

LISTED = 15
DECIDERS = frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD})
SIGNERS = LEADERS | {Role.DEPARTMENT_HEAD}


@signed_in
def home(request: DeskRequest) -> HttpResponse:
    """Everyone's first page; what it shows follows from the roles held."""
    viewer = request.viewer
    if not viewer.case_roots:
        return render(request, "desk/home/administrator.html", {})
    today = legal_day(request.now)
    remit = _remit(request)
    due = remit.filter(next_due_on__isnull=False).order_by("next_due_on", "pk")
    context: dict[str, object] = {
        "figures": _figures(request, due),
        "due": [
            _row(matter, today)
            for matter in due.select_related("organ", "handler__person").defer("search")[:LISTED]
        ],
        "today": today,
        "drafts": drafts_of(request.user).filter(form="petition")[:5],
    }
    if viewer.roles & DECIDERS:
        own = [grant.organ_id for grant in viewer.grants]
        context["undecided"] = undecided(viewer=viewer).filter(organ_id__in=own)[:8]
    if viewer.roles & SIGNERS:
        context["to_sign"] = waiting_for_signature(viewer=viewer)[:8]
    return render(request, "desk/home/home.html", context)


def _remit(request: DeskRequest) -> QuerySet[Matter]:
    """Whose time limits this person answers for: one's own, the office's, or the subtree's."""
    roles = request.viewer.roles
    if roles & {Role.INSPECTOR, Role.STATISTICIAN} or not roles & (DECIDERS | SIGNERS):
        return due_by(legal_day(request.now) + timedelta(days=36500), viewer=request.viewer)
    if roles == {Role.HANDLER}:
        return mine(viewer=request.viewer)
    return in_own_offices(viewer=request.viewer)


def _figures(request: DeskRequest, due: QuerySet[Matter]) -> list[dict[str, object]]:
    """Figures on top; each opens the list it counts."""
    today, viewer, roles = legal_day(request.now), request.viewer, request.viewer.roles
    whose = {"mine": "1"} if roles == {Role.HANDLER} else {"own": "1"}
    figures = [
        _figure(_("Overdue"), due.filter(next_due_on__lt=today), "overdue", due="overdue", **whose),
        _figure(_("Due within three days"),
                due.filter(next_due_on__range=(today, today + timedelta(days=3))), "urgent",
                due="soon", **whose),
    ]  # fmt: skip
    if roles & DECIDERS:
        found = undecided(viewer=viewer).filter(organ_id__in=[g.organ_id for g in viewer.grants])
        figures.append(
            {
                "label": _("Petitions to decide"),
                "value": capped(found),
                "url": f"{reverse('petitions')}?state=undecided",
                "tone": "soon",
            }
        )
    if roles & SIGNERS:
        found_papers = waiting_for_signature(viewer=viewer)
        figures.append(
            {
                "label": _("Papers to sign"),
                "value": capped(found_papers),
                "url": reverse("to-sign"),
                "tone": "",
            }
        )
    if Role.DEPARTMENT_HEAD in roles:
        figures.append(
            _figure(_("To be assigned"), to_assign(viewer=viewer), "", stage="accepted", own="1")
        )
    if Role.HANDLER in roles:
        figures.append(_figure(_("My matters"), mine(viewer=viewer), "", mine="1"))
    return figures


def _figure(label: str, found: QuerySet[Matter], tone: str, **query: str) -> dict[str, object]:
    url = f"{reverse('matters')}?{urlencode(query)}"
    return {"label": label, "value": capped(found), "url": url, "tone": tone}


def _row(matter: Matter, today: object) -> dict[str, object]:
    return {
        "matter": matter,
        "stage": Message(STAGE_NAMES[Stage(matter.stage)]),
        "clock": due_view(matter.next_due_on, today=today, label=matter.next_clock),  # type: ignore[arg-type]
    }
