"""Who may do what in an inspection."""

from __future__ import annotations

from touyan.inspections.rules.words import State
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role

PLANNERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.INSPECTOR}
"""Who draws up a plan in their office."""
DECIDERS = LEADERS | {Role.DEPARTMENT_HEAD}
"""Who freezes, draws, makes findings final, and signs the circular."""
REVIEWERS = PLANNERS | {Role.HANDLER}
"""Who can be named an inspector of one inspection."""
READERS = PLANNERS | {Role.HANDLER, Role.STATISTICIAN}
ANSWERERS = LEADERS | {Role.DEPARTMENT_HEAD}
"""Who answers for an inspected office."""


def check_planner(viewer: Viewer, *, organ_path: str) -> None:
    if not viewer.holds(PLANNERS, organ_path=organ_path):
        raise NotPermitted(
            N_("An inspection is planned by an inspector, a department head or a leader of the "
               "office that runs it.")
        )  # fmt: skip


def check_decider(viewer: Viewer, *, organ_path: str) -> None:
    if not viewer.holds(DECIDERS, organ_path=organ_path):
        raise NotPermitted(
            N_("This is decided by a department head or a leader of the office that runs the "
               "inspection.")
        )  # fmt: skip


def check_answerer(viewer: Viewer, *, organ_path: str) -> None:
    if not viewer.holds(ANSWERERS, organ_path=organ_path):
        raise NotPermitted(N_("A department head or a leader answers for the inspected office."))


def check_state(state: State, *allowed: State) -> None:
    """Refused where the inspection stands elsewhere."""
    if state not in allowed:
        raise Refused(_WHY[state])


_WHY = {
    State.DRAFT: N_("The list of this inspection is not frozen yet."),
    State.FROZEN: N_("The list is frozen: the plan no longer changes, and nothing was drawn yet."),
    State.DRAWN: N_("The matters are drawn: the plan no longer changes."),
    State.ENDED: N_("The inspection has ended."),
}
