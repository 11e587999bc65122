"""From a sample to the whole list: a share with its interval.

The share of matters that fail a question among those it applies to is a ratio of two totals. Its
variance is linearised (Cochran 1977, §6.11 and chapter 5: strata, finite lists), and the interval
is Wilson's with the effective sample size (Korn and Graubard 1998), so that it stays within 0 and
1 and says something where no fault was found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from touyan.inspections.rules.sizes import z_of


@dataclass(frozen=True)
class Observed:
    """One stratum: how many matters the list holds there, and of each reviewed one whether the
    question applied and whether it failed."""

    population: int
    seen: Sequence[tuple[bool, bool]]

    @property
    def fraction(self) -> float:
        return len(self.seen) / self.population if self.population else 0.0

    @property
    def weight(self) -> float:
        """How many matters of the list one reviewed matter stands for."""
        return self.population / len(self.seen) if self.seen else 0.0


@dataclass(frozen=True)
class Estimate:
    """The share that fail among those the question applies to, between 0 and 1, with the bounds
    of its interval; `applied` and `failed` are counted, not estimated."""

    share: float
    low: float
    high: float
    applied: int
    failed: int


def estimate(strata: Iterable[Observed], *, confidence: int) -> Estimate | None:
    """None where the question applied to no reviewed matter. Of a list reviewed whole the bounds
    are the share itself."""
    found = [one for one in strata if one.seen]
    applied = sum(applies for one in found for applies, _failed in one.seen)
    if not applied:
        return None
    failed = sum(applies and fails for one in found for applies, fails in one.seen)
    total = sum(one.weight * sum(applies for applies, _f in one.seen) for one in found)
    bad = sum(one.weight * sum(a and f for a, f in one.seen) for one in found)
    share = bad / total
    overall = _spread([each for one in found for each in _residues(one, share)])
    variance = sum(_variance(one, share, overall) for one in found) / total**2
    low, high = _wilson(share, _effective(share, variance, found, applied), confidence)
    if all(len(one.seen) == one.population for one in found):
        low = high = share
    return Estimate(share, low, high, applied, failed)


def _residues(one: Observed, share: float) -> list[float]:
    return [applies * (fails - share) for applies, fails in one.seen]


def _spread(values: Sequence[float]) -> float:
    """The sum of the squared distances from the mean, for each but one."""
    if len(values) < 2:
        return 0.0
    mean = sum(values) / len(values)
    return sum((each - mean) ** 2 for each in values) / (len(values) - 1)


def _variance(one: Observed, share: float, overall: float) -> float:
    """The part of the linearised variance of the total that one stratum brings. One matter that
    differs as matters do overall is thought to be there too: eight alike do not prove a hundred
    alike."""
    size = len(one.seen)
    if size == one.population:
        return 0.0
    spread = (_spread(_residues(one, share)) * (size - 1) + overall) / size
    return one.population**2 * (1 - one.fraction) * spread / size


def _effective(share: float, variance: float, strata: Sequence[Observed], applied: int) -> float:
    """As many matters as would give the same certainty if drawn simply from an endless list."""
    if variance > 0:
        return share * (1 - share) / variance
    whole = sum(one.population for one in strata)
    left = 1 - sum(len(one.seen) for one in strata) / whole
    return applied / left if left > 0 else math.inf


def _wilson(share: float, size: float, confidence: int) -> tuple[float, float]:
    """Wilson's interval (1927) for a share found among so many."""
    if math.isinf(size):
        return share, share
    z = z_of(confidence)
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = (
        z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    )
    return max(0.0, middle - half), min(1.0, middle + half)
