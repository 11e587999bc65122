"""What the register answers to a scope is what the rule says of each matter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.database.leadership.hearing_stories import led
from tests.database.matters.stories import Story

from touyan.inspections.queries.scope import facts_of, matters_in
from touyan.inspections.rules.scope import FIRST, takes
from touyan.intake.rules.words import Kind
from touyan.matters.models import Belonging, Matter
from touyan.organs.queries import office_viewer

pytestmark = pytest.mark.django_db
DAYS = ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-28")
SCOPES = st.fixed_dictionaries({}, optional={
    "accepted_from": st.sampled_from(DAYS),
    "accepted_until": st.sampled_from(DAYS),
    "levels": st.lists(st.sampled_from([1, 2, 3, 4]), unique=True),
    "kinds": st.lists(st.sampled_from([kind.value for kind in Kind]), unique=True, max_size=3),
    "first": st.sampled_from(["", *FIRST]),
    "led": st.sampled_from(["", "led", "not_led"]),
    "ended": st.sampled_from(["", "closed", "open"]),
})  # fmt: skip


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


def test_sql_and_rule_take_the_same_matters(story) -> None:
    story.opened()
    story.accepted(title="只受理")
    led(story)
    story.later(days=1)
    story.accepted(title="赔偿", kind=Kind.STATE_COMPENSATION)
    story.closed(title="办结")
    story.later(days=1)
    Belonging.objects.filter(matter=led(story)).update(first_in_unit=False, first_in_system=False)
    top = story.cast.organ_of(story.cast.zhao_spp)
    known = [(one.pk, facts_of(one)) for one in Matter.objects.select_related("organ")]
    assert {facts.led for _pk, facts in known} == {True, False}
    assert {facts.first for _pk, facts in known} == {frozenset(FIRST), frozenset({"at_level"})}
    assert {facts.closed for _pk, facts in known} == {True, False}
    hits: list[int] = []

    @settings(max_examples=150, deadline=None,
              suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
    @given(SCOPES)
    def compare(scope: dict[str, Any]) -> None:
        found = matters_in(scope, organ_path=top.path, viewer=office_viewer(top))
        taken = set(found.values_list("pk", flat=True))
        assert taken == {pk for pk, facts in known if takes(scope, facts)}
        hits.append(len(taken))

    compare()
    assert len(set(hits)) > 3, "the scopes tried tell matters apart"
