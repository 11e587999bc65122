"""Which matters of the register a campaign takes: a condition in data, explained in words.

A rule is groups of conditions: a matter enters when every condition of one group holds.
{"groups": [[{"code": "terminated"}, {"code": "petitioned_since_termination"}],
            [{"code": "open_years", "value": 3}]]}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, Listing, Message, message
from touyan.leadership.rules.duty import LEVEL_NAMES

MOST_GROUPS, MOST_CONDITIONS, MOST_YEARS = 5, 8, 50


@dataclass(frozen=True)
class EntryFacts:
    """What the conditions ask about one matter; days are None where it never happened."""

    kind: Kind
    level: int
    received_on: date
    closed_on: date | None = None
    terminated_on: date | None = None
    petitions_on: Sequence[date] = ()
    """Days of its petitions, without those that were the same submission again."""
    repeats_on: Sequence[date] = ()
    """Days of those decided to be repeats."""
    led: bool = False
    hardship: bool = False


@dataclass(frozen=True)
class Condition:
    """One condition that can be chosen: its words, what value it takes, how it is decided."""

    code: str
    name: str
    holds: Callable[[EntryFacts, Any, date], bool]
    value: str = ""
    """"" for none, "years", "day", "kinds" or "levels"."""
    sentence: str = field(default="")


def _since(days: Sequence[date], start: date | None) -> bool:
    return start is not None and any(day > start for day in days)


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


CONDITIONS: Mapping[str, Condition] = {
    one.code: one
    for one in (
        Condition(
            "terminated",
            N_("The matter was terminated"),
            lambda facts, _value, _day: facts.terminated_on is not None,
        ),
        Condition(
            "petitioned_since_termination",
            N_("Petitioned again since it was terminated"),
            lambda facts, _value, _day: _since(facts.petitions_on, facts.terminated_on),
        ),
        Condition(
            "repeated_since_termination",
            N_("A repeat petition came after it was terminated"),
            lambda facts, _value, _day: _since(facts.repeats_on, facts.terminated_on),
        ),
        Condition(
            "closed",
            N_("The matter is closed"),
            lambda facts, _value, _day: facts.closed_on is not None,
        ),
        Condition(
            "petitioned_since_closing",
            N_("Petitioned again since it was closed"),
            lambda facts, _value, _day: _since(facts.petitions_on, facts.closed_on),
        ),
        Condition(
            "open_years",
            N_("Open for more than so many years"),
            lambda facts, value, day: (
                facts.closed_on is None and facts.received_on < years_before(day, value)
            ),
            value="years",
            sentence=N_("Open for more than %(value)s years"),
        ),
        Condition(
            "received_before",
            N_("First received before a day"),
            lambda facts, value, _day: facts.received_on < date.fromisoformat(value),
            value="day",
            sentence=N_("First received before %(value)s"),
        ),
        Condition(
            "kinds",
            N_("Of one of these kinds"),
            lambda facts, value, _day: facts.kind.value in value,
            value="kinds",
            sentence=N_("Of one of these kinds: %(value)s"),
        ),
        Condition(
            "levels",
            N_("Handled by an office of one of these levels"),
            lambda facts, value, _day: facts.level in value,
            value="levels",
            sentence=N_("Handled by one of: %(value)s"),
        ),
        Condition(
            "not_led",
            N_("No leader is in charge of it"),
            lambda facts, _value, _day: not facts.led,
        ),
        Condition(
            "hardship",
            N_("Hardship is recorded"),
            lambda facts, _value, _day: facts.hardship,
        ),
    )
}


def groups_of(rule: Mapping[str, Any]) -> list[list[Mapping[str, Any]]]:
    """The groups of a rule, each a list of conditions with code and, where it takes one, value."""
    return [list(group) for group in rule.get("groups", [])]


def enters(rule: Mapping[str, Any], facts: EntryFacts, *, on: date) -> bool:
    """Whether the rule takes the matter on that day."""
    return any(all(_holds(one, facts, on) for one in group) for group in groups_of(rule))


def why(rule: Mapping[str, Any], facts: EntryFacts, *, on: date) -> list[Message]:
    """The sentences of the first group that takes the matter; empty where none does."""
    for group in groups_of(rule):
        if all(_holds(one, facts, on) for one in group):
            return [in_words(one) for one in group]
    return []


def _holds(one: Mapping[str, Any], facts: EntryFacts, on: date) -> bool:
    return CONDITIONS[one["code"]].holds(facts, one.get("value"), on)


def in_words(one: Mapping[str, Any]) -> Message:
    """A condition with its value as a sentence."""
    condition = CONDITIONS[one["code"]]
    if not condition.value:
        return message(condition.name)
    return message(condition.sentence, value=_shown(condition.value, one["value"]))


def _shown(kind: str, value: Any) -> object:
    if kind == "kinds":
        return Listing(tuple(message(KIND_NAMES[Kind(each)]) for each in value))
    if kind == "levels":
        return Listing(tuple(message(LEVEL_NAMES[each]) for each in value))
    return value


def check_rule(rule: Mapping[str, Any]) -> None:
    """Refuse a rule that takes everything, or holds what cannot be asked."""
    if problems := list(_problems(rule)):
        raise Invalid(problems)


def _problems(rule: Mapping[str, Any]) -> Iterator[FieldProblem]:
    groups = groups_of(rule)
    if not groups or not all(groups):
        yield _problem(
            N_("An empty rule would take every matter of the register."),
            N_("Name at least one condition in every group."),
        )
    if len(groups) > MOST_GROUPS or any(len(group) > MOST_CONDITIONS for group in groups):
        yield _problem(N_("The rule is too long."), N_("Use fewer groups or conditions."))
    for group in groups:
        for one in group:
            if one.get("code") not in CONDITIONS:
                yield _problem(
                    N_("There is no such condition."), N_("Choose one of those offered.")
                )
            elif not _sensible(CONDITIONS[one["code"]].value, one.get("value")):
                yield FieldProblem(
                    "entry_rule",
                    message(
                        N_("“%(name)s” lacks its value."),
                        name=message(CONDITIONS[one["code"]].name),
                    ),
                    message(N_("Enter the value the condition asks for.")),
                )


def _sensible(kind: str, value: Any) -> bool:
    if kind == "years":
        return isinstance(value, int) and 0 < value <= MOST_YEARS
    if kind == "day":
        return isinstance(value, str) and _is_day(value)
    if kind == "kinds":
        return bool(value) and all(each in {k.value for k in Kind} for each in value)
    if kind == "levels":
        return bool(value) and all(each in LEVEL_NAMES for each in value)
    return True


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _problem(reason: str, cure: str) -> FieldProblem:
    return FieldProblem("entry_rule", message(reason), message(cure))
