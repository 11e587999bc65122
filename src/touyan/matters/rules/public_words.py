"""A matter's course in words a petitioner understands, without what is internal to the office.

A decision is not shown before the answer is served; who handles and who leads is not shown at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from touyan.deadlines.rules.clocks import Clock, State
from touyan.kernel.messages import N_, Message, message
from touyan.matters.rules.lifecycle import Stage

Happened = Sequence[tuple[str, date]]

NEWS: dict[str, str] = {
    "receive": N_("We received your petition."),
    "register": N_("It was entered in the register."),
    "request_supplement": N_("We need more papers from you. A letter lists all of them, once."),
    "complete_supplement": N_("The papers are complete."),
    "transfer": N_("Your petition was passed on to the authority that is responsible."),
    "inform_elsewhere": N_("We told you which authority is responsible."),
    "decline": N_(
        "Your matter was not accepted. The notice gives the reasons and where else you can turn."
    ),
    "accept": N_("Your matter was accepted."),
    "join": N_("Your petition was put together with a matter we already know."),
    "assign": N_("It was decided which department is responsible."),
    "start_handling": N_("A prosecutor began to work on it."),
    "pause": N_("The work is paused for a reason the rules allow."),
    "resume": N_("The work goes on."),
    "extend": N_("The time limit was extended."),
    "reply_procedural": N_("We told you how we proceed."),
    "report_progress": N_("We told you how your matter stands."),
    "serve_answer": N_("The answer was served on you."),
    "close": N_("The procedure was closed."),
    "terminate": N_("The procedure was ended for good. New evidence is still received."),
    "reopen": N_("Your matter was taken up again."),
    "revoke_termination": N_("There is new evidence: the end for good was revoked."),
    "verify_resolution": N_("We recorded how the matter ended, after speaking with a petitioner."),
    "end_resolution": N_("The record of how the matter ended no longer holds."),
}

EARLY_ENDS: dict[str, str] = {
    "transfer": N_("Passed on"),
    "inform_elsewhere": N_("You were told whom to turn to"),
    "decline": N_("Not accepted"),
}
_RECEIVED = N_("Received")
_EXAMINED = N_("First examination")
_HANDLED = N_("Being handled")
_ANSWERED = N_("Answered")
_WORKING = frozenset({Stage.ACCEPTED, Stage.ASSIGNED, Stage.HANDLING, Stage.PAUSED, Stage.DECIDED})


@dataclass(frozen=True)
class Step:
    """One step of the road: its name, whether it is done, current or to come, and since when."""

    label: Message
    state: str
    on: date | None = None


@dataclass(frozen=True)
class Promise:
    """Something owed to the petitioner by a day.

    state: open, late, still (counting stands still), unknown (calendar missing), kept, kept_late.
    """

    label: Message
    state: str
    due_on: date | None
    done_on: date | None = None
    not_before: date | None = None


def steps_of(*, received_on: date, stage: str, happened: Happened) -> list[Step]:
    """The road so far: what happened since the petition came, and where its matter stands."""
    life = _since_reopened(happened)
    last = dict(life)
    arrived = Step(message(_RECEIVED), "done", received_on)
    early = next((verb for verb, _day in reversed(life) if verb in (*EARLY_ENDS, "accept")), "")
    if early in EARLY_ENDS:
        examined = Step(message(_EXAMINED), "done", last[early])
        return [arrived, examined, Step(message(EARLY_ENDS[early]), "done", last[early])]
    answered, working = last.get("serve_answer"), stage in _WORKING
    place = 3 if answered else 2 if working else 1
    days = [last.get("accept"), last.get("start_handling") or last.get("assign"), answered]
    later = [
        Step(message(label), _state(number, place, answered), days[number - 1])
        for number, label in enumerate((_EXAMINED, _HANDLED, _ANSWERED), start=1)
    ]
    return [arrived, *later]


def _state(number: int, place: int, answered: date | None) -> str:
    if number < place or (answered and number == place):
        return "done"
    return "current" if number == place else "todo"


def _since_reopened(happened: Happened) -> Happened:
    places = [place for place, (verb, _day) in enumerate(happened) if verb == "reopen"]
    return happened[places[-1] + 1 :] if places else happened


def news_of(happened: Iterable[tuple[str, date]]) -> list[tuple[date, Message]]:
    """What happened, oldest first, the same thing on the same day once."""
    lines = [(day, message(NEWS[verb])) for verb, day in happened if verb in NEWS]
    return list(dict.fromkeys(lines))


_PROMISES: tuple[tuple[tuple[str, frozenset[str]], ...], ...] = (
    (
        (N_("We tell you how we proceed"), frozenset({"C2"})),
        (N_("We decide how it goes on"), frozenset({"C1"})),
    ),
    ((N_("We tell you the result, or how your matter stands"), frozenset({"C3", "C4"})),),
    ((N_("We finish the matter"), frozenset({"C11", "C17", "C21", "C22"})),),
)
"""What is owed, and the rules it rests on: the first reading with a clock counts."""


def promises_of(clocks: Iterable[Clock], *, now: datetime) -> list[Promise]:
    """What the petitioner may rely on: of each kind what is owed next, else what was done last."""
    held = [clock for clock in clocks if clock.state(now) is not State.VOID]
    found = []
    for readings in _PROMISES:
        for label, codes in readings:
            mine = [clock for clock in held if clock.rule.code in codes]
            if mine:
                found.append(_promise(label, mine, now=now))
                break
    return found


def _promise(label: str, clocks: Sequence[Clock], *, now: datetime) -> Promise:
    owed = [clock for clock in clocks if clock.running]
    clock = min(owed, key=lambda c: c.not_before) if owed else clocks[-1]
    return Promise(
        message(label),
        _STATES.get(clock.state(now), "open"),
        due_on=clock.due_on,
        done_on=clock.met_on,
        not_before=clock.not_before,
    )


_STATES = {
    State.OVERDUE: "late",
    State.SUSPENDED: "still",
    State.UNKNOWN: "unknown",
    State.MET_IN_TIME: "kept",
    State.MET_LATE: "kept_late",
}
