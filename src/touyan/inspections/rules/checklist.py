"""A checklist: versioned questions, what may be answered, what the register answers beforehand.

A question as data: {"code": "A3", "group": "acts", "type": "met", "weight": 2, "act": "meet",
"text_zh": …, "text_en": …, "guide_zh": …, "guide_en": …, "basis_zh": …, "basis_en": …}.
`type` is "met" (met, not met, not applicable, cannot be told), "text" or "count". `weight` says
how a "not met" weighs where the reviewer does not say otherwise; weights are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from touyan.inspections.rules.words import Answer, Group, Severity
from touyan.kernel.errors import FieldProblem, Invalid, problem
from touyan.kernel.messages import N_

TYPES = ("met", "text", "count")
WEIGHTS = {1: Severity.MINOR, 2: Severity.ORDINARY, 3: Severity.SERIOUS, 4: Severity.HARM}
TELLING = (Answer.NOT_MET, Answer.CANNOT_TELL)
"""Answers that need a note: what is missing, or why it cannot be told."""
MOST = 60


@dataclass(frozen=True)
class Question:
    """One question of one version."""

    code: str
    group: Group
    type: str
    weight: int
    text_zh: str
    text_en: str
    guide_zh: str = ""
    guide_en: str = ""
    basis_zh: str = ""
    basis_en: str = ""
    act: str = ""
    """The leader's act, or `clock` the time limit, that answers it beforehand."""
    clock: str = ""

    def text(self, language: str) -> str:
        return self.text_en if language.startswith("en") else self.text_zh

    def guide(self, language: str) -> str:
        return self.guide_en if language.startswith("en") else self.guide_zh

    def basis(self, language: str) -> str:
        return self.basis_en if language.startswith("en") else self.basis_zh

    @property
    def severity(self) -> Severity:
        """How a fault here weighs where the reviewer does not say otherwise."""
        return WEIGHTS[self.weight]


def questions_of(content: Iterable[Mapping[str, Any]]) -> list[Question]:
    """The questions in their order, from data that was checked."""
    return [Question(**{**one, "group": Group(one["group"])}) for one in content]


def check_content(content: Sequence[Mapping[str, Any]]) -> None:
    """Invalid where the questions could not be asked."""
    problems = [one for place, row in enumerate(content) for one in _problems(place, row)]
    codes = [row.get("code") for row in content]
    if not content or len(content) > MOST:
        problems.append(problem("questions", N_("A checklist holds 1 to 60 questions.")))
    if len(set(codes)) != len(codes):
        problems.append(problem("questions", N_("Two questions have the same code.")))
    if problems:
        raise Invalid(problems)


def _problems(place: int, row: Mapping[str, Any]) -> Iterator[FieldProblem]:
    known = {one.value for one in Group}
    if not str(row.get("code", "")).strip() or row.get("group") not in known:
        yield problem(f"questions-{place}", N_("Every question has a code and a group."))
    if row.get("type") not in TYPES or row.get("weight") not in WEIGHTS:
        yield problem(f"questions-{place}", N_("Choose what is answered and its weight."))
    if not (row.get("text_zh") and row.get("text_en")):
        yield problem(f"questions-{place}", N_("Word the question in both languages."))


Answers = Mapping[str, Mapping[str, str]]
"""By the question's code: {"answer": …, "note": …, "severity": …, "evidence": …}."""


def check_answers(questions: Sequence[Question], answers: Answers) -> None:
    """Invalid where a review is not complete: every question answered, every fault told."""
    problems = [one for question in questions for one in _unanswered(question, answers)]
    if problems:
        raise Invalid(problems)


def _unanswered(question: Question, answers: Answers) -> Iterator[FieldProblem]:
    given = answers.get(question.code, {})
    answer, note = given.get("answer", ""), given.get("note", "").strip()
    if question.type == "met":
        if answer not in [one.value for one in Answer]:
            yield problem(question.code, N_("Answer this question."))
        elif answer in TELLING and not note:
            yield problem(question.code, N_("Say what is missing, and where you looked."))
        elif answer == Answer.NOT_MET and not given.get("evidence", "").strip():
            yield problem(
                question.code, N_("Name the act or paper that shows it, or say why there is none.")
            )
    elif not answer.strip():
        yield problem(question.code, N_("Answer this question."))
    elif question.type == "count" and not answer.strip().isdecimal():
        yield problem(question.code, N_("Enter a number."))


def differences(questions: Iterable[Question], one: Answers, other: Answers) -> list[str]:
    """The codes of the questions that two reviewers answered apart; words may differ freely."""
    return [
        question.code
        for question in questions
        if question.type != "text"
        and one.get(question.code, {}).get("answer") != other.get(question.code, {}).get("answer")
    ]


def settled(
    questions: Iterable[Question], one: Answers, other: Answers | None, third: Answers | None
) -> dict[str, Mapping[str, str]]:
    """The answers that stand: the single reviewer's; what two agree on; else the third's."""
    if other is None:
        return dict(one)
    apart = set(differences(questions, one, other))
    return {
        code: (third or {}).get(code, {}) if code in apart else given for code, given in one.items()
    }


def faults(questions: Iterable[Question], answers: Answers) -> list[tuple[Question, Severity]]:
    """The questions that were not met, each with how it weighs."""
    return [
        (question, Severity(given.get("severity") or question.severity))
        for question in questions
        if question.type == "met"
        and (given := answers.get(question.code, {})).get("answer") == Answer.NOT_MET
    ]
