"""Totals, facts and the ledger itself give the same figure, whichever way it is asked for."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.leadership.covered import crowd
from tests.database.matters.stories import Story

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.rules.words import Channel, Kind
from touyan.leadership.queries.coverage import figures_by_office
from touyan.leadership.rules.coverage import Period, total
from touyan.matters.actions import endings
from touyan.organs.models import Organ
from touyan.organs.queries import viewer_of
from touyan.statistics.actions.following import drift, follow
from touyan.statistics.elements import all_elements
from touyan.statistics.models import Fact, Spread, Total
from touyan.statistics.queries.counted import (
    Slice,
    by_dimension,
    by_level,
    by_month,
    by_office,
    counts,
    facts_in,
    monthly,
    spread,
)
from touyan.statistics.rules.measures import elements, shipped_measures
from touyan.statistics.rules.months import Months, months

pytestmark = pytest.mark.django_db
EVERYTHING = frozenset(elements())


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def whole(story: Story) -> Slice:
    """The register of the whole country in two years, with some of everything in it."""
    crowd(story.cast, story.now, under=story.cast.organ_of(story.cast.wang_city), number=120)
    story.closed()
    story.opened(title="另一件申诉", kind=Kind.CIVIL_PETITION, channel=Channel.PHONE)
    story.petition(title="尚未归入案件的来信")
    follow(now=story.now)
    spp = story.cast.organ_of(story.cast.zhao_spp)
    return Slice(spp, Months(date(2025, 1, 1), date(2026, 12, 1)))


def plainly(part: Slice) -> Counter[str]:
    """Facts in force, one by one."""
    return Counter(fact.element for fact in facts_in(EVERYTHING, part))


def test_every_element_that_is_counted_has_its_words(whole: Slice):
    assert set(Fact.objects.values_list("element", flat=True)) <= EVERYTHING
    text = all_elements()
    assert {code for code in EVERYTHING if f"'{code}'" in text} > {"received", "closed", "listed"}


def test_totals_are_what_the_facts_are(whole: Slice):
    assert dict(counts(EVERYTHING, whole)) == plainly(whole)
    assert plainly(whole)["lead_due"] > 50


@pytest.mark.parametrize("who", ["zhao_spp", "he_province", "he_city", "he"])
def test_a_figure_of_the_present_moment_is_the_same_from_totals_and_from_facts(
    who: str, whole: Slice, story: Story
):
    part = whole.of(organ=story.cast.organ_of(getattr(story.cast, who)))
    then = part.of(moment=story.now + timedelta(seconds=1))
    assert dict(counts(EVERYTHING, part)) == dict(counts(EVERYTHING, then)) != {}
    assert sorted(by_month(EVERYTHING, part)) == sorted(by_month(EVERYTHING, then))
    for dimension in ("kind", "channel"):
        assert by_dimension(EVERYTHING, part, dimension) == by_dimension(
            EVERYTHING, then, dimension
        )
    assert by_level(EVERYTHING, part) == by_level(EVERYTHING, then)
    assert spread("answered", part) == spread("answered", then)
    assert sorted(monthly(EVERYTHING, part, [part.organ])) == sorted(
        monthly(EVERYTHING, then, [part.organ])
    )


@pytest.mark.parametrize("changes", [{"kind": "civil_petition"}, {"channel": "phone"}])
@pytest.mark.parametrize("who", ["zhao_spp", "he"])
def test_a_kind_or_a_channel_is_counted_alone(who: str, changes, whole: Slice, story: Story):
    part = whole.of(organ=story.cast.organ_of(getattr(story.cast, who)), **changes)
    assert dict(counts(EVERYTHING, part)) == plainly(part)
    assert counts(["received"], part)["received"] == 1


def test_levels_and_offices_add_up_to_the_whole(whole: Slice, story: Story):
    levels = by_level(["lead_due", "received"], whole)
    for element in ("lead_due", "received"):
        alone = sum(found.get(element, 0) for found in levels.values())
        assert alone == counts([element], whole)[element]
    city = story.cast.organ_of(story.cast.he_city)
    offices = by_office(["lead_due"], whole, [whole.organ, city])
    assert offices[whole.organ.pk] == offices[city.pk]


def test_coverage_agrees_with_the_count_of_the_leaders_own_page(whole: Slice, story: Story):
    """Two computations that share no line."""
    viewer = viewer_of(story.cast.he_city, now=story.now)
    city = story.cast.organ_of(story.cast.he_city)
    year = months("year", today=legal_day(story.now), first=None, last=None)
    told = total(list(figures_by_office(
        Period(year.first, year.end), organ=city, viewer=viewer).values()))  # fmt: skip
    measure = shipped_measures()["leader_coverage"]
    found = counts(measure.elements, whole.of(organ=city, months=year))
    assert found["lead_led"] + found["lead_not_led"] == told.of("gross")
    assert found["lead_led"] == told.of("led")


def test_as_of_a_past_moment_the_figure_is_what_it_was(story: Story):
    matter = story.closed()
    follow(now=story.now)
    then, organ = story.now, story.cast.organ_of(story.cast.wang)
    story.later(days=2)
    endings.reopen(matter_id=matter.public_id, reason="发现新的鉴定意见，需要重新审查。",
                   by=story.cast.he, now=story.now)  # fmt: skip
    follow(now=story.now)
    part = Slice(organ, Months(date(2026, 1, 1), date(2027, 12, 1)))
    assert counts(["closed"], part).get("closed", 0) == 0
    assert counts(["closed"], part.of(moment=then))["closed"] == 1


def test_a_time_limit_counts_when_its_last_day_is_over(story: Story):
    story.accepted()
    follow(now=story.now)
    part = Slice(story.cast.organ_of(story.cast.wang), Months(date(2026, 1, 1), date(2027, 12, 1)))
    kept = {name for name in EVERYTHING if name.endswith("_kept")}
    assert not counts(kept, part)
    follow(now=story.later(days=60).now)
    assert counts(kept, part)


@pytest.mark.parametrize("row", [Total, Spread])
@pytest.mark.parametrize("fine", [False, True])
def test_a_total_that_was_altered_is_found(
    row: type[Total | Spread], fine: bool, whole: Slice, story: Story
):
    """Over everything and by kind; of numbers and of numbers of days."""
    assert drift(now=story.now) == {}
    kinds = row.objects.exclude(kind="") if fine else row.objects.filter(kind="")
    one = kinds.earliest("pk")
    row.objects.filter(pk=one.pk).update(number=one.number + 1)
    assert list(drift(now=story.now)) == [f"total:{one.element}"]


def test_an_office_keeps_its_place_so_that_the_past_is_counted_where_it_happened(db) -> None:
    county = Organ.objects.get(code="330102")
    elsewhere = Organ.objects.get(code="330200")
    for changes in ({"parent": elsewhere}, {"path": f"{elsewhere.path}{county.pk}/"}):
        with pytest.raises(IntegrityError, match="keeps its place"), transaction.atomic():
            Organ.objects.filter(pk=county.pk).update(**changes)
