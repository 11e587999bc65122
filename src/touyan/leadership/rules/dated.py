"""A dated rule of the leader's charge as data: what every family of rules has in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

FAMILIES = (
    "duty", "act", "quota", "sign", "panel", "relief", "reception",
    "outcome", "revisit", "cause", "error", "inspection", "naming",
)  # fmt: skip


@dataclass(frozen=True)
class DatedRule:
    """One version of one rule. `content` is read by the family's own module.

    `scope` is the beginning of the unit codes it is valid for, empty for the nation.
    `certainty` "to_confirm" marks what no official text at hand confirms.
    """

    family: str
    code: str
    name_zh: str
    name_en: str
    legal_basis_zh: str
    legal_basis_en: str
    valid_from: date
    valid_to: date | None = None
    scope: str = ""
    certainty: str = "confirmed"
    content: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def valid_on(self, day: date) -> bool:
        """Whether this version is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") else self.name_zh

    def legal_basis(self, language: str) -> str:
        return self.legal_basis_en if language.startswith("en") else self.legal_basis_zh


def in_force(
    rules: Iterable[DatedRule], *, family: str, day: date, region: str = ""
) -> list[DatedRule]:
    """The rules of a family governing that day there: of each code the nearest scope, then the
    newest version."""
    best: dict[str, DatedRule] = {}
    for rule in rules:
        if rule.family != family or not rule.valid_on(day) or not region.startswith(rule.scope):
            continue
        rival = best.get(rule.code)
        if rival is None or _rank(rival) < _rank(rule):
            best[rule.code] = rule
    return sorted(best.values(), key=lambda rule: rule.code)


def _rank(rule: DatedRule) -> tuple[int, date]:
    return len(rule.scope), rule.valid_from


def parameter(
    rules: Iterable[DatedRule], *, family: str, code: str, day: date, region: str = ""
) -> Mapping[str, Any]:
    """The content of one rule in force, empty when there is none."""
    found = [r for r in in_force(rules, family=family, day=day, region=region) if r.code == code]
    return found[0].content if found else {}
