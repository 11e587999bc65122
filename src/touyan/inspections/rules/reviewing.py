"""One review: what is kept of what was typed, when it is complete, what the third still settles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from touyan.inspections.rules.checklist import (
    Answers,
    Question,
    check_answers,
    differences,
)
from touyan.inspections.rules.words import Answer, Severity
from touyan.kernel.errors import Invalid, problem
from touyan.kernel.messages import N_

PARTS = ("answer", "note", "severity", "evidence")
LONGEST = 4000
Prefilled = Mapping[str, Mapping[str, Any]]
"""By the question's code: {"answer": …, "why": a message as data}."""


def tidy(questions: Iterable[Question], typed: Answers) -> dict[str, dict[str, str]]:
    """What of the typed answers is kept: known questions, known words, without empty parts."""
    found = {one.code: _tidy_one(one, typed.get(one.code, {})) for one in questions}
    return {code: given for code, given in found.items() if given}


def _tidy_one(question: Question, given: Mapping[str, str]) -> dict[str, str]:
    kept = {part: str(given.get(part, "")).strip()[:LONGEST] for part in PARTS}
    if question.type == "met" and kept["answer"] not in set(Answer):
        kept["answer"] = ""
    if kept["answer"] != Answer.NOT_MET or kept["severity"] not in set(Severity):
        kept["severity"] = ""
    return {part: text for part, text in kept.items() if text}


def check_complete(questions: Sequence[Question], answers: Answers, prefilled: Prefilled) -> None:
    """Invalid where an answer is missing, a fault is not told, or the register is contradicted
    without a word why."""
    problems = []
    try:
        check_answers(questions, answers)
    except Invalid as invalid:
        problems += invalid.problems
    told = {one.field for one in problems}
    problems += [
        problem(code, N_("The register says otherwise: say what the papers show."))
        for code in contradicted(answers, prefilled)
        if code not in told and not answers[code].get("note")
    ]
    if problems:
        raise Invalid(problems)


def contradicted(answers: Answers, prefilled: Prefilled) -> list[str]:
    """The questions answered otherwise than the register answers them."""
    return [
        code
        for code, said in prefilled.items()
        if answers.get(code, {}).get("answer") not in (None, "", said["answer"])
    ]


def to_settle(questions: Sequence[Question], one: Answers, other: Answers) -> list[Question]:
    """The questions the third answers."""
    apart = set(differences(questions, one, other))
    return [question for question in questions if question.code in apart]


def told_words(questions: Iterable[Question], answers: Answers) -> int:
    """How many questions have an answer."""
    return sum(bool(answers.get(one.code, {}).get("answer")) for one in questions)
