"""How far an inspection is: office by office, and long work as it goes on."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from touyan.desk.inspections.access import (
    Rights,
    frame,
    inspection_of,
    planners,
    readers,
    rights_in,
)
from touyan.desk.inspections.figures import address, figures_of
from touyan.desk.web import DeskRequest, page
from touyan.inspections.queries import Inspection, Run
from touyan.inspections.queries.progress import by_organ
from touyan.inspections.rules.words import TASK_NAMES, Task
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence
from touyan.workflows.run_inspection import latest_run, refusal_of, run_by_public_id

STOP_POLLING = 286
PER_PAGE = 50


@readers
@require_GET
def progress(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Office by office, in the order of their codes: what is open and what is reviewed."""
    inspection = inspection_of(request, public_id)
    if inspection.drawn_at is None:
        raise NotVisible
    found = by_organ(inspection, viewer=request.viewer)
    listed = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, inspection, "inspection-progress"),
        "figures": figures_of(inspection, viewer=request.viewer),
        "listed": listed,
        "rows": [(organ, one, address(inspection, organ=organ.code)) for organ, one in listed],
    }
    return page(request, "desk/inspections/progress.html", context)


def watched(inspection: Inspection, rights: Rights) -> dict[str, object]:
    """The long work of an inspection, for the office that runs it."""
    run = latest_run(inspection) if rights.plans else None
    return {"run": run, "job": job_of(run) if run else None}


def job_of(run: Run) -> dict[str, object]:
    """Long work as the progress card shows it: in parts of a hundred, as how much there is would
    tell of matters a wall hides."""
    return {
        "label": sentence(Message(TASK_NAMES[Task(run.task)])),
        "state": _state(run),
        "done": 100 if run.ended_at and not run.refusal else 100 * run.done // max(run.total, 1),
        "total": 100,
        "note": refusal_of(run) or "",
        "watch": "" if run.ended_at else reverse("inspection-run", args=[run.public_id]),
    }


def _state(run: Run) -> str:
    if run.ended_at:
        return "failed" if run.refusal else "done"
    return "running" if run.done else "queued"


@planners
@require_GET
def run_status(request: DeskRequest, run_id: uuid.UUID) -> HttpResponse:
    """The progress card alone, asked for every two seconds until the work has ended."""
    run = run_by_public_id(run_id, viewer=request.viewer)
    if not rights_in(run.inspection, request.viewer).plans:
        raise NotVisible
    context: dict[str, object] = {"inspection": run.inspection, "run": run, "job": job_of(run)}
    code = STOP_POLLING if run.ended_at else 200
    return page(request, "desk/inspections/_run.html", context, status=code)
