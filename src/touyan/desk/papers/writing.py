"""Writing a paper: prefilled from the matter, edited beside its page, kept as a draft."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.desk.papers.forms import WordsForm
from touyan.desk.papers.sheet import sheet_of, sheet_typed
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Refused
from touyan.kernel.gate import only
from touyan.matters.actions.ledger import roles_at
from touyan.matters.actions.papers import WRITERS, draft_paper, rewrite_paper
from touyan.matters.dossier import fitting_papers
from touyan.matters.letters import STATES
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.legal import REMEDIES
from touyan.matters.queries import document_by_public_id, matter_by_public_id
from touyan.matters.rules.lifecycle import Stage
from touyan.matters.rules.signing import blanks
from touyan.organs.rules.roles import CASE_ROLES
from touyan.workflows.compose_paper import Choices, Prefilled, prefill

staff = only(*CASE_ROLES)


@staff
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, matter_id: uuid.UUID, kind: str) -> HttpResponse:
    """A new paper of a kind on a matter."""
    matter = matter_by_public_id(matter_id, viewer=request.viewer)
    begun = prefill(matter, kind, choices=_choices(request), by=request.user, now=request.now)
    if request.method == "GET":
        typed = {"addressee": begun.addressee, "text": "\n".join(begun.paragraphs)}
        return _new_page(request, matter, begun, WordsForm(typed))
    form = WordsForm(request.POST)
    if "preview" in request.POST:
        return _new_page(request, matter, begun, form)
    return _draft(request, matter, begun, form)


def _draft(request: DeskRequest, matter: Any, begun: Prefilled, form: WordsForm) -> HttpResponse:
    petition = begun.petition if begun.per_petition else None
    try:
        document = draft_paper(
            matter_id=matter.public_id,
            kind=begun.kind.code,
            words=form.words(),
            petition=petition,
            by=request.user,
            now=request.now,
        )
    except Refused as refused:
        return _new_page(request, matter, begun, form, refused=refused, status=422)
    say(request, _("The draft is kept. Submit it when it is ready to be signed."))
    return redirect("paper", document.public_id)


def _choices(request: DeskRequest) -> Choices:
    try:
        petition = uuid.UUID(request.GET.get("petition", ""))
    except ValueError:
        petition = None
    return Choices(request.GET.get("basis", ""), request.GET.get("remedy", ""), petition)


def _new_page(
    request: DeskRequest,
    matter: Any,
    begun: Prefilled,
    form: WordsForm,
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    fitting = set(fitting_papers(Stage(matter.stage)))
    context = {
        **_editor(form, refused),
        "matter": matter,
        "begun": begun,
        "kind": begun.kind,
        "sheet": sheet_typed(matter, begun.kind, form.words(), now=request.now),
        "chosen": _choices(request),
        "remedies": REMEDIES if begun.kind.fact("remedy") else (),
        "kinds": [(kind, code in fitting) for code, kind in KINDS.items()],
        "may_write": bool(WRITERS & roles_at(matter, request.viewer)),
        "preview_url": reverse("paper-preview", args=[matter.public_id, begun.kind.code]),
        "back": reverse("matter", args=[matter.public_id]) + "?tab=papers",
    }
    return page(request, "desk/papers/write.html", context, status=status)


def _editor(form: WordsForm, refused: Refused | None) -> dict[str, object]:
    words = form.words()
    return {
        "form": form,
        "refused": refused,
        "blanks": blanks([words.addressee, *words.paragraphs]),
    }


@staff
@require_POST
def preview(request: DeskRequest, matter_id: uuid.UUID, kind: str) -> HttpResponse:
    """The page as it would look with the words typed so far."""
    matter = matter_by_public_id(matter_id, viewer=request.viewer)
    words = WordsForm(request.POST).words()
    shown = sheet_typed(matter, KINDS[kind], words, now=request.now) if kind in KINDS else None
    context = {"sheet": shown, "blanks": blanks([words.addressee, *words.paragraphs])}
    return render(request, "desk/papers/_live.html", context)


@staff
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Rewrite a draft."""
    document = document_by_public_id(public_id, viewer=request.viewer)
    if document.state != STATES.DRAFT:
        return redirect("paper", public_id)
    typed = {"addressee": document.addressee, "text": "\n".join(document.paragraphs)}
    form = WordsForm(typed if request.method == "GET" else request.POST)
    if request.method == "GET" or "preview" in request.POST:
        return _edit_page(request, document, form)
    return _rewrite(request, document, form)


def _rewrite(request: DeskRequest, document: Any, form: WordsForm) -> HttpResponse:
    try:
        rewrite_paper(
            document_id=document.public_id,
            words=form.words(),
            version=version_of(request) or 0,
            by=request.user,
            now=request.now,
        )
    except Refused as refused:
        return _edit_page(request, document, form, refused=refused)
    say(request, _("The text is kept."))
    return redirect("paper", document.public_id)


def _edit_page(
    request: DeskRequest, document: Any, form: WordsForm, *, refused: Refused | None = None
) -> HttpResponse:
    """The editor; after a conflict the stored text stands beside what was typed."""
    conflict = refused is not None and version_of(request) != document.version
    kind = KINDS[document.kind]
    context = {
        **_editor(form, refused),
        "matter": document.matter,
        "document": document,
        "kind": kind,
        "sheet": sheet_typed(document.matter, kind, form.words(), now=request.now),
        "stored": sheet_of(document, now=request.now) if conflict else None,
        "version": document.version,
        "may_write": bool(WRITERS & roles_at(document.matter, request.viewer)),
        "preview_url": reverse("paper-preview", args=[document.matter.public_id, kind.code]),
        "back": reverse("paper", args=[document.public_id]),
    }
    status = 409 if conflict else 422 if refused else 200
    return page(request, "desk/papers/write.html", context, status=status)
