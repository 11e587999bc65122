"""What writing the demonstration needs to know of the installation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from touyan.deadlines.queries import RuleBook
from touyan.demonstration.rules.leaders import LeadingOffice
from touyan.demonstration.staff import Crew
from touyan.kernel.crypto import Keyring
from touyan.leadership.rules.dated import DatedRule

TERMINATES = 2


@dataclass
class Desk:
    """Rules, people and offices, and the numbers given so far."""

    ring: Keyring
    rules: RuleBook
    crews: dict[int, Crew]
    codes: dict[int, str]
    short_names: dict[int, str]
    levels: dict[int, int]
    now: datetime
    leading: tuple[DatedRule, ...] = ()
    offices: dict[int, LeadingOffice] = field(default_factory=dict)
    pools: set[int] = field(default_factory=set)
    seed: int = 0
    parents: dict[int, int | None] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    papers: Counter[tuple[int, str, int]] = field(default_factory=Counter)
    matters: Counter[tuple[int, int]] = field(default_factory=Counter)
    _beneath: dict[int | None, int] = field(default_factory=dict)

    def terminator(self, organ: int) -> int:
        """The office that may terminate its matters: the province's, or itself."""
        while self.levels[organ] > TERMINATES and (above := self.parents[organ]) is not None:
            organ = above
        return organ

    def subordinate(self, organ: int) -> int:
        """An office beneath it with people of its own, or itself."""
        if not self._beneath:
            for one in self.crews:
                self._beneath.setdefault(self.parents.get(one), one)
        return self._beneath.get(organ, organ)
