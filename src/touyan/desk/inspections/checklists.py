"""Checklists: their versions, their questions, and publishing an office's next version."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.desk.deeds import name_problems
from touyan.desk.inspections.access import ROOM, planners, planning_offices, readers
from touyan.desk.inspections.checklist_forms import TYPE_NAMES, QuestionFormSet, VersionForm
from touyan.desk.web import DeskRequest, page, say
from touyan.inspections.actions.checklists import publish_checklist
from touyan.inspections.queries import Checklist
from touyan.inspections.queries.plans import (
    checklist_by_public_id,
    checklists_seen,
)
from touyan.inspections.rules.checklist import Question, questions_of
from touyan.inspections.rules.running import PLANNERS
from touyan.inspections.rules.words import GROUP_NAMES, SEVERITY_NAMES
from touyan.kernel.errors import Invalid, Refused
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence

PER_PAGE = 50


@readers
@require_GET
def checklists(request: DeskRequest) -> HttpResponse:
    """The shipped checklist and those of the viewer's offices and of offices above."""
    listed = Paginator(checklists_seen(viewer=request.viewer), PER_PAGE)
    found = listed.get_page(request.GET.get("page"))
    return page(request, "desk/inspections/checklists.html", {"listed": found, "room": ROOM})


@readers
@require_GET
def checklist(request: DeskRequest, checklist_id: uuid.UUID) -> HttpResponse:
    """One version with its questions, group by group."""
    found = checklist_by_public_id(checklist_id, viewer=request.viewer)
    context: dict[str, object] = {
        "checklist": found,
        "room": ROOM,
        "groups": _groups(found),
        "may_publish": bool(request.viewer.roles & PLANNERS),
    }
    return page(request, "desk/inspections/checklist.html", context)


def _groups(found: Checklist) -> list[tuple[str, list[dict[str, object]]]]:
    language = get_language() or ""
    by_group = groupby(questions_of(found.content), key=lambda question: question.group)
    return [
        (sentence(Message(GROUP_NAMES[group])), [_told(one, language) for one in questions])
        for group, questions in by_group
    ]


def _told(question: Question, language: str) -> dict[str, object]:
    beforehand = question.act or question.clock
    return {
        "code": question.code,
        "text": question.text(language),
        "guide": question.guide(language),
        "basis": question.basis(language),
        "type": TYPE_NAMES[question.type],
        "severity": sentence(Message(SEVERITY_NAMES[question.severity])),
        "beforehand": beforehand,
    }


@planners
@require_http_methods(["GET", "POST"])
def next_version(request: DeskRequest, checklist_id: uuid.UUID) -> HttpResponse:
    """Write an office's next version; inspections under way keep theirs."""
    found = checklist_by_public_id(checklist_id, viewer=request.viewer)
    data = request.POST if request.method == "POST" else None
    form = VersionForm(data, organs=planning_offices(request.viewer))
    questions: Any = QuestionFormSet(data, initial=found.content, prefix="questions")
    context: dict[str, object] = {
        "checklist": found, "room": ROOM, "form": form, "questions": questions,
    }  # fmt: skip
    if data is None:
        return page(request, "desk/inspections/checklist_next.html", context)
    if form.is_valid() & questions.is_valid():
        try:
            made = publish_checklist(after_id=checklist_id, organ=form.office, by=request.user,
                                     content=questions.content(), now=request.now,
                                     note=form.cleaned_data["note"])  # fmt: skip
        except Invalid as refused:
            name_problems(form, refused)
        except Refused as refused:
            form.add_error(None, sentence(refused.message))
        else:
            say(request, _("The version is published; inspections under way keep theirs."))
            return redirect("checklist", made.public_id)
    return page(request, "desk/inspections/checklist_next.html", context, status=422)
