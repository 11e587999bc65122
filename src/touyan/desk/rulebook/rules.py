"""The table of time limits, and one version of one of them with everything about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.deadlines.deciding import RULE_APPROVERS, RULE_PROPOSERS
from touyan.deadlines.queries import current_calendar, has_authority, rule_versions
from touyan.deadlines.rules.clock_rule import ClockRule, legal_day
from touyan.desk.rulebook import words
from touyan.desk.rulebook.example import example_clock
from touyan.desk.rulebook.forms import ExampleForm
from touyan.desk.rulebook.scopes import region_names, scopes_to_propose_for
from touyan.desk.rulebook.tabs import tabs
from touyan.desk.rulebook.versions import Line, Titled, groups_of, lines_of
from touyan.desk.web import DeskRequest, page
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import signed_in


@signed_in
@require_GET
def clock_rules(request: DeskRequest) -> HttpResponse:
    """Every time limit, what it rests on, and what waits for approval."""
    today = legal_day(request.now)
    lines = lines_of(rule_versions(), today=today, names=region_names())
    context = {
        "tabs": tabs("rules"),
        "groups": groups_of(lines),
        "proposed": [line for line in lines if line.status == "proposed"],
        "former": [line for line in lines if line.status in ("replaced", "ended", "withdrawn")],
        "may_propose": bool(scopes_to_propose_for(request.user, request.viewer, now=request.now)),
    }
    return page(request, "desk/rulebook/rules.html", context)


@signed_in
@require_GET
def clock_rule(request: DeskRequest, version_id: int) -> HttpResponse:
    """One version: what it says, whom it binds, its history, and an example to check by hand."""
    line, history = find_line(version_id, today=legal_day(request.now))
    form = ExampleForm(request.GET if "start" in request.GET else None)
    example = None
    if form.is_valid():
        example = example_clock(line.rule, form.cleaned_data["start"], current_calendar())
    context = {
        "line": line,
        "history": history,
        "facts": _facts(line),
        "form": form,
        "example": example,
        "sentences": example.explain(get_language() or "zh-hans") if example else [],
        "rights": rights_on(request, line),
    }
    return page(request, "desk/rulebook/rule.html", context)


def find_line(version_id: int, *, today: date) -> tuple[Line, list[Line]]:
    """A version among all of its code and scope, newest first; NotVisible if there is none."""
    version = rule_versions().filter(pk=version_id).first()
    if version is None:
        raise NotVisible
    same = rule_versions().filter(code=version.code, scope=version.scope)
    history = lines_of(same, today=today, names=region_names())
    return next(line for line in history if line.version.pk == version_id), history


@dataclass(frozen=True)
class Rights:
    """What the person looking may do with this version."""

    propose: bool
    approve: bool
    withdraw: bool
    own: bool


def rights_on(request: DeskRequest, line: Titled) -> Rights:
    version, now = line.version, request.now
    approver = has_authority(request.user, roles=RULE_APPROVERS, scope=version.scope, now=now)
    proposer = has_authority(request.user, roles=RULE_PROPOSERS, scope=version.scope, now=now)
    own = version.proposed_by_id == request.user.pk
    waiting = line.status == "proposed"
    return Rights(
        propose=bool(scopes_to_propose_for(request.user, request.viewer, now=now)),
        approve=waiting and approver and not own,
        withdraw=line.status != "withdrawn" and (approver or (waiting and proposer)),
        own=own and waiting,
    )


def _facts(line: Line) -> list[tuple[str, object]]:
    rule, version = line.rule, line.version
    facts: list[tuple[str, object]] = [
        (_("Limit"), line.limit),
        (_("Counting"), words.counting(rule)),
        *_month_end(rule),
        (_("Starts with"), line.starts),
        (_("Met by"), line.met),
        *_verbs(rule),
        (_("Legal basis"), line.legal_basis),
        (_("Holds for"), line.scope),
        (_("In force"), line.validity),
        (_("Wording"), words.CERTAINTIES[rule.certainty]),
        (_("Marked"), _("“due soon” from %(soon)s, “urgent” from %(urgent)s days left")
         % {"soon": rule.soon_days, "urgent": rule.urgent_days}),
        (_("Entered"), _entered(line)),
    ]  # fmt: skip
    if version.reason:
        facts.append((_("Reason"), version.reason))
    return facts


def _month_end(rule: ClockRule) -> list[tuple[str, object]]:
    return [(_("Month ends"), words.MONTH_ENDS[rule.month_end])] if rule.unit == "month" else []


def _verbs(rule: ClockRule) -> list[tuple[str, object]]:
    """The events and conditions this rule knows beyond start and fulfilment."""
    rows = [
        (_("Ends undone with"), words.events(rule.ended_by)),
        (_("Stands still from"), words.events(rule.suspended_by)),
        (_("Goes on with"), words.events(rule.resumed_by)),
        (_("Begins anew with"), words.events(rule.restarts_on)),
        (_("Only for"), "; ".join(words.conditions(rule.applies_to))),
        (_("Not for"), "; ".join(words.conditions(rule.except_for))),
    ]
    return [(name, text) for name, text in rows if text]


def _entered(line: Line) -> str:
    version = line.version
    if version.shipped:
        return _("Shipped with touyan")
    who = {"name": version.proposed_by_name, "approver": version.approved_by_name}
    if version.approved_at:
        return _("Proposed by %(name)s, approved by %(approver)s") % who
    return _("Proposed by %(name)s") % who
