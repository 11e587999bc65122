"""Imported petitions the machine sees as repeats: a person looks at both and decides."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.desk.counting import CappedPaginator
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, Message, from_data
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.organs.rules.roles import Role
from touyan.ui.sentences import sentence
from touyan.workflows.import_register.queries import (
    Belonging,
    belonging_of,
    otherwise_proposed,
    run_by_public_id,
)
from touyan.workflows.propose_relation import Similar, Suggestion, suggest
from touyan.workflows.relay_petition import confirm_first, relay_petition

PER_PAGE = 50


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_GET
def listed(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Those of one import nobody has decided yet, the earliest first."""
    run = run_by_public_id(public_id, viewer=request.viewer)
    paginator = CappedPaginator(otherwise_proposed(run, viewer=request.viewer), PER_PAGE)
    found = paginator.get_page(request.GET.get("page"))
    context = {"run": run, "listed": found, "total": paginator.total,
               "rows": [_row(run.public_id, laid) for laid in found]}  # fmt: skip
    return page(request, "desk/importing/proposed.html", context)


def _row(run_id: uuid.UUID, laid: Belonging) -> dict[str, object]:
    petition = laid.petition
    return {
        "url": reverse("import-relay", args=[run_id, petition.public_id]),
        "petition": petition,
        "proposed": sentence(_relation(laid)),
        "reasons": _reasons(laid),
    }


def _relation(laid: Belonging) -> Message:
    return Message(RELATION_NAMES[Relation(laid.proposed.get("relation", Relation.FIRST))])


def _reasons(laid: Belonging) -> str:
    return " ".join(sentence(from_data(reason)) for reason in laid.proposed.get("why", []))


@only(Role.CLERK, Role.DEPARTMENT_HEAD)
@require_http_methods(["GET", "POST"])
def relay(request: DeskRequest, public_id: uuid.UUID, petition_id: uuid.UUID) -> HttpResponse:
    """Both texts and the earlier answers side by side; the decision is the person's."""
    run = run_by_public_id(public_id, viewer=request.viewer)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return _decide(request, run.public_id, petition_id)
        except Refused as error:
            refusal = error
    laid = belonging_of(petition_id, viewer=request.viewer)
    said = suggest(laid.petition, viewer=request.viewer, now=request.now)
    proposed = f"{laid.proposed.get('relation', 'first')}:{laid.proposed.get('matter', '')}"
    context = {
        "run": run,
        "laid": laid,
        "petition": laid.petition,
        "said": laid.proposed,
        "relation": _relation(laid),
        "reasons": [from_data(reason) for reason in laid.proposed.get("why", [])],
        "similar": _worth_showing(said, laid),
        "relations": [(r.value, Message(RELATION_NAMES[r])) for r in Relation
                      if r is not Relation.FIRST],
        "proposed": proposed,
        "chosen": request.POST.get("choice") or "first",
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
    }  # fmt: skip
    return page(request, "desk/importing/relay.html", context, status=422 if refusal else 200)


def _worth_showing(said: Suggestion, laid: Belonging) -> list[Similar]:
    """The other matters' petitions with evidence, the proposed one first; all where none has."""
    others = [item for item in said.similar if item.matter and item.matter != laid.matter]
    found = [item for item in others if item.strength] or others
    return sorted(found, key=lambda item: item.key != laid.proposed.get("matter"))


def _decide(request: DeskRequest, run_id: uuid.UUID, petition_id: uuid.UUID) -> HttpResponse:
    relation, _colon, matter = request.POST.get("choice", "").partition(":")
    reason = request.POST.get("reason", "")
    if relation == "first":
        found = confirm_first(petition_id=petition_id, reason=reason, by=request.user,
                              now=request.now)  # fmt: skip
    else:
        try:
            chosen, target = Relation(relation), uuid.UUID(matter)
        except ValueError:
            raise Refused(N_("Choose how the petition belongs, and to which matter.")) from None
        found = relay_petition(petition_id=petition_id, relation=chosen, matter_id=target,
                               reason=reason, by=request.user, now=request.now)  # fmt: skip
    say(
        request, _("Decided: the petition belongs to matter %(number)s.") % {"number": found.number}
    )
    return redirect("import-proposed", run_id)
