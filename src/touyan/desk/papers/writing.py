"""Writing a paper: prefilled from the matter, edited beside its page, kept as a draft."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.desk.papers.forms import WordsForm
from touyan.desk.papers.sheet import sheet_of, sheet_typed
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.gate import only
from touyan.matters.actions.ledger import roles_at
from touyan.matters.actions.papers import WRITERS
from touyan.matters.dossier import fitting_papers
from touyan.matters.letters import STATES
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.legal import REMEDIES
from touyan.matters.queries import document_by_public_id, matter_by_public_id
from touyan.matters.rules.lifecycle import Stage
from touyan.matters.rules.signing import blanks
from touyan.organs.rules.roles import CASE_ROLES
from touyan.ui.sentences import sentence
from touyan.workflows.compose_paper import Choices, Prefilled, prefill
from touyan.workflows.hearing_facts import kinds_open
from touyan.workflows.paper_drafts import (
    Begun,
    Typed,
    keep_new,
    keep_rewritten,
    keep_typed,
    typed_for,
)

staff = only(*CASE_ROLES)
MADE_ANEW = frozenset({"basis", "remedy", "fresh"})
"""What asks for the text as the office makes or keeps it, whatever was typed before."""


@staff
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, matter_id: uuid.UUID, kind: str) -> HttpResponse:
    """A new paper of a kind on a matter."""
    matter = matter_by_public_id(matter_id, viewer=request.viewer)
    begun = prefill(matter, kind, choices=_choices(request), by=request.user, now=request.now)
    if request.method == "GET":
        made = {"addressee": begun.addressee, "text": "\n".join(begun.paragraphs)}
        typed = None if MADE_ANEW & request.GET.keys() else _typed(request, _paper(matter, begun))
        form = WordsForm(_words_of(typed) if typed else made)
        return _new_page(request, matter, begun, form, typed=typed)
    form = WordsForm(request.POST)
    if "preview" in request.POST:
        return _new_page(request, matter, begun, form)
    return _draft(request, matter, begun, form)


def _draft(request: DeskRequest, matter: Any, begun: Prefilled, form: WordsForm) -> HttpResponse:
    try:
        document = keep_new(_paper(matter, begun), form.words(), by=request.user, now=request.now)
    except Refused as refused:
        return _new_page(request, matter, begun, form, refused=refused, status=422)
    say(request, _("The draft is kept. Submit it when it is ready to be signed."))
    return redirect("paper", document.public_id)


def _paper(matter: Any, begun: Prefilled) -> Begun:
    return Begun(matter, begun.kind.code, begun.petition if begun.per_petition else None)


def _typed(request: DeskRequest, paper: Any) -> Typed | None:
    return typed_for(paper, by=request.user)


def _words_of(typed: Typed) -> dict[str, str]:
    return {"addressee": typed.addressee, "text": typed.text}


def _choices(request: DeskRequest) -> Choices:
    basis, remedy = request.GET.get("basis", ""), request.GET.get("remedy", "")
    return Choices(basis, remedy, _named(request, "petition"), _named(request, "request"))


def _named(request: DeskRequest, what: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get(what, ""))
    except ValueError:
        return None


def _new_page(
    request: DeskRequest,
    matter: Any,
    begun: Prefilled,
    form: WordsForm,
    *,
    refused: Refused | None = None,
    typed: Typed | None = None,
    status: int = 200,
) -> HttpResponse:
    fitting = set(fitting_papers(Stage(matter.stage)))
    paper = _paper(matter, begun)
    about = f"?petition={paper.petition.public_id}" if paper.petition else ""
    context = {
        **_editor(form, refused),
        "matter": matter,
        "begun": begun,
        "typed": typed,
        "version": paper.version(request.user),
        "typed_url": reverse("paper-new-typed", args=[matter.public_id, paper.kind]) + about,
        "kind": begun.kind,
        "sheet": sheet_typed(matter, begun.kind, form.words(), now=request.now),
        "chosen": _choices(request),
        "remedies": REMEDIES if begun.kind.fact("remedy") else (),
        "kinds": [(kind, kind.code in fitting) for kind in kinds_open(matter)],
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
    if request.method == "GET":
        kept = {"addressee": document.addressee, "text": "\n".join(document.paragraphs)}
        typed = None if MADE_ANEW & request.GET.keys() else _typed(request, document)
        form = WordsForm(_words_of(typed) if typed else kept)
        return _edit_page(request, document, form, typed=typed)
    form = WordsForm(request.POST)
    if "preview" in request.POST:
        return _edit_page(request, document, form)
    return _rewrite(request, document, form)


def _rewrite(request: DeskRequest, document: Any, form: WordsForm) -> HttpResponse:
    try:
        keep_rewritten(
            document,
            form.words(),
            version=version_of(request) or 0,
            by=request.user,
            now=request.now,
        )
    except Refused as refused:
        return _edit_page(request, document, form, refused=refused)
    say(request, _("The text is kept."))
    return redirect("paper", document.public_id)


@staff
@require_POST
def new_typed(request: DeskRequest, matter_id: uuid.UUID, kind: str) -> HttpResponse:
    """Keep what has been typed into a new paper so far."""
    matter = matter_by_public_id(matter_id, viewer=request.viewer)
    begun = prefill(matter, kind, choices=_choices(request), by=request.user, now=request.now)
    return _keep_typed(request, _paper(matter, begun))


@staff
@require_POST
def edit_typed(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep what has been typed over a draft so far."""
    return _keep_typed(request, document_by_public_id(public_id, viewer=request.viewer))


def _keep_typed(request: DeskRequest, paper: Any) -> HttpResponse:
    try:
        keep_typed(
            paper,
            addressee=request.POST.get("addressee", ""),
            text=request.POST.get("text", ""),
            version=-1 if (version := version_of(request)) is None else version,
            by=request.user,
            now=request.now,
        )
    except Conflict as refused:
        return JsonResponse({"message": sentence(refused.message)}, status=409)
    return JsonResponse({"saved_at": request.now.isoformat()})


def _edit_page(
    request: DeskRequest,
    document: Any,
    form: WordsForm,
    *,
    refused: Refused | None = None,
    typed: Typed | None = None,
) -> HttpResponse:
    """The editor; after a conflict the stored text stands beside what was typed."""
    conflict = refused is not None and version_of(request) != document.version
    overtaken = typed is not None and typed.version != document.version
    kind = KINDS[document.kind]
    context = {
        **_editor(form, refused),
        "matter": document.matter,
        "document": document,
        "kind": kind,
        "sheet": sheet_typed(document.matter, kind, form.words(), now=request.now),
        "stored": sheet_of(document, now=request.now) if conflict or overtaken else None,
        "typed": typed,
        "typed_url": reverse("paper-typed", args=[document.public_id]),
        "version": document.version,
        "may_write": bool(WRITERS & roles_at(document.matter, request.viewer)),
        "preview_url": reverse("paper-preview", args=[document.matter.public_id, kind.code]),
        "back": reverse("paper", args=[document.public_id]),
    }
    status = 409 if conflict else 422 if refused else 200
    return page(request, "desk/papers/write.html", context, status=status)
