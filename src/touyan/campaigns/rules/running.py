"""Who may do what in a campaign, and when: sentences fit to show."""

from __future__ import annotations

from collections.abc import Collection

from touyan.campaigns.rules.words import STEP_NAMES, Mark, Step
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_, message
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role

ORGANISERS = LEADERS | {Role.DEPARTMENT_HEAD}
WORKERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.HANDLER}


def check_organiser(viewer: Viewer, *, organ_path: str) -> None:
    """Who draws up a campaign, chooses among candidates and prepares a batch."""
    if not viewer.holds(ORGANISERS, organ_path=organ_path):
        raise NotPermitted(
            N_("This is done by a department head or a leader of the organising office.")
        )


def check_leader(viewer: Viewer, *, organ_path: str) -> None:
    """Who opens and ends a campaign, freezes a batch and lets a matter leave it."""
    if not viewer.holds(LEADERS, organ_path=organ_path):
        raise NotPermitted(N_("This is decided by a leader of the organising office."))


def check_nominator(viewer: Viewer, *, matter_path: str, campaign_path: str) -> None:
    """Who nominates upward: heads and leaders of the handling office or of one between it and the
    organiser."""
    if not matter_path.startswith(campaign_path):
        raise Refused(N_("The matter is handled outside the offices of this campaign."))
    offices = [g.organ_path for g in viewer.grants if g.role in ORGANISERS]
    if not any(matter_path.startswith(p) and p.startswith(campaign_path) for p in offices):
        raise NotPermitted(
            N_("Nominated by a department head or a leader of the handling office or one above it.")
        )


def check_state(state: str, wanted: str) -> None:
    """Refuse what a campaign in this state does not allow."""
    if state == wanted:
        return
    raise Refused(
        {
            "draft": N_("The campaign is open already: what it rests on no longer changes."),
            "open": N_("The campaign is not open: a leader of the organising office opens it."),
        }[wanted]
    )


def check_reason(text: str) -> str:
    """The reason without spaces around it; refused when nothing is given."""
    words = text.strip()
    if not words:
        raise Refused(N_("Give the reason: it becomes part of the record."))
    return words


def check_mark(
    mark: Mark, *, step: Step, left: bool, surveyed: bool, roles: Collection[Role]
) -> None:
    """Whether a matter of a batch may be marked now by someone with these roles in the office that
    handles it. Leaving is decided by the organiser, see `check_leader`."""
    if not WORKERS & frozenset(roles):
        raise NotPermitted(
            N_("This is for the handler, the department head or a leader of the handling office.")
        )
    if left:
        raise Refused(N_("The matter left the batch; it is still counted in the gross total."))
    why = _refused(mark, step, surveyed)
    if why:
        raise Refused(message(why, step=message(STEP_NAMES[step])))


def _refused(mark: Mark, step: Step, surveyed: bool) -> str:
    ended = step in (Step.CLOSED, Step.RESOLVED)
    if ended:
        return N_("The matter stands at “%(step)s”: it was closed already.")
    if mark is Mark.SURVEY and surveyed:
        return N_("It was surveyed already.")
    if mark is Mark.PROPOSE and step is not Step.WORKING:
        return N_("It stands at “%(step)s”: what is being worked on can be proposed for closing.")
    if mark is Mark.WITHDRAW and step is not Step.PROPOSED:
        return N_("It stands at “%(step)s”: nothing is proposed.")
    return ""
