"""Acts of a leader as the rules read them, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings

from touyan.leadership.rules.signs import DoneAct
from touyan.leadership.rules.words import LeaderAct

START = datetime(2023, 5, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LEADER = "赵敏"


def done(
    act: LeaderAct, *, days: int = 0, seconds: int = 0, by: str = LEADER, key: str = "",
    in_charge: bool = True, stand_in: bool = False, **evidence: object,
) -> DoneAct:  # fmt: skip
    at = START + timedelta(days=days, seconds=seconds)
    return DoneAct(
        key or f"{act.value}-{days}-{seconds}", act, at.date(), at, by, in_charge, stand_in,
        evidence,
    )  # fmt: skip


ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Properties here look at values, not at how long making them takes."""
