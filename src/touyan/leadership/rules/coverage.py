"""Coverage: which matters had to be led, which were, and where each of the others stands.

Every matter has one standing, so that the figures add up and each can be opened as a list. The
gross figure counts every matter due; the net one leaves out, by named reason, those for which
nobody can be reproached with a missing leader. Both are always shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_


class Standing(StrEnum):
    LED = "led"
    NAMED = "named"
    WAITING = "waiting"
    RETURNED = "returned"
    DECLINED = "declined"
    NOBODY = "nobody"
    ENDED_IN_TIME = "ended_in_time"
    PASSED_ON = "passed_on"
    UNKNOWN = "unknown"
    VOLUNTARY = "voluntary"


STANDING_NAMES = {
    Standing.LED: N_("Due and led"),
    Standing.NAMED: N_("Named, not yet accepted"),
    Standing.WAITING: N_("Waiting for the chief"),
    Standing.RETURNED: N_("Form returned by the chief"),
    Standing.DECLINED: N_("Declined, nobody named since"),
    Standing.NOBODY: N_("No leader named"),
    Standing.ENDED_IN_TIME: N_("Ended before the chief's time limit for naming had passed"),
    Standing.PASSED_ON: N_("Passed on or not accepted before a leader was named"),
    Standing.UNKNOWN: N_("Not stated yet whether due"),
    Standing.VOLUNTARY: N_("Led voluntarily, not due"),
}

NOT_LED = frozenset(
    {
        Standing.NAMED,
        Standing.WAITING,
        Standing.RETURNED,
        Standing.DECLINED,
        Standing.NOBODY,
    }
)
EXCLUDED = frozenset({Standing.ENDED_IN_TIME, Standing.PASSED_ON})
DUE = NOT_LED | EXCLUDED | {Standing.LED}

GROUPS = {
    "gross": DUE,
    "excluded": EXCLUDED,
    "net": DUE - EXCLUDED,
    "not_led": NOT_LED,
    **{standing.value: frozenset({standing}) for standing in Standing},
}
GROUP_NAMES = {
    "gross": N_("Due, gross"),
    "excluded": N_("Left out, by reason"),
    "net": N_("Due, net"),
    "not_led": N_("Due and not led"),
    **{standing.value: name for standing, name in STANDING_NAMES.items()},
}
"""What a figure counts, by the name it has in an address."""


@dataclass(frozen=True)
class Figures:
    """The matters of one office, or of the offices beneath one, by their standing."""

    counts: Mapping[Standing, int] = field(default_factory=dict)

    def of(self, group: str) -> int:
        return sum(self.counts.get(standing, 0) for standing in GROUPS[group])

    def share(self, group: str) -> tuple[int, int]:
        """How many were led out of the group, as numerator and denominator."""
        return self.of(Standing.LED.value), self.of(group)


def total(figures: list[Figures]) -> Figures:
    """The figures of several offices together."""
    return Figures({s: sum(one.counts.get(s, 0) for one in figures) for s in Standing})


@dataclass(frozen=True)
class Period:
    """The days, both included, in which a duty arose."""

    first: date
    last: date


def period(choice: str, *, today: date, first: date | None, last: date | None) -> Period:
    """This year, the last twelve months, or the days given."""
    if choice == "months":
        leap = (today.month, today.day) == (2, 29)
        begin = today.replace(year=today.year - 1, day=28 if leap else today.day)
        return Period(begin + timedelta(days=1), today)
    if choice != "days":
        return Period(date(today.year, 1, 1), today)
    if first is None or last is None:
        raise Refused(N_("Give the first and the last day."))
    if last < first:
        raise Refused(N_("The last day lies before the first."))
    return Period(first, last)
