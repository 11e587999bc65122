"""From a frozen edition to print: who approves it, who issues it, what makes it void.

A department head of the issuing office approves first, a leader after; each in words, each about
the digest that was read. Nobody approves what they put together, and nobody approves twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from touyan.exemplars.rules.words import EditionState
from touyan.kernel.errors import Invalid, NotPermitted, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role

MAKERS = LEADERS | {Role.HANDLER, Role.DEPARTMENT_HEAD, Role.EDITOR}
RECEIVERS = LEADERS | {Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD, Role.EDITOR}
"""Who acknowledges, for their office, that an edition arrived."""
ISSUERS = LEADERS | {Role.DEPARTMENT_HEAD}
LEVELS = (frozenset({Role.DEPARTMENT_HEAD}), LEADERS)
"""Who approves, one level after the other."""
SAID = frozenset({"approve", "send_back", "correct", "withdraw", "withdraw_case"})
"""Steps that are told in words."""
_MADE = frozenset({"compose", "submit", "deliver"})
_BEFORE = {
    "compose": frozenset({EditionState.DRAFT}),
    "submit": frozenset({EditionState.DRAFT}),
    "approve": frozenset({EditionState.SUBMITTED}),
    "send_back": frozenset({EditionState.SUBMITTED, EditionState.APPROVED}),
    "issue": frozenset({EditionState.APPROVED}),
    "correct": frozenset({EditionState.ISSUED}),
    "withdraw": frozenset({EditionState.ISSUED}),
    "withdraw_case": frozenset({EditionState.ISSUED}),
    "deliver": frozenset({EditionState.ISSUED}),
}
_AFTER = {
    "compose": EditionState.DRAFT,
    "submit": EditionState.SUBMITTED,
    "send_back": EditionState.DRAFT,
    "issue": EditionState.ISSUED,
    "correct": EditionState.ISSUED,
    "withdraw": EditionState.WITHDRAWN,
    "withdraw_case": EditionState.ISSUED,
    "deliver": EditionState.ISSUED,
}
STEP_NAMES = {
    "make": N_("Edition begun"),
    "compose": N_("Put together"),
    "rewrite": N_("Text of a case corrected"),
    "submit": N_("Frozen and put before its approvers"),
    "approve": N_("Approved"),
    "send_back": N_("Sent back"),
    "issue": N_("Issued"),
    "correct": N_("Correction begun"),
    "replace": N_("Replaced by a corrected edition"),
    "withdraw": N_("Withdrawn"),
    "withdraw_case": N_("A case withdrawn"),
}


@dataclass(frozen=True)
class Approval:
    """One approval: by whom, and the digest of what they read."""

    by: int | None
    digest: str


@dataclass(frozen=True)
class Standing:
    """Where an edition stands: its office, all who put it together, its digest now, what was
    approved since it was last put before its approvers."""

    state: EditionState
    organ_path: str
    makers: frozenset[int | None]
    digest: str
    approvals: tuple[Approval, ...] = ()

    @property
    def in_force(self) -> list[Approval]:
        """Approvals of the content as it is; whatever changed since makes the others void."""
        return [one for one in self.approvals if one.digest == self.digest]


def after(verb: str, edition: Standing) -> EditionState:
    """Where a step leads; refused when it is not the time for it."""
    if edition.state not in _BEFORE[verb]:
        raise Refused(N_("The edition does not stand where this can be done."))
    if verb == "issue" and len(edition.in_force) < len(LEVELS):
        raise Refused(N_("The edition is not approved at every level as it is now."))
    if verb == "approve":
        last = len(edition.in_force) + 1 == len(LEVELS)
        return EditionState.APPROVED if last else EditionState.SUBMITTED
    return _AFTER[verb]


def steps_open(viewer: Viewer, edition: Standing) -> list[str]:
    """The steps that are the viewer's to take now."""
    return [verb for verb in _BEFORE if _is_open(verb, viewer, edition)]


def _is_open(verb: str, viewer: Viewer, edition: Standing) -> bool:
    try:
        after(verb, edition)
        check_step(verb, viewer, edition, opinion=verb)
    except Refused:
        return False
    return True


def check_step(verb: str, viewer: Viewer, edition: Standing, *, opinion: str = "") -> None:
    """Refused for whoever may not take the step, and without the words that belong to it."""
    roles: Iterable[Role] = MAKERS if verb in _MADE else ISSUERS
    if not viewer.holds(roles, organ_path=edition.organ_path):
        raise NotPermitted(N_("The office that issues the edition decides this."))
    if verb == "approve":
        _check_approver(viewer, edition)
    if verb in SAID and not opinion.strip():
        raise Invalid([problem("opinion", N_("Say it in words: it is kept with the edition."))])


def _check_approver(viewer: Viewer, edition: Standing) -> None:
    done = edition.in_force
    if viewer.account_id in edition.makers or any(one.by == viewer.account_id for one in done):
        raise NotPermitted(N_("Nobody approves what they put together, or approves it twice."))
    level = LEVELS[min(len(done), len(LEVELS) - 1)]
    if not viewer.holds(level, organ_path=edition.organ_path):
        raise NotPermitted(
            N_("A department head of the office approves first, then one of its leaders.")
        )
