"""Where a case may go from where it lies, and who moves it.

It is nominated by the office of the matter and sent on from office to office until one selects it.
The text is then approved from the nominating office upwards to the one that selected it; whatever
is written afterwards makes those approvals void.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from touyan.exemplars.rules.words import State, What
from touyan.kernel.errors import Invalid, NotPermitted, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer, steps
from touyan.organs.rules.roles import LEADERS, Role

DECIDERS = LEADERS | {Role.DEPARTMENT_HEAD}
"""Who sends a case on, returns it, selects it, and sees to calls and objections."""
CALLERS = DECIDERS | {Role.EDITOR}
APPROVERS = LEADERS
WRITERS = DECIDERS | {Role.HANDLER, Role.EDITOR}
READERS = WRITERS | {Role.INSPECTOR}


class Side(StrEnum):
    """Whose step it is: the office where the case lies, or the one that nominated it."""

    DESK = "desk"
    HOME = "home"


@dataclass(frozen=True)
class Move:
    """From which states a step is taken, to which one it leads, and whose it is."""

    before: frozenset[State]
    after: State
    side: Side = Side.DESK


_WAITING = frozenset({State.NOMINATED, State.RETURNED})
MOVES = {
    "forward": Move(_WAITING, State.NOMINATED),
    "return": Move(_WAITING, State.RETURNED),
    "select": Move(_WAITING, State.SELECTED),
    "withdraw": Move(
        _WAITING | {State.SELECTED, State.SUBMITTED, State.APPROVED}, State.WITHDRAWN, Side.HOME
    ),
    "submit": Move(frozenset({State.SELECTED}), State.SUBMITTED),
    "approve": Move(frozenset({State.SUBMITTED}), State.SUBMITTED),
    "send_back": Move(frozenset({State.SUBMITTED, State.APPROVED}), State.SELECTED),
}
VERB_NAMES = {
    "nominate": N_("Case nominated"),
    "forward": N_("Sent on to the office above"),
    "return": N_("Returned with comments"),
    "select": N_("Selected"),
    "withdraw": N_("Nomination withdrawn"),
    "submit": N_("Text put before its approvers"),
    "approve": N_("Text approved"),
    "send_back": N_("Text sent back"),
    "rewrite": N_("Text changed: approvals are void"),
    "unground": N_("No ground left: approvals are void"),
    "uphold": N_("Withdrawn after an objection was upheld"),
    "issue": N_("Issued"),
}


@dataclass(frozen=True)
class Lies:
    """Where a case lies: paths of the office that nominated it, of the one whose turn it is, and
    of the one above which it does not go (empty while that is open)."""

    state: State
    organ: str
    at: str
    top: str = ""
    nominator: int | None = None


def after(verb: str, lies: Lies) -> State:
    """Where a step leads, or refused with why it is not the time for it."""
    if reason := _hindrance(verb, lies):
        raise Refused(reason)
    if verb == "approve" and lies.at == lies.top:
        return State.APPROVED
    return MOVES[verb].after


def _hindrance(verb: str, lies: Lies) -> str:
    if lies.state not in MOVES[verb].before:
        return _WHY[lies.state]
    if verb == "forward" and (lies.at == lies.top or len(steps(lies.at)) == 1):
        return N_("No office above this one takes the case: select it here, or return it.")
    if verb == "return" and lies.at == lies.organ:
        return N_("The office nominated the case itself: withdraw it instead.")
    if verb == "select" and lies.top and lies.at != lies.top:
        return N_("The office that called for cases selects them: send this one on.")
    return ""


_WHY = {
    State.NOMINATED: N_("The case is nominated and not selected yet."),
    State.RETURNED: N_("The case was returned: it is sent on again, or withdrawn."),
    State.WITHDRAWN: N_("This nomination was withdrawn."),
    State.SELECTED: N_("The case is selected, and its text is being written."),
    State.SUBMITTED: N_("The text is before its approvers."),
    State.APPROVED: N_("The text is approved already."),
    State.ISSUED: N_("The case is issued: what is wrong in it is corrected in the edition."),
}


def place_after(verb: str, lies: Lies) -> str:
    """The path of the office whose turn it is once the step is taken."""
    if verb == "forward":
        return _up(lies.at)
    if verb == "return":
        return down(lies.at, lies.organ)
    if verb == "submit":
        return lies.organ
    if verb == "send_back":
        return lies.top
    if verb == "approve":
        return lies.at if lies.at == lies.top else _up(lies.at)
    return lies.at


def _up(path: str) -> str:
    return "/" + "".join(f"{step}/" for step in steps(path)[:-1])


def down(path: str, towards: str) -> str:
    """The office next beneath on the way to the one that nominated."""
    return path + f"{steps(towards)[len(steps(path))]}/"


def may_move(verb: str, viewer: Viewer, lies: Lies) -> bool:
    """Whether the step is the viewer's, wherever the case stands."""
    if verb == "submit":
        return may_write(viewer, lies)
    if MOVES[verb].side is Side.HOME:
        mine = lies.nominator == viewer.account_id and viewer.holds(WRITERS, organ_path=lies.organ)
        return mine or viewer.holds(DECIDERS, organ_path=lies.organ)
    roles = APPROVERS if verb == "approve" else DECIDERS
    return viewer.holds(roles, organ_path=lies.at)


def moves_open(viewer: Viewer, lies: Lies) -> list[str]:
    """The steps that are the viewer's to take now."""
    return [verb for verb in MOVES if may_move(verb, viewer, lies) and not _hindrance(verb, lies)]


def check_mover(verb: str, viewer: Viewer, lies: Lies) -> None:
    """Refused with who takes this step instead."""
    if not may_move(verb, viewer, lies):
        raise NotPermitted(_WHO.get(verb, _DECIDED))


_DECIDED = N_("A department head or a leader of the office where the case lies decides this.")
_WHO = {
    "withdraw": N_("A nomination is withdrawn by whoever made it, or by a department head or a "
                   "leader of that office."),
    "submit": N_("The text is put forward by those who write it."),
    "approve": N_("A leader of the office where the text lies approves it."),
}  # fmt: skip


def may_write(viewer: Viewer, lies: Lies) -> bool:
    """Those who write for the office that nominated the case, or for the one where it lies."""
    open_text = lies.state not in (State.WITHDRAWN, State.ISSUED)
    places = {lies.organ, lies.at, lies.top or lies.at}
    return open_text and any(viewer.holds(WRITERS, organ_path=place) for place in places)


def check_writer(viewer: Viewer, lies: Lies) -> None:
    """Refused where the text is no longer written, or not by this person."""
    if lies.state in (State.WITHDRAWN, State.ISSUED):
        raise Refused(_WHY[lies.state])
    if not may_write(viewer, lies):
        raise NotPermitted(
            N_("The text is written by the office that nominated the case and by the one where it "
               "lies.")
        )  # fmt: skip


def after_writing(state: State) -> State:
    """A text that changes is approved anew."""
    return State.SELECTED if state in (State.SUBMITTED, State.APPROVED) else state


def may_nominate(viewer: Viewer, *, organ_path: str, handler: int | None) -> bool:
    """The handler of the matter, a department head or a leader of its office."""
    handles = handler == viewer.account_id and viewer.holds([Role.HANDLER], organ_path=organ_path)
    return handles or viewer.holds(DECIDERS, organ_path=organ_path)


def check_nominator(viewer: Viewer, *, organ_path: str, handler: int | None) -> None:
    if not may_nominate(viewer, organ_path=organ_path, handler=handler):
        raise NotPermitted(N_("A matter is nominated by its handler, or by a department head or a "
                              "leader of its office."))  # fmt: skip


def check_nomination(what: What, *, reason: str, ended: bool) -> None:
    """With a reason; good practice shows in the end of a matter, a failure may before."""
    if not reason.strip():
        raise Invalid([problem("reason", N_("Say what others can learn from this matter."))])
    if what is What.GOOD and not ended:
        raise Invalid([
            problem("what", N_("Good practice is shown by a matter that is closed or resolved. A "
                               "failure or a fault put right may be nominated before."))
        ])  # fmt: skip


def check_opinion(verb: str, opinion: str) -> None:
    """Every step but putting the text forward is told in words."""
    if verb != "submit" and not opinion.strip():
        raise Invalid([problem("opinion", N_("Say it in words: it is kept with the case."))])


def check_publishable(
    *, written: bool, leaks: int, unanswered: int, grounded: bool, objections: int
) -> None:
    """Refused with everything that stands between the text and its approval."""
    problems = []
    if not written:
        problems.append(problem("text", N_("Title, gist, facts, handling and significance are "
                                           "written before the text is put forward.")))  # fmt: skip
    if leaks:
        problems.append(problem("leaks", N_("%(count)s words by which somebody could be found are "
                                            "still in the text."), count=leaks))  # fmt: skip
    if unanswered:
        problems.append(problem("rare", N_("%(count)s combinations by which somebody might be "
                                           "recognised are not answered."),
                                count=unanswered))  # fmt: skip
    if not grounded:
        problems.append(problem("ground", N_("Neither the petitioner's consent nor a public "
                                             "interest is on file.")))  # fmt: skip
    if objections:
        problems.append(problem("objections", N_("An objection is not decided yet.")))
    if problems:
        raise Invalid(problems)


def check_approver(account: int, *, wrote: Iterable[int | None]) -> None:
    """Nobody approves a text they wrote."""
    if account in wrote:
        raise NotPermitted(N_("You wrote on this text. Somebody else approves it."))


@dataclass(frozen=True)
class Opinion:
    """An approval as recorded: for which office, of which text."""

    organ: str
    digest: str


def approved_up_to(opinions: Iterable[Opinion], *, digest: str) -> list[str]:
    """The offices whose approval stands: what was said of another text is void."""
    return [one.organ for one in opinions if one.digest == digest]
