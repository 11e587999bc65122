"""Changing a rule of the leader's charge takes two people, as changing a time limit does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.deadlines.deciding import RULE_APPROVERS, RULE_PROPOSERS
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.rulebook.charge_form import ChargeRuleForm, initial_of
from touyan.desk.rulebook.charge_rules import ChargeLine, find_charge_line
from touyan.desk.rulebook.proposing import scopes_or_refusal
from touyan.desk.rulebook.scopes import region_names, scope_name
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import Invalid, NotPermitted, Refused
from touyan.kernel.gate import only
from touyan.leadership.actions.rulebook import propose_rule
from touyan.leadership.rules.rule_content import parts_of
from touyan.ui.sentences import sentence
from touyan.workflows import change_leadership_rules

_FRAME = ("valid_to", "name_zh", "name_en", "legal_basis_zh", "legal_basis_en", "certainty")


@only(*RULE_PROPOSERS)
@require_http_methods(["GET", "POST"])
def propose(request: DeskRequest, version_id: int) -> HttpResponse:
    """A new version, beginning from this one; nothing changes before a second person approves."""
    scopes = scopes_or_refusal(request)
    line, _history = find_charge_line(version_id, today=legal_day(request.now))
    form = _form(request, line, scopes)
    if request.method == "POST" and form.is_valid():
        made = _propose(request, line, form)
        if made is not None:
            say(request, _("The new version is proposed. A second person now has to approve it."))
            return redirect("charge-rule", made)
    status = 422 if form.is_bound else 200
    return page(request, "desk/rulebook/charge_propose.html", {"form": form, "line": line}, status)


def _form(request: DeskRequest, line: ChargeLine, scopes: list[str]) -> ChargeRuleForm:
    version, names = line.version, region_names()
    parts = parts_of(version.family, version.content, version.code)
    initial = {name: getattr(version, name) for name in _FRAME if name != "valid_to"}
    initial["scope"] = version.scope if version.scope in scopes else scopes[0]
    return ChargeRuleForm(
        request.POST or None,
        initial={**initial, **initial_of(parts, version.content)},
        parts=parts,
        scopes=[(scope, scope_name(scope, names)) for scope in scopes],
    )


def _propose(request: DeskRequest, line: ChargeLine, form: ChargeRuleForm) -> int | None:
    """The id of the version proposed, or None with the refusals on the form."""
    entered: dict[str, Any] = {
        name: form.cleaned_data[name] for name in ("scope", "valid_from", *_FRAME)
    }
    content = form.content(line.version.family, line.version.content)
    rule = replace(line.rule, content=content, **entered)
    try:
        version = propose_rule(
            rule=rule, reason=form.cleaned_data["reason"], by=request.user, now=request.now
        )
    except Invalid as invalid:
        for problem in invalid.problems:
            field = problem.field if problem.field in form.fields else None
            cure = f" {sentence(problem.cure)}" if problem.cure else ""
            form.add_error(field, f"{sentence(problem.reason)}{cure}")
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
    find_charge_line(version_id, today=legal_day(request.now))
    try:
        change_leadership_rules.approve_rule(
            version_id=version_id, by=request.user, now=request.now
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The version is approved."))
    return redirect("charge-rule", version_id)


@only(*(RULE_APPROVERS | RULE_PROPOSERS))
@require_POST
def withdraw(request: DeskRequest, version_id: int) -> HttpResponse:
    """Take a version back; it stays on record."""
    find_charge_line(version_id, today=legal_day(request.now))
    try:
        change_leadership_rules.withdraw_rule(
            version_id=version_id,
            reason=request.POST.get("reason", ""),
            by=request.user,
            now=request.now,
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The version is withdrawn."))
    return redirect("charge-rule", version_id)
