"""An office merged into another."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from touyan.desk.office.directory import organ_page
from touyan.desk.office.forms import MergeForm
from touyan.desk.web import DeskRequest, refuse, say
from touyan.kernel.errors import NotPermitted, NotVisible, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.organs.queries import Organ, organ_by_code
from touyan.organs.rules.roles import Role
from touyan.workflows.merge_organ import merge_organ


@only(Role.SYSTEM_ADMIN)
@require_POST
def merge(request: DeskRequest, code: str) -> HttpResponse:
    """Merge an office into another."""
    organ = organ_by_code(code)
    form = MergeForm(request.POST, auto_id="merge_%s")
    if not form.is_valid():
        return organ_page(request, organ, merge_form=form, status=422)
    try:
        moved = merge_organ(
            organ=organ,
            into=_named(form.cleaned_data["into"]),
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=request.now,
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
        return redirect("organ", organ.code)
    say(request, _("The office is merged; open matters that went over: %(number)s.") % {
        "number": moved})  # fmt: skip
    return redirect("organ", organ.code)


def _named(code: str) -> Organ:
    try:
        return organ_by_code(code.strip())
    except NotVisible:
        raise Refused(N_("There is no office with this code.")) from None
