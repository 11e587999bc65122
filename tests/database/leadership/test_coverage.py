"""Where every matter stands, and that each figure is the number of its list."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.database.leadership.covered import crowd
from tests.database.leadership.test_charges import NOTE, accepted, named
from tests.database.matters.stories import Story

from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import Kind, SubjectRole
from touyan.leadership.actions import charges
from touyan.leadership.actions.duties import state_fact
from touyan.leadership.models import Charge
from touyan.leadership.queries.coverage import (
    covered,
    figures_by_office,
    quota_of,
    quotas,
)
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.coverage import GROUPS, Figures, Period, Standing, total
from touyan.leadership.rules.words import EndGround, StatedFact
from touyan.matters.actions import procedure
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ, Post, RoleGrant
from touyan.organs.queries import viewer_of

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def here(story: Story, *, viewer: Account | None = None, period: Period = YEAR) -> Figures:
    organ = story.cast.organ_of(story.cast.wang)
    seen = viewer_of(viewer or story.cast.zhao, now=story.now)
    return figures_by_office(period, organ=organ, viewer=seen).get(organ.pk, Figures())


def standing(story: Story, matter: Matter) -> str:
    """The one figure in whose list the matter is."""
    organ = story.cast.organ_of(story.cast.wang)
    viewer = viewer_of(story.cast.zhao, now=story.now)
    found = [
        one.value for one in Standing
        if covered(one.value, YEAR, organ=organ, alone=True, viewer=viewer)
        .filter(pk=matter.pk).exists()
    ]  # fmt: skip
    assert len(found) <= 1
    return "".join(found)


def test_a_due_matter_waits_for_the_chief_and_then_is_led(story: Story) -> None:
    matter = accepted(story)
    assert standing(story, matter) == "waiting"
    charges.name_leader(matter_id=matter.public_id, leader=story.cast.zhao, note=NOTE,
                        by=story.cast.zhao, now=story.now)  # fmt: skip
    assert standing(story, matter) == "led"
    figures = here(story)
    assert figures.share("net") == figures.share("gross") == (1, 1)


def deputy(story: Story) -> Account:
    """A second leader of the county."""
    li = story.cast.li
    RoleGrant.objects.create(post=Post.objects.get(person=li.person), person=li.person,
                             role="deputy_chief", asked_at=story.now, approved_at=story.now,
                             shipped=True)  # fmt: skip
    return li


def test_a_leader_named_has_not_led_before_accepting_and_may_decline(story: Story) -> None:
    matter, second = accepted(story), deputy(story)
    charges.name_leader(matter_id=matter.public_id, leader=second, note=NOTE, by=story.cast.zhao,
                        now=story.now)  # fmt: skip
    assert standing(story, matter) == "named"
    charges.decline_charge(matter_id=matter.public_id, ground="recusal", reason="系原案承办人",
                           by=second, now=story.now)  # fmt: skip
    assert standing(story, matter) == "declined"
    assert here(story).of("not_led") == 1


def test_a_form_returned_is_not_led(story: Story) -> None:
    matter = accepted(story)
    charges.return_form(matter_id=matter.public_id, note="材料不齐，补充后再报", by=story.cast.zhao,
                        now=story.now)  # fmt: skip
    assert standing(story, matter) == "returned"


def test_a_charge_given_up_goes_back_to_the_chief(story: Story) -> None:
    matter = named(story)
    charges.release(matter, ground=EndGround.POST_ENDED, reason="调离", by=story.cast.zhao,
                    now=story.now)  # fmt: skip
    assert standing(story, matter) == "waiting"


def voided(matter: Matter, on: date) -> None:
    """The chief's clock fell away with the end of the matter, on that day."""
    matter.clocks.filter(code="L1").update(void_on=on)
    Matter.objects.filter(pk=matter.pk).update(stage="closed")


@pytest.mark.parametrize(
    ("on", "where"),
    [(date(2026, 11, 26), "ended_in_time"), (date(2026, 11, 27), "nobody")],
)
def test_only_a_matter_that_ended_within_the_chiefs_limit_is_left_out(
    on: date, where: str, story: Story
) -> None:
    matter = accepted(story)
    voided(matter, on)
    assert standing(story, matter) == where
    figures = here(story)
    assert figures.of("gross") == 1
    assert figures.of("net") == (0 if where == "ended_in_time" else 1)


def test_a_matter_led_to_its_end_stays_led_when_the_leader_leaves_later(story: Story) -> None:
    matter = named(story)
    Matter.objects.filter(pk=matter.pk).update(stage="closed")
    Charge.objects.filter(matter=matter).update(state="ended", end_ground="post_ended",
                                                ended_at=story.now)  # fmt: skip
    assert standing(story, matter) == "led"


def test_a_matter_passed_on_before_naming_is_left_out_and_said(story: Story) -> None:
    matter = accepted(story)
    Matter.objects.filter(pk=matter.pk).update(stage="transferred")
    assert standing(story, matter) == "passed_on"
    assert (here(story).of("gross"), here(story).of("net")) == (1, 0)


def test_closing_the_file_of_a_matter_sent_elsewhere_leaves_it_out_of_net(story: Story) -> None:
    matter = story.triaged()
    state_fact(matter_id=matter.public_id, fact=StatedFact.CAMPAIGN, holds=True, reason="列入台账",
               reference="台账第3号", by=story.cast.he, now=story.now)  # fmt: skip
    procedure.inform_elsewhere(matter_id=matter.public_id, to="公安机关", reason="不属本院管辖",
                               by=story.cast.he, now=story.now)  # fmt: skip
    assert standing(story, matter) == "passed_on"
    voided(matter, date(2026, 12, 9))
    assert standing(story, matter) == "passed_on"


def test_state_compensation_of_unknown_liability_has_its_own_line(story: Story) -> None:
    matter = accepted(story, kind=Kind.STATE_COMPENSATION, subjects=(), challenged=())
    assert standing(story, matter) == "unknown"
    assert here(story).of("gross") == 0
    state_fact(matter_id=matter.public_id, fact=StatedFact.LIABLE, holds=True, reason="赔偿义务机关",
               by=story.cast.he, now=story.now)  # fmt: skip
    assert standing(story, matter) == "waiting"


def test_a_matter_not_due_can_be_led_voluntarily(story: Story) -> None:
    matter = accepted(story, kind=Kind.CIVIL_PETITION)
    assert standing(story, matter) == ""
    charges.take_charge(matter_id=matter.public_id, reason="重大", by=story.cast.zhao,
                        now=story.now)  # fmt: skip
    assert standing(story, matter) == "voluntary"
    assert here(story).of("gross") == 0


def test_a_wall_takes_a_matter_out_of_the_figures_of_whom_it_stops(story: Story) -> None:
    complained = SubjectEntry(SubjectRole.ACCUSED, name="李志远", person_id=story.cast.li.person_id)
    accepted(story, subjects=(complained,))
    assert here(story, viewer=story.cast.he).of("gross") == 1
    assert here(story, viewer=story.cast.li).of("gross") == 0


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [("2026-11-23", "2026-11-23", 1), ("2026-11-24", "2026-12-31", 0),
     ("2026-01-01", "2026-11-22", 0)],
)  # fmt: skip
def test_the_day_the_duty_arose_decides_the_period(
    first: str, last: str, number: int, story: Story
) -> None:
    accepted(story)
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert here(story, period=period).of("gross") == number


# A thousand matters over a city and its counties.


def test_each_figure_is_the_number_of_its_list_at_a_thousand_matters(cast: Cast, now) -> None:
    city = cast.organ_of(cast.wang_city)
    crowd(cast, now, under=city, number=1000)
    viewer = viewer_of(cast.he_city, now=now)
    with CaptureQueriesContext(connection) as asked:
        found = figures_by_office(YEAR, organ=city, viewer=viewer)
    assert len(asked) == 1
    assert total(list(found.values())).of("gross") > 500
    offices = Organ.objects.in_bulk(found)
    assert len(offices) > 3
    for office, figures in found.items():
        for group in GROUPS:
            matters = covered(group, YEAR, organ=offices[office], alone=office == city.pk,
                              viewer=viewer)  # fmt: skip
            assert matters.count() == figures.of(group), (offices[office], group)
    whole = total(list(found.values()))
    for group in GROUPS:
        matters = covered(group, YEAR, organ=city, alone=False, viewer=viewer)
        assert matters.count() == whole.of(group), group


def test_figures_of_a_province_are_those_of_its_cities(cast: Cast, now: datetime) -> None:
    city = cast.organ_of(cast.wang_city)
    crowd(cast, now, under=city, number=200)
    viewer = viewer_of(cast.he_province, now=now)
    above = figures_by_office(YEAR, organ=cast.organ_of(cast.he_province), viewer=viewer)
    beneath = figures_by_office(YEAR, organ=city, viewer=viewer)
    whole = total(list(beneath.values()))
    assert {group: above[city.pk].of(group) for group in GROUPS} == {
        group: whole.of(group) for group in GROUPS
    }


def test_another_office_s_matters_are_in_nobody_else_s_figures(cast: Cast, now: datetime) -> None:
    city = cast.organ_of(cast.wang_city)
    crowd(cast, now, under=city, number=60)
    viewer = viewer_of(cast.zhou, now=now)
    assert figures_by_office(YEAR, organ=city, viewer=viewer) == {}


# Quotas: offices are counted, never persons.


def test_quotas_bind_supreme_and_provincial_leaders(cast: Cast, now: datetime) -> None:
    day = now.date()
    assert quota_of(cast.organ_of(cast.zhao_spp), rules_now(), on=day) == 1
    assert quota_of(cast.organ_of(cast.he_province), rules_now(), on=day) == 3
    assert quota_of(cast.organ_of(cast.wang_city), rules_now(), on=day) == 0
    assert quota_of(cast.organ_of(cast.zhao_spp), rules_now(), on=date(2023, 12, 31)) == 0


def test_a_quota_line_says_how_many_leaders_reached_it(story: Story) -> None:
    cast, now = story.cast, story.now
    spp, viewer = cast.organ_of(cast.zhao_spp), viewer_of(cast.zhao_spp, now=now)
    [before] = quotas([spp], year=2026, on=now.date(), viewer=viewer)
    assert (before.least, before.reached) == (1, 0)
    assert before.leaders >= 1
    matter = named(story)
    Charge.objects.filter(matter=matter).update(organ=spp, leader=cast.zhao_spp)
    [after] = quotas([spp], year=2026, on=now.date(), viewer=viewer)
    assert after.reached == 1
    [other_year] = quotas([spp], year=2025, on=now.date(), viewer=viewer)
    assert other_year.reached == 0


def test_a_leader_is_told_their_own_number_and_no_other(story: Story) -> None:
    cast, now = story.cast, story.now
    spp, matter = cast.organ_of(cast.zhao_spp), named(story)
    Charge.objects.filter(matter=matter).update(organ=spp, leader=cast.zhao_spp)

    def own(account: Account) -> int | None:
        viewer = viewer_of(account, now=now)
        [line] = quotas([spp], year=2026, on=now.date(), viewer=viewer)
        return line.own

    assert own(cast.zhao_spp) == 1
    assert own(cast.he_spp) is None


def test_a_matter_named_but_not_accepted_counts_for_no_quota(story: Story) -> None:
    cast, now = story.cast, story.now
    spp, matter = cast.organ_of(cast.zhao_spp), named(story)
    Charge.objects.filter(matter=matter).update(
        organ=spp, leader=cast.zhao_spp, state="named", answered_at=None
    )
    viewer = viewer_of(cast.zhao_spp, now=now)
    assert quotas([spp], year=2026, on=now.date(), viewer=viewer)[0].reached == 0
