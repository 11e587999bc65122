"""The problem list of an inspection, office by office, and what waits for the viewer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.findings.words import (
    asked_in,
    chips,
    day_of,
    question_words,
    severity_name,
    stage_name,
)
from touyan.desk.inspections.access import ROOM, frame, inspection_of, readers
from touyan.desk.web import DeskRequest, page
from touyan.inspections.queries import Finding, Inspection
from touyan.inspections.queries.findings import (
    by_organ,
    findings_seen,
    overdue,
    past_contest,
    problem_list,
    waiting_for,
)
from touyan.inspections.rules.checklist import Question
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.words import Severity
from touyan.kernel.errors import NotVisible
from touyan.organs.queries import organs_by_id

PER_PAGE = 50
MOST_OFFICES = 200
"""Beyond so many the list is narrowed from the page of offices."""


class ProblemFilter(forms.Form):
    """Office, stage, weight, question, and what is late."""

    use_required_attribute = False
    organ = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    severity = forms.ChoiceField(label=gettext_lazy("Weight"), required=False)
    question = forms.ChoiceField(label=gettext_lazy("Question"), required=False)
    late = forms.ChoiceField(label=gettext_lazy("Time limit"), required=False)


@readers
@require_GET
def problems(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The findings of an inspection the viewer may know of, harm to petitioners first."""
    inspection = _drawn(request, public_id)
    today, questions = legal_day(request.now), asked_in(inspection)
    around = frame(request, inspection, "inspection-findings")
    form = _filter(request, inspection, questions)
    found = problem_list(inspection, viewer=request.viewer)
    listed = Paginator(_narrowed(found, request.GET, today), PER_PAGE)
    shown = listed.get_page(request.GET.get("page"))
    decides = around["rights"].decides
    context: dict[str, object] = {
        **around,
        "form": form,
        "chips": _chips(request, form),
        "listed": shown,
        "rows": rows_of(shown, today=today),
        "narrowed": bool(_chips(request, form)),
        **(_to_do(inspection, request, today) if decides else {}),
    }
    return page(request, "desk/findings/problems.html", context)


def _drawn(request: DeskRequest, public_id: uuid.UUID) -> Inspection:
    inspection = inspection_of(request, public_id)
    if inspection.drawn_at is None:
        raise NotVisible
    return inspection


def _to_do(inspection: Inspection, request: DeskRequest, today: date) -> dict[str, object]:
    """Whether there is anything to tell, or to make final, at once."""
    own = [grant.organ_id for grant in request.viewer.grants]
    mine = findings_seen(viewer=request.viewer).filter(inspection=inspection).exclude(organ__in=own)
    return {
        "untold": mine.filter(stage=Stage.FOUND).exists(),
        "uncontested": mine.filter(past_contest(today)).exists(),
    }


def _narrowed(found: QuerySet[Finding], asked: Mapping[str, str], today: date) -> QuerySet[Finding]:
    for name, field in (("organ", "organ__code"), ("stage", "stage"), ("severity", "severity"),
                        ("question", "question")):  # fmt: skip
        if asked.get(name):
            found = found.filter(**{field: asked[name]})
    return found.filter(overdue(today)) if asked.get("late") else found


def _filter(
    request: DeskRequest, inspection: Inspection, questions: Mapping[str, Question]
) -> ProblemFilter:
    """Each box lists only what can be found; none with a single choice."""
    form = ProblemFilter(request.GET)
    offices = by_organ(inspection, viewer=request.viewer, today=legal_day(request.now))
    ids = [row["organ"] for row in offices[: MOST_OFFICES + 1]]  # type: ignore[index]
    organs = organs_by_id(ids) if len(ids) <= MOST_OFFICES else {}
    choices: dict[str, list[tuple[str, str]]] = {
        "organ": sorted((one.code, one.local_name) for one in organs.values()),
        "stage": [(one.value, stage_name(one)) for one in Stage],
        "severity": [(one.value, severity_name(one)) for one in Severity],
        "question": [(code, f"{code} {question_words({code: one}, code)}")
                     for code, one in questions.items() if one.type == "met"],
        "late": [("1", _("Only what is late"))],
    }  # fmt: skip
    for name, listed in choices.items():
        box: Any = form.fields[name]
        box.choices = [("", _("Any")), *listed]
        if name == "organ" and len(listed) < 2:
            del form.fields[name]
    return form


def _chips(request: DeskRequest, form: forms.Form) -> list[dict[str, object]]:
    found = []
    for name, box in form.fields.items():
        value = request.GET.get(name, "")
        words = dict(getattr(box, "choices", ())).get(value, value)
        if value and words:
            found.append({"name": name, "label": box.label, "value": words, "raw": None})
    return found


def rows_of(findings: Iterable[Any], *, today: date) -> list[dict[str, object]]:
    """Each finding with its question, chips and the day it waits for."""
    kept: dict[int, dict[str, Question]] = {}
    rows = []
    for one in findings:
        checklist = one.inspection.checklist
        questions = kept.setdefault(checklist.pk, asked_in(one.inspection))
        rows.append({
            "finding": one,
            "question": question_words(questions, one.question),
            "chips": chips(one),
            "day": day_of(one, today=today),
        })  # fmt: skip
    return rows


@readers
@require_GET
def offices(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """How many findings of each office stand where; in the order of the unit codes."""
    inspection = _drawn(request, public_id)
    today = legal_day(request.now)
    found = by_organ(inspection, viewer=request.viewer, today=today)
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    organs = organs_by_id(row["organ"] for row in listed)  # type: ignore[index]
    address = reverse("inspection-findings", args=[public_id])
    context: dict[str, object] = {
        **frame(request, inspection, "inspection-findings"),
        "listed": listed,
        "rows": [(organs[row["organ"]], row, f"{address}?organ={row['organ__code']}")  # type: ignore[index]
                 for row in listed],
    }  # fmt: skip
    return page(request, "desk/findings/offices.html", context)


@readers
@require_GET
def waiting(request: DeskRequest) -> HttpResponse:
    """What the viewer is to do next, of every inspection."""
    today = legal_day(request.now)
    found = waiting_for(viewer=request.viewer, today=today)
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "room": ROOM,
        "listed": listed,
        "rows": rows_of(listed, today=today),
        "named": True,
    }
    return page(request, "desk/findings/waiting.html", context)
