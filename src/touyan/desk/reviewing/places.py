"""Where on the page a question's evidence stands: the leader's act, the time limit, the papers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from touyan.inspections.rules.checklist import Question
from touyan.inspections.rules.words import Group
from touyan.kernel.messages import N_, Message, message

BY_GROUP = {
    Group.COVERAGE: "charge",
    Group.ELIGIBILITY: "duty",
    Group.ACTS: "charge",
    Group.CLOCKS: "clocks",
    Group.ANSWER: "papers",
    Group.REGISTER: "petitions",
    Group.PETITIONER: "petitions",
}
NAMES = {
    "charge": N_("What the leader did, act by act"),
    "duty": N_("Whether it is one of those to be led"),
    "clocks": N_("The time limits of this matter"),
    "papers": N_("Papers"),
    "petitions": N_("Petitions"),
}


@dataclass(frozen=True)
class Place:
    """A place in what is on file, by its address on the page and its name."""

    code: str
    name: Message


def place_of(question: Question, *, held: Collection[str]) -> Place:
    """The act or time limit itself where there is one, else the part that tells of it."""
    for exact, part in ((f"act-{question.act}", "charge"), (f"clock-{question.clock}", "clocks")):
        if exact in held:
            return Place(exact, message(NAMES[part]))
    part = BY_GROUP[question.group]
    return Place(f"file-{part}", message(NAMES[part]))
