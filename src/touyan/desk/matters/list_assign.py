"""Several matters to one handler: each is assigned, or refused, and recorded by itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from touyan.desk.matters.list_reading import ASSIGNERS, Reading
from touyan.desk.matters.list_views import PER_PAGE, back
from touyan.desk.web import DeskRequest, refuse
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.matters.queries import matter_by_public_id
from touyan.organs.queries import Account
from touyan.ui.sentences import sentence
from touyan.workflows.advance_matter import assign


@only(*ASSIGNERS)
@require_POST
def assign_matters(request: DeskRequest) -> HttpResponse:
    """Assign the chosen matters to one handler and say of each how it went."""
    chosen = _ids(request.POST.getlist("matter"))
    wanted = request.POST.get("handler", "")
    handler = next((each for each in Reading(request).assignees if str(each.pk) == wanted), None)
    if not chosen:
        refuse(request, Refused(N_("Choose at least one matter.")))
    elif handler is None:
        refuse(request, Refused(N_("Choose the handler the matters go to.")))
    else:
        _tell(request, handler, [_assign(request, each, handler) for each in chosen])
    return redirect(back(request))


def _ids(typed: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for text in list(dict.fromkeys(typed))[:PER_PAGE]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _assign(request: DeskRequest, public_id: uuid.UUID, handler: Account) -> tuple[str, str]:
    """The matter's number and why it was refused; no reason when it was assigned."""
    try:
        matter = matter_by_public_id(public_id, viewer=request.viewer)
    except NotVisible:
        return "", _("Not found.")
    if matter.handler_id == handler.pk:
        return matter.number, _("Already with this handler; nothing was changed.")
    try:
        assign(matter_id=public_id, handler=handler, department=matter.department,
               by=request.user, now=request.now, version=matter.version)  # fmt: skip
    except Refused as refusal:
        return matter.number, sentence(refusal.message)
    return matter.number, ""


def _tell(request: DeskRequest, handler: Account, results: list[tuple[str, str]]) -> None:
    by_reason: dict[str, list[str]] = {}
    for number, reason in results:
        by_reason.setdefault(reason, []).append(number or "—")
    for reason, numbers in sorted(by_reason.items()):
        listed = ", ".join(numbers)
        if reason:
            messages.error(request, f"{listed}: {reason}")
        else:
            words = {"count": len(numbers), "name": handler.get_short_name(), "numbers": listed}
            messages.success(request, _("Assigned to %(name)s: %(count)s (%(numbers)s).") % words)
