"""The special inspections of the demonstration: who runs them, over what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from touyan.demonstration.rules.cast import CITY, PROVINCE, SUPREME
from touyan.inspections.rules.words import Mode, Stratum

NAME = "首次信访领导包案专项督查"
BASIS = "首次信访领导包案专项督查工作方案"
NUMBER_SOURCE = "上海证券交易所综合指数收盘点位"


@dataclass(frozen=True)
class MadeRound:
    """One inspection; its days are told backwards from today. `reviewed` is the share of matters
    whose reviews are done, `inspectors` how many are named; 0 is a day that has not come."""

    organ: str
    name: str
    accepted: tuple[int, int]
    planned: int
    frozen: int
    drawn: int
    reviewed_from: int
    told: int
    ended: int = 0
    issued: int = 0
    mode: Mode = Mode.FULL
    strata: tuple[Stratum, ...] = ()
    seats: int = 2
    margin: str = ""
    number: str = ""
    reviewed: float = 1.0
    inspectors: int = 6
    contested: float = 0.1
    follows: bool = False
    """Whether it is the next round after the one before it here."""

    def scope(self, today: date) -> Mapping[str, Any]:
        """First petitions that a leader took charge of, at prefectural and county offices."""
        first, last = (today - timedelta(days=ago) for ago in self.accepted)
        return {
            "accepted_from": first.isoformat(),
            "accepted_until": last.isoformat(),
            "levels": [3, 4],
            "first": "in_unit",
            "led": "led",
        }

    @property
    def reviewed_until(self) -> int:
        """The last day of reviewing, so long before the offices are told that every third has
        settled what differed; where reviewing goes on, yesterday."""
        return self.told + 6 if self.reviewed == 1 else 1


_OFFICE = (
    MadeRound(CITY, NAME, (520, 130), 122, 120, 119, 117, 95, 40, 33, inspectors=9),
    MadeRound(CITY, f"{NAME}（第二轮）", (129, 25), 22, 20, 19, 17, 9,
              reviewed=0.7, inspectors=9, contested=0.3, follows=True),
    MadeRound(PROVINCE, f"{NAME}（抽查）", (430, 30), 27, 25, 23, 21, 9,
              mode=Mode.STRATIFIED, strata=(Stratum.LEVEL,), margin="12.0", number="3879.41",
              reviewed=0.6, inspectors=8, contested=0.3),
)  # fmt: skip
_NATION = (
    MadeRound(SUPREME, f"{NAME}（试点抽查）", (540, 440), 412, 410, 408, 406, 385, 300, 290,
              mode=Mode.SIMPLE, margin="7.0", number="3352.07", inspectors=24),
    MadeRound(SUPREME, f"{NAME}（全面检查）", (510, 145), 141, 139, 138, 136, 92, 32, 25,
              inspectors=200, follows=True),
    MadeRound(SUPREME, f"{NAME}（第二轮抽查）", (230, 45), 24, 22, 20, 18, 6,
              mode=Mode.STRATIFIED, strata=(Stratum.PROVINCE,), margin="5.0", number="3912.66",
              reviewed=0.6, inspectors=60, follows=True),
)  # fmt: skip


def rounds_of(size: str) -> tuple[MadeRound, ...]:
    """The inspections of that demonstration, the oldest first."""
    return _OFFICE if size == "office" else _NATION
