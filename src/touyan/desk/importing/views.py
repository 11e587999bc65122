"""Bringing in an old register: send the file, watch it come in, take back what did not."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from touyan.attachments.rules.limits import FileRefused
from touyan.attachments.upload import refused_uploads
from touyan.desk.counting import CappedPaginator
from touyan.desk.importing.forms import FileForm
from touyan.desk.importing.words import CHIPS, job_of, late_limits, problem_rows, proposals
from touyan.desk.web import DeskRequest, page, refuse
from touyan.kernel.errors import Refused
from touyan.kernel.gate import only
from touyan.organs.queries import Organ
from touyan.organs.rules.roles import Role
from touyan.ui.sentences import sentence
from touyan.workflows.import_register.beginning import begin, cancel, for_a_workbook, go_on
from touyan.workflows.import_register.queries import (
    IMPORTERS,
    ImportRun,
    any_answered,
    counts_by_run,
    counts_of,
    listed_runs,
    otherwise_proposed,
    rejected_rows,
    run_by_public_id,
)
from touyan.workflows.import_register.rejected import rejected_workbook
from touyan.workflows.register_petition import offices_to_register_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STOP_POLLING = 286
PER_PAGE = 20
LISTED = 50


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_http_methods(["GET", "POST"])
def register(request: DeskRequest) -> HttpResponse:
    """Send a file; earlier imports of one's offices stand below."""
    offices = _offices(request)
    form = FileForm(request.POST or None, request.FILES or None, offices=offices)
    if request.method == "POST" and (begun := _begin(request, form, offices)):
        return redirect("import-columns", begun.public_id)
    listed = CappedPaginator(listed_runs(viewer=request.viewer), PER_PAGE).get_page(
        request.GET.get("page")
    )
    counts = counts_by_run(listed)
    context = {"form": form, "listed": listed, "columns": _columns(),
               "rows": [_row(run, counts.get(run.pk, {})) for run in listed]}  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/importing/register.html", context, status=status)


def _offices(request: DeskRequest) -> list[Organ]:
    offices = offices_to_register_in(request.user, now=request.now)
    return [o for o in offices if request.viewer.holds(IMPORTERS, organ_path=o.path)]


def _begin(request: DeskRequest, form: FileForm, offices: list[Organ]) -> ImportRun | None:
    dropped = refused_uploads(request)
    for refused in dropped:
        form.add_error(None, _with_cure(for_a_workbook(refused.error)))
    if not form.is_valid() or dropped:
        return None
    organ = next(o for o in offices if o.code == form.cleaned_data["organ"])
    try:
        return begin(
            upload=form.cleaned_data["file"], organ=organ, by=request.user, now=request.now
        )
    except FileRefused as refused:
        form.add_error("file", _with_cure(refused))
    except Refused as refusal:
        form.add_error("file", sentence(refusal.message))
    return None


def _with_cure(error: FileRefused) -> str:
    return f"{sentence(error.message)} {sentence(error.cure)}"


def _columns() -> list[dict[str, object]]:
    return [
        {"key": "file", "label": _("File"), "kind": "lines", "open": True},
        {"key": "by", "label": _("Imported by"), "kind": "text", "short": True},
        {"key": "at", "label": _("Begun"), "kind": "datetime"},
        {"key": "read", "label": _("Rows read"), "kind": "number"},
        {"key": "new", "label": _("Newly registered"), "kind": "number"},
        {"key": "known", "label": _("Already there"), "kind": "number"},
        {"key": "state", "label": _("State"), "kind": "stage"},
    ]


def _row(run: ImportRun, counts: dict[str, int]) -> dict[str, object]:
    label, tone = CHIPS[run.state]
    return {
        "id": run.pk,
        "label": run.file_name,
        "url": reverse("import-run", args=[run.public_id]),
        "cells": {
            "file": {"text": run.file_name, "note": run.organ.local_name},
            "by": run.by.person.name,
            "at": run.started_at,
            "read": f"{sum(counts.values()):,}",
            "new": f"{counts.get('registered', 0):,}",
            "known": f"{counts.get('known', 0):,}",
            "state": {"label": _(label), "tone": tone},
        },
    }


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_GET
def run(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One import: how far it is, what became of the rows, what to do next."""
    found = run_by_public_id(public_id, viewer=request.viewer)
    if found.state == "mapping":
        return redirect("import-columns", public_id)
    return page(request, "desk/importing/run.html", _context(request, found))


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_GET
def status(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The moving part of the page, asked for every two seconds until it moves no more."""
    found = run_by_public_id(public_id, viewer=request.viewer)
    context = _context(request, found)
    code = 200 if context["open"] else STOP_POLLING
    return page(request, "desk/importing/run.html#status", context, status=code)


def _context(request: DeskRequest, run: ImportRun) -> dict[str, object]:
    job = job_of(run)
    rejected = Paginator(rejected_rows(run), LISTED).get_page(request.GET.get("page"))
    return {
        "run": run,
        "job": job,
        "open": job["state"] in ("queued", "running"),
        "counts": counts_of(run),
        "proposals": proposals(run),
        "answered": run.state == "done" and any_answered(run),
        "late": late_limits(run) if run.state == "done" else [],
        "undecided": otherwise_proposed(run, viewer=request.viewer).count()
        if run.state == "done" else 0,
        "rejected": rejected,
        "problems": problem_rows(run, rejected),
        "again": run.state in ("checked", "cancelled", "failed") and run.total > 0
        or run.state in ("cancelled", "failed"),
    }  # fmt: skip


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_POST
def carry_on(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Register what the check found sound, or go on where the run stopped."""
    try:
        go_on(public_id=public_id, by=request.user, now=request.now)
    except Refused as refusal:
        refuse(request, refusal)
    return redirect("import-run", public_id)


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_POST
def stop(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Stop; what is registered stays registered."""
    try:
        found = cancel(public_id=public_id, by=request.user, now=request.now)
    except Refused as refusal:
        refuse(request, refusal)
        return redirect("import-run", public_id)
    unmapped = found.state == "cancelled" and not found.total
    return redirect("import-register") if unmapped else redirect("import-run", public_id)


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_GET
def rejected(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The rejected rows as a workbook to be corrected and sent again."""
    found = run_by_public_id(public_id, viewer=request.viewer)
    content = rejected_workbook(found, by=request.user, now=request.now, translate=sentence)
    named = {"Content-Disposition": f'attachment; filename="rejected-{public_id}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=named)
