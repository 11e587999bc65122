"""Departments of an office."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from touyan.desk.office.directory import organ_page
from touyan.desk.office.forms import DepartmentForm
from touyan.desk.web import DeskRequest, refuse, say
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.gate import only
from touyan.organs.actions import add_department, close_department
from touyan.organs.queries import department_by_id, organ_by_code
from touyan.organs.rules.roles import Role
from touyan.ui.sentences import sentence


@only(Role.SYSTEM_ADMIN)
@require_POST
def add(request: DeskRequest, code: str) -> HttpResponse:
    """Add a department."""
    organ = organ_by_code(code)
    form = DepartmentForm(request.POST, auto_id="dept_%s")
    if form.is_valid():
        try:
            add_department(organ=organ, **form.cleaned_data, by=request.user, now=request.now)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error("name", sentence(refusal.message))
        else:
            say(request, _("The department is added."))
            return redirect("organ", organ.code)
    return organ_page(request, organ, form=form, status=422)


@only(Role.SYSTEM_ADMIN)
@require_POST
def close(request: DeskRequest, department_id: int) -> HttpResponse:
    """Close a department nobody serves in."""
    department = department_by_id(department_id)
    try:
        close_department(department_id=department.pk, by=request.user, now=request.now)
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The department is closed."))
    return redirect("organ", department.organ.code)
