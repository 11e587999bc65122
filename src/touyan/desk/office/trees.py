"""An office imports its own tree: send, look at what every row means, then enter it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from touyan.attachments.rules.content import inspect
from touyan.attachments.rules.limits import MEGABYTE, FileRefused, Limits
from touyan.attachments.upload import refused_uploads
from touyan.desk.office.forms import TreeForm
from touyan.desk.office.kept_trees import KeptTree, fetch, keep
from touyan.desk.office.labels import administers, level_name
from touyan.desk.web import DeskRequest, page
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import Message
from touyan.organs.actions import import_tree
from touyan.organs.queries import (
    Organ,
    TreePlan,
    current_posts,
    organ_by_code,
    plan_tree,
    tree_import_by_id,
)
from touyan.organs.rules.roles import Role
from touyan.organs.rules.tree_file import FIELD_NAMES, Sheet, read_workbook, write_problems
from touyan.organs.rules.tree_problems import TreeProblem
from touyan.ui.sentences import sentence

LIMITS = Limits(file_bytes=10 * MEGABYTE)
SHOWN = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@only(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def choose(request: DeskRequest) -> HttpResponse:
    """Send the spreadsheet; it is read and nothing is entered yet."""
    if request.method == "POST":
        form = TreeForm(request.POST, request.FILES)
        if tree_id := _take(request, form):
            return redirect("look-at-organs", tree_id)
    else:
        form = TreeForm(initial={"organ": request.GET.get("organ") or _own_code(request)})
    status = 422 if form.errors else 200
    return page(request, "desk/office/import.html", {"form": form}, status=status)


def _own_code(request: DeskRequest) -> str:
    post = current_posts(account=request.user, now=request.now).first()
    return post.organ.code if post else ""


def _take(request: DeskRequest, form: TreeForm) -> uuid.UUID | None:
    """Keep what was sent if it can be read; otherwise the form says what is wrong."""
    for dropped in refused_uploads(request):
        form.add_error(None, _with_cure(dropped.error))
    if not form.is_valid():
        return None
    organ = _organ(request, form)
    sheet = _sheet(form)
    if organ is None or sheet is None:
        return None
    name = form.cleaned_data["file"].name
    tree = KeptTree(organ.code, request.user.pk, name, sheet)
    return keep(tree, now=request.now)


def _organ(request: DeskRequest, form: TreeForm) -> Organ | None:
    try:
        organ = organ_by_code(form.cleaned_data["organ"].strip().upper())
    except NotVisible:
        form.add_error("organ", _("No office has this unit code."))
        return None
    if not administers(request, organ, Role.SYSTEM_ADMIN):
        form.add_error("organ", _("You administer neither this office nor one above it."))
        return None
    return organ


def _sheet(form: TreeForm) -> Sheet | None:
    sent: UploadedFile = form.cleaned_data["file"]
    try:
        if not (sent.name or "").lower().endswith(".xlsx"):
            raise Refused(_("Send an .xlsx workbook."))
        inspect(name=sent.name or "", stream=sent.file, size=sent.size or 0, limits=LIMITS)  # type: ignore[arg-type]
        sent.seek(0)
        return read_workbook(sent.file)  # type: ignore[arg-type]
    except FileRefused as refused:
        form.add_error("file", _with_cure(refused))
    except Refused as refusal:
        form.add_error("file", sentence(refusal.message))
    return None


def _with_cure(error: FileRefused) -> str:
    return f"{sentence(error.message)} {sentence(error.cure)}"


@only(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def look(request: DeskRequest, tree_id: uuid.UUID) -> HttpResponse:
    """What every row would do; on confirmation, do it."""
    tree = fetch(tree_id, account_id=request.user.pk)
    organ = organ_by_code(tree.organ_code)
    if request.method == "POST":
        finished = import_tree(organ=organ, file_name=tree.file_name, sheet=tree.sheet,
                               by=request.user, now=request.now)  # fmt: skip
        return redirect("organs-imported", finished.pk)
    plan = plan_tree(organ=organ, sheet=tree.sheet, on=localdate(request.now))
    context = {"tree": tree, "tree_id": tree_id, "organ": organ, **_plan_context(tree, plan)}
    return page(request, "desk/office/import_look.html", context)


def _plan_context(tree: KeptTree, plan: TreePlan) -> dict[str, object]:
    reading = plan.reading
    return {
        "rows": len(tree.sheet.records),
        "matched": [
            {"row": match.row, "organ": match.organ, "level": level_name(match.organ.level),
             "short_name": plan.short_names.get(match.organ.code, "")}
            for match in reading.matched
        ],
        "new": [
            {"row": found.row, "organ": found.organ, "given": found.code_was_given,
             "level": level_name(found.organ.level)}
            for found in reading.new
        ],
        "short_names": len(plan.short_names),
        "shown": SHOWN,
        "read_columns": [
            (header, sentence(Message(FIELD_NAMES[field])))
            for header, field in tree.sheet.read_columns
        ],
        "unused_columns": tree.sheet.unused_columns,
        **_problem_context(reading.problems),
    }  # fmt: skip


def _problem_context(problems: Sequence[TreeProblem]) -> dict[str, object]:
    rows = [
        {"row": found.row, "field": sentence(Message(FIELD_NAMES.get(found.field, found.field))),
         "problem": found, "is_note": found.is_note}
        for found in problems
    ]  # fmt: skip
    kept_out = [row for row in rows if not row["is_note"]]
    return {
        "kept_out": kept_out,
        "notes": [row for row in rows if row["is_note"]],
        "rejected": len({row["row"] for row in kept_out}),
    }


@only(Role.SYSTEM_ADMIN)
def problems(request: DeskRequest, tree_id: uuid.UUID) -> HttpResponse:
    """The rows kept out, to be corrected and sent again."""
    tree = fetch(tree_id, account_id=request.user.pk)
    organ = organ_by_code(tree.organ_code)
    plan = plan_tree(organ=organ, sheet=tree.sheet, on=localdate(request.now))
    return _workbook(plan.reading.problems, sheet=tree.sheet)


@only(Role.SYSTEM_ADMIN)
def done(request: DeskRequest, import_id: int) -> HttpResponse:
    """What an import did."""
    finished = tree_import_by_id(import_id, viewer=request.viewer)
    found = [TreeProblem.from_record(kept) for kept in finished.problems]
    context = {"done": finished, "organ": finished.organ, **_problem_context(found)}
    return page(request, "desk/office/import_done.html", context)


@only(Role.SYSTEM_ADMIN)
def done_problems(request: DeskRequest, import_id: int) -> HttpResponse:
    """The problems of a finished import."""
    finished = tree_import_by_id(import_id, viewer=request.viewer)
    return _workbook([TreeProblem.from_record(kept) for kept in finished.problems], sheet=None)


def _workbook(found: Sequence[TreeProblem], *, sheet: Sheet | None) -> HttpResponse:
    answer = HttpResponse(write_problems(found, sheet=sheet, words=sentence), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="organ-problems.xlsx"'
    return answer
