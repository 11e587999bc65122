"""What reviewers found at one matter: the answers that stand, and each fault in their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from touyan.inspections.rules.checklist import Answers, Question, differences, faults, settled
from touyan.inspections.rules.words import Answer, Seat, Severity

Given = Mapping[Seat, Answers]
"""The answers of each seat whose review is done."""


@dataclass(frozen=True)
class Fault:
    """One question that was not met, as it is told to the office."""

    question: str
    severity: Severity
    fact: str
    evidence: str
    rule: str


def stands(
    questions: Sequence[Question], given: Given, *, seats: int
) -> Mapping[str, Mapping[str, str]] | None:
    """The answers that stand; None while a review, or the third's word, is still awaited."""
    first, second = given.get(Seat.FIRST), given.get(Seat.SECOND)
    if first is None or (seats == 2 and second is None):
        return None
    third = given.get(Seat.THIRD)
    if second is not None and third is None and differences(questions, first, second):
        return None
    return settled(questions, first, second, third)


def plain(questions: Sequence[Question], answers: Answers) -> dict[str, str]:
    """Of the answers that stand, those that are counted."""
    return {
        one.code: answers[one.code]["answer"]
        for one in questions
        if one.type == "met" and answers.get(one.code, {}).get("answer")
    }


def answered_apart(questions: Sequence[Question], given: Given) -> dict[str, list[str]]:
    """For each counted question two reviewers answered apart, what each said."""
    first, second = given.get(Seat.FIRST), given.get(Seat.SECOND)
    if first is None or second is None:
        return {}
    counted = {one.code for one in questions if one.type == "met"}
    return {
        code: [one.get(code, {}).get("answer", "") for one in (first, second)]
        for code in differences(questions, first, second)
        if code in counted
    }


def told_faults(questions: Sequence[Question], given: Given, *, seats: int) -> list[Fault]:
    """The faults that stand. Where two found the same, the words of both are told and the graver
    weight holds; where a third settled it, the third's."""
    answers = stands(questions, given, seats=seats)
    if answers is None:
        return []
    apart = set(answered_apart(questions, given))
    return [_fault(one, given, decided=one.code in apart) for one, _weighs in
            faults(questions, answers)]  # fmt: skip


def _fault(question: Question, given: Given, *, decided: bool) -> Fault:
    seats = (Seat.THIRD,) if decided else (Seat.FIRST, Seat.SECOND)
    said = [given[seat].get(question.code, {}) for seat in seats if seat in given]
    said = [one for one in said if one.get("answer") == Answer.NOT_MET]
    weights = [Severity(one.get("severity") or question.severity) for one in said]
    return Fault(
        question=question.code,
        severity=min(weights, key=list(Severity).index),
        fact=_joined(said, "note") or question.text_zh,
        evidence=_joined(said, "evidence"),
        rule=question.basis_zh or question.text_zh,
    )


def _joined(said: Sequence[Mapping[str, str]], part: str) -> str:
    """The words of all of them, each once."""
    return "\n".join(dict.fromkeys(text for one in said if (text := one.get(part, "").strip())))
