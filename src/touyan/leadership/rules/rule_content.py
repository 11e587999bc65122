"""What a rule of each family may say: its parts, and what is wrong with a proposed version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, message
from touyan.leadership.rules.dated import FAMILIES, DatedRule
from touyan.leadership.rules.duty import LEVEL_NAMES
from touyan.leadership.rules.words import ACT_NAMES, STATED_FACTS, StatedFact

MOST = 3650
FAMILY_NAMES = {
    "duty": N_("Which matters must be led"),
    "act": N_("What the leader in charge does"),
    "quota": N_("How many matters a year"),
    "sign": N_("Signs that put a question"),
    "panel": N_("Hearing officers"),
    "relief": N_("Judicial assistance"),
    "reception": N_("Reception days"),
    "outcome": N_("When a resolution counts"),
    "revisit": N_("Revisits after closing"),
    "cause": N_("Causes of recurrence"),
    "error": N_("Errors found by reverse scrutiny"),
    "inspection": N_("Findings of inspections"),
    "naming": N_("The named leader's answer"),
}
COUNTS_BY = {
    "lodged": N_("the day of first lodging"),
    "accepted": N_("the day of acceptance"),
}
WHEN = {
    "": N_("always"),
    "hearing_held": N_("where a hearing is held"),
    "hardship": N_("where hardship is recorded"),
    "replyable": N_("where the petitioner can be reached"),
}
DELEGABLE = {
    "no": N_("nobody: the leader's own act"),
    "deputy": N_("the stand-in during an absence"),
    "anyone": N_("anyone handling the matter"),
}


@dataclass(frozen=True)
class Part:
    """One thing a rule says. `kind` is choice, choices, number or yes; `fixed` parts tell which
    rule it is and stay as they are in every version."""

    code: str
    label: str
    kind: str
    choices: Mapping[Any, str] | None = None
    required: bool = False
    fixed: bool = False
    least: int = 1
    most: int = MOST
    help: str = ""


_LEVELS = Part("levels", N_("Levels of offices"), "choices", LEVEL_NAMES, required=True)
_KINDS = Part("kinds", N_("Kinds of matter"), "choices", KIND_NAMES, help=N_("None: every kind."))
_LEVEL = Part("level", N_("Level of the office"), "choice", LEVEL_NAMES, required=True, fixed=True)
DECLARED: dict[str, tuple[Part, ...]] = {
    "duty": (
        _LEVELS,
        Part("counts_by", N_("The rule in force on which day governs"), "choice", COUNTS_BY,
             required=True),
        _KINDS,
        Part("stated", N_("Facts that must be stated"), "choices", STATED_FACTS),
        Part("ask", N_("While nothing is stated the duty is unknown, not absent"), "yes"),
        Part("to_fill", N_("Still to be filled in: binds nobody"), "yes"),
    ),
    "quota": (
        _LEVEL,
        Part("least", N_("Matters a year for each leader, at least"), "number", most=100),
        Part("every", N_("Every matter due"), "yes"),
    ),
    "act": (
        Part("act", N_("Act"), "choice", ACT_NAMES, required=True, fixed=True),
        _KINDS,
        Part("when", N_("Asked for"), "choice", WHEN),
        Part("delegable", N_("May be done instead by"), "choice", DELEGABLE, required=True),
    ),
}  # fmt: skip
"""Families whose rules all have the same parts."""


def _number(code: str, label: str, most: int, *, required: bool = True) -> Part:
    return Part(code, label, "number", required=required, most=most)


KEYS: dict[str, Part] = {
    "levels": _LEVELS,
    "seconds": _number("seconds", N_("Within so many seconds"), 3600),
    "likeness": _number("likeness", N_("From so many per cent of shared words"), 100),
    "minutes": _number("minutes", N_("Below so many minutes"), 1440),
    "least": _number("least", N_("At least"), 100),
    "most": _number("most", N_("At most"), 100),
    "consent": Part("consent", N_("The chief's consent is needed"), "yes"),
    "months": _number("months", N_("Months of the average wage"), 120),
    "monthly_wage": Part("monthly_wage", N_("Average monthly wage, in yuan"), "number",
                         most=200_000,
                         help=N_("As the province published it; empty: no relief is decided.")),
    "year": Part("year", N_("Year of that wage"), "number", least=2010, most=2100),
    "once": Part("once", N_("A person is assisted on a matter once"), "yes"),
    "condition": Part("condition", N_("A condition of judicial assistance"), "yes", fixed=True),
    "half_days": _number("half_days", N_("Half-days a year, at least"), 366),
    "days": _number("days", N_("Days"), 366, required=False),
    "window_months": _number("window_months", N_("Months of observation"), 60),
    "after_months": _number("after_months", N_("Months after closing"), 60),
    "question": Part("question", N_("A question asked at every revisit"), "yes", fixed=True),
    "cause": Part("cause", N_("A cause of recurrence"), "yes", fixed=True),
    "error": Part("error", N_("A kind of error in the original case"), "yes", fixed=True),
    "contest_days": _number("contest_days", N_("Days to contest a finding"), 90),
    "harm": _number("harm", N_("Days to mend what harmed a petitioner"), 366),
    "serious": _number("serious", N_("Days to mend a serious finding"), 366),
    "ordinary": _number("ordinary", N_("Days to mend an ordinary finding"), 366),
    "minor": _number("minor", N_("Days to mend a minor finding"), 366),
    "reminder_days": _number("reminder_days", N_("Reminded so many days before"), 90),
}  # fmt: skip
"""Parts of the other families: a rule has those its shipped version has, in this order. What is not
among them, as the steps of a hearing, stays as it is in every version."""


TOO_LONG = "S12"
_ABOVE = _number("minutes", N_("More than so many minutes"), 1440)
"""The one sign that asks above its number of minutes."""


def parts_of(family: str, content: Mapping[str, Any], code: str = "") -> tuple[Part, ...]:
    """The parts of a rule, known by its family or else by what its version holds."""
    if family in DECLARED:
        return DECLARED[family]
    keys = {**KEYS, "minutes": _ABOVE} if code == TOO_LONG else KEYS
    return tuple(part for key, part in keys.items() if key in content)


def check_version(rule: DatedRule) -> None:
    """Refuse a proposed version with every problem it has, each with its cure."""
    problems = [*_frame(rule), *_content(rule)]
    if problems:
        raise Invalid(problems)


def _frame(rule: DatedRule) -> Iterator[FieldProblem]:
    if rule.family not in FAMILIES:
        yield _problem("family", N_("There is no such family of rules."))
    for name in ("name_zh", "name_en", "legal_basis_zh", "legal_basis_en"):
        if not getattr(rule, name).strip():
            yield _problem(name, N_("This is needed."))
    if rule.certainty not in ("confirmed", "to_confirm"):
        yield _problem("certainty", N_("Choose one of the values offered."))
    last: date | None = rule.valid_to
    if last is not None and last < rule.valid_from:
        yield _problem("valid_to", N_("The last day of validity is before the first."))


def _content(rule: DatedRule) -> Iterator[FieldProblem]:
    for part in parts_of(rule.family, rule.content, rule.code):
        yield from _wrong(part, rule.content.get(part.code))
    yield from _TOGETHER.get(rule.family, _nothing)(rule.content)


def _wrong(part: Part, value: Any) -> Iterator[FieldProblem]:
    if value in (None, "", []):
        if part.required:
            yield _problem(part.code, N_("This is needed."))
    elif part.kind in ("choice", "choices"):
        given = [value] if part.kind == "choice" else list(value)
        if any(each not in (part.choices or {}) for each in given):
            yield _problem(part.code, N_("Choose one of the values offered."))
    elif part.kind == "number" and not part.least <= value <= part.most:
        yield FieldProblem(
            part.code,
            message(N_("The number lies outside what makes sense here.")),
            message(N_("Enter %(least)s to %(most)s."), least=part.least, most=part.most),
        )


def _duty(content: Mapping[str, Any]) -> Iterator[FieldProblem]:
    kinds, filled = content.get("kinds"), not content.get("to_fill")
    if kinds and not filled:
        yield _problem(
            "to_fill",
            N_("A rule still to be filled in names no kinds."),
            N_("Untick “to be filled in”, or take the kinds away."),
        )
    bounded = kinds or content.get("stated") or content.get("counts_by") == "lodged"
    if filled and not bounded:
        yield _problem(
            "kinds",
            N_("As it stands the rule binds every matter accepted."),
            N_("Name its kinds, a fact to be stated, or leave it to be filled in."),
        )
    if content.get("ask") and not content.get("stated"):
        yield _problem(
            "ask",
            N_("Nothing needs to be stated, so nothing can be unknown."),
            N_("Name the fact, or untick this."),
        )


def _quota(content: Mapping[str, Any]) -> Iterator[FieldProblem]:
    if bool(content.get("least")) == bool(content.get("every")):
        yield _problem(
            "least",
            N_("A quota is a number, or every matter due."),
            N_("Enter the one and leave the other empty."),
        )


def _panel(content: Mapping[str, Any]) -> Iterator[FieldProblem]:
    least, most = content.get("least"), content.get("most")
    if least and most and least > most:
        yield _problem(
            "most", N_("The most lies below the least."), N_("Enter the greater number here.")
        )


def _relief(content: Mapping[str, Any]) -> Iterator[FieldProblem]:
    if bool(content.get("monthly_wage")) != bool(content.get("year")):
        yield _problem(
            "year",
            N_("A wage belongs to a year."),
            N_("Enter both, or leave both to be filled in."),
        )


def _nothing(content: Mapping[str, Any]) -> Iterator[FieldProblem]:
    return iter(())


_TOGETHER = {"duty": _duty, "quota": _quota, "panel": _panel, "relief": _relief}


def stated_for(facts: list[str], before: Mapping[str, Any]) -> dict[str, list[str]]:
    """The facts a duty rule depends on, each with the kinds it is asked of (none: of all). Whether
    a procuratorate is liable is asked of state compensation alone."""
    usual = {StatedFact.LIABLE.value: [Kind.STATE_COMPENSATION.value]}
    return {fact: list(before.get(fact, usual.get(fact, []))) for fact in facts}


def _problem(field: str, reason: str, cure: str = "") -> FieldProblem:
    return FieldProblem(field, message(reason), message(cure) if cure else None)
