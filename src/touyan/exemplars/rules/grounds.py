"""Why a case may be published, and what the petitioner may do against it."""

from __future__ import annotations

from datetime import date

from touyan.exemplars.rules.running import DECIDERS, Lies
from touyan.exemplars.rules.words import Basis, How, Ruling, State
from touyan.kernel.errors import Invalid, NotPermitted, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import IDENTIFIER_READERS, LEADERS

_KEEPERS = IDENTIFIER_READERS
MOST = 2000
"""So many signs may be typed in the portal."""


def _offices(lies: Lies) -> set[str]:
    return {lies.organ, lies.at, lies.top or lies.at}


def may_keep(viewer: Viewer, lies: Lies, kind: Basis) -> bool:
    """Consent is entered by those who deal with the petitioner; that the public interest weighs
    more is for a leader to say."""
    roles = LEADERS if kind is Basis.PUBLIC_INTEREST else _KEEPERS
    return any(viewer.holds(roles, organ_path=path) for path in _offices(lies))


def check_ground(
    kind: Basis, text: str, *, signed_on: date | None, today: date, viewer: Viewer, lies: Lies
) -> date:
    """In words and of a day that has come, entered by whom it takes."""
    if lies.state is State.WITHDRAWN:
        raise Refused(N_("This nomination was withdrawn."))
    if not may_keep(viewer, lies, kind):
        raise NotPermitted(
            N_("A leader says why the public interest weighs more.")
            if kind is Basis.PUBLIC_INTEREST
            else N_("Consent is entered by those who deal with the petitioner.")
        )
    problems = []
    if not text.strip():
        problems.append(problem("text", N_("Say what was agreed to, or wherein the public interest "
                                           "lies, and where the paper is.")))  # fmt: skip
    if signed_on is None or signed_on > today:
        problems.append(problem("signed_on", N_("Give the day it was signed, not later than "
                                                "today.")))  # fmt: skip
    if problems:
        raise Invalid(problems)
    return signed_on or today


ONLINE = N_("Given online with the code of the receipt.")
"""What stands on file of a consent given in the portal."""


def may_ask(viewer: Viewer, lies: Lies, *, asked: bool) -> bool:
    """Those who deal with the petitioner, while the case is on its way and no answer is due."""
    ended = lies.state in (State.WITHDRAWN, State.ISSUED)
    return not ended and not asked and may_keep(viewer, lies, Basis.CONSENT)


def check_asking(text: str, viewer: Viewer, lies: Lies, *, asked: bool) -> None:
    check_keeper(viewer, lies)
    if asked:
        raise Refused(N_("Everybody who petitions has agreed, or was asked and has not answered "
                         "yet."))  # fmt: skip
    if not may_ask(viewer, lies, asked=asked):
        raise Refused(N_("This case is not on its way to publication."))
    if not text.strip():
        raise Invalid([problem("text", N_("Tell the petitioner what shall be published, where and "
                                          "in which form."))])  # fmt: skip


def check_revocation(kind: Basis, *, revoked: bool) -> None:
    if kind is not Basis.CONSENT:
        raise Refused(N_("Only consent is taken back. Against a public interest the petitioner may "
                         "object."))  # fmt: skip
    if revoked:
        raise Refused(N_("This consent was taken back already."))


def check_keeper(viewer: Viewer, lies: Lies) -> None:
    """What a petitioner says is entered by those who deal with petitioners."""
    if not may_keep(viewer, lies, Basis.CONSENT):
        raise NotPermitted(N_("This is entered by those who deal with the petitioner."))


def check_objection(text: str, how: How | None) -> None:
    problems = []
    if not text.strip():
        problems.append(problem("text", N_("Say in a sentence what should not be published.")))
    if len(text) > MOST:
        problems.append(problem("text", N_("Not more than %(most)s characters."), most=MOST))
    if how is None:
        problems.append(problem("how", N_("Say how it reached the office.")))
    if problems:
        raise Invalid(problems)


def may_decide(viewer: Viewer, lies: Lies) -> bool:
    """A head or leader of the offices concerned, who did not nominate the case."""
    decides = any(viewer.holds(DECIDERS, organ_path=path) for path in _offices(lies))
    return decides and viewer.account_id != lies.nominator


def check_decision(ruling: Ruling | None, reason: str, *, viewer: Viewer, lies: Lies) -> Ruling:
    if not may_decide(viewer, lies):
        raise NotPermitted(N_("An objection is decided by a department head or a leader of the "
                              "offices concerned who did not nominate the case."))  # fmt: skip
    if ruling is None or not reason.strip():
        raise Invalid([problem("reason", N_("Say whether the objection is upheld, and why: the "
                                            "petitioner reads the reasons."))])  # fmt: skip
    return ruling
