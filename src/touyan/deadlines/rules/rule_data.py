"""Clock rules as plain data: the shipped file, a table's row, a published table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from touyan.deadlines.rules.clock_rule import ClockRule
from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, message

VERB_SETS = (
    "starts_on",
    "met_by",
    "ended_by",
    "restarts_on",
    "suspended_by",
    "resumed_by",
    "reopened_by",
    "suspends_for",
)
DATES = ("valid_from", "valid_to")
UNITS = ("day", "month", "working_day")
MONTH_ENDS = ("civil", "criminal", "earlier")
CERTAINTIES = ("confirmed", "to_confirm")
_CHOICES = {"unit": UNITS, "month_end": MONTH_ENDS, "certainty": CERTAINTIES}
_TEXTS = ("code", "name_zh", "name_en", "legal_basis_zh", "legal_basis_en")


def rule_from(row: Mapping[str, Any]) -> ClockRule:
    """A rule from plain data: lists become sets, ISO text becomes dates."""
    values = dict(row)
    for name in VERB_SETS:
        values[name] = frozenset(values.get(name, ()))
    for name in DATES:
        if isinstance(values.get(name), str):
            values[name] = date.fromisoformat(values[name])
    return ClockRule(**values)


def rule_to(rule: ClockRule) -> dict[str, Any]:
    """Plain data from which rule_from makes the same rule; sets in a fixed order."""
    row = {field.name: getattr(rule, field.name) for field in fields(rule)}
    for name in VERB_SETS:
        row[name] = sorted(row[name])
    for name in ("applies_to", "except_for"):
        row[name] = {key: list(wanted) for key, wanted in row[name].items()}
    return row


def check_rule(row: Mapping[str, Any], *, known_codes: Iterable[str]) -> ClockRule:
    """The rule a person proposes, or every problem with it at once."""
    problems = [
        *_missing(row),
        *_wrong_choices(row),
        *_wrong_numbers(row),
        *_no_beginning(row, known_codes),
    ]
    if problems:
        raise Invalid(problems)
    return rule_from(row)


def _missing(row: Mapping[str, Any]) -> list[FieldProblem]:
    return [
        FieldProblem(name, message(N_("This is needed.")))
        for name in (*_TEXTS, "amount", "unit", "valid_from")
        if not row.get(name)
    ]


def _wrong_choices(row: Mapping[str, Any]) -> list[FieldProblem]:
    return [
        FieldProblem(name, message(N_("Choose one of the values offered.")))
        for name, choices in _CHOICES.items()
        if row.get(name) and row[name] not in choices
    ]


def _wrong_numbers(row: Mapping[str, Any]) -> list[FieldProblem]:
    problems = []
    if row.get("amount") and row["amount"] < 1:
        problems.append(FieldProblem("amount", message(N_("The length must be at least 1."))))
    if row.get("extends_by", 0) < 0:
        problems.append(
            FieldProblem("extends_by", message(N_("An extension cannot be less than nothing.")))
        )
    if not 0 <= row.get("urgent_days", 1) <= row.get("soon_days", 3):
        problems.append(
            FieldProblem("urgent_days", message(N_("“Urgent” must not begin before “due soon”.")))
        )
    first, last = row.get("valid_from"), row.get("valid_to")
    if first and last and str(last) < str(first):
        problems.append(
            FieldProblem("valid_to", message(N_("The last day of validity is before the first.")))
        )
    return problems


def _no_beginning(row: Mapping[str, Any], known_codes: Iterable[str]) -> list[FieldProblem]:
    base = row.get("starts_after", "")
    if base and (base not in set(known_codes) or base == row.get("code")):
        return [
            FieldProblem(
                "starts_after", message(N_("No other rule has the code %(code)s."), code=base)
            )
        ]
    problems = []
    if not base and not row.get("starts_on"):
        problems.append(
            FieldProblem("starts_on", message(N_("Say which event starts the period.")))
        )
    if not row.get("met_by"):
        problems.append(FieldProblem("met_by", message(N_("Say which event fulfils the duty."))))
    return problems
