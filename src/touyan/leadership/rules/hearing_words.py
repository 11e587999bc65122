"""Fixed words of public hearings: forms, states, steps, opinions, acts."""

from __future__ import annotations

from enum import StrEnum

from touyan.kernel.messages import N_


class HearingForm(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    SIMPLIFIED = "simplified"


HEARING_FORMS = {
    HearingForm.OPEN: N_("Open hearing"),
    HearingForm.CLOSED: N_("Closed hearing"),
    HearingForm.SIMPLIFIED: N_("Simplified hearing"),
}


class HearingState(StrEnum):
    SET = "set"
    NOTICED = "noticed"
    HELD = "held"
    DECIDED = "decided"
    TOLD = "told"
    CANCELLED = "cancelled"


HEARING_STATES = {
    HearingState.SET: N_("Set, notice not given"),
    HearingState.NOTICED: N_("Notice given"),
    HearingState.HELD: N_("Held, opinions to be weighed"),
    HearingState.DECIDED: N_("Opinions weighed"),
    HearingState.TOLD: N_("Outcome told"),
    HearingState.CANCELLED: N_("Cancelled"),
}
LIVE = (HearingState.SET, HearingState.NOTICED, HearingState.HELD)
"""States in which a matter has a hearing under way: one at a time."""


class HearingStep(StrEnum):
    """The course of a hearing (Rules on Hearings, articles 14 and 15)."""

    OPENING = "opening"
    INTRODUCE = "introduce"
    PETITIONER = "petitioner"
    OTHERS = "others"
    QUESTIONS = "questions"
    DELIBERATE = "deliberate"
    OPINIONS = "opinions"
    LAST_WORDS = "last_words"
    CLOSING = "closing"


OFFICE_SPEAKS = frozenset({HearingStep.OPENING, HearingStep.INTRODUCE, HearingStep.CLOSING})
"""Steps at which the office says something of its own; the others hold what others said."""

STEP_NAMES = {
    HearingStep.OPENING: N_("Opening: who is present, procedure, rights told, recusal asked"),
    HearingStep.INTRODUCE: N_("The handler explains the case and the questions to be heard"),
    HearingStep.PETITIONER: N_("The petitioner states the case"),
    HearingStep.OTHERS: N_("The other side and other participants state theirs"),
    HearingStep.QUESTIONS: N_("The hearing officers ask"),
    HearingStep.DELIBERATE: N_("Adjourned: the hearing officers deliberate"),
    HearingStep.OPINIONS: N_("Resumed: opinions given"),
    HearingStep.LAST_WORDS: N_("Last statements of the parties"),
    HearingStep.CLOSING: N_("The chair sums up"),
}


class Stance(StrEnum):
    SUPPORTS = "supports"
    PARTLY = "partly"
    AGAINST = "against"


STANCES = {
    Stance.SUPPORTS: N_("Supports what the petitioner asks for"),
    Stance.PARTLY: N_("Supports part of it"),
    Stance.AGAINST: N_("Does not support it"),
}


class Weight(StrEnum):
    """What the office does with the opinions."""

    FOLLOWED = "followed"
    NOT_FOLLOWED = "not_followed"
    NO_MAJORITY = "no_majority"


WEIGHTS = {
    Weight.FOLLOWED: N_("Majority followed"),
    Weight.NOT_FOLLOWED: N_("Majority not followed"),
    Weight.NO_MAJORITY: N_("No view had a majority"),
}


class ExcuseGround(StrEnum):
    RECUSAL = "recusal"
    UNABLE = "unable"


EXCUSE_GROUNDS = {
    ExcuseGround.RECUSAL: N_("Recusal: an interest in the matter"),
    ExcuseGround.UNABLE: N_("Unable to attend"),
}


class Capacity(StrEnum):
    PETITIONER = "petitioner"
    AGENT = "agent"
    OTHER_PARTY = "other_party"


CAPACITIES = {
    Capacity.PETITIONER: N_("Petitioner"),
    Capacity.AGENT: N_("Agent or lawyer"),
    Capacity.OTHER_PARTY: N_("Other party"),
}


HEARING_TITLES = {
    "apply_hearing": N_("Hearing applied for"),
    "grant_hearing": N_("Application for a hearing granted"),
    "refuse_hearing": N_("Application for a hearing refused"),
    "set_hearing": N_("Hearing set"),
    "draw_panel": N_("Hearing officers drawn"),
    "excuse_officer": N_("Hearing officer excused"),
    "give_hearing_notice": N_("Notice of the hearing given"),
    "hearing_step": N_("Step of the hearing entered"),
    "hearing_opinion": N_("Opinion of a hearing officer entered"),
    "hold_hearing": N_("Hearing held"),
    "weigh_hearing": N_("Opinions of the hearing weighed"),
    "consent_hearing": N_("Chief consented to not following the majority"),
    "tell_hearing_outcome": N_("Outcome told after the hearing"),
    "cancel_hearing": N_("Hearing cancelled"),
}
"""The acts of a hearing as the timeline of a matter names them."""
