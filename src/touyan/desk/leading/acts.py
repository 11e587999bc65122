"""Doing something about a leader's charge: the form in a dialog or on a page, then the act."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from touyan.desk.leading.forms import Doing, doing_named, name_of
from touyan.desk.matters.forms import MoveForm
from touyan.desk.matters.moves import around, tried
from touyan.desk.matters.page_acts import act_lines
from touyan.desk.web import DeskRequest, page, part_wanted, say, version_of
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.queries.charges import open_charge
from touyan.leadership.queries.matrices import matrix_of, required_of
from touyan.leadership.queries.standing import standing_of
from touyan.leadership.rules.options import OPTIONS, Standing, check_doer, refusal
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.dossier import acts_since
from touyan.matters.queries import matter_by_public_id
from touyan.organs.rules.roles import CASE_ROLES
from touyan.ui.sentences import sentence


@only(*CASE_ROLES)
@require_http_methods(["GET", "POST"])
def do(request: DeskRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    """Ask for what the act needs; then do it."""
    named = doing_named(code)
    if named is None:
        raise Http404
    matter = matter_by_public_id(public_id, viewer=request.viewer)
    doing, option, kind = named
    asked = _Asked(code, doing, option, name_of(code, kind, OPTIONS), kind)
    form = doing.form(request.POST or None, matter=matter, now=request.now)
    if request.method == "GET":
        form.initial.update({"sign": request.GET.get("sign", "")})
        return _page(request, matter, asked, form)
    if not form.is_valid():
        return _page(request, matter, asked, form, status=422)
    return _do(request, matter, asked, form)


class _Asked:
    """What was asked for: its address, its doing, the option it needs, its name."""

    def __init__(
        self, code: str, doing: Doing, option: str, label: Message, kind: LeaderAct | None = None
    ) -> None:
        self.code, self.doing, self.option, self.label = code, doing, option, label
        self.kind = kind


def _do(request: DeskRequest, matter: Any, asked: _Asked, form: MoveForm) -> HttpResponse:
    status, refused = tried(request, matter, asked.doing.act, form)
    if status:
        matter = matter_by_public_id(matter.public_id, viewer=request.viewer)
        return _page(request, matter, asked, form, status=status, refused=refused)
    say(request, _("Done: %(move)s.") % {"move": sentence(asked.label)})
    onward = _onward(request, matter)
    return HttpResponseClientRedirect(onward) if part_wanted(request) else redirect(onward)


def _onward(request: DeskRequest, matter: Any) -> str:
    """Back to the page the form was opened from: the matter's tab or the leader's desk."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return f"{reverse('matter', args=[matter.public_id])}?tab=charge"


def _page(
    request: DeskRequest,
    matter: Any,
    asked: _Asked,
    form: MoveForm,
    *,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    seen = version_of(request) if isinstance(refused, Conflict) else None
    standing = standing_of(matter, viewer=request.viewer, now=request.now)
    url = reverse("lead-do", args=[matter.public_id, asked.code])
    back = _onward(request, matter)
    context = {
        **around(request, matter),
        "back_url": back,
        "next_url": back,
        "action_url": url,
        "label": asked.label,
        "button": _button(matter, asked, standing),
        "basis": Message(""),
        "says": asked.doing.says,
        "form": form,
        "refused": refused,
        "since": act_lines(acts_since(matter, seen), key_only=False) if seen is not None else [],
        "impossible": _impossible(request, matter, asked, standing),
        "questions": _questions(request, matter, asked, form),
    }
    answer = page(request, "desk/matters/moves/move.html", context, status=status)
    answer.headers["HX-Push-Url"] = "false"  # the dialog stands on the page it was opened from
    return answer


def _impossible(
    request: DeskRequest, matter: Any, asked: _Asked, standing: Standing
) -> Message | None:
    """Why this viewer may not do it now, said when the form is opened."""
    problem = refusal(asked.option, standing)
    if problem or asked.kind is None:
        return problem
    required = required_of(matter, now=request.now)
    delegable = next(one.delegable for one in required if one.act is asked.kind)
    try:
        check_doer(standing, delegable)
    except Refused as refused:
        return refused.message
    return None


def _questions(request: DeskRequest, matter: Any, asked: _Asked, form: MoveForm) -> list[Message]:
    """What the sign asks that is being answered."""
    if asked.code != "answer-sign":
        return []
    code = form["sign"].value()
    cells = matrix_of(matter, viewer=request.viewer, now=request.now)
    found = [sign.question for cell in cells for sign in cell.signs if sign.code == code]
    return list(dict.fromkeys(found))


def _button(matter: Any, asked: _Asked, standing: Standing) -> Message:
    """What the button does; whoever stands in reads for whom the act is entered."""
    if asked.option != "deed":
        return asked.label
    charge = open_charge(matter) if standing.stands_in else None
    if charge is None:
        return Message(N_("Record"))
    return message(N_("Record, standing in for %(name)s"), name=charge.leader.get_short_name())
