"""How many cases an organ and all beneath it may send on in answer to a call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from touyan.exemplars.rules.words import CHOSEN, State
from touyan.kernel.errors import FieldProblem, Invalid, Refused, problem
from touyan.kernel.messages import N_

_MOST = 999


@dataclass(frozen=True)
class Sent:
    """A case in answer to a call: where it comes from, where it lies, how far it is."""

    state: State
    organ: str
    at: str


def sent_on(cases: Iterable[Sent], *, path: str) -> int:
    """How many cases from an organ's tree were sent on above it. What was returned or withdrawn
    does not count; what was selected does, wherever its text lies for approval."""
    return sum(
        one.organ.startswith(path) and (one.state in CHOSEN or _above(one, path)) for one in cases
    )


def _above(case: Sent, path: str) -> bool:
    waiting = case.state in (State.NOMINATED, State.RETURNED)
    return waiting and path != case.at and path.startswith(case.at)


def check_quota(cases: Iterable[Sent], *, path: str, number: int | None, name: str) -> None:
    """Refused once an organ has sent on as many as it may; without a quota there is no limit."""
    sent = sent_on(cases, path=path)
    if number is not None and sent >= number:
        raise Refused(
            N_("%(organ)s may send on %(number)s cases in answer to this call, and has sent on "
               "%(sent)s. Return or withdraw one first, or ask for a larger quota."),
            organ=name, number=number, sent=sent,
        )  # fmt: skip


def check_quotas(quotas: Mapping[str, int], *, path: str) -> None:
    """Quotas are set for organs beneath the one that calls, from nought upwards."""
    problems: list[FieldProblem] = []
    for organ, number in quotas.items():
        if organ == path or not organ.startswith(path):
            problems.append(
                problem("quotas", N_("A quota is set for organs beneath the one that calls."))
            )
        if not 0 <= number <= _MOST:
            problems.append(problem("quotas", N_("A quota is a number from 0 to %(most)s."),
                                    most=_MOST))  # fmt: skip
    if problems:
        raise Invalid(problems)


def check_call(asked: Mapping[str, str], *, opens_on: date, closes_on: date) -> None:
    """A call says what it asks for and on what basis, and closes after it opens."""
    problems = [problem(name, N_("This is needed.")) for name, text in asked.items()
                if not text.strip()]  # fmt: skip
    if closes_on < opens_on:
        problems.append(problem("closes_on", N_("The call closes before it opens.")))
    if problems:
        raise Invalid(problems)


def check_open(*, opens_on: date, closes_on: date, closed: bool, today: date) -> None:
    """Nominations are taken from the day a call opens until it closes."""
    if closed or today > closes_on:
        raise Refused(N_("This call is closed: it takes no more nominations."))
    if today < opens_on:
        raise Refused(N_("This call opens on %(day)s."), day=opens_on)
