"""Whether a grievance itself ended: what shows it, who may verify it, when it is confirmed.

No national text defines substantive resolution; the grades are this system's, the length of the
window is a dated rule. A promise to petition no more shows nothing, and an honest R0 is no fault.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from touyan.deadlines.rules.counting import add_months
from touyan.kernel.errors import Conflict, FieldProblem, Invalid, NotPermitted, Refused
from touyan.kernel.messages import N_, Listing, Message, message
from touyan.linkage.rules.words import Relation
from touyan.matters.rules.no_promise import beyond_ceasing, check_no_promise
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import IDENTIFIER_READERS, LEADERS, Role

WINDOW_RULE = "O1"
CONFIRMED = 3
"""The grade no one proposes: it is reached from R2 when the window has passed."""
VERIFIERS = IDENTIFIER_READERS
PROPOSERS = frozenset({Role.HANDLER, Role.DEPARTMENT_HEAD})
ENDERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.INSPECTOR}
REOPENS = frozenset({Relation.REPEAT, Relation.JOINT})
"""A petition so laid to a matter says that its grievance goes on; a supplement or the same
submission again says nothing new of it."""


class Evidence(StrEnum):
    CORRECTED = "corrected"
    COMPENSATED = "compensated"
    ASSISTED = "assisted"
    SETTLED = "settled"
    EXPLAINED = "explained"
    STATEMENT = "statement"


EVIDENCE_NAMES = {
    Evidence.CORRECTED: N_("An error was corrected"),
    Evidence.COMPENSATED: N_("Compensation was paid"),
    Evidence.ASSISTED: N_("Judicial assistance was paid"),
    Evidence.SETTLED: N_("A settlement was performed"),
    Evidence.EXPLAINED: N_("Reasons were explained and understood"),
    Evidence.STATEMENT: N_("The petitioner's own free statement"),
}


class Proof(StrEnum):
    DOCUMENT = "document"
    ACT = "act"
    PAYMENT = "payment"


PROOF_NAMES = {
    Proof.DOCUMENT: N_("a paper or file of the matter"), Proof.ACT: N_("an entry of the timeline"),
    Proof.PAYMENT: N_("a payment entered with its proof"),
}  # fmt: skip

_EITHER = frozenset({Proof.DOCUMENT, Proof.ACT})
PROVED_BY: dict[Evidence, frozenset[Proof]] = {
    Evidence.CORRECTED: _EITHER, Evidence.EXPLAINED: _EITHER, Evidence.STATEMENT: _EITHER,
    Evidence.COMPENSATED: frozenset({Proof.DOCUMENT}),
    Evidence.SETTLED: frozenset({Proof.DOCUMENT}),
    Evidence.ASSISTED: frozenset({Proof.PAYMENT}),
}  # fmt: skip

PROVING_ACTS: dict[Evidence, frozenset[str]] = {
    Evidence.CORRECTED: frozenset({"decide", "serve_answer", "end_help"}),
    Evidence.EXPLAINED: frozenset(
        {"serve_answer", "lead_explain", "lead_meet", "hold_hearing", "hold_reception",
         "tell_hearing_outcome"}
    ),
    Evidence.STATEMENT: frozenset(
        {"lead_meet", "hold_reception", "hold_hearing", "record_revisit", "end_help"}
    ),
}  # fmt: skip
"""The entries of a timeline that can show a kind of evidence."""

_SPOKEN = frozenset({"hearing_record", "reception_record", "oral_record"})
PROVING_PAPERS: dict[Evidence, frozenset[str]] = {
    Evidence.CORRECTED: frozenset({"answer"}), Evidence.COMPENSATED: frozenset({"answer"}),
    Evidence.SETTLED: frozenset({"answer", "coordination", "hearing_record"}),
    Evidence.EXPLAINED: _SPOKEN | {"answer", "hearing_outcome"},
    Evidence.STATEMENT: _SPOKEN,
}  # fmt: skip
"""Which of the office's own papers can show it: a notice or a progress letter shows nothing. An
uploaded file (a receipt, a signed record) is looked at by whoever verifies."""


def can_show(kind: Evidence, proof: Proof, *, act: str = "", paper: str = "") -> bool:
    """Whether such a thing can show such evidence; `paper` is empty for an uploaded file."""
    if proof not in PROVED_BY[kind]:
        return False
    if proof is Proof.ACT:
        return act in PROVING_ACTS.get(kind, ())
    return not paper or paper in PROVING_PAPERS[kind]


class Way(StrEnum):
    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    VIDEO = "video"


WAY_NAMES = {
    Way.IN_PERSON: N_("Face to face"), Way.TELEPHONE: N_("On the telephone"),
    Way.VIDEO: N_("By video"),
}  # fmt: skip


class View(StrEnum):
    """What the petitioner thinks of the outcome."""

    CONFIRMS = "confirms"
    NONE = "none"
    DISAGREES = "disagrees"


VIEW_NAMES = {
    View.CONFIRMS: N_("Confirms that the grievance has ended"),
    View.NONE: N_("Gives no view"),
    View.DISAGREES: N_("Disagrees"),
}

FITS = {0: {View.DISAGREES}, 1: {View.NONE, View.CONFIRMS}, 2: {View.CONFIRMS}}
"""With which of the petitioner's views each grade can be verified."""

STATE_NAMES = {
    "proposed": N_("Proposed, to be verified"),
    "returned": N_("Proposal returned"),
    "verified": N_("Verified"),
    "ended": N_("Reversed"),
}

ENDED_NAMES = {
    "in_person": N_("by the petitioner in person"),
    "by_telephone": N_("by the petitioner by telephone"),
    "online": N_("by the petitioner online"),
    "new_petition": N_("by a new petition on the matter"),
    "by_office": N_("by the office"),
}
BY_PETITIONER = ("in_person", "by_telephone")
"""What a clerk enters for the petitioner, who need not say why."""


@dataclass(frozen=True)
class Item:
    """One piece of evidence: what kind, what proves it, since when, in the office's words.

    `proof` is what the reference leads to, `act` its verb where that is an act. A statement says
    by whom it was heard.
    """

    kind: Evidence
    proof: Proof
    ref: str
    name: str
    on: date
    text: str
    act: str = ""
    heard_by: int | None = None
    heard_by_name: str = ""

    def as_data(self) -> dict[str, object]:
        """As it is kept with the resolution."""
        kept: dict[str, object] = {
            "kind": self.kind.value, "proof": self.proof.value, "ref": self.ref,
            "name": self.name, "act": self.act, "on": self.on.isoformat(), "text": self.text,
        }  # fmt: skip
        if self.kind is Evidence.STATEMENT:
            kept |= {"heard_by": self.heard_by, "heard_by_name": self.heard_by_name}
        return kept


@dataclass(frozen=True)
class Contact:
    """How, when and with whom a verifier spoke, and what the petitioner said.

    `free`: nobody who handled or led the matter was there, and nothing hung on the answer.
    """

    way: Way
    on: date
    whom: str
    words: str
    view: View
    free: bool = False

    def as_data(self) -> dict[str, object]:
        """As it is kept with the resolution."""
        return {
            "way": self.way.value, "on": self.on.isoformat(), "whom": self.whom.strip(),
            "words": self.words.strip(), "view": self.view.value, "free": self.free,
        }  # fmt: skip


@dataclass(frozen=True)
class Team:
    """Who handled a matter, ever: no one of them verifies what came of it.

    `deciders` decided in it or closed it. `department` is the handling one, `another`: the office
    has a further one in which people serve.
    """

    organ_path: str
    proposer: int | None = None
    handlers: frozenset[int] = frozenset()
    leaders: frozenset[int] = frozenset()
    deciders: frozenset[int] = frozenset()
    department: int | None = None
    another: bool = False


def grades_for(items: Collection[Item]) -> frozenset[int]:
    """The grades that a set of evidence can support when it is proposed."""
    kinds = {item.kind for item in items}
    grades = {0}
    if kinds & {Evidence.EXPLAINED, Evidence.STATEMENT}:
        grades.add(1)
    if Evidence.STATEMENT in kinds:
        grades.add(2)
    return frozenset(grades)


def check_proposal(
    grade: int, items: Sequence[Item], *, note: str, closed: bool, today: date
) -> None:
    """Refuse a grade that its evidence does not support, naming what is missing."""
    check_no_promise([note, *(item.text for item in items)])
    if grade not in FITS:
        raise Refused(N_("R3 is not proposed: R2 becomes R3 when its window has passed."))
    if grade == 0 and not closed:
        raise Refused(N_("R0 means closed and the petitioner disagrees: close the matter first."))
    problems = [problem for item in items for problem in _problems(item, today)]
    if problems:
        raise Invalid(problems)
    if grade not in grades_for(items):
        raise Refused(_MISSING[grade])


_MISSING = {
    1: N_("R1 needs the answer or the explanation with which the reasons were given."),
    2: N_("R2 needs the petitioner's own statement, given to someone outside the handling team."),
}


def _problems(item: Item, today: date) -> list[FieldProblem]:
    found = []
    if item.proof not in PROVED_BY[item.kind]:
        found.append(_problem(item, "proof", _proved_by(item.kind)))
    elif not can_show(item.kind, item.proof, act=item.act):
        found.append(_problem(item, "proof", message(N_("This entry does not show it."))))
    if not item.text.strip():
        found.append(_problem(item, "text", message(N_("Say what was done, or what was said."))))
    if item.on > today:
        found.append(_problem(item, "proof", message(N_("The day given lies in the future."))))
    if item.kind is Evidence.STATEMENT and not item.heard_by_name.strip():
        found.append(_problem(item, "heard_by", message(N_("Name who heard the petitioner."))))
    return found


def _problem(item: Item, field: str, why: Message) -> FieldProblem:
    return FieldProblem(f"{field}-{item.kind.value}", why)


def _proved_by(kind: Evidence) -> Message:
    ways = tuple(message(PROOF_NAMES[proof]) for proof in Proof if proof in PROVED_BY[kind])
    says = N_("“%(evidence)s” is shown by: %(proofs)s.")
    return message(says, evidence=message(EVIDENCE_NAMES[kind]), proofs=Listing(ways))


def why_not_outside(account: int, departments: Collection[int], team: Team) -> Message | None:
    """Why someone belongs to those who handled the matter, or None."""
    if account == team.proposer:
        return message(N_("Whoever proposed it does not verify it."))
    if account in team.handlers:
        return message(N_("Whoever handles or handled the matter does not verify it."))
    if account in team.leaders:
        return message(N_("Whoever leads or led the matter does not verify it."))
    if account in team.deciders:
        return message(N_("Whoever decided in the matter or closed it does not verify it."))
    if team.another and team.department in departments:
        return message(
            N_(
                "The office has another department: someone of it, a leader not in charge, or the "
                "office above verifies."
            )
        )
    return None


def why_not_verify(viewer: Viewer, team: Team) -> Message | None:
    """Why this person may not verify, or None. Where the office has one department only, anybody
    else there may, and so may the offices above. Walls were asked before."""
    if not viewer.holds_above(VERIFIERS, organ_path=team.organ_path):
        return message(
            N_("A resolution is verified in the handling office or in an office above it.")
        )
    return why_not_outside(viewer.account_id, viewer.department_ids, team)


def check_verifier(viewer: Viewer, team: Team) -> None:
    """Refuse anyone who is not outside the handling team."""
    if why := why_not_verify(viewer, team):
        raise NotPermitted(why)


def check_contact(grade: int, contact: Contact, *, proposed_on: date, today: date) -> None:
    """Refuse a verification without a real contact, or one that says something else."""
    problems = []
    if not proposed_on <= contact.on <= today:
        days = N_("The contact comes after the proposal and not in the future.")
        problems.append(FieldProblem("on", message(days)))
    if not contact.whom.strip():
        problems.append(FieldProblem("whom", message(N_("Say with whom you spoke."))))
    if not contact.words.strip():
        problems.append(FieldProblem("words", message(N_("Write down what the petitioner said."))))
    if problems:
        raise Invalid(problems)
    if contact.view not in FITS[grade]:
        raise Refused(
            N_("R%(grade)s does not fit what the petitioner said: return the proposal."),
            grade=grade,
        )
    if grade >= 2:
        _check_free(contact)


def _check_free(contact: Contact) -> None:
    if not contact.free:
        raise Refused(
            N_(
                "A confirmation counts when it is given freely: without anybody of the handling "
                "team, and with nothing hanging on it."
            )
        )
    if not beyond_ceasing(contact.words):
        raise Refused(
            N_(
                "To petition no more is not a view of the outcome. Ask what the petitioner thinks "
                "of it, and write that down as well."
            )
        )


def window_until(verified_on: date, content: Mapping[str, Any]) -> date:
    """The last day of the observation window, by the rule in force on the day of verification."""
    months = content.get("window_months")
    if not isinstance(months, int) or months < 1:
        raise Refused(N_("No rule in force says how long a resolution is observed."))
    return add_months(verified_on, months)


def check_confirmation(
    grade: int,
    *,
    until: date | None,
    today: date,
    petitions: int,
    undone: Sequence[Message],
    performed: str,
) -> None:
    """Refuse R3 before the window has passed, after a petition in it, or with a debt left."""
    if grade != 2:
        raise Refused(N_("Only R2 is confirmed as R3."))
    if until is None or today <= until:
        raise Refused(N_("The window runs until %(day)s."), day=until)
    if petitions:
        raise Refused(N_("Someone petitioned on the matter inside the window."))
    if undone:
        raise Refused(
            N_("Not everything owed was performed: %(undone)s."), undone=Listing(tuple(undone))
        )
    if not performed.strip():
        raise Refused(N_("Say what was owed and how it was performed, or that nothing was owed."))
    check_no_promise([performed])


_STANDS = {
    "examine": ("proposed", N_("This proposal was examined or ended meanwhile; look again.")),
    "confirm": ("verified", N_("This resolution is not in force; look again.")),
}
OPEN = ("proposed", "verified")


def check_state(state: str, step: str) -> None:
    """Refuse a step that does not begin where the resolution stands."""
    if step == "end":
        if state not in OPEN:
            raise Conflict(N_("This resolution has ended already; nothing more is needed."))
        return
    wanted, says = _STANDS[step]
    if state != wanted:
        raise Conflict(says)
