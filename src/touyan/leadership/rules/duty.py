"""Whether a leader must take charge of a matter, by which rule, and since when.

Every rule answers yes, no or "not known yet", each with its reason; nothing is a bare flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.messages import N_, Listing, Message, message
from touyan.leadership.rules.dated import DatedRule, in_force
from touyan.leadership.rules.words import STATED_FACTS, StatedFact

PROCURATORATE = "检察院"
LEVEL_NAMES = {
    1: N_("the Supreme People's Procuratorate"),
    2: N_("a provincial office"),
    3: N_("a prefectural office"),
    4: N_("a grass-roots office"),
}


@dataclass(frozen=True)
class DutyFacts:
    """What the duty rules ask about a matter.

    `first_level` is that of the office it was first lodged with, `level` that of the office
    handling it (where it is another); `stated` what a person said,
    by name: true, false, or absent while nobody said anything.
    """

    kind: Kind
    first_level: int
    lodged_on: date
    accepted_on: date | None = None
    region: str = ""
    level: int = 0
    stated: dict[str, bool] = field(default_factory=dict)
    stated_on: dict[str, date] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    """What a statement refers to, by its fact: the campaign, the paper."""


@dataclass(frozen=True)
class Finding:
    """One rule's answer. `due` is None while it cannot be told."""

    rule: DatedRule
    due: bool | None
    why: Message
    since: date | None = None


@dataclass(frozen=True)
class Duty:
    """All answers together: due when one rule says so."""

    findings: Sequence[Finding]

    @property
    def due(self) -> bool:
        return any(finding.due for finding in self.findings)

    @property
    def unknown(self) -> bool:
        """Whether it hangs on something nobody has stated yet."""
        return not self.due and any(finding.due is None for finding in self.findings)

    @property
    def since(self) -> date | None:
        """The day from which the duty holds."""
        return min((f.since for f in self.findings if f.due and f.since), default=None)

    @property
    def reasons(self) -> list[Finding]:
        """The findings that make it due, or else all of them."""
        return [f for f in self.findings if f.due] or list(self.findings)


def duty(rules: Iterable[DatedRule], facts: DutyFacts) -> Duty:
    """What every rule that governs this matter's day says of it."""
    rules = list(rules)
    lodged = in_force(rules, family="duty", day=facts.lodged_on, region=facts.region)
    accepted = (
        in_force(rules, family="duty", day=facts.accepted_on, region=facts.region)
        if facts.accepted_on
        else []
    )
    by_lodging = [rule for rule in lodged if _counts_by(rule) == "lodged"]
    by_acceptance = [rule for rule in accepted if _counts_by(rule) == "accepted"]
    # Before acceptance the rules of the day of lodging are shown as what acceptance would bring.
    ahead = [] if facts.accepted_on else [r for r in lodged if _counts_by(r) == "accepted"]
    return Duty([_ask(rule, facts) for rule in (*by_lodging, *by_acceptance, *ahead)])


def liable_by_names(kind: Kind, named: Iterable[str]) -> bool | None:
    """Whether a procuratorate is liable to compensate, read from the names of the bodies
    complained of or challenged; None where that cannot be told."""
    if kind is not Kind.STATE_COMPENSATION:
        return None
    bodies = [name for name in named if name]
    return any(PROCURATORATE in name for name in bodies) if bodies else None


def _counts_by(rule: DatedRule) -> str:
    """The day whose rules govern: of first lodging or of acceptance."""
    return str(rule.content.get("counts_by", "accepted"))


def _ask(rule: DatedRule, facts: DutyFacts) -> Finding:
    for test in (_by_level, _by_kind, _by_acceptance, _by_statement):
        found = test(rule, facts)
        if found is not None:
            return found
    return Finding(rule, due=True, why=_because(rule, facts), since=_since(rule, facts))


def _since(rule: DatedRule, facts: DutyFacts) -> date | None:
    """The day the duty began: of lodging or acceptance, or later, when what it hangs on was
    stated."""
    first = facts.lodged_on if _counts_by(rule) == "lodged" else facts.accepted_on
    said = [facts.stated_on[name] for name in rule.content.get("stated", {})
            if facts.stated.get(name) and name in facts.stated_on]  # fmt: skip
    return max([first, *said]) if first else None


def _by_level(rule: DatedRule, facts: DutyFacts) -> Finding | None:
    levels = rule.content.get("levels", [])
    handled = facts.level or facts.first_level
    if (handled if rule.content.get("where") == "handling" else facts.first_level) in levels:
        return None
    wanted = Listing(tuple(message(LEVEL_NAMES[level]) for level in levels))
    return Finding(
        rule,
        due=False,
        why=message(
            N_("First lodged with %(level)s; this rule asks for: %(wanted)s."),
            level=message(LEVEL_NAMES[facts.first_level]),
            wanted=wanted,
        ),
    )


def _by_kind(rule: DatedRule, facts: DutyFacts) -> Finding | None:
    if rule.content.get("to_fill"):
        unknown = N_("Which kind this rule adds is not known yet; it binds nobody until filled in.")
        return Finding(rule, due=False, why=message(unknown))
    kinds = rule.content.get("kinds", [])
    if not kinds or facts.kind.value in kinds:
        return None
    why = message(N_("“%(kind)s” is not among its kinds."), kind=message(KIND_NAMES[facts.kind]))
    return Finding(rule, due=False, why=why)


def _by_acceptance(rule: DatedRule, facts: DutyFacts) -> Finding | None:
    if _counts_by(rule) == "lodged" or facts.accepted_on:
        return None
    return Finding(rule, due=False, why=message(N_("Not accepted yet: due once it is accepted.")))


def _by_statement(rule: DatedRule, facts: DutyFacts) -> Finding | None:
    """A statement the rule depends on, for the kinds it names (empty: for all)."""
    wanted = rule.content.get("stated", {})
    for name, kinds in wanted.items():
        if kinds and facts.kind.value not in kinds:
            continue
        said = facts.stated.get(name)
        if said:
            continue
        asked = message(STATED_FACTS[StatedFact(name)])
        if said is None and rule.content.get("ask"):
            return Finding(
                rule, due=None, why=message(N_("Not stated yet: “%(fact)s”?"), fact=asked)
            )
        return Finding(rule, due=False, why=message(N_("Not so: “%(fact)s”."), fact=asked))
    return None


def _because(rule: DatedRule, facts: DutyFacts) -> Message:
    parts: list[Message] = [
        message(
            N_("first lodged with %(level)s on %(day)s"),
            level=message(LEVEL_NAMES[facts.first_level]),
            day=facts.lodged_on.isoformat(),
        )
    ]
    if facts.accepted_on and _counts_by(rule) == "accepted":
        parts.append(message(N_("accepted on %(day)s"), day=facts.accepted_on.isoformat()))
    if rule.content.get("kinds"):
        parts.append(message(KIND_NAMES[facts.kind]))
    parts += [
        _stated(name, facts) for name in rule.content.get("stated", {}) if facts.stated.get(name)
    ]
    return message(N_("Due: %(facts)s."), facts=Listing(tuple(parts)))


def _stated(name: str, facts: DutyFacts) -> Message:
    said = message(STATED_FACTS[StatedFact(name)])
    reference = facts.references.get(name)
    if not reference:
        return said
    return message(N_("%(fact)s (%(reference)s)"), fact=said, reference=reference)
