"""Fixed words of typical cases: what they teach, where they stand, why they may be published."""

from __future__ import annotations

from enum import StrEnum

from touyan.kernel.messages import N_


class What(StrEnum):
    """What a case teaches: what went well, what did not, or how a fault was put right."""

    GOOD = "good"
    FAILURE = "failure"
    CORRECTION = "correction"


WHAT_NAMES = {
    What.GOOD: N_("Good practice"),
    What.FAILURE: N_("A failure to learn from"),
    What.CORRECTION: N_("A fault that was put right"),
}


class State(StrEnum):
    """Where a case stands between nomination and print."""

    NOMINATED = "nominated"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    SELECTED = "selected"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"


STATE_NAMES = {
    State.NOMINATED: N_("Case nominated"),
    State.RETURNED: N_("Returned with comments"),
    State.WITHDRAWN: N_("Nomination withdrawn"),
    State.SELECTED: N_("Selected, being written"),
    State.SUBMITTED: N_("Text before its approvers"),
    State.APPROVED: N_("Text approved"),
    State.ISSUED: N_("Issued"),
}
CHOSEN = frozenset({State.SELECTED, State.SUBMITTED, State.APPROVED, State.ISSUED})
"""States of a case that an organ has selected."""


class Basis(StrEnum):
    """Why a case may be published."""

    CONSENT = "consent"
    PUBLIC_INTEREST = "public_interest"


BASIS_NAMES = {
    Basis.CONSENT: N_("Consent of the petitioner"),
    Basis.PUBLIC_INTEREST: N_("Public interest"),
}


class How(StrEnum):
    """How an objection, or the withdrawal of consent, reached the office."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"


HOW_NAMES = {
    How.IN_PERSON: N_("In person"),
    How.TELEPHONE: N_("By telephone"),
    How.LETTER: N_("By letter"),
    How.ONLINE: N_("Online"),
}


class Ruling(StrEnum):
    """What was decided about an objection."""

    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"


RULING_NAMES = {
    Ruling.UPHELD: N_("Upheld"),
    Ruling.NOT_UPHELD: N_("Not upheld"),
}


class Answer(StrEnum):
    """What an editor did about a combination by which somebody might be recognised."""

    KEPT = "kept"
    CHANGED = "changed"


ANSWER_NAMES = {
    Answer.KEPT: N_("Kept, with a reason"),
    Answer.CHANGED: N_("Changed"),
}


class EditionState(StrEnum):
    """Where an edition of typical cases stands; its content is frozen from the first step on."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


EDITION_STATE_NAMES = {
    EditionState.DRAFT: N_("Being put together"),
    EditionState.SUBMITTED: N_("Frozen, before its approvers"),
    EditionState.APPROVED: N_("Approved"),
    EditionState.ISSUED: N_("Issued"),
    EditionState.WITHDRAWN: N_("Withdrawn"),
}

SECTIONS = ("gist", "facts", "handling", "significance", "summary_en")
"""The parts of a case that consist of paragraphs, in the order they are read."""
SECTION_NAMES = {
    "title": N_("Title"),
    "keywords": N_("Keywords"),
    "gist": N_("Gist"),
    "facts": N_("Basic facts"),
    "handling": N_("How the procuratorate handled it"),
    "significance": N_("Significance"),
    "summary_en": N_("English summary"),
}
