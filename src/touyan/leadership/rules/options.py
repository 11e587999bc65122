"""What may be done about a leader's charge now, by whom; each refusal with its sentence.

Buttons and actions ask the same table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.words import ChargeState


@dataclass(frozen=True)
class Standing:
    """Where a matter's charge stands and what part the viewer plays in it.

    `names`: reads the form and names (the chief, or the deputy chief in the chief's stead);
    `in_charge`: is the leader of the open charge; `stands_in`: deputises for that leader today;
    `led`: ever was in charge; `staff`: serves in the handling office; `leads_office`: is one of
    its leaders.
    """

    ended: bool
    form_open: bool
    charge: ChargeState | None
    names: bool = False
    in_charge: bool = False
    stands_in: bool = False
    led: bool = False
    staff: bool = False
    leads_office: bool = False
    heads: bool = False


@dataclass(frozen=True)
class _Test:
    """A condition, the kind of refusal and its sentence."""

    holds: Callable[[Standing], bool]
    error: type[Refused]
    says: str


_STAFF = _Test(
    lambda s: s.staff, NotPermitted, N_("This is for those who handle the matter in its office.")
)
_SPEAKS = _Test(
    lambda s: s.staff,
    NotPermitted,
    N_("Only the handling office makes promises in this matter."),
)
_HEAD = _Test(
    lambda s: s.heads,
    NotPermitted,
    N_("This is for a department head or a leader of the handling office."),
)
_CHIEF = _Test(
    lambda s: s.names,
    NotPermitted,
    N_("The chief procurator of the handling office names the leader."),
)
_LEADER = _Test(lambda s: s.in_charge, NotPermitted, N_("This is for the leader in charge."))
_OFFICE_LEADER = _Test(
    lambda s: s.leads_office, Refused, N_("This person is not a leader of the handling office.")
)
_LED = _Test(lambda s: s.led, NotPermitted, N_("This is for the leader in charge."))
_RUNNING = _Test(
    lambda s: not s.ended, Refused, N_("The matter is ended; nobody needs to lead it.")
)
_FORM = _Test(
    lambda s: s.form_open,
    Conflict,
    N_("No form on this matter is waiting: it was decided meanwhile."),
)
_NO_FORM = _Test(lambda s: not s.form_open, Refused, N_("The form already lies before the chief."))
_UNFORMED = _Test(
    lambda s: not s.form_open,
    Refused,
    N_("The form lies before the chief, who names the leader of this matter."),
)
_NO_CHARGE = _Test(lambda s: s.charge is None, Conflict, N_("A leader is in charge already."))
_CHARGE = _Test(
    lambda s: s.charge is not None, Conflict, N_("Nobody is in charge of this matter now.")
)
_UNANSWERED = _Test(
    lambda s: s.charge is ChargeState.NAMED, Conflict, N_("The charge was answered already.")
)
_ACCEPTED = _Test(
    lambda s: s.charge is ChargeState.ACCEPTED,
    Conflict,
    N_("Nobody has taken charge of this matter yet."),
)

OPTIONS: dict[str, tuple[str, tuple[_Test, ...]]] = {
    "submit": (N_("Lay before the chief"), (_STAFF, _RUNNING, _NO_CHARGE, _NO_FORM)),
    "name": (N_("Note and name the leader"), (_CHIEF, _FORM)),
    "return": (N_("Return the form"), (_CHIEF, _FORM)),
    "accept": (N_("Take charge"), (_CHARGE, _LEADER, _UNANSWERED)),
    "decline": (N_("Decline"), (_CHARGE, _LEADER, _UNANSWERED)),
    "take": (N_("Take it up yourself"), (_OFFICE_LEADER, _RUNNING, _NO_CHARGE, _UNFORMED)),
    "hand-over": (N_("Hand over to another leader"), (_CHIEF, _CHARGE, _RUNNING)),
    "state": (N_("State a fact"), (_STAFF,)),
    "state-major": (N_("State a fact"), (_HEAD,)),
    "inquiry": (N_("Note an inquiry"), (_STAFF,)),
    "promise": (N_("Note a promise"), (_SPEAKS,)),
    "deed": (N_("Record an act"), (_ACCEPTED,)),
    "answer-sign": (N_("Answer the question"), (_LED,)),
}
"""Name and conditions of everything that may be done, in the order they are asked."""


def check_option(code: str, standing: Standing) -> None:
    """Refuse with the first condition that does not hold."""
    for test in OPTIONS[code][1]:
        if not test.holds(standing):
            raise test.error(test.says)


def refusal(code: str, standing: Standing) -> Message | None:
    """The sentence of the first condition that does not hold, for a button."""
    for test in OPTIONS[code][1]:
        if not test.holds(standing):
            return message(test.says)
    return None


def check_doer(standing: Standing, delegable: str) -> bool:
    """Whether an act is done in the leader's stead; refused where its rule forbids that.

    `delegable` is "no", "deputy" (while the leader is away) or "anyone" (of the office).
    """
    if standing.in_charge:
        return False
    if standing.stands_in:
        if delegable == "no":
            raise Refused(N_("This act is the leader's own; even the deputy may not do it."))
        return True
    if delegable != "anyone" or not standing.staff:
        raise NotPermitted(N_("This act is for the leader in charge."))
    return False
