"""The first petitions a national inspection looks into: more than 20,000 that a leader led."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.rules.demonstration.telling import NOW, PLACE, RULES, office

from touyan.demonstration.rules.course import Course
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.plan import Office, arrivals
from touyan.demonstration.rules.rounds import rounds_of
from touyan.demonstration.rules.story import FIRST_KINDS, begin
from touyan.demonstration.telling import LOOKED_INTO_ACCEPTED

TODAY = date(2026, 11, 23)
OFFICES = [Office(n, str(n), 1 + n % 4, n // 2 or None) for n in range(1, 60)]


def is_led_within(seed: int, accepted: tuple[int, int]) -> bool:
    """Whether a story of those comes to be led, accepted within the days the scope asks for."""
    rng = Random(seed)
    on = TODAY - timedelta(days=rng.randint(158, 505))
    story = begin(rng, place=PLACE, arrivals=[(7, on)], now=NOW, kinds=FIRST_KINDS)
    leading = Leading(Random(f"lead {seed}"), office(4), RULES, now=NOW)
    Course(story, rng, leading=leading, now=NOW, accepted=LOOKED_INTO_ACCEPTED).tell()
    days = [(TODAY - act.at.date()).days for act in story.acts if act.verb == "accept"]
    led = any(charge.answered_at and not charge.ground for charge in story.led.charges)
    return led and bool(days) and accepted[1] <= days[0] <= accepted[0]


def test_more_than_twenty_thousand_are_led() -> None:
    (whole,) = [one for one in rounds_of("nation") if one.mode.value == "full"]
    found = sum(is_led_within(seed, whole.accepted) for seed in range(600))
    plan = [one for one in arrivals("nation", OFFICES, seed=5, today=TODAY) if one.ordinal == 0]
    looked_into = [one for one in plan if one.looked_into]
    levels = {one.id: one.level for one in OFFICES}
    assert all(levels[one.organ_id] >= 3 for one in looked_into)
    assert len(plan) - len(looked_into) > 9000, "and there are matters of every other sort"
    assert len(looked_into) * found / 600 > 18_800, "a thousand and more come from the others"
