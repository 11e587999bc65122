"""How a made-up inspector answers a checklist: what the register says, confirmed or contradicted,
and beside it what only the papers and the petitioner tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from touyan.demonstration.rules.corpus import blocks
from touyan.demonstration.rules.grammar import Sequence as Text
from touyan.demonstration.rules.grammar import compile_text, render
from touyan.inspections.rules.checklist import Question
from touyan.inspections.rules.prefill import Prefilled
from touyan.inspections.rules.words import Answer, Group

FAULTY = {"Q04": 0.006, "Q16": 0.05, "Q17": 0.07, "Q18": 0.03, "Q19": 0.003, "Q20": 0.04,
          "Q21": 0.02, "Q22": 0.05, "Q24": 0.005}  # fmt: skip
"""How often a question that the register cannot answer was not met."""
DOUBT_SETTLED, DOUBT_FOUND, CONTRADICTED, SEEN_OTHERWISE = 0.7, 0.9, 0.02, 0.015
"""Of what the register doubts, what inspectors find in order and what not; of what it knows, what
they contradict; of the answers of the first reviewer, those the second gives otherwise."""
LATE_NAMING = 7
BY_RECORD = (Group.COVERAGE, Group.ELIGIBILITY, Group.CLOCKS)
"""Groups in which the record leaves nothing to judge."""
Given = dict[str, dict[str, str]]


@cache
def _texts() -> dict[str, tuple[Text, ...]]:
    found: dict[str, list[Text]] = {}
    for block in blocks("inspecting"):
        found.setdefault(block["act"][0], []).append(compile_text(block["text"][0]))
    return {act: tuple(texts) for act, texts in found.items()}


def say(rng: Random, act: str) -> str:
    """One sentence for that act."""
    options = _texts()[act]
    facts = {"page": str(1 + int(rng.random() * 160))}
    return render(options[int(rng.random() * len(options))], facts, rng)


@dataclass(frozen=True)
class Papers:
    """What an inspector sees of a matter beside what is filled in: whether it had ended, how many
    days passed from acceptance to the naming of a leader, whether anybody can be reached."""

    ended: bool
    named_after: int | None
    reachable: bool


def answered(
    questions: Sequence[Question], known: Mapping[str, Prefilled], papers: Papers, rng: Random
) -> Given:
    """The answers of one reviewer who saw everything there is."""
    return {one.code: _answer(one, known.get(one.code), papers, rng) for one in questions}


def _answer(
    question: Question, known: Prefilled | None, papers: Papers, rng: Random
) -> dict[str, str]:
    code = question.code
    if question.type == "text":
        return {"answer": say(rng, "said" if papers.reachable else "not_reached")}
    if known is not None:
        return _of_known(question, known.answer, papers, rng)
    if code == "Q02":
        late = papers.named_after is not None and papers.named_after > LATE_NAMING
        return _not_met(code, rng) if late else _plain(Answer.MET)
    if question.group.value == "petitioner" and not papers.reachable:
        return _plain(Answer.NOT_APPLICABLE)
    if question.group.value == "answer" and not papers.ended:
        return _plain(Answer.NOT_APPLICABLE)
    faulty = rng.random() < FAULTY.get(code, 0)
    return _not_met(code, rng) if faulty else _plain(Answer.MET)


def _of_known(question: Question, answer: Answer, papers: Papers, rng: Random) -> dict[str, str]:
    if answer is Answer.CANNOT_TELL:
        lot = rng.random()
        if lot < DOUBT_SETTLED:
            return _plain(Answer.MET)
        if lot < DOUBT_FOUND:
            return _not_met(question.code, rng)
        return {"answer": answer.value, "note": say(rng, "doubt")}
    if answer is Answer.NOT_MET:
        if question.act and not papers.ended:
            return {"answer": Answer.NOT_APPLICABLE.value, "note": say(rng, "open_still")}
        return _not_met(question.code, rng)
    if answer is Answer.MET and question.group.value == "acts" and rng.random() < CONTRADICTED:
        return _not_met(question.code, rng, note=say(rng, "apart"))
    return _plain(answer)


def _plain(answer: Answer) -> dict[str, str]:
    return {"answer": answer.value}


def _not_met(code: str, rng: Random, *, note: str = "") -> dict[str, str]:
    return {"answer": Answer.NOT_MET.value, "note": note or say(rng, f"fault_{code}"),
            "evidence": say(rng, "evidence")}  # fmt: skip


def seen_again(questions: Sequence[Question], first: Given, rng: Random) -> Given:
    """The second reviewer's answers: mostly the same, in a few questions otherwise."""
    found: Given = {}
    for one in questions:
        given = first[one.code]
        judged = one.group not in BY_RECORD
        if one.type == "met" and judged and rng.random() < SEEN_OTHERWISE:
            met = given["answer"] == Answer.MET.value
            given = _not_met(one.code, rng) if met else _plain(Answer.MET)
        elif one.type == "met" and given.get("note"):
            given = {**given, "evidence": say(rng, "evidence")}
        found[one.code] = given
    return found
