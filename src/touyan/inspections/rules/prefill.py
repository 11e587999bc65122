"""What the register answers beforehand; a reviewer confirms or contradicts it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from touyan.deadlines.rules.clock_rule import ClockRule
from touyan.inspections.rules.checklist import Question
from touyan.inspections.rules.words import Answer
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.matrix import CellState


@dataclass(frozen=True)
class Known:
    """What the register says of one matter: whether it was due to be led and was, each act of the
    leader with its state and why, each time limit with how it came out and why."""

    due: bool | None
    due_why: Message
    led: bool
    acts: Mapping[str, tuple[CellState, Message]] = field(default_factory=dict)
    clocks: Mapping[str, tuple[bool | None, Message]] = field(default_factory=dict)


@dataclass(frozen=True)
class Prefilled:
    """An answer with the register's reason for it."""

    answer: Answer
    why: Message


_BY_STATE = {
    CellState.EVIDENCED: Answer.MET,
    CellState.MISSING: Answer.NOT_MET,
    CellState.NOT_REQUIRED: Answer.NOT_APPLICABLE,
    CellState.DOUBTFUL: Answer.CANNOT_TELL,
}


def prefill(questions: Iterable[Question], known: Known) -> dict[str, Prefilled]:
    """For each question the register can answer, its answer."""
    found = ((question.code, _answer(question, known)) for question in questions)
    return {code: answer for code, answer in found if answer is not None}


def _answer(question: Question, known: Known) -> Prefilled | None:
    if question.act == "led":
        return _led(known)
    if question.act == "due":
        return (
            None
            if known.due is None
            else Prefilled(Answer.MET if known.due else Answer.NOT_MET, known.due_why)
        )
    if question.act in known.acts:
        state, why = known.acts[question.act]
        return Prefilled(_BY_STATE[state], why)
    if question.clock in known.clocks:
        kept, why = known.clocks[question.clock]
        return Prefilled(_kept(kept), why)
    return None


def not_running(
    rules: Iterable[ClockRule], facts: Mapping[str, object], running: Collection[str]
) -> dict[str, tuple[bool | None, Message]]:
    """Why time limits that rules know did not run for a matter of these facts."""
    found: dict[str, tuple[bool | None, Message]] = {}
    for rule in rules:
        if rule.code in running or found.get(rule.code) == _NOT_BEGUN:
            continue
        here = str(facts.get("region", "")).startswith(rule.scope)
        found[rule.code] = _NOT_BEGUN if here and rule.applies(facts) else _NOT_ASKED
    return found


_NOT_BEGUN: tuple[bool | None, Message] = (
    None, message(N_("The time limit has not begun: nothing on record sets it off."))
)  # fmt: skip
_NOT_ASKED: tuple[bool | None, Message] = (
    None, message(N_("The rule does not ask this time limit of such a matter."))
)  # fmt: skip


def _led(known: Known) -> Prefilled:
    if known.led:
        return Prefilled(Answer.MET, message(N_("A leader accepted the charge.")))
    return Prefilled(Answer.NOT_MET, message(N_("No leader accepted the charge.")))


def _kept(kept: bool | None) -> Answer:
    if kept is None:
        return Answer.NOT_APPLICABLE
    return Answer.MET if kept else Answer.NOT_MET
