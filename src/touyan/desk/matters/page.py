"""The page of one matter, its notes and its files."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from touyan.attachments.actions import hand_out, keep_file
from touyan.attachments.download import as_download
from touyan.attachments.upload import refused_uploads
from touyan.desk.matters.page_frame import TABS, frame
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.matters.actions.notes import read_matter, write_note
from touyan.matters.dossier import may_read_log
from touyan.matters.queries import matter_by_public_id
from touyan.organs.rules.roles import CASE_ROLES

staff = only(*CASE_ROLES)


@staff
@require_GET
def matter(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One matter; opening it leaves a row."""
    found = read_matter(
        matter_id=public_id, by=request.user, now=request.now, lent=request.viewer.lent
    )
    tab = request.GET.get("tab", "")
    if tab == "log" and not may_read_log(found, request.viewer):
        raise NotPermitted(N_("The log is read by department heads, leaders and inspectors."))
    return _page(request, found, tab if tab in TABS else "overview")


def _page(
    request: DeskRequest, found: Any, tab: str, *, status: int = 200, **typed: object
) -> HttpResponse:
    held = frame(request, found, tab)
    context = {**held, **TABS[tab].context(request, found, held), **typed}
    return page(request, "desk/matters/page/matter.html", context, status=status)


@staff
@require_POST
def note(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Add an internal note."""
    text = request.POST.get("text", "")
    try:
        write_note(matter_id=public_id, text=text, by=request.user, now=request.now)
    except Refused as refusal:
        found = matter_by_public_id(public_id, viewer=request.viewer)
        return _page(request, found, "notes", status=422, refusal=refusal, typed_note=text)
    say(request, _("The note is kept."))
    return redirect(f"{_url(public_id)}?tab=notes")


@staff
@require_POST
def file(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep a file with the matter."""
    found = matter_by_public_id(public_id, viewer=request.viewer.acting())
    try:
        _keep(request, found)
    except Refused as refusal:
        return _page(request, found, "files", status=422, refusal=refusal)
    say(request, _("The file is kept with the matter."))
    return redirect(f"{_url(public_id)}?tab=files")


def _keep(request: DeskRequest, found: Any) -> None:
    """Every file sent, or the reason why one is not kept."""
    uploads = request.FILES.getlist("file")
    for dropped in refused_uploads(request):
        raise dropped.error
    if not uploads:
        raise Refused(N_("Choose a file first."))
    for upload in uploads:
        keep_file(
            owner_type="matter",
            owner_id=found.pk,
            upload=upload,
            by=request.user,
            now=request.now,
            organ_id=found.organ_id,
        )


@staff
@require_GET
def take_file(request: DeskRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponseBase:
    """Hand a file of the matter out; a row says who took it."""
    found = matter_by_public_id(public_id, viewer=request.viewer)
    kept, stream = hand_out(
        public_id=file_id,
        owner_type="matter",
        owner_id=found.pk,
        by=request.user,
        now=request.now,
        organ_id=found.organ_id,
    )
    return as_download(kept, stream)


def _url(public_id: uuid.UUID) -> str:
    return reverse("matter", args=[public_id])
