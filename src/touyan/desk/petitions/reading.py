"""One petition as it was received."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.attachments.download import as_download
from touyan.desk.petitions.roles import CASE_WORKERS
from touyan.desk.web import DeskRequest
from touyan.intake.actions import NO_IDENTIFIERS
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import Message, message
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.ui.sentences import sentence
from touyan.workflows.decide_petition import DECIDERS
from touyan.workflows.open_petition import (
    OpenedPetition,
    read_identifiers,
    read_petition,
    take_file,
)


@only(*CASE_WORKERS)
@require_GET
def petition(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The petition; that it was read is noted."""
    opened = read_petition(public_id, by=request.user, now=request.now, lent=request.viewer.lent)
    return _show(request, opened)


@only(*CASE_WORKERS)
@require_http_methods(["GET", "POST"])
def petition_disclose(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """The petition with its identifiers opened, on this one answer only."""
    if request.method == "GET":
        return redirect("petition", public_id)
    reason = request.POST.get("reason", "")
    try:
        opened = read_identifiers(
            public_id, reason=reason, by=request.user, now=request.now, lent=request.viewer.lent
        )
    except Refused as refusal:
        opened = read_petition(
            public_id, by=request.user, now=request.now, lent=request.viewer.lent
        )
        status = 403 if isinstance(refusal, NotPermitted) else 422
        return _show(request, opened, refusal=sentence(refusal.message), status=status)
    return _show(request, opened)


@only(*CASE_WORKERS)
@require_GET
def attachment(request: DeskRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponseBase:
    """One file as received, for saving; that it was taken is noted."""
    file, stream = take_file(
        public_id, file_id, by=request.user, now=request.now, lent=request.viewer.lent
    )
    return as_download(file, stream)


def _show(
    request: DeskRequest, opened: OpenedPetition, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "opened": opened,
        "petition": opened.petition,
        "facts": _facts(opened),
        "chips": _chips(opened),
        "refusal": refusal,
        "may_decide": opened.undecided and bool(request.viewer.roles & DECIDERS),
        "no_identifiers": None if opened.may_disclose else message(NO_IDENTIFIERS),
        "has_identifiers": any(
            p.identifiers.has_identity or p.identifiers.has_phone or p.identifiers.has_address
            for p in opened.parties
        ),
    }
    return render(request, "desk/petitions/petition.html", context, status=status)


def _facts(opened: OpenedPetition) -> list[tuple[str, object]]:
    found = opened.petition
    facts: list[tuple[str, object]] = [
        (_("Received on"), found.received_on.isoformat()),
        (_("Channel"), sentence(Message(CHANNEL_NAMES[Channel(found.channel)]))),
        (_("Kind of matter"), sentence(Message(KIND_NAMES[Kind(found.kind)]))),
        (_("Registered in"), found.organ.local_name),
    ]
    if found.handling_organ_id != found.organ_id:
        facts.append((_("Handled by"), found.handling_organ.local_name))
    if found.registered_by:
        facts.append((_("Registered by"), found.registered_by.get_short_name()))
    if found.postmarked_on:
        facts.append((_("Postmark"), found.postmarked_on.isoformat()))
    if found.sent_by:
        facts.append((_("Sent on by"), found.sent_by))
    return facts


def _chips(opened: OpenedPetition) -> list[dict[str, object]]:
    found = opened.petition
    if opened.undecided:
        state: dict[str, object] = {"label": _("Not yet decided"), "tone": "amber"}
    else:
        relation = Relation(opened.relation) if opened.relation else Relation.FIRST
        state = {"label": sentence(Message(RELATION_NAMES[relation])), "tone": "blue"}
    marks = [
        (found.sealed, _("Walled off"), "lock"),
        (found.collective, _("Collective petition"), "people"),
        (found.anonymous, _("Anonymous"), "user"),
        (found.hardship, _("Hardship"), "flag"),
    ]
    set_ones: list[dict[str, object]] = [
        {"label": text, "tone": "grey", "icon": icon} for on, text, icon in marks if on
    ]
    return [state, *set_ones]
