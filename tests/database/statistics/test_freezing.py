"""A figure given out is proven by its list, and restated beside itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests.cast import Cast
from tests.database.leadership.covered import crowd
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.kernel.errors import NotPermitted, NotVisible, Refused
from touyan.statistics.actions.following import follow
from touyan.statistics.actions.freezing import freeze_figure, restate_figure
from touyan.statistics.models import Fact, FrozenFigure
from touyan.statistics.queries.counted import Slice
from touyan.statistics.queries.frozen import figure_of, frozen_by_id, history, proof
from touyan.statistics.rules.measures import shipped_measures
from touyan.statistics.rules.months import Months

pytestmark = pytest.mark.django_db
LATER = timedelta(days=1)


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def city(story: Story) -> Slice:
    organ = story.cast.organ_of(story.cast.wang_city)
    crowd(story.cast, story.now, under=organ, number=60)
    story.petition(title="尚未归入案件的来信")
    follow(now=story.now)
    return Slice(organ, Months(date(2025, 12, 1), date(2026, 11, 1)))


def freeze(story: Story, part: Slice, code: str = "leader_coverage", **changes) -> FrozenFigure:
    given = {"by": story.cast.he_city, "now": story.now, **changes}
    return freeze_figure(measure=shipped_measures()[code], part=part, **given)


@pytest.mark.parametrize("code", ["leader_coverage", "received", "first_share", "days_to_answer"])
def test_a_figure_is_proven_by_counting_once_more(code, story, city):
    found = proof(freeze(story, city, code))
    assert found.holds
    assert len(found.now.digest) == 64


def test_later_acts_do_not_move_a_frozen_figure(story, city):
    frozen = freeze(story, city, "received")
    story.petition(title="后来的来信")
    follow(now=story.now + LATER)
    assert proof(frozen).holds
    newer = freeze(story, city, "received", now=story.now + LATER)
    assert newer.numerator == frozen.numerator + 1
    assert newer.digest != frozen.digest


def test_a_fact_exchanged_for_another_is_found_by_the_list(story, city):
    frozen = freeze(story, city, "received")
    fact = Fact.objects.filter(element="received").earliest("pk")
    Fact.objects.filter(pk=fact.pk).update(key="other")
    found = proof(frozen)
    assert (found.same_number, found.same_list, found.holds) == (True, False, False)


def test_a_fact_taken_away_is_found_by_the_number(story, city):
    frozen = freeze(story, city, "received")
    Fact.objects.filter(element="received").earliest("pk").delete()
    assert not proof(frozen).same_number


def test_a_restatement_stands_beside_what_it_restates_and_says_why(story, city):
    frozen = freeze(story, city, "received")
    story.petition(title="补登的来信")
    later = story.now + LATER
    follow(now=later)
    newer = restate_figure(
        frozen_id=frozen.public_id, reason="补登一件", by=story.cast.he_city, now=later
    )
    assert [one.numerator for one in history(frozen)] == [frozen.numerator, frozen.numerator + 1]
    assert history(newer) == history(frozen)
    assert newer.reason == "补登一件"
    assert proof(frozen).holds
    assert proof(newer).holds
    assert list(Entry.objects.order_by("number").values_list("verb", flat=True))[-1] == (
        "figure.restate"
    )


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_restatement_without_a_reason_is_refused(reason, story, city):
    frozen = freeze(story, city, "received")
    later = story.now + LATER
    follow(now=later)
    with pytest.raises(Refused, match="why"):
        restate_figure(frozen_id=frozen.public_id, reason=reason, by=story.cast.he_city, now=later)


def test_nothing_is_restated_before_anything_is_counted_since_nor_twice(story, city):
    frozen, by, later = freeze(story, city), story.cast.he_city, story.now + LATER
    with pytest.raises(Refused, match="since"):
        restate_figure(frozen_id=frozen.public_id, reason="再看", by=by, now=story.now)
    follow(now=later)
    restate_figure(frozen_id=frozen.public_id, reason="再看", by=by, now=later)
    with pytest.raises(Refused, match="newer"):
        restate_figure(frozen_id=frozen.public_id, reason="再看", by=by, now=later)


def test_a_second_try_freezes_nothing_twice(story, city):
    assert freeze(story, city) == freeze(story, city)
    assert Entry.objects.filter(verb="figure.freeze").count() == 1


def test_no_figure_is_frozen_of_a_moment_not_counted_yet(story, city):
    with pytest.raises(Refused, match="so far"):
        freeze(story, city.of(moment=story.now + LATER), now=story.now + 2 * LATER)


def test_before_anything_is_counted_nothing_is_frozen(story):
    part = Slice(story.cast.organ_of(story.cast.he), Months(date(2026, 1, 1), date(2026, 1, 1)))
    with pytest.raises(Refused, match="counted"):
        freeze(story, part, by=story.cast.he)


@pytest.mark.parametrize("who", ["wang_city", "li_city", "sun_city", "he"])
def test_clerks_handlers_inspectors_and_offices_beneath_freeze_nothing(who, story, city):
    with pytest.raises(NotPermitted):
        freeze(story, city, by=getattr(story.cast, who))


def test_an_office_above_freezes_and_sees_another_office_sees_nothing(story, city):
    frozen = freeze(story, city, by=story.cast.he_province)
    seen = story.cast.viewer(story.cast.qian_city)
    assert frozen_by_id(frozen.public_id, viewer=seen) == frozen
    with pytest.raises(NotVisible):
        frozen_by_id(frozen.public_id, viewer=story.cast.viewer(story.cast.he))


def test_the_definition_is_kept_as_it_was(story, city):
    frozen = freeze(story, city)
    measure = shipped_measures()["leader_coverage"]
    assert figure_of(FrozenFigure.objects.get(pk=frozen.pk)).measure == measure


def test_frozen_figures_are_only_added_to():
    assert FrozenFigure.append_only


def test_a_figure_of_days_keeps_its_median_and_its_ninetieth(story, city):
    story.later(days=1).closed()
    follow(now=story.now)
    frozen = freeze(story, city, "days_to_answer")
    assert frozen.numerator
    assert (frozen.median, frozen.ninetieth) == (
        proof(frozen).now.figure.median,
        proof(frozen).now.figure.ninetieth,
    )
    assert frozen.median is not None
    Fact.objects.filter(element="answered").update(amount=999)
    assert not proof(frozen).same_number
