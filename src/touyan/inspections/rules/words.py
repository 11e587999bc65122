"""Fixed words of inspections: how matters are chosen, what a review and a finding go through."""

from __future__ import annotations

from enum import StrEnum

from touyan.kernel.messages import N_


class Mode(StrEnum):
    """How the matters to be looked at are chosen from the frozen list."""

    FULL = "full"
    SIMPLE = "simple"
    STRATIFIED = "stratified"


MODE_NAMES = {
    Mode.FULL: N_("Every matter of the list"),
    Mode.SIMPLE: N_("A simple random sample"),
    Mode.STRATIFIED: N_("A random sample from each stratum"),
}


class Stratum(StrEnum):
    """By what the list is divided before drawing."""

    PROVINCE = "province"
    LEVEL = "level"
    KIND = "kind"
    LEADER = "leader"


STRATUM_NAMES = {
    Stratum.PROVINCE: N_("Province"),
    Stratum.LEVEL: N_("Level of the office"),
    Stratum.KIND: N_("Kind of matter"),
    Stratum.LEADER: N_("Leader in charge"),
}


class State(StrEnum):
    """Where an inspection stands."""

    DRAFT = "draft"
    FROZEN = "frozen"
    DRAWN = "drawn"
    ENDED = "ended"


STATE_NAMES = {
    State.DRAFT: N_("Being planned"),
    State.FROZEN: N_("List frozen, not drawn yet"),
    State.DRAWN: N_("Being reviewed"),
    State.ENDED: N_("Ended"),
}


class Task(StrEnum):
    """Long work on an inspection, done on the queue where there is much of it."""

    FREEZE = "freeze"
    DRAW = "draw"
    ASSIGN = "assign"


TASK_NAMES = {
    Task.FREEZE: N_("Freezing the list"),
    Task.DRAW: N_("Drawing the matters"),
    Task.ASSIGN: N_("Sharing out the matters"),
}


class Listing(StrEnum):
    """What of an inspection is handed out as a spreadsheet."""

    MATTERS = "matters"
    PROBLEMS = "problems"


LISTING_NAMES = {
    Listing.MATTERS: N_("Matters of the inspection"),
    Listing.PROBLEMS: N_("Problem list"),
}


class Source(StrEnum):
    """Why a matter is looked at: the whole list, the draw, or a choice; never mixed in figures."""

    FULL = "full"
    DRAWN = "drawn"
    PURPOSIVE = "purposive"


SOURCE_NAMES = {
    Source.FULL: N_("Full check"),
    Source.DRAWN: N_("Drawn"),
    Source.PURPOSIVE: N_("Chosen on purpose"),
}


class Looking(StrEnum):
    """How far the review of a matter is."""

    UNASSIGNED = "unassigned"
    OPEN = "open"
    REVIEWED = "reviewed"


LOOKING_NAMES = {
    Looking.UNASSIGNED: N_("Without enough reviewers"),
    Looking.OPEN: N_("Under review"),
    Looking.REVIEWED: N_("Reviewed"),
}


class Seat(StrEnum):
    """Which of the reviewers of a matter; the third settles what the first two answered apart."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


SEAT_NAMES = {
    Seat.FIRST: N_("First reviewer"),
    Seat.SECOND: N_("Second reviewer"),
    Seat.THIRD: N_("Settles differences"),
}


class Answer(StrEnum):
    """What a reviewer answers to a question that is met or not."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_TELL = "cannot_tell"


ANSWER_NAMES = {
    Answer.MET: N_("Met"),
    Answer.NOT_MET: N_("Not met"),
    Answer.NOT_APPLICABLE: N_("Not applicable"),
    Answer.CANNOT_TELL: N_("Cannot be told from the papers"),
}


class Severity(StrEnum):
    """How a finding weighs; harm to the petitioner comes before everything."""

    HARM = "harm"
    SERIOUS = "serious"
    ORDINARY = "ordinary"
    MINOR = "minor"


SEVERITY_NAMES = {
    Severity.HARM: N_("The petitioner was harmed"),
    Severity.SERIOUS: N_("Serious"),
    Severity.ORDINARY: N_("Ordinary"),
    Severity.MINOR: N_("Minor"),
}


class Group(StrEnum):
    """The groups of questions of a checklist, in the order they are asked."""

    COVERAGE = "coverage"
    ELIGIBILITY = "eligibility"
    ACTS = "acts"
    CLOCKS = "clocks"
    ANSWER = "answer"
    REGISTER = "register"
    PETITIONER = "petitioner"


GROUP_NAMES = {
    Group.COVERAGE: N_("Leader's charge"),
    Group.ELIGIBILITY: N_("Whether it is one of those to be led"),
    Group.ACTS: N_("What the leader did"),
    Group.CLOCKS: N_("Time limits kept"),
    Group.ANSWER: N_("Quality of the answer"),
    Group.REGISTER: N_("Whether the register is right"),
    Group.PETITIONER: N_("What the petitioner says"),
}
