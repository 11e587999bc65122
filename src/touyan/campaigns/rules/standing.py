"""Where a matter of a batch stands, from what happened; and the figures counted from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from touyan.campaigns.rules.words import Step


@dataclass(frozen=True)
class EntryStanding:
    """What holds of one matter of a batch at a moment."""

    led: bool = False
    worked: bool = False
    proposed: bool = False
    closed: bool = False
    grade: int | None = None
    left: bool = False


def step_of(standing: EntryStanding, *, resolved_from: int) -> Step:
    """The furthest step reached. A matter is resolved only once it is closed as well."""
    if standing.closed:
        resolved = standing.grade is not None and standing.grade >= resolved_from
        return Step.RESOLVED if resolved else Step.CLOSED
    if standing.proposed:
        return Step.PROPOSED
    if standing.worked:
        return Step.WORKING
    return Step.LED if standing.led else Step.SURVEYED


@dataclass(frozen=True)
class Figures:
    """What a batch comes to. `total` is gross: those that left by decision are still in it."""

    total: int = 0
    left: int = 0
    led: int = 0
    closed: int = 0
    resolved: int = 0

    @property
    def net(self) -> int:
        """Those still on the list."""
        return self.total - self.left

    @property
    def resolved_share(self) -> Decimal | None:
        """Per cent of the gross total, to one place, half away from zero."""
        return share(self.resolved, self.total)

    @property
    def resolved_share_net(self) -> Decimal | None:
        return share(self.resolved, self.net)


def share(part: int, whole: int) -> Decimal | None:
    """Per cent to one place; None of nothing."""
    if not whole:
        return None
    exact = Decimal(part * 100) / Decimal(whole)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def figures(standings: Iterable[EntryStanding], *, resolved_from: int) -> Figures:
    """Count. A matter that left counts in the gross total alone, whatever became of it later."""
    total = left = led = closed = resolved = 0
    for one in standings:
        total += 1
        if one.left:
            left += 1
            continue
        step = step_of(one, resolved_from=resolved_from)
        led += one.led
        closed += step in (Step.CLOSED, Step.RESOLVED)
        resolved += step is Step.RESOLVED
    return Figures(total, left, led, closed, resolved)
