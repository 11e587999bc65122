"""Which acts a matter asks of its leader, by dated rule: required or not, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.dated import DatedRule, in_force
from touyan.leadership.rules.words import LeaderAct

CONDITIONS = {
    "hearing_held": (N_("A hearing is held."), N_("No hearing is held.")),
    "hardship": (N_("Hardship is recorded."), N_("No hardship is recorded.")),
    "replyable": (
        N_("The petitioner can be reached."),
        N_("Nobody can be reached: anonymous or without a usable address."),
    ),
}
"""Facts a rule may depend on: the sentence when it holds and when it does not."""


@dataclass(frozen=True)
class Requirement:
    """One act, whether this matter asks for it, and why."""

    act: LeaderAct
    rule: DatedRule | None
    required: bool
    why: Message

    @property
    def delegable(self) -> str:
        """Who may stand in: "no", "deputy" (during absence) or "anyone"."""
        return str(self.rule.content.get("delegable", "no")) if self.rule else "no"


def requirements(
    rules: Iterable[DatedRule],
    *,
    kind: Kind,
    facts: Mapping[str, bool],
    day: date,
    region: str,
    campaign: Collection[str] = (),
) -> list[Requirement]:
    """Every leader's act, required or not, by the rules in force on the day of naming; those a
    `campaign` asks of its matters are required whatever the rules say."""
    rows = in_force(rules, family="act", day=day, region=region)
    found = {LeaderAct(rule.content["act"]): rule for rule in rows}
    return [
        _asked_by_campaign(act, found.get(act))
        if act.value in campaign
        else _one(act, found.get(act), kind, facts)
        for act in LeaderAct
    ]


def _asked_by_campaign(act: LeaderAct, rule: DatedRule | None) -> Requirement:
    why = message(N_("Asked by the campaign the matter is on the list of."))
    return Requirement(act, rule, required=True, why=why)


def _one(
    act: LeaderAct, rule: DatedRule | None, kind: Kind, facts: Mapping[str, bool]
) -> Requirement:
    if rule is None:
        why = message(N_("No rule in force on the day of naming asks for it."))
        return Requirement(act, None, required=False, why=why)
    kinds = rule.content.get("kinds", [])
    if kinds and kind.value not in kinds:
        why = message(N_("Not asked for “%(kind)s”."), kind=message(KIND_NAMES[kind]))
        return Requirement(act, rule, required=False, why=why)
    when = rule.content.get("when", "")
    if not when:
        why = message(N_("Asked of every matter in charge."))
        return Requirement(act, rule, required=True, why=why)
    holds = bool(facts.get(when))
    return Requirement(act, rule, required=holds, why=message(CONDITIONS[when][0 if holds else 1]))
