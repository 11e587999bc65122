"""Due matters of the demonstration that nobody could be named for."""

from __future__ import annotations

from tests.rules.demonstration.telling import WAGES, told


def test_some_due_matters_leave_the_net_because_they_were_passed_on() -> None:
    """What coverage leaves out: due, nobody named, and sent elsewhere before that."""
    away = {"transfer", "inform_elsewhere", "decline"}
    found = [
        story for story in (told(seed, rules=WAGES) for seed in range(400))
        if story.led.duty and story.led.duty.due and not story.led.charges
        and away & {act.verb for act in story.acts}
    ]  # fmt: skip
    assert 2 <= len(found) <= 20
    assert all(story.led.forms[0].outcome in ("", "lapsed") for story in found)
