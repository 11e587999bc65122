"""What each column means, confirmed by a person before anything is read."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from touyan.desk.importing.forms import ColumnsForm, initial_of
from touyan.desk.web import DeskRequest, page
from touyan.intake.rules.import_columns import ColumnMap, from_record, suggest
from touyan.kernel.errors import Invalid, Refused
from touyan.kernel.gate import only
from touyan.organs.rules.roles import Role
from touyan.ui.sentences import sentence
from touyan.workflows.import_register.beginning import head_of, kept_mapping, send
from touyan.workflows.import_register.queries import ImportRun, mappings_of, run_by_public_id


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_http_methods(["GET", "POST"])
def columns(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Propose the columns, take the person's word for them, and send the run on its way."""
    run = run_by_public_id(public_id, viewer=request.viewer)
    if run.state != "mapping":
        return redirect("import-run", public_id)
    if request.method != "POST":
        mapping = _offered(request, run)
        form = ColumnsForm(heads=run.heads, initial=initial_of(mapping, run.heads))
        return _page(request, run, form)
    form = ColumnsForm(request.POST, heads=run.heads)
    if form.is_valid() and _sent(request, run, form):
        return redirect("import-run", public_id)
    return _page(request, run, form)


def _offered(request: DeskRequest, run: ImportRun) -> ColumnMap:
    name = request.GET.get("kept", "")
    if not name:
        return from_record(run.mapping)
    kept = kept_mapping(name, organ=run.organ)
    return replace(kept, columns=suggest(run.heads, kept))


def _sent(request: DeskRequest, run: ImportRun, form: ColumnsForm) -> bool:
    try:
        send(
            public_id=run.public_id,
            mapping=form.mapping(),
            dry_run=request.POST.get("verb") != "import",
            keep_as=form.cleaned_data["keep_as"],
            by=request.user,
            now=request.now,
        )
    except Invalid as invalid:
        for problem in invalid.problems:
            form.add_error(None, f"{sentence(problem.reason)} {sentence(problem.cure)}")
        return False
    except Refused as refusal:
        form.add_error(None, sentence(refusal.message))
        return False
    return True


def _page(request: DeskRequest, run: ImportRun, form: ColumnsForm) -> HttpResponse:
    head = head_of(run)
    rows = [
        {
            "head": name,
            "choice": form[f"column-{place}"] if name else None,
            "samples": [row[place][:60] for row in head.samples if place < len(row) and row[place]],
        }
        for place, name in enumerate(run.heads)
    ]
    context = {"run": run, "form": form, "rows": rows, "kept": mappings_of(run.organ),
               "chosen": request.GET.get("kept", "")}  # fmt: skip
    return page(request, "desk/importing/columns.html", context, status=422 if form.errors else 200)
