"""A resolution is proved, verified by an outsider after a contact, and never hard to reverse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.campaigns.resolutions import (
    again,
    confirm,
    contact,
    explained,
    proposed,
    reverse,
    stated,
    verified,
)
from tests.database.matters.stories import Story

from touyan.campaigns.actions import resolving
from touyan.campaigns.queries.evidence import duties_left, petitions_since, proofs_of
from touyan.campaigns.queries.resolution import passed_windows, to_verify, why_not
from touyan.campaigns.rules.resolution import Evidence, Item, Proof, View
from touyan.intake.models import Petition, Wall
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.leadership.models import Charge, LeadershipRule, Promise
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings
from touyan.matters.models import Act, Assignment, Belonging, Matter, Resolution
from touyan.matters.queries import by_fact
from touyan.organs.models import Account, Department, Post
from touyan.workflows.relay_petition import relay_petition


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def verify(story: Story, resolution: Resolution, by: Account, **said: object) -> Resolution:
    return resolving.verify_resolution(
        resolution_id=resolution.public_id, contact=contact(story.now, **said), note="", by=by,
        now=story.now,
    )  # fmt: skip


def propose(
    story: Story, matter: Matter, grade: int, *evidence: object, **changes: object
) -> Resolution:
    usual: dict[str, object] = {
        "matter_id": matter.public_id, "grade": grade, "evidence": evidence, "note": "",
        "by": story.cast.li, "now": story.now,
    }  # fmt: skip
    return resolving.propose_resolution(**{**usual, **changes})  # type: ignore[arg-type]


def resolved(matter: Matter) -> bool:
    return by_fact(Matter.objects.filter(pk=matter.pk), "resolved", holds=True).exists()


def test_from_the_proposal_through_the_window_to_r3(story: Story) -> None:
    resolution = verified(story)
    assert (resolution.state, resolution.grade) == ("verified", 2)
    assert resolution.window_until == date(2027, 5, 23)
    assert resolved(resolution.matter)
    story.later(days=200)
    confirmed = confirm(story, resolution)
    assert (confirmed.state, confirmed.grade, confirmed.passed_by) == (
        "verified",
        3,
        story.cast.wang,
    )
    verbs = (
        Act.objects.filter(matter=resolution.matter).order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs)[-3:] == ["propose_resolution", "verify_resolution", "confirm_resolution"]


def test_the_length_of_the_window_is_a_dated_rule(story: Story) -> None:
    LeadershipRule.objects.create(
        family="outcome", code="O1", scope="3301", name_zh="观察期", name_en="Window",
        legal_basis_zh="市院规定", legal_basis_en="Of the city", content={"window_months": 12},
        valid_from=date(2026, 1, 1), status="approved", created_at=story.now,
        proposed_by=story.cast.he, approved_by=story.cast.zhao, approved_at=story.now,
    )  # fmt: skip
    resolution = verified(story)
    assert resolution.window_until == date(2027, 11, 23)
    assert resolution.window_rule == "O1 2026-01-01"


def test_the_handler_and_a_statistician_do_not_verify(story: Story) -> None:
    resolution = proposed(story)
    for who in (story.cast.li, story.cast.qian):
        with pytest.raises(NotPermitted):
            verify(story, resolution, who)
    assert again(resolution).state == "proposed"


def test_whoever_proposed_does_not_verify_though_another_handles(story: Story) -> None:
    matter = story.closed()
    resolution = propose(story, matter, 2, stated(story, matter), by=story.cast.he)
    with pytest.raises(NotPermitted, match="proposed it"):
        verify(story, resolution, story.cast.he)


def test_whoever_led_the_matter_once_does_not_verify(story: Story) -> None:
    resolution = proposed(story)
    Charge.objects.create(
        matter=resolution.matter, organ=resolution.matter.organ, leader=story.cast.qin,
        state="ended", named_at=story.now, end_ground="matter_left", ended_at=story.now,
    )  # fmt: skip
    with pytest.raises(NotPermitted):
        verify(story, resolution, story.cast.qin)
    assert verify(story, resolution, story.cast.wang).state == "verified"


def test_whoever_decided_in_it_or_closed_it_does_not_verify(story: Story) -> None:
    """Zhao decided, He closed: each would vouch for their own work."""
    resolution = proposed(story)
    for one in (story.cast.zhao, story.cast.he):
        assert list(to_verify(viewer=story.cast.viewer(one), now=story.now)) == []
        with pytest.raises(NotPermitted, match="decided in the matter or closed it"):
            verify(story, resolution, one)


def test_a_letter_that_only_tells_the_progress_shows_nothing(story: Story) -> None:
    matter = story.closed()
    lines = proofs_of(matter, viewer=story.cast.viewer(story.cast.li))
    papers = [one for one in lines if one.proof is Proof.DOCUMENT]
    assert papers
    for line in papers:
        item = Item(Evidence.STATEMENT, line.proof, line.ref, line.name, line.on, "认可。",
                    heard_by=story.cast.wang.pk, heard_by_name="王芳")  # fmt: skip
        with pytest.raises(Refused, match="does not show this"):
            propose(story, matter, 2, item)


def test_what_lies_before_the_matter_was_taken_up_again_proves_nothing(story: Story) -> None:
    matter = story.closed()
    before = explained(story, matter)
    story.later(days=3)
    endings.return_to_work(matter_id=matter.public_id, reason="回访发现一项未办", by=story.cast.he,
                           now=story.now)  # fmt: skip
    with pytest.raises(Refused, match="before it was taken up again"):
        propose(story, matter, 1, before)


def test_whoever_handled_it_earlier_does_not_verify_either(story: Story) -> None:
    resolution = proposed(story)
    Assignment.objects.create(
        matter=resolution.matter, organ=resolution.matter.organ, handler=story.cast.he,
        from_at=story.now - timedelta(days=9), until_at=story.now - timedelta(days=8),
    )  # fmt: skip
    with pytest.raises(NotPermitted):
        verify(story, resolution, story.cast.he)


def test_an_office_with_another_department_does_not_verify_within_the_handling_one(
    story: Story,
) -> None:
    resolution = proposed(story)
    assert why_not(resolution, viewer=story.cast.viewer(story.cast.wang), now=story.now) is None
    other = Department.objects.create(organ=resolution.matter.organ, name="案件管理部")
    Post.objects.filter(person=story.cast.sun.person).update(department=other)
    with pytest.raises(NotPermitted, match="another department"):
        verify(story, resolution, story.cast.wang)
    assert list(to_verify(viewer=story.cast.viewer(story.cast.wang), now=story.now)) == []
    assert list(to_verify(viewer=story.cast.viewer(story.cast.sun), now=story.now)) == [resolution]
    assert verify(story, resolution, story.cast.sun).verified_by == story.cast.sun


def test_the_office_above_verifies_and_an_office_elsewhere_sees_nothing(story: Story) -> None:
    resolution = proposed(story)
    with pytest.raises(NotVisible):
        verify(story, resolution, story.cast.zhou)
    assert verify(story, resolution, story.cast.wang_city).verified_by == story.cast.wang_city


def test_a_walled_person_neither_verifies_nor_sees_it(story: Story) -> None:
    resolution = proposed(story)
    petition = Petition.objects.get(belonging__matter=resolution.matter)
    Wall.objects.create(petition=petition, person=story.cast.wang.person, reason="被反映人")
    with pytest.raises(NotVisible):
        verify(story, resolution, story.cast.wang)
    assert not to_verify(viewer=story.cast.viewer(story.cast.wang), now=story.now).exists()


def test_r2_takes_a_statement_heard_outside_the_handling_team(story: Story) -> None:
    matter = story.closed()
    with pytest.raises(Refused, match="petitioner's own statement"):
        propose(story, matter, 2, explained(story, matter))
    with pytest.raises(Refused, match="outside the handling team"):
        propose(story, matter, 2, stated(story, matter, heard_by=story.cast.li))
    assert propose(story, matter, 2, stated(story, matter)).grade == 2


def test_proof_of_another_matter_proves_nothing(story: Story) -> None:
    matter, other = story.closed(), story.closed()
    with pytest.raises(Refused, match="not of this matter"):
        propose(story, matter, 1, explained(story, other))


def test_r3_is_never_proposed_and_r0_is_of_a_closed_matter(story: Story) -> None:
    matter = story.answered()
    with pytest.raises(Refused, match="not proposed"):
        propose(story, matter, 3)
    with pytest.raises(Refused, match="close the matter first"):
        propose(story, matter, 0)


def test_a_promise_to_petition_no_more_is_no_evidence(story: Story) -> None:
    matter = story.closed()
    written = replace(stated(story, matter), text="已签订息诉罢访承诺书，今后不再上访。")
    with pytest.raises(Refused, match="speaks of ceasing"):
        propose(story, matter, 2, written)
    resolution = propose(story, matter, 2, stated(story, matter))
    with pytest.raises(Refused, match="not a view of the outcome"):
        verify(story, resolution, story.cast.wang, words="本人自愿息诉罢访，不再上访。")
    assert verify(
        story, resolution, story.cast.wang, words="钱收到了，我认可。以后不再上访。"
    ).state == "verified"  # fmt: skip


def test_a_verification_agrees_with_what_the_petitioner_said(story: Story) -> None:
    resolution = proposed(story)
    for said in ({"view": View.DISAGREES}, {"view": View.NONE}, {"free": False}, {"words": " "},
                 {"whom": ""}, {"on": story.now.date() - timedelta(days=1)},
                 {"on": story.now.date() + timedelta(days=1)}):  # fmt: skip
        with pytest.raises(Refused):
            verify(story, resolution, story.cast.wang, **said)
    assert again(resolution).state == "proposed"


def test_a_returned_proposal_says_why_and_makes_room_for_another(story: Story) -> None:
    resolution = proposed(story)
    with pytest.raises(Refused):
        resolving.return_resolution(
            resolution_id=resolution.public_id, note=" ", by=story.cast.wang, now=story.now
        )
    resolving.return_resolution(
        resolution_id=resolution.public_id, note="当事人说赔偿还没有收到。", by=story.cast.wang,
        now=story.now,
    )  # fmt: skip
    assert again(resolution).state == "returned"
    assert proposed(story, resolution.matter, 0).grade == 0
    with pytest.raises(Conflict):
        proposed(story, resolution.matter, 1)


def test_r3_waits_for_the_last_day_of_the_window(story: Story) -> None:
    resolution = verified(story)
    story.now = datetime.combine(date(2027, 5, 23), story.now.timetz())
    assert not passed_windows(viewer=story.cast.viewer(story.cast.wang), now=story.now).exists()
    with pytest.raises(Refused, match="runs until"):
        confirm(story, resolution)
    story.later(days=1)
    assert passed_windows(viewer=story.cast.viewer(story.cast.wang), now=story.now).exists()
    assert confirm(story, resolution).grade == 3


def test_r3_waits_for_what_was_promised(story: Story) -> None:
    resolution = verified(story)
    promise = Promise.objects.create(
        matter=resolution.matter, text="协调支付误工费", owner=story.cast.li, at=story.now,
        due_on=story.now.date(), made_on=story.now.date(),
    )  # fmt: skip
    story.later(days=200)
    with pytest.raises(Refused, match="协调支付误工费"):
        confirm(story, resolution)
    Promise.objects.filter(pk=promise.pk).update(kept_on=story.now.date(), kept_how="已支付")
    assert confirm(story, resolution).grade == 3


def test_the_database_knows_no_r3_without_its_window(story: Story) -> None:
    resolution = verified(story)
    found = Resolution.objects.filter(pk=resolution.pk)
    for early in ({"passed_at": None}, {"passed_at": story.now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            found.update(grade=3, performed="已履行", **early)
    with pytest.raises(IntegrityError), transaction.atomic():
        found.update(grade=3, performed="", passed_at=story.now + timedelta(days=300))


@pytest.mark.parametrize("relation", [Relation.REPEAT, Relation.JOINT])
def test_a_new_petition_ends_the_resolution_by_itself(story: Story, relation: Relation) -> None:
    resolution = verified(story)
    story.later(days=30)
    story.opened(relation=relation, matter_id=resolution.matter.public_id,
                 received_on=story.now.date(), text="又来反映，误工费仍未落实。")  # fmt: skip
    ended = again(resolution)
    assert (ended.state, ended.ended_how) == ("ended", "new_petition")
    assert ended.ended_petition == Petition.objects.latest("pk")
    assert not resolved(resolution.matter)


@pytest.mark.parametrize("relation", [Relation.SUPPLEMENT, Relation.DUPLICATE])
def test_a_supplement_or_the_same_letter_again_leaves_it_in_force(
    story: Story, relation: Relation
) -> None:
    resolution = verified(story)
    story.later(days=30)
    story.opened(relation=relation, matter_id=resolution.matter.public_id)
    assert again(resolution).state == "verified"
    assert petitions_since(again(resolution)) == 0


def test_a_petition_moved_to_the_matter_ends_it_too(story: Story) -> None:
    resolution = verified(story)
    other = story.opened(text="另行来信反映误工费问题。", title="误工费")
    petition = Petition.objects.get(belonging__matter=other)
    relay_petition(petition_id=petition.public_id, relation=Relation.REPEAT, reason="同一事项",
                   matter_id=resolution.matter.public_id, by=story.cast.wang, now=story.now)  # fmt: skip
    assert again(resolution).ended_how == "new_petition"


def test_a_petition_laid_past_the_actions_still_bars_r3(story: Story) -> None:
    resolution = verified(story)
    petition = story.later(days=20).petition(received_on=story.now.date())
    Belonging.objects.create(
        petition=petition, matter=resolution.matter, relation="repeat", first_in_unit=False,
        first_at_level=False, first_in_system=False, decided_by=story.cast.wang,
        decided_at=story.now,
    )  # fmt: skip
    story.later(days=300)
    with pytest.raises(Refused, match="inside the window"):
        confirm(story, resolution)


@pytest.mark.parametrize("how", ["in_person", "by_telephone"])
def test_the_petitioner_reverses_without_a_word_of_why(story: Story, how: str) -> None:
    resolution = reverse(story, verified(story), how)
    assert (again(resolution).state, again(resolution).ended_words) == ("ended", "")
    assert Act.objects.latest("pk").reason == ""
    with pytest.raises(Conflict):
        reverse(story, resolution)


def test_the_petitioner_reverses_online_even_after_r3(story: Story) -> None:
    resolution = verified(story)
    confirm(story.later(days=200), resolution)
    petition = Petition.objects.get(belonging__matter=resolution.matter)
    assert resolving.reverse_online(petition=petition, now=story.now)
    assert again(resolution).ended_how == "online"
    assert not resolving.reverse_online(petition=petition, now=story.now)


def test_the_office_ends_one_with_a_reason_and_through_a_head(story: Story) -> None:
    resolution = verified(story)
    end = {"resolution_id": resolution.public_id, "now": story.now}
    with pytest.raises(NotPermitted):
        resolving.end_by_office(reason="协议未履行", by=story.cast.wang, **end)
    with pytest.raises(Refused):
        resolving.end_by_office(reason="", by=story.cast.he, **end)
    resolving.end_by_office(reason="协议未履行", by=story.cast.he, **end)
    assert again(resolution).ended_words == "协议未履行"


def test_r0_with_every_duty_done_leaves_nothing_owed(story: Story) -> None:
    resolution = verified(story, grade=0)
    assert duties_left(resolution.matter, now=story.now) == []
    assert not resolved(resolution.matter)
    left = [str(one) for one in duties_left(story.decided(), now=story.now)]
    assert left[0] == "the procedure has not ended"
    assert any("still run" in one for one in left[1:])
