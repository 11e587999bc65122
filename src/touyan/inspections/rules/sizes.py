"""How many matters a sample needs for a wanted margin of error, and what that means in words.

Cochran, Sampling Techniques, 3rd edition (1977), §4.4: n0 = z² p (1 - p) / e² for a share p,
then n = n0 / (1 + (n0 - 1) / N) for a list of N.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from touyan.kernel.errors import Invalid, problem
from touyan.kernel.messages import N_, Message, message

CONFIDENCES = (90, 95, 99)
LEAST_MARGIN, MOST_MARGIN = 0.5, 20.0


@dataclass(frozen=True)
class Wanted:
    """A margin of error in percentage points and a confidence in per cent; `expected` is the share
    of matters with a fault one expects, in per cent, 50 where nothing is known."""

    margin: float
    confidence: int = 95
    expected: float = 50.0


def check_wanted(wanted: Wanted) -> None:
    """Invalid where nothing could be computed."""
    problems = []
    if not LEAST_MARGIN <= wanted.margin <= MOST_MARGIN:
        problems.append(
            problem("margin", N_("A margin between half a point and 20 points is meant."))
        )
    if wanted.confidence not in CONFIDENCES:
        problems.append(problem("confidence", N_("The confidence is 90, 95 or 99 per cent.")))
    if not 0 < wanted.expected < 100:
        problems.append(problem("expected", N_("A share between 0 and 100 is meant.")))
    if problems:
        raise Invalid(problems)


def z_of(confidence: int) -> float:
    """The two-sided quantile of the normal distribution for a confidence in per cent."""
    return NormalDist().inv_cdf(0.5 + confidence / 200)


def size_for(wanted: Wanted, population: int) -> int:
    """How many matters to draw from so many."""
    if population == 0:
        return 0
    share, margin = wanted.expected / 100, wanted.margin / 100
    without_end = z_of(wanted.confidence) ** 2 * share * (1 - share) / margin**2
    return min(population, math.ceil(without_end / (1 + (without_end - 1) / population)))


def told_size(wanted: Wanted, population: int) -> Message:
    """What the size means, for people who do not reckon with samples."""
    return message(
        N_("%(size)s of the %(population)s matters are drawn. A share found among them lies within "
           "%(margin)s percentage points of the share among all, in %(confidence)s of 100 draws."),
        size=size_for(wanted, population), population=population, margin=f"{wanted.margin:g}",
        confidence=wanted.confidence,
    )  # fmt: skip
