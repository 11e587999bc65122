"""The worklist: what is due, what waits for this person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from touyan.campaigns.queries.learning import scrutinies_received
from touyan.campaigns.queries.reports import late_beneath, reports_waiting
from touyan.campaigns.queries.resolution import passed_windows, reversed_since, to_verify
from touyan.campaigns.queries.revisits import pressing, to_answer
from touyan.campaigns.rules.learning import RECEIVERS
from touyan.campaigns.rules.reporting import CONFIRMERS, WRITERS
from touyan.campaigns.rules.revisits import TAKERS_UP
from touyan.deadlines.queries import rules_in_force
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.clocks import due_view
from touyan.desk.counting import capped_together
from touyan.desk.home.administrators import administrator_context
from touyan.desk.petitions.drafts import lines_for
from touyan.desk.web import DeskRequest
from touyan.inspections.queries.findings import waiting_for
from touyan.inspections.queries.reviews import waiting_reviews
from touyan.inspections.rules.running import READERS, REVIEWERS
from touyan.intake.queries import undecided
from touyan.kernel.gate import signed_in
from touyan.kernel.messages import Message
from touyan.leadership.queries.helping import appraisals_without_pause
from touyan.leadership.queries.promises import promises_in_sight
from touyan.leadership.queries.reception import days_between, unrecorded
from touyan.leadership.rules.promises import SPEAKERS
from touyan.leadership.rules.reception import RECEPTION
from touyan.matters.queries import (
    Matter,
    due_by,
    in_own_offices,
    mine,
    to_assign,
    waiting_for_signature,
)
from touyan.matters.rules.lifecycle import ENDED, STAGE_NAMES, Stage
from touyan.organs.rules.roles import IDENTIFIER_READERS, LEADERS, Role
from touyan.statistics.queries.quality import to_mend

LISTED = 15
DRAFTS = 5
RECEPTIONS_WITHIN = timedelta(days=31)
DECIDERS = frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD})
IF_ANY = {
    "to_pause", "to_verify", "passed", "reversed", "reports", "late_reports", "unrecorded",
    "revisits", "taken_up", "findings", "inspected", "reviews", "faults",
}  # fmt: skip
"""Figures shown only where there is something."""
CASE = frozenset({Role.HANDLER, Role.DEPARTMENT_HEAD})
SIGNERS = LEADERS | {Role.DEPARTMENT_HEAD}


@signed_in
def home(request: DeskRequest) -> HttpResponse:
    """Everyone's first page; what it shows follows from the roles held."""
    viewer = request.viewer
    if not viewer.case_roots:
        return render(request, "desk/home/administrator.html", administrator_context(request))
    today = legal_day(request.now)
    remit = _remit(request)
    due = remit.filter(next_due_on__isnull=False).order_by("next_due_on", "pk")
    context: dict[str, object] = {
        "figures": _figures(request, due),
        "due": _rows(due, today),
        "today": today,
        "drafts": lines_for(request.user)[:DRAFTS],
    }
    if viewer.roles & DECIDERS:
        own = [grant.organ_id for grant in viewer.grants]
        waiting = undecided(viewer=viewer).filter(organ_id__in=own)[:8]
        context["undecided"] = [(row, due_view(row.due_on, today=today)) for row in waiting]
    if viewer.roles & SIGNERS:
        context["to_sign"] = waiting_for_signature(viewer=viewer)[:8]
    if viewer.roles & SPEAKERS:
        context["receptions"] = _receptions(request) if viewer.roles & RECEPTION else None
        context["promises_url"] = reverse("promises")
    return render(request, "desk/home/home.html", context)


def _receptions(request: DeskRequest) -> list[Any]:
    """The next reception days of the office."""
    today = legal_day(request.now)
    return list(days_between(today, today + RECEPTIONS_WITHIN, viewer=request.viewer)[:4])


def _remit(request: DeskRequest) -> QuerySet[Matter]:
    """Whose time limits this person answers for: one's own, the office's, or the subtree's; what
    is only lent to be read is nobody's here."""
    viewer, roles = request.viewer.acting(), request.viewer.roles
    if roles & {Role.INSPECTOR, Role.STATISTICIAN} or not roles & (DECIDERS | SIGNERS):
        return due_by(legal_day(request.now) + timedelta(days=36500), viewer=viewer)
    if roles == {Role.HANDLER}:
        return mine(viewer=viewer)
    return in_own_offices(viewer=viewer)


def _figures(request: DeskRequest, due: QuerySet[Matter]) -> list[dict[str, object]]:
    """Figures on top, counted in one round; each opens the list it counts."""
    today, viewer, roles = legal_day(request.now), request.viewer, request.viewer.roles
    own = [grant.organ_id for grant in viewer.grants]
    waiting = undecided(viewer=viewer).filter(organ_id__in=own)
    whose = {"mine": "1"} if roles == {Role.HANDLER} else {"own": "1"}
    promised = promises_in_sight(viewer=viewer)
    soon = due.filter(next_due_on__range=(today, today + timedelta(days=3)))
    wanted: dict[str, tuple[frozenset[Role], QuerySet[Any]]] = {
        "overdue": (frozenset(Role), due.filter(next_due_on__lt=today)),
        "soon": (frozenset(Role), soon),
        "undecided": (DECIDERS, waiting),
        "late": (DECIDERS, waiting.filter(due_on__lt=today)),
        "to_sign": (SIGNERS, waiting_for_signature(viewer=viewer)),
        "to_pause": (SIGNERS, appraisals_without_pause(viewer=viewer)),
        "to_assign": (frozenset({Role.DEPARTMENT_HEAD}), to_assign(viewer=viewer)),
        "mine": (frozenset({Role.HANDLER}), mine(viewer=viewer)),
        "faults": (frozenset({Role.HANDLER}), to_mend(viewer=viewer)),
        "to_verify": (IDENTIFIER_READERS, to_verify(viewer=viewer, now=request.now)),
        "reversed": (CASE, reversed_since(viewer=viewer)),
        "passed": (IDENTIFIER_READERS, passed_windows(viewer=viewer, now=request.now)),
        "reports": (WRITERS, reports_waiting(viewer=viewer)),
        "late_reports": (CONFIRMERS, late_beneath(viewer=viewer, today=today)),
        "unrecorded": (RECEPTION, unrecorded(viewer=viewer, now=request.now)),
        "inspected": (READERS, waiting_for(viewer=viewer, today=today)),
        "reviews": (REVIEWERS, waiting_reviews(viewer=viewer)),
        "promised": (SPEAKERS, promised.filter(owner_id=viewer.account_id, kept_on__isnull=True)),
        "revisits": (DECIDERS, pressing(viewer=viewer, today=today)),
        "taken_up": (TAKERS_UP, to_answer(viewer=viewer)),
        "findings": (RECEIVERS, scrutinies_received(viewer=viewer).filter(answered_at=None)),
    }
    numbers = capped_together({name: q for name, (who, q) in wanted.items() if who & roles})
    return _faces(numbers, whose)


def _faces(numbers: dict[str, str], whose: dict[str, str]) -> list[dict[str, object]]:
    """Label, list, tone and note of each figure that was counted."""
    late = numbers.get("late", "0")
    tone = "soon" if late == "0" else "overdue"
    note = "" if late == "0" else _("%(number)s overdue") % {"number": late}
    waiting, over = f"{reverse('petitions')}?state=undecided", f"{reverse('reception')}#over"
    revisits = f"{reverse('revisits')}?whose={'mine' if 'mine' in whose else 'own'}"
    findings = f"{reverse('scrutinies')}?side=received&state=unanswered"
    faces = [
        ("overdue", _("Overdue"), _list(due="overdue", **whose), "overdue", ""),
        ("soon", _("Due within three days"), _list(due="soon", **whose), "urgent", ""),
        ("undecided", _("Petitions to decide"), waiting, tone, note),
        ("to_sign", _("Papers to sign"), reverse("to-sign"), "", ""),
        ("to_pause", _("Appraisals without a pause"), reverse("appraisals-to-pause"), "urgent", ""),
        ("to_assign", _("To be assigned"), _list(stage="accepted", own="1"), "", ""),
        ("mine", _("My matters"), _list(mine="1"), "", ""),
        ("faults", _("Entries to mend"), f"{reverse('quality')}?mine=1", "soon", ""),
        ("to_verify", _("Outcomes to verify"), reverse("outcomes"), "", ""),
        ("reversed", _("Outcomes reversed"), f"{reverse('outcomes')}?show=reversed", "urgent", ""),
        ("passed", _("Windows passed"), f"{reverse('outcomes')}?show=passed", "", ""),
        ("reports", _("Campaign reports to confirm"), reverse("reports-waiting"), "", ""),
        ("late_reports", _("Campaign reports late"), reverse("reports-waiting"), "overdue", ""),
        ("unrecorded", _("Receptions over, nothing noted"), over, "soon", ""),
        ("inspected", _("Findings waiting for you"), reverse("findings-waiting"), "", ""),
        ("reviews", _("Matters to review"), reverse("reviews"), "", ""),
        ("promised", _("Promises you are to keep"), f"{reverse('promises')}?mine=1", "", ""),
        ("revisits", _("Revisits to make"), f"{revisits}&state=now", "", ""),
        ("taken_up", _("Asked to take up again"), f"{revisits}&state=asked", "", ""),
        ("findings", _("Findings to answer"), findings, "", ""),
    ]
    return [
        {"label": label, "value": numbers[name], "url": url, "tone": tone, "note": note}
        for name, label, url, tone, note in faces
        if name in numbers and not (name in IF_ANY and numbers[name] == "0")
    ]


def _list(**query: str) -> str:
    return f"{reverse('matters')}?{urlencode(query)}"


def _rows(due: QuerySet[Matter], today: date) -> list[dict[str, object]]:
    """The most pressing matters, each with the name of the limit that presses."""
    language = get_language() or "zh-hans"
    names = {rule.code: rule.name(language) for rule in rules_in_force()}
    found = due.select_related("organ", "handler__person").defer("search")[:LISTED]
    return [
        {
            "matter": matter,
            "stage": Message(STAGE_NAMES[Stage(matter.stage)]),
            "limit": names.get(matter.next_clock, ""),
            "clock": due_view(matter.next_due_on, today=today),
            "ended": matter.stage in ENDED,
        }
        for matter in found
    ]
