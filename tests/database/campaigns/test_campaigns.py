"""From the entry rule to the frozen list and out of it again."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import ProgrammingError, transaction
from tests.cast import Cast
from tests.database.campaigns.campaigning import Drive, plan
from tests.database.matters.stories import Story, fresh

from touyan.campaigns.actions import batches, campaigns, candidates, marks
from touyan.campaigns.models import BatchEntry, Candidate
from touyan.campaigns.queries.board import columns, entries, figures_of, standings
from touyan.campaigns.queries.campaigns import (
    campaigns_seen,
    candidates_of,
    entered,
    is_whole,
)
from touyan.campaigns.queries.choosing import quota_lines
from touyan.campaigns.queries.entry import facts_of, matters_by_rule, undecided_by_rule
from touyan.campaigns.rules.entry import enters
from touyan.campaigns.rules.terms import Terms
from touyan.campaigns.rules.words import Step
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.leadership.actions import charges
from touyan.leadership.models import ChargeForm, DutyRow
from touyan.leadership.queries.duties import duty_of
from touyan.leadership.queries.matrices import required_of
from touyan.leadership.rules.words import LeaderAct
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings
from touyan.matters.models import Act, Closing, Matter, Termination
from touyan.organs.models import Organ
from touyan.workflows.enter_campaign import enter_and_defer


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def drive(story: Story) -> Drive:
    return Drive(story)


def county(story: Story) -> Organ:
    return story.cast.organ_of(story.cast.zhao)


def test_a_head_draws_up_and_only_a_leader_opens(drive: Drive, story: Story) -> None:
    campaign = drive.drafted()
    with pytest.raises(NotPermitted, match="leader of the organising office"):
        campaigns.open_campaign(campaign_id=campaign.public_id, by=story.cast.he, now=story.now)
    with pytest.raises(NotPermitted):
        campaigns.create_campaign(organ=county(story), plan=plan(name="又一个"), by=story.cast.li,
                                  now=story.now)  # fmt: skip
    opened = campaigns.open_campaign(
        campaign_id=campaign.public_id, by=story.cast.zhao, now=story.now
    )
    assert opened.opened_by == story.cast.zhao
    with pytest.raises(Refused, match="no longer changes"):
        campaigns.change_campaign(campaign_id=campaign.public_id, plan=plan(), by=story.cast.he,
                                  now=story.now)  # fmt: skip


def test_a_draft_is_seen_by_its_own_office_and_an_open_one_above_and_beneath(
    drive: Drive, story: Story
) -> None:
    campaign = drive.drafted()
    cast = story.cast
    assert campaign in campaigns_seen(viewer=cast.viewer(cast.li))
    assert campaign not in campaigns_seen(viewer=cast.viewer(cast.zhao_city))
    campaigns.open_campaign(campaign_id=campaign.public_id, by=cast.zhao, now=story.now)
    assert campaign in campaigns_seen(viewer=cast.viewer(cast.zhao_city))
    assert campaign not in campaigns_seen(viewer=cast.viewer(cast.zhou))
    with pytest.raises(NotVisible):
        campaigns.end_campaign(campaign_id=campaign.public_id, reason="与我无关", by=cast.zhou,
                               now=story.now)  # fmt: skip


def test_the_rule_takes_the_terminated_matter_that_was_petitioned_again(
    drive: Drive, story: Story
) -> None:
    matter = story.closed()
    Termination.objects.create(
        matter=matter, on=story.now.date(), at=story.now, by=story.cast.zhao_province,
        organ=story.cast.organ_of(story.cast.zhao_province), grounds="救济途径穷尽",
    )  # fmt: skip
    rule = {"groups": [[{"code": "terminated"}, {"code": "petitioned_since_termination"}]]}
    look = {"organ_path": county(story).path, "on": story.now.date(),
            "viewer": story.cast.viewer(story.cast.he)}  # fmt: skip
    assert not matters_by_rule(rule, **look).exists()
    story.later(days=3)
    story.opened(matter_id=matter.public_id, relation=Relation.DUPLICATE,
                 received_on=story.now.date())  # fmt: skip
    assert not matters_by_rule(rule, **look).exists()
    story.opened(matter_id=matter.public_id, relation=Relation.REPEAT,
                 received_on=story.now.date())  # fmt: skip
    assert list(matters_by_rule(rule, **look)) == [matter]


@pytest.mark.parametrize(
    "condition",
    [
        {"code": "terminated"}, {"code": "closed"}, {"code": "not_led"}, {"code": "hardship"},
        {"code": "petitioned_since_closing"}, {"code": "petitioned_since_termination"},
        {"code": "repeated_since_termination"}, {"code": "open_years", "value": 1},
        {"code": "received_before", "value": "2026-11-20"},
        {"code": "kinds", "value": ["civil_petition"]}, {"code": "levels", "value": [4]},
    ],
    ids=lambda one: one["code"],
)  # fmt: skip
def test_the_database_and_the_pure_rule_take_the_same_matters(
    story: Story, drive: Drive, condition: dict[str, object]
) -> None:
    story.opened(kind=Kind.CIVIL_PETITION, received_on=story.now.date().replace(year=2025, month=1))
    closed = story.closed(hardship=True, title="已经办结的另一件")
    again = story.closed(title="办结后又来的一件")
    Termination.objects.create(
        matter=closed,
        on=story.now.date(),
        at=story.now,
        by=None,
        organ=county(story),
        grounds="终结",
    )
    story.later(days=2)
    for matter in (closed, again):
        story.opened(matter_id=matter.public_id, relation=Relation.REPEAT,
                     received_on=story.now.date())  # fmt: skip
    Drive(story).frozen(drive.opened(), again)
    rule = {"groups": [[condition]]}
    day = story.now.date()
    found = matters_by_rule(
        rule, organ_path=county(story).path, on=day, viewer=story.cast.viewer(story.cast.he)
    )
    every = Matter.objects.select_related("organ")
    assert {m.pk for m in found} == {m.pk for m in every if enters(rule, facts_of(m), on=day)}


def test_each_candidate_keeps_its_decision_and_is_not_offered_again(
    drive: Drive, story: Story
) -> None:
    matter, other = story.closed(), story.closed(title="另一件")
    campaign = drive.opened()
    candidates.decide_by_rule(campaign_id=campaign.public_id, matters=[other.public_id],
                              accept=False, reason="已在另一专项", by=story.cast.he, now=story.now)  # fmt: skip
    viewer = story.cast.viewer(story.cast.he)
    offered = undecided_by_rule(campaign, on=story.now.date(), viewer=viewer)
    assert list(offered) == [matter]
    refused = candidates_of(campaign, viewer=viewer).get()
    assert (refused.outcome, refused.decision) == ("refused", "已在另一专项")
    assert refused.why


def test_a_nomination_needs_a_reason_and_an_office_of_the_campaign(
    drive: Drive, story: Story
) -> None:
    campaign, matter = drive.opened(), story.handling()
    nominate = {"campaign_id": campaign.public_id, "matter_id": matter.public_id, "now": story.now}
    with pytest.raises(Refused, match="reason"):
        candidates.nominate(**nominate, reason="  ", by=story.cast.he)
    with pytest.raises(NotPermitted):
        candidates.nominate(**nominate, reason="多年未解决", by=story.cast.li)
    made = candidates.nominate(**nominate, reason="多年未解决", by=story.cast.he)
    with pytest.raises(Conflict, match="already"):
        candidates.nominate(**nominate, reason="再报一次", by=story.cast.he)
    candidates.decide_candidates(
        campaign_id=campaign.public_id, candidates=[made.public_id], accept=True,
        reason="同意列入", by=story.cast.zhao, now=story.now,
    )  # fmt: skip
    assert Candidate.objects.get().outcome == "accepted"


def test_freezing_keeps_a_digest_that_detects_any_change(drive: Drive, story: Story) -> None:
    matters = [story.closed(title=f"第{n}件") for n in range(3)]
    campaign = drive.opened()
    batch = drive.frozen(campaign, *matters)
    assert batch.size == 3
    assert is_whole(batch)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        BatchEntry.objects.filter(matter=matters[0]).update(ordinal=9)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        BatchEntry.objects.filter(matter=matters[0]).delete()
    added = story.closed(title="后来想加的一件")
    drive.accepted(campaign, added)
    one = Candidate.objects.get(matter=added)
    BatchEntry.objects.create(
        batch=batch, matter=added, ordinal=4, organ=added.organ, candidate=one
    )
    assert not is_whole(batch)


def test_a_frozen_list_takes_nothing_more(drive: Drive, story: Story) -> None:
    batch = drive.frozen(drive.opened(), story.closed())
    with pytest.raises(Refused, match="neither grows nor shrinks"):
        batches.choose(batch_id=batch.public_id, candidates=[], chosen=True, by=story.cast.he,
                       now=story.now)  # fmt: skip
    with pytest.raises(Refused, match="neither grows nor shrinks"):
        batches.freeze_batch(batch_id=batch.public_id, by=story.cast.zhao, now=story.now)


def test_more_than_the_quota_cannot_be_frozen(drive: Drive, story: Story) -> None:
    batch = drive.prepared(drive.opened(), story.closed(), story.closed(title="另一件"))
    batches.set_quota(batch_id=batch.public_id, organ=county(story), number=1, by=story.cast.he,
                      now=story.now)  # fmt: skip
    with pytest.raises(Refused, match="quota"):
        batches.freeze_batch(batch_id=batch.public_id, by=story.cast.zhao, now=story.now)


def test_the_organisers_quota_is_about_its_own_matters_alone(drive: Drive, story: Story) -> None:
    """Over all those beneath it, it would be a limit of the list and no office's share."""
    own, beneath = story.closed(), story.closed(title="下级院的一件")
    root = county(story)
    below = Organ.objects.create(
        code="33010699", name="下级院", short_name="下级院", parent=root, level=root.level,
        path=f"{root.path}999/", valid_from=root.valid_from,
    )  # fmt: skip
    batch = drive.prepared(drive.opened(), own, beneath)
    Matter.objects.filter(pk=beneath.pk).update(organ=below)
    viewer = story.cast.viewer(story.cast.he)
    lines = quota_lines(batch, viewer=viewer)
    assert [(line.organ.pk, line.chosen) for line in lines] == [(root.pk, 1), (below.pk, 1)]
    batches.set_quota(batch_id=batch.public_id, organ=root, number=1, by=story.cast.he,
                      now=story.now)  # fmt: skip
    assert (
        batches.freeze_batch(batch_id=batch.public_id, by=story.cast.zhao, now=story.now).size == 2
    )


def test_a_matter_that_enters_is_taken_up_and_due_by_the_campaign(
    drive: Drive, story: Story
) -> None:
    matter = story.closed(kind=Kind.CIVIL_PETITION)
    campaign = drive.opened(terms=Terms(acts=(LeaderAct.RELIEF,)))
    batch = drive.frozen(campaign, matter)
    matter = fresh(matter)
    assert matter.stage == "reopened"
    assert entered(batch) == 1
    assert DutyRow.objects.get(matter=matter).codes == ["D5"]
    assert campaign.name in str(duty_of(matter).reasons[0].why)
    assert ChargeForm.objects.filter(matter=matter, outcome="").exists()
    relief = next(r for r in required_of(matter, now=story.now) if r.act is LeaderAct.RELIEF)
    assert relief.required
    assert "campaign" in str(relief.why)


def test_entering_twice_does_nothing_twice(drive: Drive, story: Story) -> None:
    matter = story.closed()
    batch = drive.frozen(drive.opened(), matter)
    enter_and_defer(batch.pk, after=0, now=story.now)
    assert Act.objects.filter(matter=matter, verb="enter_batch").count() == 1


def test_a_termination_stands_when_the_matter_is_taken_up(drive: Drive, story: Story) -> None:
    matter = story.closed()
    Termination.objects.create(
        matter=matter,
        on=story.now.date(),
        at=story.now,
        by=None,
        organ=county(story),
        grounds="终结",
    )
    drive.frozen(drive.opened(), matter)
    assert Termination.objects.get(matter=matter).revoked_at is None


def test_the_step_follows_what_is_done(drive: Drive, story: Story) -> None:
    matter = story.closed()
    campaign = drive.opened()
    batch = drive.frozen(campaign, matter)
    entry = drive.entry(batch, matter)

    def step() -> str:
        found = entries(campaign, viewer=story.cast.viewer(story.cast.he), as_of=story.now)
        return str(found.get().step)

    assert step() == Step.SURVEYED
    charges.name_leader(matter_id=matter.public_id, leader=story.cast.zhao, by=story.cast.zhao,
                        note="此件由我包案，先约见当事人听取意见。", now=story.now)  # fmt: skip
    assert step() == Step.LED
    drive.worked(matter)
    assert step() == Step.WORKING
    with pytest.raises(NotPermitted):
        marks.propose_closing(entry_id=entry.pk, reason="已答复", by=story.cast.wang, now=story.now)
    marks.propose_closing(
        entry_id=entry.pk, reason="各项诉求已有结论", by=story.cast.li, now=story.now
    )
    assert step() == Step.PROPOSED
    marks.withdraw_proposal(entry_id=entry.pk, reason="还差救助", by=story.cast.li, now=story.now)
    assert step() == Step.WORKING


def test_leaving_takes_a_leaders_decision_and_stays_in_the_gross_total(
    drive: Drive, story: Story
) -> None:
    matters = [story.closed(title=f"第{n}件") for n in range(2)]
    campaign = drive.opened()
    batch = drive.frozen(campaign, *matters)
    entry = drive.entry(batch, matters[0])
    with pytest.raises(NotPermitted):
        batches.leave_batch(entry_id=entry.pk, reason="重复列入", by=story.cast.he, now=story.now)
    batches.leave_batch(entry_id=entry.pk, reason="重复列入", by=story.cast.zhao, now=story.now)
    viewer = story.cast.viewer(story.cast.he)
    found = entries(campaign, viewer=viewer, as_of=story.now)
    counted = figures_of(found)
    assert (counted.total, counted.left, counted.net) == (2, 1, 1)
    assert columns(found)[Step.SURVEYED] == 1
    assert is_whole(batch)
    assert not DutyRow.objects.get(matter=matters[0]).codes.count("D5")
    with pytest.raises(Conflict, match="left the batch already"):
        batches.leave_batch(entry_id=entry.pk, reason="再退一次", by=story.cast.zhao, now=story.now)
    told = standings(campaign, organ=county(story), viewer=viewer, now=story.now)
    assert sorted(one["left"] for one in told) == [False, True]


def test_a_matter_is_in_several_campaigns_but_not_at_one_time(drive: Drive, story: Story) -> None:
    matter = story.closed()
    first = drive.frozen(drive.opened(), matter)
    viewer = story.cast.viewer(story.cast.he)
    again = drive.opened(
        name="第二个专项", entry_rule={"groups": [[{"code": "levels", "value": [4]}]]}
    )
    assert matter not in undecided_by_rule(again, on=story.now.date(), viewer=viewer)
    with pytest.raises(Refused, match="which still runs"):
        drive.accepted(again, matter)
    batches.leave_batch(entry_id=drive.entry(first, matter).pk, reason="移交省院办理",
                        by=story.cast.zhao, now=story.now)  # fmt: skip
    assert matter in undecided_by_rule(again, on=story.now.date(), viewer=viewer)
    drive.frozen(again, matter)
    assert "D5" in DutyRow.objects.get(matter=matter).codes


def test_two_campaigns_that_accepted_one_matter_do_not_both_freeze_it(
    drive: Drive, story: Story
) -> None:
    matter = story.closed()
    one = drive.prepared(drive.opened(), matter)
    other = drive.prepared(drive.opened(name="第二个专项"), matter)
    batches.freeze_batch(batch_id=one.public_id, by=story.cast.zhao, now=story.now)
    with pytest.raises(Refused, match="which still runs"):
        batches.freeze_batch(batch_id=other.public_id, by=story.cast.zhao, now=story.now)


def test_a_proposal_to_close_does_not_outlive_the_matter_being_taken_up_again(
    drive: Drive, story: Story
) -> None:
    matter = story.closed()
    campaign = drive.opened()
    entry = drive.entry(drive.frozen(campaign, matter), matter)
    drive.worked(matter)
    marks.propose_closing(entry_id=entry.pk, reason="各项诉求均已答复。", by=story.cast.li,
                          now=story.now)  # fmt: skip
    viewer = story.cast.viewer(story.cast.he)
    assert entries(campaign, viewer=viewer, as_of=story.now).get().step == Step.PROPOSED
    closed = Closing.objects.get(matter=matter)
    Closing.objects.filter(pk=closed.pk).update(reopened_at=story.later(days=1).now)
    assert entries(campaign, viewer=viewer, as_of=story.now).get().step != Step.PROPOSED


def test_the_board_of_a_past_moment_does_not_know_what_came_later(
    drive: Drive, story: Story
) -> None:
    matter = story.closed()
    campaign = drive.opened()
    batch = drive.frozen(campaign, matter)
    before = story.now
    story.later(days=1)
    drive.worked(matter)
    batches.leave_batch(entry_id=drive.entry(batch, matter).pk, reason="移交省院办理",
                        by=story.cast.zhao, now=story.now)  # fmt: skip
    viewer = story.cast.viewer(story.cast.he)
    then = entries(campaign, viewer=viewer, as_of=before).get()
    assert (then.step, then.left) == (Step.SURVEYED, False)


def test_a_later_batch_is_numbered_on_and_closing_before_it_does_not_count(
    drive: Drive, story: Story
) -> None:
    matter = story.closed()
    campaign = drive.opened()
    first = drive.frozen(campaign, story.closed(title="第一批的一件"))
    second = drive.frozen(campaign, matter)
    assert (first.number, second.number) == (1, 2)
    found = entries(campaign, viewer=story.cast.viewer(story.cast.he), as_of=story.now,
                    batches=[second])  # fmt: skip
    assert found.get().step == Step.SURVEYED
    assert endings.claims_of(matter)
