"""What was promised to petitioners: open until kept, and kept late for ever if it was late."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from touyan.kernel.errors import FieldProblem, Invalid, Refused
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.reception import RECEPTION
from touyan.organs.rules.roles import Role

SPEAKERS = RECEPTION | {Role.HANDLER}
"""Roles that speak for their office to a petitioner: they make promises and keep them."""

SOON = timedelta(days=7)
LEAST = 6


class PromiseState(StrEnum):
    OPEN = "open"
    DUE = "due"
    LATE = "late"
    KEPT = "kept"
    KEPT_LATE = "kept_late"


PROMISE_STATES = {
    PromiseState.OPEN: N_("To be kept"),
    PromiseState.DUE: N_("Due within a week"),
    PromiseState.LATE: N_("Not kept in time"),
    PromiseState.KEPT: N_("Kept as promised"),
    PromiseState.KEPT_LATE: N_("Kept late"),
}


def promise_state(due_on: date, kept_on: date | None, *, today: date) -> PromiseState:
    """Open until kept: the end of the matter changes nothing about it."""
    if kept_on:
        return PromiseState.KEPT_LATE if kept_on > due_on else PromiseState.KEPT
    if due_on < today:
        return PromiseState.LATE
    return PromiseState.DUE if due_on - today <= SOON else PromiseState.OPEN


def promise_words(due_on: date, kept_on: date | None, *, today: date) -> Message:
    """The state as it is said; a late one says how late it was kept."""
    late = (kept_on - due_on).days if kept_on else 0
    if late == 1:
        return message(N_("Kept one day late"))
    if late > 1:
        return message(N_("Kept %(days)s days late"), days=late)
    return message(PROMISE_STATES[promise_state(due_on, kept_on, today=today)])


def check_promise(text: str, *, due_on: date, made_on: date) -> None:
    """Refuse a promise that says nothing or was due before it was made."""
    if not text.strip():
        raise Refused(N_("Write what was promised."))
    if due_on < made_on:
        raise Refused(N_("The day for keeping it lies before the day it was made."))


def check_kept(how: str) -> None:
    """Refuse what tells nobody what was done: a word of consent is no account of it."""
    if not how.strip():
        raise Invalid([FieldProblem("how", message(N_("Write how it was kept.")))])
    if len("".join(how.split())) < LEAST:
        said = message(N_("This says too little to show that the promise was kept."))
        cure = message(
            N_("Say what was done and when, in at least %(least)s characters."), least=LEAST
        )
        raise Invalid([FieldProblem("how", said, cure)])
