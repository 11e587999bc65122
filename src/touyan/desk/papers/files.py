"""Papers as files: PDF, Word, and the proof of service."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from touyan.attachments.actions import hand_out
from touyan.attachments.download import as_download
from touyan.desk.web import DeskRequest
from touyan.kernel.gate import only
from touyan.matters.actions.papers import download_paper
from touyan.matters.letters import as_pdf, as_word, mark_of
from touyan.matters.queries import Document, document_by_public_id
from touyan.organs.rules.roles import CASE_ROLES

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
staff = only(*CASE_ROLES)


@staff
@require_GET
def pdf(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The paper as PDF, shown in the browser; a row says who took it."""
    document = download_paper(
        document_id=public_id,
        form="pdf",
        by=request.user,
        now=request.now,
        lent=request.viewer.lent,
    )
    name = _name(document, "pdf")
    return _file(as_pdf(document, now=request.now).pdf, PDF, name, shown=True)


@staff
@require_GET
def docx(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The paper as a Word file; a row says who took it."""
    document = download_paper(
        document_id=public_id,
        form="docx",
        by=request.user,
        now=request.now,
        lent=request.viewer.lent,
    )
    name = _name(document, "docx")
    return _file(as_word(document, now=request.now), WORD, name)


@staff
@require_GET
def proof(request: DeskRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponseBase:
    """The proof of service kept with a paper."""
    document = document_by_public_id(public_id, viewer=request.viewer)
    kept, stream = hand_out(
        public_id=file_id,
        owner_type="document",
        owner_id=document.pk,
        by=request.user,
        now=request.now,
        organ_id=document.organ_id,
    )
    return as_download(kept, stream)


def _name(document: Document, ending: str) -> str:
    """Title and number; what is not in force says so in its name too."""
    mark = mark_of(document)
    return f"{document.title}{document.number}{f'（{mark}）' if mark else ''}.{ending}"


def _file(content: bytes, media_type: str, name: str, *, shown: bool = False) -> HttpResponse:
    way = "inline" if shown else "attachment"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-store",
        },
    )
