"""Changing a rule takes two people: one proposes a version, another approves it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.deadlines.actions import propose_rule
from touyan.deadlines.deciding import RULE_APPROVERS, RULE_PROPOSERS
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.deadlines.rules.rule_data import rule_to
from touyan.desk.rulebook.forms import RuleForm
from touyan.desk.rulebook.rules import find_line
from touyan.desk.rulebook.scopes import region_names, scope_name, scopes_to_propose_for
from touyan.desk.rulebook.versions import Line
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import Invalid, NotPermitted, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.ui.sentences import sentence
from touyan.workflows import change_rulebook

_TYPED = tuple(name for name in RuleForm.base_fields if name not in ("reason", "scope"))


@only(*RULE_PROPOSERS)
@require_http_methods(["GET", "POST"])
def propose(request: DeskRequest, version_id: int) -> HttpResponse:
    """A new version, beginning from this one; nothing changes before a second person approves."""
    scopes = scopes_or_refusal(request)
    line, _history = find_line(version_id, today=legal_day(request.now))
    names = region_names()
    form = RuleForm(
        request.POST or None,
        initial=_initial(line, scopes),
        scopes=[(scope, scope_name(scope, names)) for scope in scopes],
    )
    if request.method == "POST" and form.is_valid():
        made = _propose(request, line, form)
        if made is not None:
            say(request, _("The new version is proposed. A second person now has to approve it."))
            return redirect("clock-rule", made)
    status = 422 if form.is_bound else 200
    return page(request, "desk/rulebook/propose.html", {"form": form, "line": line}, status)


def scopes_or_refusal(request: DeskRequest) -> list[str]:
    """Where the person may propose rules; refused where that is nowhere."""
    scopes = scopes_to_propose_for(request.user, request.viewer, now=request.now)
    if not scopes:
        raise NotPermitted(
            N_("Rules are kept at the Supreme and the provincial procuratorates; "
               "propose a change to the department head or system administrator there.")
        )  # fmt: skip
    return scopes


def _initial(line: Line, scopes: list[str]) -> dict[str, Any]:
    row = rule_to(line.rule)
    scope = row["scope"] if row["scope"] in scopes else scopes[0]
    return {**{name: row[name] for name in _TYPED}, "scope": scope, "valid_from": None}


def _propose(request: DeskRequest, line: Line, form: RuleForm) -> int | None:
    """The id of the version proposed, or None with the refusals on the form."""
    entered = dict(form.cleaned_data)
    reason = entered.pop("reason")
    try:
        version = propose_rule(
            row={**rule_to(line.rule), **entered}, reason=reason, by=request.user, now=request.now
        )
    except Invalid as invalid:
        for problem in invalid.problems:
            field = problem.field if problem.field in form.fields else None
            form.add_error(field, sentence(problem.reason))
        return None
    except NotPermitted:
        raise
    except Refused as refusal:
        form.add_error(None, sentence(refusal.message))
        return None
    return version.pk


@only(*RULE_APPROVERS)
@require_POST
def approve(request: DeskRequest, version_id: int) -> HttpResponse:
    """Put a proposed version in force."""
    _must_exist(request, version_id)
    try:
        change_rulebook.approve_rule(version_id=version_id, by=request.user, now=request.now)
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The version is approved. Open time limits are being counted anew."))
    return redirect("clock-rule", version_id)


@only(*(RULE_APPROVERS | RULE_PROPOSERS))
@require_POST
def withdraw(request: DeskRequest, version_id: int) -> HttpResponse:
    """Take a version back; it stays on record."""
    _must_exist(request, version_id)
    reason = request.POST.get("reason", "")
    try:
        change_rulebook.withdraw_rule(
            version_id=version_id, reason=reason, by=request.user, now=request.now
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The version is withdrawn."))
    return redirect("clock-rule", version_id)


def _must_exist(request: DeskRequest, version_id: int) -> None:
    find_line(version_id, today=legal_day(request.now))
