"""Medians and other quantiles of whole days, from how many took how long."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def quantile(counted: Mapping[int, int], share: Fraction) -> int | None:
    """The smallest number of days within which at least that share was done (the inverse of the
    empirical distribution: a number of days that really occurred); None where nothing was."""
    whole = sum(counted.values())
    if not whole:
        return None
    reached = 0
    for days in sorted(counted):
        reached += counted[days]
        if reached >= share * whole:
            return days
    return max(counted)


def median(counted: Mapping[int, int]) -> int | None:
    return quantile(counted, Fraction(1, 2))


def ninetieth(counted: Mapping[int, int]) -> int | None:
    """Nine of ten took no longer."""
    return quantile(counted, Fraction(9, 10))


def mean(counted: Mapping[int, int]) -> float | None:
    whole = sum(counted.values())
    return sum(days * number for days, number in counted.items()) / whole if whole else None
