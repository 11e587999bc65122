"""Drawing a sample that nobody can steer and everybody can draw again.

Before freezing the plan names a public number that does not exist yet (the closing index of a
stock exchange, a lottery draw) and the day it will be published. The seed is the SM3 digest of
"touyan seed 1", a line feed, the digest of the frozen list, a line feed, and that number. Each
matter's lot is the SM3 digest of the seed, a line feed and the matter's id; the matters with the
smallest lots of each stratum are the sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from touyan.inspections.rules.frozen import Line
from touyan.kernel.crypto import sm3
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

LEAST_IN_A_STRATUM = 2
"""Fewer than two matters of a stratum say nothing about how much they differ."""


def seed_of(*, digest: str, number: str) -> str:
    """The published seed in hexadecimal."""
    return sm3(f"touyan seed 1\n{digest}\n{number.strip()}".encode()).hex()


def lot_of(seed: str, matter: str) -> str:
    """The lot of one matter in hexadecimal; equal for whoever computes it."""
    return sm3(f"{seed}\n{matter}".encode()).hex()


@dataclass(frozen=True)
class Drawn:
    """A matter of the sample, with the place its lot gave it in its stratum."""

    matter: str
    stratum: str
    place: int


def draw(lines: Iterable[Line], sizes: Mapping[str, int], *, seed: str) -> list[Drawn]:
    """The sample: of each stratum as many as `sizes` says, by the smallest lots."""
    strata: dict[str, list[str]] = {}
    for line in lines:
        strata.setdefault(line.stratum, []).append(line.matter)
    drawn = []
    for stratum in sorted(strata):
        lots = sorted(strata[stratum], key=lambda matter: lot_of(seed, matter))
        chosen = lots[: sizes.get(stratum, 0)]
        drawn += [Drawn(matter, stratum, place + 1) for place, matter in enumerate(chosen)]
    return drawn


def allocate(strata: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each stratum: in proportion, by the largest remainders, at least two of each or
    all where there are not two. `strata` maps a stratum to how many matters it holds."""
    total = sum(strata.values())
    least = {name: min(LEAST_IN_A_STRATUM, number) for name, number in strata.items()}
    if sum(least.values()) > size:
        raise Refused(
            N_("With so many strata at least %(least)s matters are drawn: two of each. Draw more, "
               "or divide by less."),
            least=sum(least.values()),
        )  # fmt: skip
    share = {name: size * number / total for name, number in strata.items()}
    given = {name: min(strata[name], max(least[name], int(share[name]))) for name in sorted(strata)}
    return _settle(given, share, strata, least, size=min(size, total))


def _settle(
    given: dict[str, int],
    share: Mapping[str, float],
    strata: Mapping[str, int],
    least: Mapping[str, int],
    *,
    size: int,
) -> dict[str, int]:
    """Give or take one by one, where the exact share is furthest away, until the size is met."""
    while (gap := size - sum(given.values())) != 0:
        step = 1 if gap > 0 else -1
        open_ones = _may_change(given, strata, least, step)
        nearest = max(open_ones, key=lambda name: (step * (share[name] - given[name]), name))
        given[nearest] += step
    return given


def _may_change(
    given: Mapping[str, int], strata: Mapping[str, int], least: Mapping[str, int], step: int
) -> Sequence[str]:
    if step > 0:
        return [name for name in given if given[name] < strata[name]]
    return [name for name in given if given[name] > least[name]]
