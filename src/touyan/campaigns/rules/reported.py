"""What a report says: its matters, the figures counted from them, its digest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from touyan.campaigns.rules.standing import share
from touyan.campaigns.rules.words import STEP_NAMES, Step
from touyan.kernel.crypto import sm3
from touyan.kernel.messages import N_

CLOSED = frozenset({Step.CLOSED, Step.RESOLVED})
GROUP_NAMES: dict[str, str] = {
    "gross": N_("On the list, gross"),
    "left": N_("Left by decision"),
    "net": N_("On the list, net"),
    "led": N_("Taken on by a leader"),
    **{f"step-{step.value}": STEP_NAMES[step] for step in Step},
    "closed": N_("Closed, resolved or not"),
    "ungraded": N_("Closed, not graded yet"),
    "r0": N_("Closed, R0"),
    "r1": N_("Closed, R1"),
    "r2": N_("Closed, R2"),
    "r3": N_("Closed, R3"),
}
"""What a report counts, by the name it has in an address. All but the first leave out matters
that left, except the one that counts them."""
STEPS = tuple(f"step-{step.value}" for step in Step)
GRADES = ("ungraded", "r0", "r1", "r2", "r3")


@dataclass(frozen=True)
class Line:
    """One matter as a report keeps it."""

    matter: str
    number: str
    title: str
    organ: int
    batch: int
    step: Step
    left: bool
    led: bool
    grade: int | None

    @property
    def key(self) -> tuple[int, str]:
        """A matter stands in a list once; it may stand in another list of the campaign as well."""
        return self.batch, self.matter


def lines_of(standings: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The kept matters as values."""
    return [
        Line(
            matter=row["matter"], number=row["number"], title=row["title"], organ=row["organ"],
            batch=row["batch"], step=Step(row["step"]), left=row["left"],
            led=row["led"], grade=row["grade"],
        )
        for row in standings
    ]  # fmt: skip


def groups_of(line: Line) -> frozenset[str]:
    """The figures a matter is counted in. One that left is in the gross one alone, whatever became
    of it since."""
    if line.left:
        return frozenset({"gross", "left"})
    found = {"gross", "net", f"step-{line.step.value}"}
    if line.led:
        found.add("led")
    if line.step in CLOSED:
        found |= {"closed", "ungraded" if line.grade is None else f"r{line.grade}"}
    return frozenset(found)


@dataclass(frozen=True)
class Figures:
    """The numbers of a report. Every share is given of the gross total and of the net one."""

    counts: Mapping[str, int]

    def of(self, group: str) -> int:
        return self.counts.get(group, 0)

    def share(self, group: str, whole: str) -> Decimal | None:
        """Per cent of `gross` or `net`, to one place."""
        return share(self.of(group), self.of(whole))


def figures_of(lines: Iterable[Line]) -> Figures:
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(groups_of(line))
    return Figures(dict(counts))


def behind(lines: Iterable[Line], group: str) -> list[Line]:
    """The very matters one figure counts."""
    return [line for line in lines if group in groups_of(line)]


@dataclass(frozen=True)
class Frozen:
    """Everything a confirmed report consists of. `salt` is shown to nobody: whoever sees only a
    part of the matters cannot try out whether the part is the whole."""

    salt: str
    campaign: str
    organ: str
    first: date
    last: date
    due_on: date
    as_of: datetime
    drafted_by: int | None
    confirmed_by: int | None
    confirmed_at: datetime
    remarks: str
    standings: Sequence[Mapping[str, Any]]


def report_digest(report: Frozen) -> str:
    """SM3 (GB/T 32905) over UTF-8 lines joined by a line feed: "touyan campaign report 1", what
    the report is of, by whom and when, its remarks, then each matter; each line but the first is
    JSON without blanks, its names in order."""
    head = [
        report.salt, report.campaign, report.organ, report.first.isoformat(),
        report.last.isoformat(), report.due_on.isoformat(), _moment(report.as_of),
        report.drafted_by, report.confirmed_by, _moment(report.confirmed_at), report.remarks,
    ]  # fmt: skip
    lines = ["touyan campaign report 1", _plain(head), *map(_plain, report.standings)]
    return sm3("\n".join(lines).encode()).hex()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
