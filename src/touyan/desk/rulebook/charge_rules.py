"""The rules of the leader's charge, family by family, and one version of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.rulebook import words
from touyan.desk.rulebook.charge_words import Facts, says
from touyan.desk.rulebook.rules import rights_on
from touyan.desk.rulebook.scopes import Names, region_names, scope_name
from touyan.desk.rulebook.tabs import tabs
from touyan.desk.rulebook.versions import Titled, standings
from touyan.desk.web import DeskRequest, page
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import signed_in
from touyan.kernel.messages import Message
from touyan.leadership.queries import LeadershipRule
from touyan.leadership.queries.rulebook import every_version
from touyan.leadership.rules.dated import FAMILIES
from touyan.leadership.rules.required import CONDITIONS
from touyan.leadership.rules.rule_content import FAMILY_NAMES
from touyan.leadership.rules.words import ACT_NAMES, LeaderAct
from touyan.ui.sentences import sentence


@dataclass(frozen=True)
class ChargeLine(Titled):
    """One version of a rule of the leader's charge."""

    version: LeadershipRule

    @property
    def says(self) -> Facts:
        return says(self.rule)

    @property
    def to_fill(self) -> bool:
        return bool(self.version.content.get("to_fill"))

    @property
    def chip(self) -> dict[str, object]:
        """A rule nobody has filled in yet is not called in force: it binds nobody."""
        if not self.unfilled:
            return super().chip
        return {"label": words.CERTAINTIES["to_confirm"], "tone": "amber", "icon": "question"}

    @property
    def unfilled(self) -> bool:
        return self.to_fill and self.status in ("current", "coming")


@signed_in
@require_GET
def charge_rules(request: DeskRequest) -> HttpResponse:
    """Every family with the rules in force today, what is still to be confirmed, and the rest."""
    lines = _lines(every_version(), today=legal_day(request.now), names=region_names())
    context = {
        "tabs": tabs("charge"),
        "groups": [
            {
                "name": sentence(Message(FAMILY_NAMES[family])),
                "code": family,
                "lines": [line for line in lines if _shown(line, family)],
            }
            for family in FAMILIES
        ],
        "asked": _asked(lines),
        "proposed": [line for line in lines if line.status == "proposed"],
        "former": [line for line in lines if line.status in ("replaced", "ended", "withdrawn")],
    }
    return page(request, "desk/rulebook/charge_rules.html", context)


def _asked(lines: Iterable[ChargeLine]) -> dict[str, object]:
    """What the rules in force today ask of a leader, by kind of matter; the nation's rules only,
    for a region's own stand in the table above."""
    ruled = {
        line.version.content["act"]: line
        for line in lines
        if line.version.family == "act" and line.status == "current" and not line.version.scope
    }
    return {
        "acts": [sentence(Message(name)) for name in ACT_NAMES.values()],
        "rows": [
            (sentence(Message(name)), [_asked_of(kind, act, ruled.get(act)) for act in ACT_NAMES])
            for kind, name in KIND_NAMES.items()
        ],
    }


def _asked_of(kind: Kind, act: LeaderAct, line: ChargeLine | None) -> dict[str, object]:
    """One act for one kind: asked of every matter, where something holds, or not."""
    content = line.version.content if line else {}
    kinds = content.get("kinds", [])
    label = sentence(Message(ACT_NAMES[act]))
    if line is None or (kinds and kind.value not in kinds):
        return {"act": label, "line": None, "words": _("not required")}
    when = content.get("when", "")
    told = sentence(Message(CONDITIONS[when][0])) if when else _("required")
    return {"act": label, "line": line, "words": told}


def _shown(line: ChargeLine, family: str) -> bool:
    return line.version.family == family and line.status in ("current", "coming")


@signed_in
@require_GET
def charge_rule(request: DeskRequest, version_id: int) -> HttpResponse:
    """One version: what it says, on what it rests, and the versions before and after."""
    line, history = find_charge_line(version_id, today=legal_day(request.now))
    context = {
        "line": line,
        "history": history,
        "family": sentence(Message(FAMILY_NAMES[line.version.family])),
        "facts": _facts(line),
        "rights": rights_on(request, line),
    }
    return page(request, "desk/rulebook/charge_rule.html", context)


def find_charge_line(version_id: int, *, today: date) -> tuple[ChargeLine, list[ChargeLine]]:
    """A version among all of its rule and scope, newest first; NotVisible if there is none."""
    version = every_version().filter(pk=version_id).first()
    if version is None:
        raise NotVisible
    same = every_version().filter(family=version.family, code=version.code, scope=version.scope)
    history = _lines(same, today=today, names=region_names())
    return next(line for line in history if line.version.pk == version_id), history


def _lines(versions: Iterable[LeadershipRule], *, today: date, names: Names) -> list[ChargeLine]:
    listed = sorted(
        versions, key=lambda v: (v.family, v.code, v.scope, -v.valid_from.toordinal(), -v.pk)
    )
    stood = standings(listed, today=today, same=lambda v: (v.family, v.code, v.scope))
    return [
        ChargeLine(version, status, scope_name(version.scope, names)) for version, status in stood
    ]


def _facts(line: ChargeLine) -> list[tuple[str, object]]:
    version = line.version
    facts: list[tuple[str, object]] = [
        *line.says,
        (_("Legal basis"), line.legal_basis),
        (_("Holds for"), line.scope),
        (_("In force"), line.validity),
        (_("Wording"), words.CERTAINTIES[version.certainty]),
        (_("Entered"), _entered(version)),
    ]
    if version.reason:
        facts.append((_("Reason"), version.reason))
    return facts


def _entered(version: LeadershipRule) -> str:
    if version.shipped or version.proposed_by is None:
        return _("Shipped with touyan")
    who = {"name": version.proposed_by.get_short_name()}
    if version.approved_by:
        who["approver"] = version.approved_by.get_short_name()
        return _("Proposed by %(name)s, approved by %(approver)s") % who
    return _("Proposed by %(name)s") % who
