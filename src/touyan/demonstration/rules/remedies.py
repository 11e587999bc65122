"""The remedies a made-up matter went through before it was terminated, each with its number."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from touyan.demonstration.rules.story import Story

GROUNDS = "当事人已依次用尽法律规定的救济途径，各级审查结论一致，法律程序已经穷尽，依法终结。"


def remedies_of(rng: Random, story: Story) -> list[dict[str, str]]:
    """Remedy, who decided it, when, and under what number: the disputed decision, a review by the
    body that made it, and the examination by procuratorates."""
    first = story.petitions[0]
    decided = first.said.challenged
    unit = first.said.decider_unit or story.place.police
    day = (
        decided.decided_on if decided else first.received_on - timedelta(days=rng.randint(60, 200))
    )
    span = max(2, (first.received_on - day).days)
    found = []
    if decided:
        found.append(_remedy("原决定", unit, day, decided.number))
    reviewed = day + timedelta(days=rng.randint(span // 3, max(span // 3 + 1, span - 1)))
    word = "再审申请" if unit.endswith("法院") else "复议、复核"
    found.append(_remedy(word, unit, reviewed, _number(rng, reviewed, "复")))
    answered = story.closings[-1].at.date()
    who = story.place.procuratorate
    found.append(_remedy("检察机关审查", who, answered, _number(rng, answered, "审")))
    return found


def _number(rng: Random, day: date, word: str) -> str:
    return f"{word}〔{day.year}〕{rng.randint(1, 320)}号"


def _remedy(remedy: str, by: str, on: date, number: str) -> dict[str, str]:
    return {"remedy": remedy, "decided_by": by, "on": on.isoformat(), "number": number}
