"""Versions of rules as the table shows them: which of them governs, and which only did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from touyan.deadlines.queries import ClockRuleVersion
from touyan.deadlines.rules.clock_rule import ClockRule
from touyan.deadlines.wording import limit
from touyan.desk.rulebook import words
from touyan.desk.rulebook.scopes import Names, scope_name
from touyan.leadership.queries import LeadershipRule

Version = ClockRuleVersion | LeadershipRule
V = TypeVar("V", ClockRuleVersion, LeadershipRule)


@dataclass(frozen=True)
class Titled:
    """One version of any rule with its standing and the words around its content."""

    version: Any
    status: str
    scope: str

    @cached_property
    def rule(self) -> Any:
        return self.version.as_rule()

    @property
    def name(self) -> str:
        return str(self.rule.name(_language()))

    @property
    def other_name(self) -> str:
        return str(self.rule.name("en" if _language().startswith("zh") else "zh"))

    @property
    def legal_basis(self) -> str:
        return str(self.rule.legal_basis(_language()))

    @property
    def to_confirm(self) -> bool:
        return bool(self.rule.certainty == "to_confirm")

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
class Line(Titled):
    """One version of a time limit."""

    version: ClockRuleVersion

    @cached_property
    def rule(self) -> ClockRule:
        return self.version.as_rule()

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
    stood = standings(listed, today=today, same=lambda v: (v.code, v.scope))
    return [Line(version, status, scope_name(version.scope, names)) for version, status in stood]


def standings(
    listed: Iterable[V], *, today: date, same: Callable[[V], object]
) -> Iterator[tuple[V, str]]:
    """Each version with where it stands; versions of the same rule lie together, newest first."""
    for _rule, versions in groupby(listed, key=same):
        governed = False
        for version in versions:
            status = standing(version, today=today, governed=governed)
            governed = governed or status == "current"
            yield version, status


def standing(version: Version, *, today: date, governed: bool) -> str:
    """Where a version stands; `governed` says a later one already answers for today."""
    if version.status != "approved":
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
