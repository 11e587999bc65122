"""The questions as the page asks them, and what was typed as answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from touyan.desk.reviewing.places import Place, place_of
from touyan.inspections.queries.reviews import Pair
from touyan.inspections.rules.checklist import TELLING, Answers, Question
from touyan.inspections.rules.reviewing import PARTS
from touyan.inspections.rules.words import (
    ANSWER_NAMES,
    GROUP_NAMES,
    SEAT_NAMES,
    SEVERITY_NAMES,
    Answer,
    Seat,
    Severity,
)
from touyan.kernel.messages import N_, Message, from_data, message

KEYS = {str(place): answer for place, answer in enumerate(Answer, 1)}


@dataclass(frozen=True)
class Choice:
    """One answer that can be given: its key, word and whether it is chosen."""

    value: str
    label: Message
    key: str
    chosen: bool


@dataclass(frozen=True)
class Said:
    """What the register says of a question."""

    value: str
    label: Message
    why: Message


@dataclass(frozen=True)
class Heard:
    """What one reviewer answered."""

    who: Message
    answer: Message | str
    tone: str
    note: str
    evidence: str


@dataclass(frozen=True)
class Ask:
    """One question on the page."""

    place: int
    question: Question
    given: Mapping[str, str]
    on_file: Place
    said: Said | None = None
    heard: Sequence[Heard] = ()
    problem: Message | None = None
    choices: Sequence[Choice] = field(default_factory=list)
    weights: Sequence[tuple[str, Message, bool]] = ()

    @property
    def text(self) -> str:
        return self.question.text(_language())

    @property
    def guide(self) -> str:
        return self.question.guide(_language())

    @property
    def basis(self) -> str:
        return self.question.basis(_language())

    @property
    def telling(self) -> bool:
        """Whether the note stands open: it is wanted, or there."""
        differs = bool(self.said and self.given.get("answer", self.said.value) != self.said.value)
        told = any(self.given.get(part) for part in ("note", "severity", "evidence"))
        return self.given.get("answer") in TELLING or told or differs or self.problem is not None


TONES = {Answer.MET: "green", Answer.NOT_MET: "amber", Answer.CANNOT_TELL: "grey",
         Answer.NOT_APPLICABLE: "grey"}  # fmt: skip


def _language() -> str:
    return get_language() or "zh-hans"


def word_of(question: Question, given: Mapping[str, str]) -> Message | str:
    """An answer in words."""
    answer = given.get("answer", "")
    if question.type == "met" and answer in set(Answer):
        return message(ANSWER_NAMES[Answer(answer)])
    return answer


BENEATH = N_("The inspection looked at again")


def heard(question: Question, who: str, answers: Answers) -> Heard:
    """What somebody answered, told with who they are."""
    given = answers.get(question.code, {})
    answer = given.get("answer", "")
    tone = TONES[Answer(answer)] if question.type == "met" and answer in set(Answer) else ""
    return Heard(
        who=message(who),
        answer=word_of(question, given),
        tone=tone,
        note=given.get("note", ""),
        evidence=given.get("evidence", ""),
    )


def told_by(pair: Pair | None, beneath: Answers | None) -> Callable[[Question], list[Heard]]:
    """For each question, what others answered whom this reviewer may hear."""
    said = [(SEAT_NAMES[Seat(one.seat)], one.answers)
            for one in (pair and pair.first, pair and pair.second) if one]  # fmt: skip
    if beneath is not None:
        said.append((BENEATH, beneath))
    return lambda question: [
        heard(question, who, answers) for who, answers in said if question.code in answers
    ]


def asks(
    all_questions: Sequence[Question],
    wanted: Iterable[Question],
    *,
    answers: Answers,
    prefilled: Mapping[str, Any],
    heard_of: Callable[[Question], list[Heard]],
    held: Collection[str],
    problems: Mapping[str, Message] | None = None,
) -> list[Ask]:
    """The wanted questions, each by its place in the whole list."""
    codes = {one.code for one in wanted}
    return [
        _ask(place, one, answers.get(one.code, {}), prefilled.get(one.code), heard_of(one),
             place_of(one, held=held), (problems or {}).get(one.code))
        for place, one in enumerate(all_questions, 1)
        if one.code in codes
    ]  # fmt: skip


def _ask(
    place: int,
    question: Question,
    given: Mapping[str, str],
    said: Any,
    told: Sequence[Heard],
    on_file: Place,
    problem: Message | None,
) -> Ask:
    known = (
        Said(said["answer"], message(ANSWER_NAMES[Answer(said["answer"])]), from_data(said["why"]))
        if said
        else None
    )
    return Ask(
        place=place,
        question=question,
        given=given,
        on_file=on_file,
        said=known,
        heard=told,
        problem=problem,
        choices=[
            Choice(answer.value, message(ANSWER_NAMES[answer]), key, given.get("answer") == answer)
            for key, answer in KEYS.items()
        ],
        weights=[
            (one.value, message(SEVERITY_NAMES[one]),
             (given.get("severity") or question.severity) == one)
            for one in Severity
        ],
    )  # fmt: skip


def grouped(found: Iterable[Ask]) -> list[tuple[Message, list[Ask]]]:
    """By group, in the order of the checklist."""
    return [
        (message(GROUP_NAMES[group]), list(some))
        for group, some in groupby(found, key=lambda one: one.question.group)
    ]


def typed(all_questions: Sequence[Question], posted: QueryDict) -> dict[str, dict[str, str]]:
    """What was typed, by the question's code; the severity only where it was changed."""
    found = {}
    for place, question in enumerate(all_questions, 1):
        given = {part: posted.get(f"ask-{place}-{part}", "") for part in PARTS}
        if given["severity"] == question.severity:
            given["severity"] = ""
        if any(given.values()):
            found[question.code] = given
    return found
