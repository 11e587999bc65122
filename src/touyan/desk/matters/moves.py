"""Making a move: a page with what the move needs, and the move itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from touyan.desk.matters.forms import DIALOGS, MoveForm
from touyan.desk.matters.page_acts import act_lines
from touyan.desk.matters.page_frame import full_names
from touyan.desk.matters.page_moves import move_named
from touyan.desk.web import DeskRequest, page, part_wanted, say, version_of
from touyan.kernel.errors import Conflict, Invalid, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import Message, message
from touyan.matters.actions.ledger import standing
from touyan.matters.dossier import acts_since, not_yet, petitions_of
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.queries import acts_of, matter_by_public_id
from touyan.matters.rules.lifecycle import STAGE_NAMES, Move, Stage, refusal
from touyan.organs.rules.roles import CASE_ROLES
from touyan.ui.sentences import sentence


@only(*CASE_ROLES)
@require_http_methods(["GET", "POST"])
def make_move(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """Ask for what the move needs; then make it."""
    move = move_named(verb)
    if move is None or verb not in DIALOGS:
        raise Http404
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    form = DIALOGS[verb].form(request.POST or None, matter=matter, now=request.now)
    if request.method == "GET":
        return _page(request, matter, move, form)
    if not form.is_valid():
        return _page(request, matter, move, form, status=422)
    return _make(request, matter, move, form)


def _make(request: DeskRequest, matter: Any, move: Move, form: MoveForm) -> HttpResponse:
    status, refused = tried(request, matter, DIALOGS[move.verb].act, form)
    if status:
        matter = matter_by_public_id(matter.public_id, viewer=request.viewer)
        return _page(request, matter, move, form, status=status, refused=refused)
    say(request, _done(move))
    onward = redirect("matter", matter.public_id)
    return HttpResponseClientRedirect(onward.url) if part_wanted(request) else onward


def tried(
    request: DeskRequest, matter: Any, act: Callable[..., Any], form: MoveForm
) -> tuple[int, Refused | None]:
    """What became of an act: 0, or the status to answer with and the refusal to show on top.
    What is wrong with a field is put at the field."""
    try:
        act(
            matter_id=matter.public_id,
            by=request.user,
            now=request.now,
            version=version_of(request),
            **form.arguments(),
        )
    except Conflict as refused:
        return 409, refused
    except Invalid as refused:
        name_fields(form, refused)
        return 422, None
    except Refused as refused:
        return 422, refused
    return 0, None


def _done(move: Move) -> str:
    done = _("Done: %(move)s.") % {"move": sentence(message(move.name))}
    if not move.paper:
        return done
    paper = sentence(message(KINDS[move.paper].title_en))
    onward = _("Next: write the paper “%(paper)s”.") % {"paper": paper}
    return f"{done} {onward}"


def name_fields(form: MoveForm, refused: Invalid) -> None:
    """Put each problem at its field, or on top when the form has no such field."""
    for problem in refused.problems:
        words = sentence(problem.reason)
        if problem.cure:
            words = f"{words} {sentence(problem.cure)}"
        form.add_error(problem.field if problem.field in form.fields else None, words)


def _page(
    request: DeskRequest,
    matter: Any,
    move: Move,
    form: MoveForm,
    *,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    """The move's page, or its part for a dialog; after a conflict also what was done meanwhile."""
    seen = version_of(request) if isinstance(refused, Conflict) else None
    context = {
        **around(request, matter),
        "action_url": reverse("matter-move", args=[matter.public_id, move.verb]),
        "label": message(move.name),
        "basis": message(move.basis),
        "says": DIALOGS[move.verb].says,
        "form": form,
        "refused": refused,
        "since": act_lines(acts_since(matter, seen), key_only=False) if seen is not None else [],
        "impossible": _impossible(request, matter, move),
        "paper": message(KINDS[move.paper].title_en) if move.paper else None,
    }
    answer = page(request, "desk/matters/moves/move.html", context, status=status)
    answer.headers["HX-Push-Url"] = "false"  # the dialog stands on the matter's own page
    return answer


def around(request: DeskRequest, matter: Any) -> dict[str, object]:
    """What every form about a matter shows of it."""
    petitions = petitions_of(matter, viewer=request.viewer)
    return {
        "in_dialog": bool(part_wanted(request)),
        "matter": matter,
        "petitioners": full_names(petitions),
        "latest": petitions[-1] if petitions else None,
        "stage": Message(STAGE_NAMES[Stage(matter.stage)]),
        "back_url": reverse("matter", args=[matter.public_id]),
    }


def _impossible(request: DeskRequest, matter: Any, move: Move) -> Message | None:
    """The rule's sentence when the move cannot be made now: the page shows it before one types."""
    done = set(acts_of(matter).values_list("verb", flat=True)) if move.once else set()
    stage, place = Stage(matter.stage), standing(matter, request.viewer, move.verb)
    why = refusal(move, stage=stage, roles=place.roles, level=place.level, done_before=done)
    return why or not_yet(matter).get(move.verb)
