"""Proposing, verifying and reversing a resolution, revoking a termination, and what waits."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.campaigns.actions import resolving
from touyan.campaigns.queries.evidence import petitions_since, undone
from touyan.campaigns.queries.resolution import (
    passed_windows,
    resolution_by_public_id,
    reversed_since,
    to_verify,
    waiting_beneath,
    why_not,
)
from touyan.campaigns.rules.resolution import ENDED_NAMES
from touyan.desk.counting import CappedPaginator, capped_together
from touyan.desk.matters.page_frame import full_names
from touyan.desk.outcomes.forms import (
    ConfirmForm,
    EndForm,
    OutcomeForm,
    ProposeForm,
    ReturnForm,
    ReverseForm,
    RevokeForm,
    VerifyForm,
)
from touyan.desk.outcomes.tab import shown
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Conflict, Invalid, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, Message, message
from touyan.matters.actions.endings import revoke_termination
from touyan.matters.dossier import petitions_of, standing_of
from touyan.matters.queries import matter_by_public_id
from touyan.matters.rules.outcomes import GRADE_NAMES
from touyan.organs.rules.roles import IDENTIFIER_READERS
from touyan.ui.sentences import sentence

PER_PAGE = 50
staff = only(*IDENTIFIER_READERS)


@dataclass(frozen=True)
class Step:
    """A step about a resolution: its words, what it asks for, what it does, what follows."""

    label: str
    form: type[OutcomeForm]
    act: Callable[..., Any]
    says: str
    outside: bool = False


STEPS = {
    "verify": Step(
        N_("Verify the resolution"),
        VerifyForm,
        resolving.verify_resolution,
        N_("Speak with the petitioner yourself first. The observation window begins today."),
        outside=True,
    ),
    "return": Step(
        N_("Return the proposal"),
        ReturnForm,
        resolving.return_resolution,
        N_("The handler reads why and may propose again, also another grade."),
        outside=True,
    ),
    "confirm": Step(
        N_("Confirm as R3"),
        ConfirmForm,
        resolving.confirm_resolution,
        N_("The window has passed without a petition. A later reversal stays possible."),
        outside=True,
    ),
    "reverse": Step(
        N_("The petitioner says it is not so"),
        ReverseForm,
        resolving.reverse_for_petitioner,
        N_("It takes effect at once. Do not ask why; what the petitioner tells is listened to."),
    ),
    "end": Step(
        N_("End by the office"),
        EndForm,
        resolving.end_by_office,
        N_("The resolution no longer counts from today; it stays on record."),
    ),
}


@staff
@require_GET
def outcomes(request: DeskRequest) -> HttpResponse:
    """What waits to be verified, and windows that have passed."""
    viewer, now = request.viewer, request.now
    lists: dict[str, tuple[str, QuerySet[Any]]] = {
        "verify": (N_("To verify"), to_verify(viewer=viewer, now=now)),
        "passed": (N_("Window passed"), passed_windows(viewer=viewer, now=now)),
        "reversed": (N_("Reversed, to look at again"), reversed_since(viewer=viewer)),
        "beneath": (N_("Waiting in offices beneath"), waiting_beneath(viewer=viewer)),
    }
    show = request.GET.get("show", "verify")
    show = show if show in lists else "verify"
    numbers = capped_together({name: found for name, (_label, found) in lists.items()})
    listed = CappedPaginator(lists[show][1], PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "tabs": [
            {"label": sentence(message(label)), "current": name == show, "count": numbers[name],
             "url": f"{reverse('outcomes')}?show={name}"}
            for name, (label, _found) in lists.items()
        ],
        "show": show,
        "listed": listed,
        "lines": [
            (row, message(GRADE_NAMES[row.grade]), message(ENDED_NAMES.get(row.ended_how, "")))
            for row in listed
        ],
    }  # fmt: skip
    return page(request, "desk/outcomes/list.html", context)


@staff
@require_http_methods(["GET", "POST"])
def propose(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Propose a grade with its evidence."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    form = ProposeForm(request.POST or None, **_about(request, matter))

    def act(**given: Any) -> None:
        resolving.propose_resolution(matter_id=public_id, version=version_of(request), **given)

    says = N_("What shows that the grievance ended? Someone outside verifies it.")
    return _answer(request, matter, form, act, N_("Propose a resolution"), says=message(says))


@staff
@require_http_methods(["GET", "POST"])
def revoke(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Revoke a termination on new evidence."""
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    form = RevokeForm(request.POST or None, **_about(request, matter))

    def act(**given: Any) -> None:
        revoke_termination(matter_id=public_id, version=version_of(request), **given)

    says = N_("The office may then take the matter up again, or goes on with it.")
    return _answer(
        request, matter, form, act, N_("Revoke the termination"), says=message(says),
        termination=standing_of(matter).termination,
    )  # fmt: skip


@staff
@require_http_methods(["GET", "POST"])
def resolution_step(request: DeskRequest, resolution_id: uuid.UUID, step: str) -> HttpResponse:
    """Verify, return, confirm, reverse or end."""
    resolution = resolution_by_public_id(resolution_id, viewer=request.viewer)
    taken = STEPS.get(step)
    if taken is None:
        raise Http404
    matter = resolution.matter
    form = taken.form(request.POST or None, **_about(request, matter))

    def act(**given: Any) -> None:
        taken.act(resolution_id=resolution_id, **given)

    barred = why_not(resolution, viewer=request.viewer, now=request.now) if taken.outside else None
    more: dict[str, Any] = {"resolution": shown(resolution, matter), "impossible": barred}
    if step == "verify":
        more["instead"] = reverse("resolution-step", args=[resolution_id, "return"])
    if step == "confirm":
        more |= {"undone": undone(matter), "petitions": petitions_since(resolution)}
    return _answer(request, matter, form, act, taken.label, says=message(taken.says), **more)


def _about(request: DeskRequest, matter: Any) -> dict[str, Any]:
    return {"matter": matter, "viewer": request.viewer, "now": request.now}


def _answer(
    request: DeskRequest,
    matter: Any,
    form: OutcomeForm,
    act: Callable[..., None],
    label: str,
    *,
    says: Message,
    **more: Any,
) -> HttpResponse:
    """The form's page; or, sent and accepted, the matter's tab again."""
    title = message(label)
    context = {
        "matter": matter, "form": form, "label": title, "says": says, **more,
        "petitioners": full_names(petitions_of(matter, viewer=request.viewer)),
    }  # fmt: skip
    if request.method == "GET":
        return page(request, "desk/outcomes/form.html", context)
    status, refused = 422, None
    if form.is_valid():
        try:
            act(by=request.user, now=request.now, **form.arguments())
        except Invalid as problem:
            _name_fields(form, problem)
        except Refused as problem:
            status, refused = (409 if isinstance(problem, Conflict) else 422), problem
        else:
            say(request, _("Done: %(move)s.") % {"move": sentence(title)})
            return redirect(f"{reverse('matter', args=[matter.public_id])}?tab=outcome")
    return page(request, "desk/outcomes/form.html", {**context, "refused": refused}, status=status)


def _name_fields(form: OutcomeForm, refused: Invalid) -> None:
    for problem in refused.problems:
        words = sentence(problem.reason)
        form.add_error(problem.field if problem.field in form.fields else None, words)
