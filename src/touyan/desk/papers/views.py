"""One paper: its text, where it stands, and what may be done with it now."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from touyan.attachments.queries import files_of
from touyan.attachments.upload import refused_uploads
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.matters.page_log import log_line
from touyan.desk.papers.forms import ServiceForm
from touyan.desk.papers.sheet import sheet_of
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, message
from touyan.matters.actions import papers
from touyan.matters.actions.ledger import roles_at
from touyan.matters.dossier import history_of, to_sign
from touyan.matters.letters import STATES, signs_without_a_font
from touyan.matters.queries import document_by_public_id, verbs_of
from touyan.matters.rules.signing import (
    SERVICE_WAYS,
    blanks,
    missing_move,
    signers,
    too_early,
    who_signs,
)
from touyan.organs.rules.roles import CASE_ROLES
from touyan.workflows.paper_drafts import typed_for

staff = only(*CASE_ROLES)
QUEUE = "queue"


@staff
@require_GET
def paper(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Open a paper; it names the petitioner, so a row is left."""
    document = papers.read_paper(
        document_id=public_id, by=request.user, now=request.now, lent=request.viewer.lent
    )
    return paper_page(request, document)


@staff
@require_POST
def act(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """Submit, return, sign, withdraw, cancel or serve."""
    if verb not in _VERBS:
        raise Http404
    perform, done = _VERBS[verb]
    following = next_in_queue(request, public_id)
    try:
        perform(request, public_id, version_of(request) or 0)
    except Refused as refused:
        document = document_by_public_id(public_id, viewer=request.viewer)
        status = 409 if isinstance(refused, Conflict) else 422
        return paper_page(request, document, status=status, refused=refused, tried=verb)
    say(request, done)
    return redirect(following or reverse("paper", args=[public_id]))


def next_in_queue(request: DeskRequest, public_id: uuid.UUID) -> str:
    """For a leader who signs one paper after another: the one after this."""
    if request.POST.get("from") != QUEUE:
        return ""
    ids = [document.public_id for document in to_sign(viewer=request.viewer)]
    place = ids.index(public_id) + 1 if public_id in ids else 0
    after = ids[place] if place < len(ids) else None
    return reverse("to-sign") + (f"?paper={after}" if after else "")


def _submit(request: DeskRequest, public_id: uuid.UUID, version: int) -> None:
    papers.submit_paper(document_id=public_id, version=version, by=request.user, now=request.now)


def _return(request: DeskRequest, public_id: uuid.UUID, version: int) -> None:
    papers.return_paper(
        document_id=public_id,
        opinion=request.POST.get("opinion", ""),
        version=version,
        by=request.user,
        now=request.now,
    )


def _sign(request: DeskRequest, public_id: uuid.UUID, version: int) -> None:
    if not request.POST.get("confirmed"):
        raise Refused(N_("Tick that you have read the paper; signing cannot be taken back."))
    papers.sign_paper(
        document_id=public_id,
        opinion=request.POST.get("opinion", ""),
        version=version,
        by=request.user,
        now=request.now,
    )


def _withdraw(request: DeskRequest, public_id: uuid.UUID, version: int) -> None:
    papers.withdraw_paper(
        document_id=public_id,
        reason=request.POST.get("reason", ""),
        version=version,
        by=request.user,
        now=request.now,
    )


def _cancel(request: DeskRequest, public_id: uuid.UUID, version: int) -> None:
    papers.cancel_paper(
        document_id=public_id,
        reason=request.POST.get("reason", ""),
        version=version,
        by=request.user,
        now=request.now,
    )


def _serve(request: DeskRequest, public_id: uuid.UUID, version: int) -> None:
    form = ServiceForm(request.POST, request.FILES)
    for dropped in refused_uploads(request):
        raise dropped.error
    if not form.is_valid():
        raise Refused(N_("Enter the day of service as year, month and day, for example 20261124."))
    papers.serve_paper(
        document_id=public_id, version=version, by=request.user, now=request.now, **form.arguments()
    )


_VERBS: Mapping[str, tuple[Callable[[DeskRequest, uuid.UUID, int], None], str]] = {
    "submit": (_submit, N_("Submitted for signature.")),
    "return": (_return, N_("Returned with your comments.")),
    "sign": (_sign, N_("Signed and numbered.")),
    "withdraw": (_withdraw, N_("The paper is withdrawn.")),
    "cancel": (_cancel, N_("The signed paper is cancelled; its number stays used.")),
    "serve": (_serve, N_("Service is on record.")),
}


def paper_page(
    request: DeskRequest, document: Any, *, status: int = 200, **more: object
) -> HttpResponse:
    """The paper's page, with what was typed when something was refused."""
    proofs = files_of(owner_type="document", owner_id=document.pk, viewer=request.viewer)
    context = {
        "document": document,
        "matter": document.matter,
        "sheet": sheet_of(document, now=request.now),
        "signers": who_signs(document.kind),
        "way": message(SERVICE_WAYS.get(document.served_how, "")),
        "proofs": list(proofs),
        "history": [log_line(entry) for entry in history_of(document)],
        "typed": request.POST,
        "queue_word": QUEUE if request.POST.get("from") == QUEUE else "",
        "service": ServiceForm(
            request.POST if "how" in request.POST else None, initial={"on": legal_day(request.now)}
        ),
        **allowed(request, document),
        **more,
    }
    return page(request, "desk/papers/paper.html", context, status=status)


def allowed(request: DeskRequest, document: Any) -> dict[str, object]:
    """What this person may do with the paper in its present state, and what stands in the way."""
    roles = roles_at(document.matter, request.viewer)
    writes, signs = bool(papers.WRITERS & roles), bool(signers(document.kind) & roles)
    state = document.state
    unsigned = state in (STATES.DRAFT, STATES.SUBMITTED)
    first = missing_move(document.kind, verbs_of(document.matter)) if unsigned else None
    return {
        "first": first,
        "first_name": message(first.name) if first else None,
        "too_early": too_early(first) if first else None,
        "may_edit": writes and state == STATES.DRAFT,
        "unkept": typed_for(document, by=request.user) if state == STATES.DRAFT else None,
        "may_submit": writes and state == STATES.DRAFT,
        "may_sign": signs and state == STATES.SUBMITTED,
        "may_serve": writes and state == STATES.SIGNED,
        "may_withdraw": writes and unsigned,
        "may_cancel": signs and state == STATES.SIGNED,
        "blanks": blanks([document.addressee, *document.paragraphs]),
        "no_font": signs_without_a_font(document),
    }
