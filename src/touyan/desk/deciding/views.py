"""Deciding to which matter a petition belongs, with both texts side by side."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from touyan.desk.web import DeskRequest, say
from touyan.intake.queries import petition_by_public_id
from touyan.kernel.errors import Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import Message
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.organs.rules.roles import Role
from touyan.workflows.decide_petition import decide_petition
from touyan.workflows.propose_relation import suggest


@only(Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD)
@require_http_methods(["GET", "POST"])
def decide(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show the proposal; take the decision."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return _decide(request, public_id)
        except Refused as error:
            refusal = error
    return _page(request, public_id, refusal)


def _decide(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    relation, matter_id = _choice(request.POST.get("choice", ""))
    matter = decide_petition(
        petition_id=public_id,
        relation=relation,
        matter_id=matter_id,
        reason=request.POST.get("reason", ""),
        by=request.user,
        now=request.now,
    )
    say(
        request,
        _("Decided: the petition belongs to matter %(number)s.") % {"number": matter.number},
    )
    return redirect("matter", matter.public_id)


def _choice(text: str) -> tuple[Relation, uuid.UUID | None]:
    """`first`, or a relation and the matter it is to: `repeat:6f1c…`."""
    relation, _colon, matter = text.partition(":")
    try:
        return Relation(relation), uuid.UUID(matter) if matter else None
    except ValueError:
        return Relation.REPEAT, None


def _page(request: DeskRequest, public_id: uuid.UUID, refusal: Refused | None) -> HttpResponse:
    petition = petition_by_public_id(public_id, viewer=request.viewer)
    said = suggest(petition, viewer=request.viewer, now=request.now)
    laid = [(r.value, Message(RELATION_NAMES[r])) for r in Relation if r is not Relation.FIRST]
    proposed = f"{said.relation.value}:{said.matter.public_id}" if said.matter else "first"
    context = {
        "petition": petition,
        "claims": petition.claims.order_by("ordinal"),
        "said": said,
        "relations": laid,
        "chosen": request.POST.get("choice") or proposed,
        "proposed": proposed,
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
        "relation_name": Message(RELATION_NAMES[said.relation]),
    }
    status = 422 if refusal else 200
    return render(request, "desk/deciding/decide.html", context, status=status)
