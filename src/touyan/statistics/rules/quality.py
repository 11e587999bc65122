"""What in the register cannot be as it stands, or is missing: said of one matter or petition, with
the sentence that tells why. `elements/quality.sql` finds the same in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from touyan.intake.rules.words import Kind
from touyan.kernel.messages import N_, Message, message
from touyan.matters.rules.lifecycle import BY_VERB
from touyan.statistics.rules.parameters import LATE_REGISTRATION_DAYS


class Defect(StrEnum):
    """By the element that counts it."""

    ORDER = "q_order"
    CLOSED_EARLY = "q_closed_early"
    AFTER_CLOSING = "q_after_closing"
    NO_DECISION = "q_no_decision"
    NO_ANSWER = "q_no_answer"
    NO_KIND = "q_no_kind"
    NO_GROUND = "q_no_ground"
    NO_DEMAND = "q_no_demand"
    LATE = "registered_late"


ORDERED = ("triage", "accept", "assign", "start_handling", "decide", "serve_answer")
"""Moves of which none can have happened on a day before that of the one entered before it."""
ENDING_EARLY = ("decline", "transfer", "inform_elsewhere")
"""What ends a matter that was not accepted; an accepted one takes a decision."""
DISPUTING = (Kind.CRIMINAL_PETITION, Kind.CIVIL_PETITION, Kind.ADMINISTRATIVE_PETITION)
"""Kinds whose register form asks for the decision they dispute."""


@dataclass(frozen=True)
class Step:
    """An act as entered: what, on which day, and whether an old register gave it."""

    verb: str
    day: date
    imported: bool = False


@dataclass(frozen=True)
class History:
    """One matter since it was last taken up, its steps in the order of entry. `closed_on`: of the
    closing in force that a person made."""

    received_on: date
    steps: Sequence[Step] = ()
    closed_on: date | None = None
    replyable: bool = True

    def has(self, *verbs: str) -> bool:
        return any(step.verb in verbs for step in self.steps)


@dataclass(frozen=True)
class Entered:
    """One petition as it stands in the register."""

    kind: Kind
    received_on: date
    registered_on: date
    claims: int = 1
    challenged: int = field(default=1)


def matter_defects(history: History) -> dict[Defect, Message]:
    """What is wrong with a matter, each with its sentence."""
    found: dict[Defect, Message] = {}
    for defect, say in _OF_MATTERS.items():
        if said := say(history):
            found[defect] = said
    return found


def petition_defects(entered: Entered) -> dict[Defect, Message]:
    """What is wrong with the entry of a petition."""
    return dict(_of_petition(entered))


def _of_petition(entered: Entered) -> Iterator[tuple[Defect, Message]]:
    if entered.kind is Kind.OTHER:
        yield Defect.NO_KIND, Message(N_("The kind is “other petition”: no kind of case is named."))
    if entered.kind in DISPUTING and not entered.challenged:
        yield Defect.NO_GROUND, Message(N_("It disputes a decision, but names none."))
    if not entered.claims:
        yield Defect.NO_DEMAND, Message(N_("No demand is listed, so none can be answered."))
    days = (entered.registered_on - entered.received_on).days
    if days > LATE_REGISTRATION_DAYS:
        yield Defect.LATE, message(N_("Registered %(days)s days after it was received."), days=days)


def _order(history: History) -> Message | None:
    reached, last = history.received_on, ""
    for step in history.steps:
        if step.verb not in ORDERED:
            continue
        if step.day < reached:
            return _too_early(step, last, reached)
        reached, last = step.day, step.verb
    return None


def _too_early(step: Step, last: str, reached: date) -> Message:
    if not last:
        return message(
            N_("“%(move)s” on %(day)s lies before the day of receipt, %(reached)s."),
            move=Message(BY_VERB[step.verb].name), day=step.day, reached=reached,
        )  # fmt: skip
    return message(
        N_("“%(move)s” on %(day)s lies before “%(last)s” on %(reached)s, which it follows."),
        move=Message(BY_VERB[step.verb].name), day=step.day,
        last=Message(BY_VERB[last].name), reached=reached,
    )  # fmt: skip


def _closed_early(history: History) -> Message | None:
    accepted = [step.day for step in history.steps if step.verb == "accept"]
    if history.closed_on is None or not accepted or history.closed_on >= max(accepted):
        return None
    return message(
        N_("Closed on %(closed)s, before it was accepted on %(accepted)s."),
        closed=history.closed_on, accepted=max(accepted),
    )  # fmt: skip


def _after_closing(history: History) -> Message | None:
    closed = history.closed_on
    late = [s.day for s in history.steps if s.verb in ("decide", "serve_answer")]
    if closed is None or not late or max(late) <= closed:
        return None
    return message(
        N_("Decided or answered on %(day)s, after it was closed on %(closed)s."),
        day=max(late), closed=closed,
    )  # fmt: skip


def _no_decision(history: History) -> Message | None:
    if history.closed_on is None or _is_decided(history):
        return None
    if history.has("accept"):
        return Message(N_("Accepted and closed, but no decision is on record."))
    return Message(N_("Closed, but nothing on record ended it: neither refused nor sent on."))


def _is_decided(history: History) -> bool:
    """An answer that an old register gives shows that something was decided."""
    if any(step.imported and step.verb == "serve_answer" for step in history.steps):
        return True
    return history.has("decide") or (not history.has("accept") and history.has(*ENDING_EARLY))


def _no_answer(history: History) -> Message | None:
    if history.closed_on is None or not history.replyable or history.has("serve_answer"):
        return None
    if not history.has("decide"):
        return None
    return Message(N_("Decided and closed, but no answer was served."))


_OF_MATTERS: dict[Defect, Callable[[History], Message | None]] = {
    Defect.ORDER: _order,
    Defect.CLOSED_EARLY: _closed_early,
    Defect.AFTER_CLOSING: _after_closing,
    Defect.NO_DECISION: _no_decision,
    Defect.NO_ANSWER: _no_answer,
}
