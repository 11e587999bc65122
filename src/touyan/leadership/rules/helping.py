"""Help beside relief: a neutral lawyer, counselling, an appraisal, coordination with others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, Message, message
from touyan.organs.rules.roles import LEADERS, Role


class HelpKind(StrEnum):
    LAWYER = "lawyer"
    COUNSELLING = "counselling"
    APPRAISAL = "appraisal"
    COORDINATION = "coordination"


HELP_NAMES = {
    HelpKind.LAWYER: N_("Neutral lawyer"),
    HelpKind.COUNSELLING: N_("Counselling"),
    HelpKind.APPRAISAL: N_("Forensic appraisal"),
    HelpKind.COORDINATION: N_("Coordination with other bodies"),
}
HELP_SAYS = {
    HelpKind.LAWYER: N_(
        "Neutral, chosen freely and unpaid by the petitioner: meets them, looks at the case, "
        "explains, advises the office where it is wrong."
    ),
    HelpKind.COUNSELLING: N_("Offered, never imposed; what is said there stays there."),
    HelpKind.APPRAISAL: N_(
        "The handling pauses while it lasts, where that is allowed, and every time limit whose "
        "rule says so stands still."
    ),
    HelpKind.COORDINATION: N_(
        "What another body is asked to do, under which reference of its own."
    ),
}
VOLUNTARY = frozenset({HelpKind.LAWYER, HelpKind.COUNSELLING})
"""Only with the petitioner's consent, which is recorded."""

HELPERS = frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD}) | LEADERS


@dataclass(frozen=True, kw_only=True)
class HelpEntry:
    """A measure as it is entered."""

    kind: HelpKind
    who: str
    text: str
    begun_on: date
    consent: str = ""
    neutral: bool = False
    unpaid: bool = False
    reference: str = ""


def check_help(entry: HelpEntry, *, today: date) -> None:
    """What each kind needs; everything missing is named at once."""
    problems = [
        FieldProblem(field, message(text))
        for field, text, missing in (
            ("who", N_("Name the person or body."), not entry.who.strip()),
            ("text", N_("Write what is to be done."), not entry.text.strip()),
            ("begun_on", N_("The day given lies in the future."), entry.begun_on > today),
            ("consent", N_("Record how the petitioner consented: this help is voluntary."),
             entry.kind in VOLUNTARY and not entry.consent.strip()),
            ("neutral", N_("A lawyer here is neutral: not acting for a party or the office."),
             entry.kind is HelpKind.LAWYER and not entry.neutral),
            ("unpaid", N_("A lawyer here costs the petitioner nothing."),
             entry.kind is HelpKind.LAWYER and not entry.unpaid),
        )
        if missing
    ]  # fmt: skip
    if problems:
        raise Invalid(problems)


def check_ending(result: str, *, on: date, begun_on: date, today: date) -> None:
    """An end has its result and does not lie before the beginning or in the future."""
    problems = []
    if not result.strip():
        problems.append(FieldProblem("result", message(N_("Write what came of it."))))
    if not begun_on <= on <= today:
        wrong: Message = message(N_("The end lies between the beginning and today."))
        problems.append(FieldProblem("on", wrong))
    if problems:
        raise Invalid(problems)
