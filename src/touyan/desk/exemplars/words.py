"""A case in words: what it teaches, where it stands."""

from __future__ import annotations

from touyan.exemplars.queries.access import Exemplar
from touyan.exemplars.rules.words import STATE_NAMES, WHAT_NAMES, State, What
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence

_TONES = {
    State.NOMINATED: "blue",
    State.RETURNED: "amber",
    State.WITHDRAWN: "grey",
    State.SELECTED: "blue",
    State.SUBMITTED: "blue",
    State.APPROVED: "green",
    State.ISSUED: "green",
}


def state_chip(exemplar: Exemplar) -> tuple[str, str]:
    """The state in words, and its tone."""
    state = State(exemplar.state)
    return sentence(Message(STATE_NAMES[state])), _TONES[state]


def what_words(exemplar: Exemplar) -> str:
    return sentence(Message(WHAT_NAMES[What(exemplar.what)]))
