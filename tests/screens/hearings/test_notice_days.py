"""The last day of a hearing's notice is one day: for the act, on the page and by the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.hearing_stories import drawn, led, pool, set_one
from tests.database.matters.stories import Story

from touyan.deadlines.actions import approve_rule, propose_rule
from touyan.deadlines.queries import rules_in_force
from touyan.deadlines.rules.rule_data import rule_to
from touyan.kernel.errors import Refused
from touyan.leadership.actions import hearings, rulebook
from touyan.leadership.models import Hearing
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.hearing_words import HearingForm
from touyan.matters.models import ClockRow

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


@pytest.fixture
def story(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Story:
    pool(cast, now)
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)
    return Story(cast, now)


def five_days_from(cast: Cast, on: date) -> None:
    """The province asks for five days of hearings set from a day on."""
    limit = next(rule for rule in rules_in_force() if rule.code == "C19")
    row = {**rule_to(limit), "amount": 5, "scope": "33", "valid_from": on}
    version = propose_rule(row=row, reason="省院规定", by=cast.he_province, now=cast.now)
    approve_rule(version_id=version.pk, by=cast.zhao_province, now=cast.now)


def one_day_for_the_simplified_form(cast: Cast) -> None:
    rule = next(one for one in rules_now() if (one.family, one.code) == ("panel", "P4"))
    changed = replace(rule, content={"days": 1}, valid_from=cast.now.date())
    version = rulebook.propose_rule(rule=changed, reason="省院规定", by=cast.he_spp, now=cast.now)
    rulebook.approve_rule(version_id=version.pk, by=cast.zhao_spp, now=cast.now)


def last_days(hearing: Hearing, client_of: Signed, story: Story) -> tuple[date, str]:
    """By the clock, and as the page says it."""
    clock = ClockRow.objects.filter(matter=hearing.matter, code="C19").latest("id")
    page = client_of(story.cast.li).get(reverse("hearing", args=[hearing.public_id]))
    said = page.content.decode().partition("at the latest on ")[2].partition(" before")[0]
    assert clock.due_on is not None
    return clock.due_on, said


@pytest.mark.parametrize(
    ("since", "form", "days"),
    [
        (None, HearingForm.OPEN, 3),
        (0, HearingForm.OPEN, 5),
        (0, HearingForm.SIMPLIFIED, 5),
        (1, HearingForm.OPEN, 3),
    ],
)
def test_page_clock_and_act_count_by_the_limit_in_force_when_the_hearing_is_set(
    since: int | None, form: HearingForm, days: int, story: Story, client_of: Signed
) -> None:
    if since is not None:
        five_days_from(story.cast, story.now.date() + timedelta(days=since))
    hearing = drawn(story, led(story), form=form)
    last = hearing.on - timedelta(days=days)
    assert last_days(hearing, client_of, story) == (last, f"{last}, {days} days")
    late = story.now + timedelta(days=7 - days + 1)
    give = {"hearing_id": hearing.public_id, "how": "书面", "by": story.cast.li}
    with pytest.raises(Refused, match=f"at least {days} days"):
        hearings.give_notice(**give, now=late)
    hearings.give_notice(**give, now=late - timedelta(days=1))
    clock = ClockRow.objects.filter(matter=hearing.matter, code="C19").latest("id")
    assert clock.met_on == clock.due_on


def test_a_rule_of_the_simplified_form_is_its_clocks_rule_too(
    story: Story, client_of: Signed
) -> None:
    one_day_for_the_simplified_form(story.cast)
    simple = set_one(story, led(story), form=HearingForm.SIMPLIFIED)
    last = simple.on - timedelta(days=1)
    assert last_days(simple, client_of, story) == (last, f"{last}, 1 day")


def test_a_hearing_too_near_for_its_notice_is_not_set(story: Story) -> None:
    five_days_from(story.cast, story.now.date())
    matter = led(story)
    with pytest.raises(Refused, match="at least 5 days"):
        set_one(story, matter, at=story.now + timedelta(days=4))
    set_one(story, matter, at=story.now + timedelta(days=5))
