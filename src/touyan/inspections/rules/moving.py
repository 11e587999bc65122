"""Who moves a finding on, by which day, and how long it may take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from touyan.inspections.rules.findings import MOVES, Side
from touyan.inspections.rules.running import ANSWERERS, DECIDERS, PLANNERS
from touyan.inspections.rules.words import Severity
from touyan.kernel.errors import FieldProblem, Invalid, NotPermitted, Refused, problem
from touyan.kernel.messages import N_
from touyan.leadership.rules.dated import DatedRule, parameter
from touyan.organs.rules.access import Viewer

FAMILY = "inspection"
RECHECKS = ("pass", "fail")
QUIET = ("tell", "accept", "lapse")
"""Moves that say enough by themselves; every other one is told in words."""
VERB_NAMES = {
    "find": N_("Found by the inspection"),
    "tell": N_("Told to the office"),
    "accept": N_("Accepted by the office"),
    "contest": N_("Contested by the office"),
    "uphold": N_("Upheld"),
    "lapse": N_("Final: it was not contested in time"),
    "withdraw": N_("Withdrawn"),
    "plan": N_("Measures set"),
    "ask": N_("More time asked for"),
    "extend": N_("More time given"),
    "claim": N_("Reported mended"),
    "fail": N_("Looked at again: not mended"),
    "pass": N_("Looked at again: mended and closed"),
}


@dataclass(frozen=True)
class Parties:
    """Whom a finding concerns: the path of the office that runs the inspection, that of the office
    inspected, whether the viewer serves in the inspection, and who was named to mend it."""

    runs: str
    owns: str
    serves: bool = False
    owner: int | None = None


def side_of(viewer: Viewer, parties: Parties) -> Side | None:
    """On which side the viewer stands. Whoever belongs to the inspected office stands on its side
    alone, also where the office runs the inspection itself: the office above decides then."""
    if any(grant.organ_path == parties.owns for grant in viewer.grants):
        return Side.OFFICE
    if parties.serves or viewer.holds_above(PLANNERS, organ_path=parties.runs):
        return Side.INSPECTION
    return None


def may_move(verb: str, viewer: Viewer, parties: Parties) -> bool:
    """Whether this move is the viewer's to make, wherever the finding stands."""
    side = side_of(viewer, parties)
    if side is not move_side(verb):
        return False
    if side is Side.OFFICE:
        mends = verb in ("claim", "ask") and parties.owner == viewer.account_id
        return mends or viewer.holds(ANSWERERS, organ_path=parties.owns)
    if verb in RECHECKS:
        return True
    return viewer.holds_above(DECIDERS, organ_path=parties.runs)


def move_side(verb: str) -> Side:
    """Whose step it is; finding itself is the inspection's."""
    if verb in MOVES:
        return MOVES[verb].side
    return Side.OFFICE if verb == "ask" else Side.INSPECTION


def check_mover(verb: str, viewer: Viewer, parties: Parties) -> None:
    """Refused with who makes this move instead."""
    if may_move(verb, viewer, parties):
        return
    if move_side(verb) is Side.OFFICE:
        raise NotPermitted(N_("A department head or a leader of the inspected office answers, or "
                              "whoever was named to mend it."))  # fmt: skip
    if side_of(viewer, parties) is Side.OFFICE:
        raise NotPermitted(N_("The inspected office does not decide this about its own finding."))
    raise NotPermitted(
        N_("An inspector of the inspection looks at it again.")
        if verb in RECHECKS
        else N_("This is decided by a department head or a leader of the office that runs the "
                "inspection, or of one above it.")
    )  # fmt: skip


def contest_until(told_on: date, rules: Iterable[DatedRule]) -> date:
    """The office's last day to contest what it was told."""
    return told_on + timedelta(days=_days(rules, "I1", "contest_days", told_on))


def mend_until(final_on: date, severity: Severity, rules: Iterable[DatedRule]) -> date:
    """The last day to mend what became final."""
    return final_on + timedelta(days=_days(rules, "I2", severity.value, final_on))


def reminded_from(due_on: date, rules: Iterable[DatedRule], *, today: date) -> date:
    """The first day on which whoever is to act is reminded."""
    return due_on - timedelta(days=_days(rules, "I3", "reminder_days", today))


def _days(rules: Iterable[DatedRule], code: str, part: str, day: date) -> int:
    found = parameter(rules, family=FAMILY, code=code, day=day).get(part)
    if found is None:
        raise Refused(N_("The rule %(code)s on findings of inspections is not in force on that "
                         "day: set it first."), code=code)  # fmt: skip
    return int(found)


def check_words(verb: str, text: str) -> None:
    """Every move that weighs is told in words."""
    if verb not in QUIET and not text.strip():
        raise Invalid([problem("text", N_("Say it in words: it is kept with the finding."))])


def check_new_day(wanted: date | None, *, today: date, after: date | None = None) -> date:
    """A day to come, and later than the one it replaces."""
    if wanted is None or wanted < today:
        raise Invalid([problem("due_on", N_("Name a day that has not passed."))])
    if after is not None and wanted <= after:
        raise Invalid([problem("due_on", N_("Name a later day than before."))])
    return wanted


def check_measures(measures: str, due_on: date | None, *, latest: date, today: date) -> date:
    """What is done, and by when: not later than the rules allow without an extension."""
    problems: list[FieldProblem] = []
    if not measures.strip():
        problems.append(problem("text", N_("Say what is done so that it is mended.")))
    due = due_on or latest
    if due > latest:
        problems.append(
            problem("due_on", N_("It is to be mended by %(day)s. Ask for more time if that does "
                                 "not do."), day=latest)
        )  # fmt: skip
    elif due < today and due != latest:
        problems.append(problem("due_on", N_("Name a day that has not passed.")))
    if problems:
        raise Invalid(problems)
    return due
