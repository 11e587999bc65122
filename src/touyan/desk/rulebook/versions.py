"""Versions of rules as the table shows them: which of them governs, and which only did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from touyan.deadlines.queries import ClockRuleVersion
from touyan.deadlines.rules.clock_rule import ClockRule
from touyan.deadlines.wording import limit
from touyan.desk.rulebook import words
from touyan.desk.rulebook.scopes import Names, scope_name


@dataclass(frozen=True)
class Line:
    """One version with the words for it."""

    version: ClockRuleVersion
    status: str
    scope: str

    @cached_property
    def rule(self) -> ClockRule:
        return self.version.as_rule()

    @property
    def name(self) -> str:
        return self.rule.name(_language())

    @property
    def other_name(self) -> str:
        return self.rule.name("en" if _language().startswith("zh") else "zh")

    @property
    def legal_basis(self) -> str:
        return self.rule.legal_basis(_language())

    @property
    def limit(self) -> str:
        return limit(self.rule)

    @property
    def basis(self) -> str:
        return words.basis(self.rule)

    @property
    def starts(self) -> str:
        return words.starts(self.rule)

    @property
    def met(self) -> str:
        return words.events(self.rule.met_by)

    @property
    def to_confirm(self) -> bool:
        return self.rule.certainty == "to_confirm"

    @property
    def chip(self) -> dict[str, object]:
        label, tone, icon = words.STATUSES[self.status]
        return {"label": label, "tone": tone, "icon": icon}

    @property
    def validity(self) -> str:
        first, last = self.rule.valid_from, self.rule.valid_to
        if last is None:
            return _("since %(day)s") % {"day": first}
        return _("%(first)s to %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True)
class Group:
    """The time limits of one scope; the first line of each is the one that counts today."""

    scope: str
    lines: Sequence[Line]
    older: Mapping[str, int]


def lines_of(versions: Iterable[ClockRuleVersion], *, today: date, names: Names) -> list[Line]:
    """Every version with its standing today, in the order of the codes' numbers."""
    listed = sorted(
        versions, key=lambda v: (v.scope, len(v.code), v.code, -v.valid_from.toordinal())
    )
    lines = []
    for (_code, scope), same in groupby(listed, key=lambda v: (v.code, v.scope)):
        governed = False
        for version in same:
            status = standing(version, today=today, governed=governed)
            governed = governed or status == "current"
            lines.append(Line(version, status, scope_name(scope, names)))
    return lines


def standing(version: ClockRuleVersion, *, today: date, governed: bool) -> str:
    """Where a version stands; `governed` says a later one already answers for today."""
    if version.status != ClockRuleVersion.Status.APPROVED:
        return str(version.status)
    if version.valid_from > today:
        return "coming"
    if governed:
        return "replaced"
    ended = version.valid_to is not None and version.valid_to < today
    return "ended" if ended else "current"


def groups_of(lines: Iterable[Line]) -> list[Group]:
    """The rules in force by scope, the nation first."""
    grouped = []
    for scope, same in groupby(lines, key=lambda line: line.scope):
        held = list(same)
        current = [line for line in held if line.status in ("current", "coming")]
        if current:
            older = {
                line.rule.code: sum(1 for each in held if each.rule.code == line.rule.code) - 1
                for line in current
            }
            grouped.append(Group(scope, current, older))
    return grouped


def _language() -> str:
    return get_language() or "zh-hans"
