"""Made-up stories for the tests of the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from touyan.demonstration.rules.course import Course
from touyan.demonstration.rules.hearings import officers
from touyan.demonstration.rules.leaders import LeadingOffice, absences, deputies_at
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.places import Place
from touyan.demonstration.rules.story import KINDS, LED_KINDS, Story, begin
from touyan.demonstration.rules.wages import invented_wages
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.seed import shipped_rules

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
PLACE = Place(code="330106", province="浙江省", prefecture="杭州市", county="西湖区",
              procuratorate="杭州市西湖区人民检察院")  # fmt: skip
RULES = shipped_rules()
WAGES = [*RULES, *invented_wages(NOW.date())]
"""With the wages the demonstration invents, without which nothing is granted."""
NAMES = {"chief": "赵敏", "deputy1": "秦岚", "deputy2": "罗毅", "deputy3": "高洁",
         "deputy4": "穆青", "handler": "李建国", "head": "何文静", "clerk": "王芳"}  # fmt: skip


def told(
    seed: int, *, level: int = 4, again: int = 2, led: bool = False,
    rules: Sequence[DatedRule] = RULES,
) -> Story:  # fmt: skip
    """One story, of a kind that is led more often where `led` is asked for."""
    rng = Random(seed)
    on = NOW.date() - timedelta(days=rng.randint(1, 400))
    days = [on + timedelta(days=60 * n) for n in range(again + 1)]
    coming = [(7, d) for d in days if d < NOW.date()]
    kinds = LED_KINDS if led else KINDS
    story = begin(rng, place=PLACE, arrivals=coming, now=NOW, kinds=kinds)
    leading = Leading(Random(f"lead {seed}"), office(level), rules, now=NOW)
    return Course(story, rng, leading=leading, now=NOW).tell()


def office(level: int) -> LeadingOffice:
    """An office of that level; one of its deputies is away today."""
    parts = [
        "chief",
        *[f"deputy{n + 1}" for n in range(deputies_at(level))],
        "handler",
        "head",
        "clerk",
    ]
    away = absences(5, 7, level, NOW.date(), now_away=True)
    return LeadingOffice(level, "330106", {part: NAMES[part] for part in parts}, away, shown=True,
                         pool=officers(5, 7))  # fmt: skip
