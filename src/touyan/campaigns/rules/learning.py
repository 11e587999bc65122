"""Learning from closed matters: causes of recurrence, reverse scrutiny, who may do what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_, message
from touyan.leadership.rules.dated import DatedRule
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role

LEARNERS = LEADERS | {Role.HANDLER, Role.DEPARTMENT_HEAD}
"""Who of the handling office names causes and scrutinises; inspectors do, of it or above it."""
SENDERS = frozenset({Role.DEPARTMENT_HEAD, Role.CHIEF, Role.DEPUTY_CHIEF})
RECEIVERS = frozenset({Role.CHIEF, Role.DEPUTY_CHIEF, Role.INSPECTOR})
"""Who of the unit concerned reads the findings and answers: its chief and its supervisors."""
NO_ERROR = "E0"


@dataclass(frozen=True)
class Said:
    """One statement about a cause: that it applies, or that it was taken back."""

    code: str
    applies: bool


def standing_codes(said: Iterable[Said]) -> list[str]:
    """The causes that stand, in the order in which they were last named."""
    last: dict[str, bool] = {}
    for each in said:
        last.pop(each.code, None)
        last[each.code] = each.applies
    return [code for code, applies in last.items() if applies]


def check_cause(
    code: str, *, applies: bool, reason: str, known: Iterable[DatedRule], said: Sequence[Said]
) -> None:
    """Refuse a cause outside the table, without a reason, named twice or not there to take back."""
    stands = code in standing_codes(said)
    if applies and code not in {rule.code for rule in known}:
        raise Refused(N_("This cause is not in the table in force."))
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    if applies and stands:
        raise Refused(N_("This cause is named already."))
    if not applies and not stands:
        raise Refused(N_("This cause is not named, so there is nothing to take back."))


def may_learn(viewer: Viewer, *, organ_path: str) -> bool:
    """Handler, head, leader of the handling office; inspectors of it or of an office above."""
    return viewer.holds(LEARNERS, organ_path=organ_path) or viewer.holds_above(
        {Role.INSPECTOR}, organ_path=organ_path
    )


def check_learner(viewer: Viewer, *, organ_path: str) -> None:
    """Refuse whoever neither handles the matter nor inspects."""
    if not may_learn(viewer, organ_path=organ_path):
        raise NotPermitted(
            N_("Causes and scrutiny are for those who handle the matter and for inspectors.")
        )


@dataclass(frozen=True)
class Findings:
    """What a scrutiny says: against which case of which unit, what went wrong, what to mend."""

    origin: str
    unit_id: int | None
    unit_name: str
    error: str = ""
    findings: str = ""
    advice: str = ""

    def texts(self) -> list[tuple[str, str]]:
        """The parts that leave the office, each with its name."""
        return [
            (N_("Number of the original decision"), self.origin),
            (N_("Unit that handled it"), self.unit_name),
            (N_("Findings"), self.findings),
            (N_("Advice"), self.advice),
        ]


def check_findings(found: Findings, *, errors: Collection[str], complete: bool = False) -> None:
    """Refuse a scrutiny without its case and unit; when it is sent, one without findings."""
    if not found.origin.strip():
        raise Refused(N_("Give the number of the original decision."))
    if not found.unit_name.strip():
        raise Refused(N_("Name the unit that handled it."))
    if found.error and found.error not in errors:
        raise Refused(N_("This kind of error is not in the table in force."))
    if not complete:
        return
    if not found.error or not found.findings.strip():
        raise Refused(N_("State the kind of error and the findings before sending."))
    if found.error != NO_ERROR and not found.advice.strip():
        raise Refused(N_("Where an error was found, advise how to mend it."))


def check_answer(answer: str, mended: str) -> None:
    """Refuse an answer without its words, or that does not say what was mended."""
    if not answer.strip():
        raise Refused(N_("Write the answer."))
    if not mended.strip():
        raise Refused(N_("Say what was mended, or that nothing was and why."))


NOBODY_LEFT = message(
    N_(
        "Nobody may read these findings: all who would in %(unit)s and above it are kept from the "
        "matter."
    )
)
