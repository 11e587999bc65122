"""By what typical cases are searched and found alike: coarse features only, nobody's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from touyan.kernel.messages import N_


class Measure(StrEnum):
    """What was done in the matter."""

    LED = "led"
    MET = "met"
    HEARING = "hearing"
    RELIEF = "relief"
    HELP = "help"
    CORRECTION = "correction"


MEASURE_NAMES = {
    Measure.LED: N_("Led by a leader"),
    Measure.MET: N_("Leader met the petitioner"),
    Measure.HEARING: N_("Public hearing"),
    Measure.RELIEF: N_("Judicial assistance"),
    Measure.HELP: N_("Help by others"),
    Measure.CORRECTION: N_("A fault was put right"),
}


@dataclass(frozen=True)
class Features:
    """What a matter and a case can have in common."""

    kind: str
    causes: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    province: str = ""
    level: int | None = None


@dataclass(frozen=True)
class Shared:
    """What two have in common; nothing here is a number to compare by."""

    kind: bool
    causes: tuple[str, ...]
    measures: tuple[str, ...]
    province: bool
    facts: tuple[str, ...] = ()
    """Phrases in which the petition and the facts of the case say the same."""

    @property
    def is_alike(self) -> bool:
        """The same kind of petition or the same cause; to be led, or to lie in one province, is no
        likeness by itself."""
        return self.kind or bool(self.causes)

    @property
    def nearness(self) -> tuple[int, int, int, int, int]:
        """Order in which they are shown: causes first, then kind, facts, measures, province."""
        return (
            len(self.causes), self.kind, len(self.facts), len(self.measures), self.province
        )  # fmt: skip


def shared(one: Features, other: Features) -> Shared:
    """What both have."""
    return Shared(
        one.kind == other.kind,
        _both(one.causes, other.causes),
        _both(one.measures, other.measures),
        bool(one.province) and one.province == other.province,
    )


def _both(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(one) & set(other)))
