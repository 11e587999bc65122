"""Posts end, offices merge, days pass: charges and time limits follow, history stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.cast import Cast
from tests.database.leadership.test_charges import NOTE, accepted, named
from tests.database.matters.stories import Story

from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.leadership.actions import charges
from touyan.leadership.actions.deeds import record_deed
from touyan.leadership.models import Charge, ChargeForm, Deed
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.models import Act, ClockRow, Matter
from touyan.organs.models import Organ, Post, RoleGrant
from touyan.workflows.end_post import end_post
from touyan.workflows.merge_organ import merge_organ
from touyan.workflows.reproject_clocks import Place, reproject_and_defer


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def second_leader(cast: Cast) -> object:
    """He becomes a member of the procuratorial committee beside the chief."""
    post = Post.objects.get(person=cast.he.person)
    RoleGrant.objects.create(post=post, person=cast.he.person, role="committee_member",
                             asked_at=cast.now, approved_at=cast.now, shipped=True)  # fmt: skip
    return cast.he


def test_a_leader_named_declines_and_the_form_is_back_before_the_chief(story: Story) -> None:
    second_leader(story.cast)
    matter = accepted(story)
    charges.name_leader(matter_id=matter.public_id, leader=story.cast.he, note=NOTE,
                        by=story.cast.zhao, now=story.now)  # fmt: skip
    with pytest.raises(Refused, match="legal grounds"):
        charges.decline_charge(matter_id=matter.public_id, ground="busy", reason="忙",
                               by=story.cast.he, now=story.now)  # fmt: skip
    charges.decline_charge(matter_id=matter.public_id, ground="recusal", reason="曾参与原案办理",
                           by=story.cast.he, now=story.now)  # fmt: skip
    assert ChargeForm.objects.filter(matter=matter, outcome="").count() == 1
    running = ClockRow.objects.filter(matter=matter, code="L1", met_on__isnull=True)
    assert running.count() == 1


def test_handing_over_keeps_who_led_before(story: Story) -> None:
    second_leader(story.cast)
    matter = named(story)
    charges.hand_over(matter_id=matter.public_id, leader=story.cast.he, reason="分工调整",
                      by=story.cast.zhao, now=story.now)  # fmt: skip
    first, second = Charge.objects.filter(matter=matter).order_by("id")
    assert (first.state, first.end_ground) == ("ended", "handed_over")
    assert second.follows == first
    assert second.state == "named"


def test_while_the_chief_is_away_the_deputy_acts_only_where_a_rule_lets_him(story: Story) -> None:
    he = second_leader(story.cast)
    matter = named(story)
    today = story.now.date()
    charges.set_absence(leader=story.cast.zhao, organ=matter.organ, deputy=he,
                        from_on=today, until_on=today + timedelta(days=5), reason="学习",
                        by=story.cast.zhao, now=story.now)  # fmt: skip
    plan = {"plan": "十日内调取事发路口监控并补充鉴定，结果出来后当面说明。"}
    record_deed(matter_id=matter.public_id, kind=LeaderAct.PLAN, evidence=plan, by=he,
                now=story.now)  # fmt: skip
    assert Deed.objects.get(kind="plan").on_behalf
    with pytest.raises(Refused, match="leader's own"):
        record_deed(matter_id=matter.public_id, kind=LeaderAct.READ,
                    evidence={"issues": "病历没有调取，依据不全。", "minutes": 30}, by=he,
                    now=story.now)  # fmt: skip


def test_when_the_leaders_post_ends_the_charge_goes_back_to_the_chief(story: Story) -> None:
    matter = named(story)
    post = Post.objects.get(person=story.cast.zhao.person, organ=matter.organ)
    end_post(post=post, on=(story.now - timedelta(days=1)).date(), by=story.cast.xitong,
             now=story.now)  # fmt: skip
    charge = Charge.objects.get(matter=matter)
    assert (charge.state, charge.end_ground) == ("ended", "post_ended")
    assert ChargeForm.objects.filter(matter=matter, outcome="").exists()


def test_a_post_that_ends_tomorrow_gives_nothing_back_today(story: Story) -> None:
    matter = named(story)
    post = Post.objects.get(person=story.cast.zhao.person, organ=matter.organ)
    end_post(post=post, on=(story.now + timedelta(days=1)).date(), by=story.cast.xitong,
             now=story.now)  # fmt: skip
    assert Charge.objects.get(matter=matter).state == "accepted"
    charges.release_gone(now=story.now + timedelta(days=2))
    assert Charge.objects.get(matter=matter).end_ground == "post_ended"


def test_a_merged_office_hands_over_its_matters_with_their_history(story: Story) -> None:
    matter = named(story)
    county = matter.organ
    other = Organ.objects.filter(parent=county.parent, valid_to=None).exclude(pk=county.pk)[0]
    moved = merge_organ(organ=county, into=other, reason="机构改革", by=story.cast.xitong,
                        now=story.now)  # fmt: skip
    assert moved == 1
    matter = Matter.objects.get(pk=matter.pk)
    assert matter.organ == other
    assert matter.first_organ == county
    assert Charge.objects.get(matter=matter).end_ground == "organ_merged"
    assert ChargeForm.objects.get(matter=matter, outcome="").organ == other
    assert Act.objects.filter(matter=matter, verb="take_over").get().organ == county
    assert Organ.objects.get(pk=county.pk).valid_to == story.now.date()


def test_only_the_system_administrator_merges(story: Story) -> None:
    county = story.cast.organ_of(story.cast.wang)
    assert county.parent
    with pytest.raises(NotPermitted):
        merge_organ(organ=county, into=county.parent, reason="机构改革", by=story.cast.zhao,
                    now=story.now)  # fmt: skip


def test_two_leaders_cannot_take_one_matter(story: Story) -> None:
    he = second_leader(story.cast)
    matter = accepted(story, kind=Kind.CIVIL_PETITION)
    charges.take_charge(matter_id=matter.public_id, reason="", by=he, now=story.now)
    with pytest.raises(Conflict):
        charges.take_charge(matter_id=matter.public_id, reason="", by=story.cast.zhao,
                            now=story.now)  # fmt: skip
    assert Charge.objects.get(matter=matter).voluntary


def test_nobody_takes_a_matter_up_whose_form_lies_before_the_chief(story: Story) -> None:
    he = second_leader(story.cast)
    matter = accepted(story)
    with pytest.raises(Refused, match="who names the leader"):
        charges.take_charge(matter_id=matter.public_id, reason="", by=he, now=story.now)


def test_who_recused_themself_or_is_away_is_not_named(story: Story) -> None:
    he = second_leader(story.cast)
    matter = accepted(story)
    this = {"matter_id": matter.public_id, "now": story.now}
    charges.name_leader(leader=he, note=NOTE, by=story.cast.zhao, **this)
    charges.decline_charge(ground="recusal", reason="曾参与原案办理", by=he, **this)
    with pytest.raises(Refused, match="recused"):
        charges.name_leader(leader=he, note=NOTE, by=story.cast.zhao, **this)
    other = accepted(story)
    today = story.now.date()
    charges.set_absence(leader=he, organ=other.organ, deputy=story.cast.zhao, from_on=today,
                        until_on=today, reason="学习", by=he, now=story.now)  # fmt: skip
    with pytest.raises(Refused, match="away now"):
        charges.name_leader(matter_id=other.public_id, leader=he, note=NOTE, by=story.cast.zhao,
                            now=story.now)  # fmt: skip


def test_a_monthly_period_begins_although_nobody_touches_the_matter(story: Story) -> None:
    story.now -= timedelta(days=200)
    matter = story.handling(received_on=story.now.date() - timedelta(days=3))
    assert not ClockRow.objects.filter(matter=matter, code="C4").exists()
    due = ClockRow.objects.get(matter=matter, code="C3").due_on
    assert due
    later = story.now + (due - story.now.date()) + timedelta(days=2)
    since = due - timedelta(days=1)
    reproject_and_defer(Place(ended_since=since), reason="a day passed", by_id=None, now=later)
    assert ClockRow.objects.filter(matter=matter, code="C4").exists()
