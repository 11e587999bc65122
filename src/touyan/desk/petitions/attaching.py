"""Files chosen on the registration form: kept with its draft, so that they are chosen once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from touyan.attachments.actions import LIMITS
from touyan.attachments.rules.limits import MEGABYTE
from touyan.attachments.upload import refused_uploads
from touyan.desk.petitions import drafts
from touyan.desk.petitions.entry_form import key_of
from touyan.desk.petitions.forms import PetitionForm
from touyan.desk.petitions.roles import REGISTRARS
from touyan.desk.web import DeskRequest, form_key
from touyan.kernel.errors import FieldProblem, Refused
from touyan.kernel.gate import only
from touyan.ui.sentences import sentence
from touyan.workflows.petition_files import (
    drop_from_draft,
    files_with_draft,
    keep_with_draft,
    refused_file,
)


@only(*REGISTRARS)
@require_POST
def petition_files(request: DeskRequest) -> HttpResponse:
    """Keep the files at once when they are chosen, or take one off; answers the form's part."""
    key = form_key(request)
    context = {
        "field": PetitionForm(organs=[])["attachments"],
        **files_of_form(request, key, refused=keep_or_drop(request, key)),
    }
    return render(request, "desk/petitions/_files.html", context)


def keep_or_drop(request: DeskRequest, key: uuid.UUID) -> list[FieldProblem]:
    """Keep what was sent and take off what was pointed at; what was refused comes back."""
    refused = keep_chosen(request, key)
    if file := key_of(request.POST.get("drop", "")):
        drop_from_draft(key, file, by=request.user, now=request.now)
    return refused


def keep_chosen(request: DeskRequest, key: uuid.UUID) -> list[FieldProblem]:
    """Keep the files of this request with the draft; those that are refused come back."""
    refused = too_large_ones(request)
    uploads = request.FILES.getlist("attachments")
    if not uploads:
        return refused
    content = drafts.content_of(request.POST)
    try:
        return refused + keep_with_draft(
            uploads, key=key, content=content, by=request.user, now=request.now
        )
    except Refused as refusal:
        return [*refused, FieldProblem("attachments", refusal.message)]


def too_large_ones(request: DeskRequest) -> list[FieldProblem]:
    """Files that were dropped while they arrived."""
    return [refused_file(drop.name, drop.error) for drop in refused_uploads(request)]


def files_of_form(
    request: DeskRequest, key: uuid.UUID, *, refused: Iterable[FieldProblem] = ()
) -> dict[str, object]:
    """What the form's part on files shows."""
    return {
        "kept_files": files_with_draft(key, by=request.user),
        "refused_files": [_words(problem) for problem in refused],
        "max_mb": LIMITS.file_bytes // MEGABYTE,
    }


def _words(problem: FieldProblem) -> str:
    return " ".join(filter(None, [sentence(problem.reason), sentence(problem.cure)]))
