"""The grades of resolution: whether the grievance itself ended, kept apart from procedure."""

from __future__ import annotations

from touyan.kernel.messages import N_

GRADE_NAMES = {
    0: N_("R0: closed, the petitioner disagrees"),
    1: N_("R1: reasons given, the petitioner gave no view"),
    2: N_("R2: the petitioner confirms freely"),
    3: N_("R3: confirmed, obligations performed, no petition inside the window"),
}
RESOLVED_FROM = 2
"""From this grade on a matter counts as substantively resolved; R0 and R1 are honest closings."""
