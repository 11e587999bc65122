"""Revisits after closing: which matters get them, when, and what makes a record whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from touyan.deadlines.rules.counting import add_months
from touyan.kernel.errors import FieldProblem, Invalid
from touyan.kernel.messages import N_, message
from touyan.leadership.rules.dated import DatedRule
from touyan.matters.rules.no_promise import check_no_bargain, promise_in
from touyan.organs.rules.roles import LEADERS, Role

RECORDERS = LEADERS | {Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD}
"""Who may speak with the petitioner after closing, in the office that handled the matter."""
TAKERS_UP = frozenset({Role.DEPARTMENT_HEAD, Role.CHIEF, Role.DEPUTY_CHIEF})
"""Who answers a request to take a matter up again; the table of moves asks the same."""

SOON = timedelta(days=14)
EARLY = timedelta(days=14)
"""A revisit counts from this long before its day on: several at once are not several contacts."""
LEAST_ATTEMPTS = 2


class Way(StrEnum):
    VISIT = "visit"
    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    VIDEO = "video"
    LETTER = "letter"


WAYS = {
    Way.VISIT: N_("Visit at the petitioner's place"),
    Way.IN_PERSON: N_("In person at the office"),
    Way.TELEPHONE: N_("On the telephone"),
    Way.VIDEO: N_("By video"),
    Way.LETTER: N_("By a letter of the office"),
}


class Result(StrEnum):
    SETTLED = "settled"
    DISAGREES = "disagrees"
    UNREACHED = "unreached"
    RETURNED = "returned"
    ASKED = "asked"


RESULTS = {
    Result.SETTLED: N_("Settled"),
    Result.DISAGREES: N_("The petitioner disagrees"),
    Result.UNREACHED: N_("Not reached"),
    Result.RETURNED: N_("Returned to work"),
    Result.ASKED: N_("The head is asked to take it up again"),
}


class State(StrEnum):
    """Where a revisit stands; computed, except that it was dropped or done."""

    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"
    ASKED = "asked"
    DONE = "done"
    DROPPED = "dropped"


STATES = {
    State.OVERDUE: N_("Overdue"),
    State.DUE: N_("Due within two weeks"),
    State.LATER: N_("Later"),
    State.ASKED: N_("Asked to take up again"),
    State.DONE: N_("Done"),
    State.DROPPED: N_("Dropped: the matter was taken up again"),
}


@dataclass(frozen=True)
class Planned:
    """One revisit a rule asks for."""

    rule: str
    months: int
    due_on: date


@dataclass(frozen=True)
class Situation:
    """What decides whether a closed matter is revisited."""

    in_batch: bool
    led: bool
    reachable: bool
    anonymous: bool = False


def plan(rules: Iterable[DatedRule], *, closed_on: date) -> list[Planned]:
    """The revisits that the rules in force ask for, counted from the closing day.

    Months end as in `deadlines`, the earlier reading. The day is not moved past days off: it is
    the office's own contact, not a period anybody loses, and next year's calendar may be unknown.
    """
    found = [(int(r.content["after_months"]), r.code) for r in rules if "after_months" in r.content]
    return [Planned(code, months, add_months(closed_on, months)) for months, code in sorted(found)]


def why_none(situation: Situation) -> str:
    """Why a closed matter gets no revisit; empty when it gets them.

    Revisited are the matters of a campaign batch and those a leader led: their grievances were
    the hardest, and for them the offices promised to look back.
    """
    if not (situation.in_batch or situation.led):
        return N_("Revisits follow matters of a campaign batch and matters led by a leader.")
    if situation.anonymous:
        return N_("The petition is anonymous: there is nobody to ask.")
    if not situation.reachable:
        return N_("No petitioner left a telephone number or an address.")
    return ""


def questions(rules: Iterable[DatedRule]) -> list[DatedRule]:
    """The questions in force, in the order of their codes."""
    return [rule for rule in rules if rule.content.get("question")]


def state_of(*, due_on: date, result: str, dropped: bool, answered: bool, today: date) -> State:
    """Where a revisit stands today."""
    if dropped:
        return State.DROPPED
    if result == Result.ASKED and not answered:
        return State.ASKED
    if result:
        return State.DONE
    if due_on < today:
        return State.OVERDUE
    return State.DUE if due_on <= today + SOON else State.LATER


@dataclass(frozen=True)
class Attempt:
    """One try to reach the petitioner."""

    on: date
    way: Way
    what: str


@dataclass(frozen=True)
class PromiseAnswer:
    """What the petitioner says of one promise of the office."""

    done: bool
    said: str = ""


@dataclass(frozen=True)
class Contact:
    """A revisit as recorded: how, who with whom, when, what was said and what came of it.

    `answers` by the code of the question, `promised` by the id of the promise.
    """

    result: Result
    done_on: date
    way: Way | None = None
    who: str = ""
    with_whom: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    promised: Mapping[str, PromiseAnswer] = field(default_factory=dict)
    attempts: Sequence[Attempt] = ()
    findings: str = ""

    def texts(self) -> list[str]:
        """Every text of the record, for what none of them may say."""
        said = [answer.said for answer in self.promised.values()]
        tried = [attempt.what for attempt in self.attempts]
        return [self.findings, *self.answers.values(), *said, *tried]


@dataclass(frozen=True)
class Asked:
    """What a revisit has to cover: its days, the questions in force, the promises made."""

    closed_on: date
    due_on: date
    today: date
    questions: Sequence[str]
    promises: Sequence[str]


def check_contact(contact: Contact, asked: Asked) -> None:
    """Refuse a record with a gap, naming each; and any text that bargains for silence."""
    problems = [*_days(contact, asked)]
    if contact.result is Result.UNREACHED:
        problems += _attempts(contact, asked)
    else:
        problems += _talk(contact, asked)
    if problems:
        raise Invalid(problems)
    check_no_vow(contact.texts())
    check_no_bargain(contact.texts())


def _days(contact: Contact, asked: Asked) -> Iterable[FieldProblem]:
    if contact.done_on > asked.today:
        yield _problem("done_on", N_("The day given lies in the future."))
    elif contact.done_on < max(asked.closed_on, asked.due_on - EARLY):
        reason = N_("This revisit is made from %(day)s on, two weeks before its day.")
        first = max(asked.closed_on, asked.due_on - EARLY)
        yield FieldProblem("done_on", message(reason, day=first.isoformat()))


def _attempts(contact: Contact, asked: Asked) -> Iterable[FieldProblem]:
    tried = [one for one in contact.attempts if one.what.strip()]
    days = {one.on for one in tried}
    if len(days) < LEAST_ATTEMPTS:
        yield _problem(
            "attempts", N_("Nobody counts as not reached before two attempts on different days.")
        )
    if any(not asked.closed_on <= day <= asked.today for day in days):
        yield _problem("attempts", N_("An attempt lies between the closing and today."))


def _talk(contact: Contact, asked: Asked) -> Iterable[FieldProblem]:
    if contact.way is None:
        yield _problem("way", N_("Say how contact was made."))
    if not contact.who.strip():
        yield _problem("who", N_("Say who of the office spoke."))
    if not contact.with_whom.strip():
        yield _problem("with_whom", N_("Say with whom."))
    for code in asked.questions:
        if not contact.answers.get(code, "").strip():
            yield _problem(f"answer_{code}", N_("Write what was answered."))
    yield from _promises(contact, asked)
    if contact.result is not Result.SETTLED and not contact.findings.strip():
        yield _problem("findings", N_("Write what was found."))


def _promises(contact: Contact, asked: Asked) -> Iterable[FieldProblem]:
    for promise in asked.promises:
        said = contact.promised.get(promise)
        if said is None:
            yield _problem(f"promise_{promise}", N_("Say whether it was done."))
        elif not said.said.strip():
            yield _problem(f"said_{promise}", N_("Write how it was done, or what is missing."))
        elif not said.done and contact.result is Result.SETTLED:
            yield _problem(
                "result", N_("Something promised is not done: the matter is not settled.")
            )


def _problem(where: str, text: str) -> FieldProblem:
    return FieldProblem(where, message(text))


_PRESSED = re.compile(
    r"要求|逼|强迫|迫使|强制|威胁|胁迫|[让叫令](?:她|他|其|我|本人)|不同意|不服|不愿"
    r"|\b(?:press\w*|forc\w+|threat\w*|demand\w*|made to|nobody may)\b",
    re.IGNORECASE,
)


def vow_in(text: str) -> str:
    """The first sentence that records that petitioning is to cease; empty if none does.

    That somebody was pressed to promise it is a complaint, and stays.
    """
    for sentence in re.split(r"[。！？!?；;\n]+", text):
        if promise_in(sentence) and not _PRESSED.search(sentence):
            return sentence.strip()
    return ""


def check_no_vow(texts: Iterable[str]) -> None:
    """Refuse to keep a promise to stop petitioning: a revisit neither asks for nor records one."""
    for text in texts:
        if found := vow_in(text):
            reason = N_(
                "“%(found)s” records a promise to stop petitioning. A revisit neither asks for "
                "nor keeps one: take the sentence out."
            )
            raise Invalid([FieldProblem("", message(reason, found=found))])
