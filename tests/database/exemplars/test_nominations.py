"""A case on its way upwards, within its quotas, and its text on the way through the approvals."""

from __future__ import annotations

import uuid
from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.exemplars.telling import REASON, Told
from tests.database.inspections.inspecting import walled
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.exemplars.actions import approvals, calls, grounds, nominations
from touyan.exemplars.queries.access import exemplar_by_public_id, exemplars_seen, lies_of
from touyan.exemplars.queries.file import levels_of, newest_version, standing_approvals, steps_of
from touyan.exemplars.queries.lists import before_my_office, calls_for, mine, titled
from touyan.exemplars.rules.words import Basis, How, Ruling, What
from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import PartyRole
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused
from touyan.linkage.rules.words import Relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast, now: datetime) -> Told:
    return Told(Story(cast, now))


def test_a_handler_nominates_and_the_case_climbs_to_the_office_that_selects_it(told: Told) -> None:
    exemplar = told.selected()
    cast = told.cast
    assert exemplar.state == "selected"
    assert exemplar.selected_by == cast.organ_of(cast.zhao_province)
    assert [(s.verb, s.by) for s in steps_of(exemplar)] == [
        ("nominate", cast.li), ("forward", cast.zhao), ("forward", cast.zhao_city),
        ("select", cast.zhao_province),
    ]  # fmt: skip
    assert steps_of(exemplar)[0].opinion == REASON


def test_a_returned_case_is_sent_on_again_and_a_withdrawn_one_stays_on_record(told: Told) -> None:
    exemplar = told.move("forward", told.nominated(), told.cast.zhao)
    exemplar = told.move("give_back", exemplar, told.cast.zhao_city, "事实部分不清楚")
    assert (exemplar.state, exemplar.at_organ) == ("returned", exemplar.organ)
    exemplar = told.move("forward", exemplar, told.cast.he, "已补充")
    exemplar = told.move("withdraw", exemplar, told.cast.li, "信访人又来信")
    assert exemplar.state == "withdrawn"
    assert exemplar in exemplars_seen(viewer=told.cast.viewer(told.cast.he))
    assert told.nominated(exemplar.matter).pk != exemplar.pk


def test_the_same_matter_is_not_nominated_twice(told: Told) -> None:
    exemplar = told.nominated()
    with pytest.raises(Refused, match="already"):
        told.nominated(exemplar.matter)


def test_an_open_matter_is_nominated_as_a_failure_only(told: Told) -> None:
    matter = told.story.handling()
    with pytest.raises(Invalid, match="closed or resolved"):
        told.nominated(matter)
    assert told.nominated(matter, what=What.FAILURE).what == "failure"


def test_another_handler_does_not_nominate(told: Told) -> None:
    matter = told.story.closed()
    with pytest.raises(NotPermitted):
        nominations.nominate(matter_id=matter.public_id, what=What.GOOD, reason="好",
                             by=told.cast.wang, now=told.story.now)  # fmt: skip


def test_an_office_sends_on_no_more_than_its_quota(told: Told) -> None:
    city = told.cast.organ_of(told.cast.zhao_city)
    call = told.call(quotas={city.pk: 1})
    first, second = (told.nominated(call=call) for _each in range(2))
    for case in (first, second):
        told.move("forward", case, told.cast.zhao)
    told.move("forward", first, told.cast.zhao_city)
    with pytest.raises(Refused, match="may send on 1"):
        told.move("forward", second, told.cast.zhao_city)
    told.move("give_back", first, told.cast.zhao_province, "名额让给另一件")
    assert told.move("forward", second, told.cast.zhao_city).at_organ == call.organ


def test_a_call_ends_at_the_office_that_made_it(told: Told) -> None:
    exemplar = told.nominated(call=told.call())
    for by in (told.cast.zhao, told.cast.zhao_city):
        with pytest.raises(Refused, match="send this one on"):
            told.move("select", exemplar, by)
        exemplar = told.move("forward", exemplar, by)
    with pytest.raises(Refused, match="No office above"):
        told.move("forward", exemplar, told.cast.zhao_province)
    assert told.move("select", exemplar, told.cast.zhao_province).state == "selected"


def test_a_closed_call_takes_nothing_more(told: Told) -> None:
    call, matter = told.call(), told.story.closed()
    viewer, today = told.cast.viewer(told.cast.li), told.story.now.date()
    assert list(calls_for(matter, viewer=viewer, today=today)) == [call]
    calls.close_call(call_id=call.public_id, by=told.cast.zhao_province, now=told.story.now)
    assert not calls_for(matter, viewer=viewer, today=today)
    with pytest.raises(Refused, match="closed"):
        told.nominated(matter, call=call)


def test_nobody_of_another_office_calls_in_its_name(told: Told) -> None:
    call = told.call()
    with pytest.raises(NotPermitted):
        calls.close_call(call_id=call.public_id, by=told.cast.zhao_city, now=told.story.now)


def test_each_desk_sees_what_waits_for_it(told: Told) -> None:
    exemplar, cast = told.nominated(), told.cast
    at = lambda account: exemplar in before_my_office(viewer=cast.viewer(account))  # noqa: E731
    assert (at(cast.zhao), at(cast.he), at(cast.li), at(cast.zhao_city)) == (
        True, True, False, False,
    )  # fmt: skip
    told.move("forward", exemplar, cast.he)
    assert (at(cast.zhao), at(cast.zhao_city)) == (False, True)
    told.wrote(exemplar)
    (own,) = titled(mine(viewer=cast.viewer(cast.li)))
    assert own.text_title == "某甲不服故意伤害案判决申诉案"


def test_a_wall_hides_the_nomination_as_it_hides_the_matter(told: Told) -> None:
    exemplar, cast = told.nominated(), told.cast
    walled(exemplar.matter, person=cast.he.person)
    assert not exemplars_seen(viewer=cast.viewer(cast.he))
    for hidden in (exemplar.public_id, uuid.uuid4()):
        with pytest.raises(NotVisible):
            exemplar_by_public_id(hidden, viewer=cast.viewer(cast.he))
    with pytest.raises(NotVisible):
        told.move("forward", exemplar, cast.he)
    assert not exemplars_seen(viewer=cast.viewer(cast.zhou))
    assert not exemplars_seen(viewer=cast.viewer(cast.xitong))


def test_a_stale_page_moves_nothing(told: Told) -> None:
    exemplar = told.nominated()
    told.move("forward", exemplar, told.cast.zhao)
    with pytest.raises(Conflict):
        nominations.forward(exemplar_id=exemplar.public_id, opinion="同意", by=told.cast.zhao_city,
                            now=told.story.now, version=exemplar.version)  # fmt: skip


def test_the_text_is_approved_level_by_level_with_recorded_opinions(told: Told) -> None:
    exemplar, cast = told.submitted(), told.cast
    with pytest.raises(NotPermitted, match="leader of the office"):
        told.approve(exemplar, cast.zhao_city)
    exemplar = told.approve(exemplar, cast.zhao, "事实清楚，同意")
    levels = levels_of(exemplar, version=newest_version(exemplar))
    assert [(one.step.opinion if one.step else "", one.is_next) for one in levels] == [
        ("事实清楚，同意", False), ("", True), ("", False),
    ]  # fmt: skip
    exemplar = told.approve(told.approve(exemplar, cast.zhao_city), cast.zhao_province)
    assert exemplar.state == "approved"


def test_nobody_approves_a_text_they_wrote(told: Told) -> None:
    exemplar = told.selected()
    told.wrote(exemplar, by=told.cast.zhao)
    told.consented(exemplar)
    told.submit(exemplar)
    with pytest.raises(NotPermitted, match="Somebody else"):
        told.approve(exemplar, told.cast.zhao)


def test_a_later_version_makes_the_approvals_void(told: Told) -> None:
    exemplar = told.approved()
    text = told.wrote(exemplar, facts="申诉人不服生效裁判。")
    approvals.reopen(exemplar, by=told.cast.li, now=told.story.now)
    assert exemplar.state == "selected"
    assert exemplar.at_organ == exemplar.selected_by
    assert standing_approvals(exemplar, digest=text.digest) == []
    assert not any(one.step for one in levels_of(exemplar, version=text))


def test_an_approver_does_not_approve_another_text_than_they_read(told: Told) -> None:
    exemplar = told.submitted()
    looked = told.looked(exemplar)
    told.wrote(exemplar, facts="申诉人不服生效裁判。")
    with pytest.raises(Conflict, match="Read it again"):
        approvals.approve(exemplar_id=exemplar.public_id, looked=looked, opinion="同意",
                          by=told.cast.zhao, now=told.story.now)  # fmt: skip


@pytest.mark.parametrize("planted", ["吴秀兰", "ｗú xiù lán", "吳 秀 蘭", "138-0013-8000"])
def test_a_text_that_gives_someone_away_does_not_pass(told: Told, planted: str) -> None:
    exemplar = told.selected()
    told.wrote(exemplar, facts=f"申诉人{planted}不服生效判决。")
    told.consented(exemplar)
    with pytest.raises(Invalid, match="words by which somebody could be found"):
        told.submit(exemplar)


def test_what_became_known_after_submission_still_stops_the_approval(told: Told) -> None:
    exemplar = told.selected()
    told.wrote(exemplar, facts="申诉人与邻居孙大勇因界墙发生争执。")
    told.consented(exemplar)
    told.submit(exemplar)
    neighbour = PartyEntry(role=PartyRole.PETITIONER, name="孙大勇")
    told.story.opened(matter_id=exemplar.matter.public_id, relation=Relation.REPEAT,
                      parties=(neighbour,))  # fmt: skip
    with pytest.raises(Invalid, match="words by which somebody could be found"):
        told.approve(exemplar, told.cast.zhao)


def test_all_that_is_lacking_is_named_at_once(told: Told) -> None:
    exemplar = told.selected()
    with pytest.raises(Invalid) as refused:
        told.submit(exemplar, unanswered=2)
    assert {one.field for one in refused.value.problems} == {"text", "rare", "ground"}


def test_consent_taken_back_makes_the_approvals_void(told: Told) -> None:
    exemplar = told.approved()
    ground = exemplar.grounds.get()
    grounds.revoke_online(exemplar_pk=exemplar.pk, ground_id=ground.public_id, now=told.story.now)
    exemplar.refresh_from_db()
    assert exemplar.state == "selected"
    with pytest.raises(Invalid, match="consent"):
        told.submit(exemplar)
    with pytest.raises(Refused, match="already"):
        grounds.revoke_consent(ground_id=ground.public_id, how=How.TELEPHONE, by=told.cast.li,
                               now=told.story.now)  # fmt: skip


def test_only_a_leader_puts_the_public_interest_above(told: Told) -> None:
    exemplar = told.nominated()

    def say(by: object) -> object:
        return grounds.record_ground(
            exemplar_id=exemplar.public_id, kind=Basis.PUBLIC_INTEREST, text="涉及众多群众权益",
            signed_on=told.story.now.date(), by=by, now=told.story.now,  # type: ignore[arg-type]
        )  # fmt: skip

    with pytest.raises(NotPermitted):
        say(told.cast.he)
    assert say(told.cast.zhao)


def test_an_objection_stops_the_text_until_it_is_decided(told: Told) -> None:
    exemplar = told.selected()
    told.wrote(exemplar)
    told.consented(exemplar)
    objection = grounds.object_online(exemplar_pk=exemplar.pk, text="我不愿公开。",
                                      now=told.story.now)  # fmt: skip
    with pytest.raises(Invalid, match="objection"):
        told.submit(exemplar)
    with pytest.raises(NotPermitted):
        grounds.decide_objection(objection_id=objection.public_id, ruling=Ruling.NOT_UPHELD,
                                 reason="已匿名", by=told.cast.li, now=told.story.now)  # fmt: skip
    grounds.decide_objection(objection_id=objection.public_id, ruling=Ruling.NOT_UPHELD,
                             reason="已匿名", by=told.cast.zhao, now=told.story.now)  # fmt: skip
    assert told.submit(exemplar).state == "submitted"


def test_an_objection_that_is_upheld_ends_the_nomination(told: Told) -> None:
    exemplar = told.approved()
    objection = grounds.record_objection(
        exemplar_id=exemplar.public_id, how=How.TELEPHONE, text="不同意", by=told.cast.li,
        now=told.story.now,
    )  # fmt: skip
    grounds.decide_objection(objection_id=objection.public_id, ruling=Ruling.UPHELD,
                             reason="容易被认出", by=told.cast.he, now=told.story.now)  # fmt: skip
    exemplar.refresh_from_db()
    assert exemplar.state == "withdrawn"
    assert lies_of(exemplar).state == "withdrawn"


def test_the_log_tells_of_every_step_and_names_nobody(told: Told) -> None:
    told.submitted()
    rows = Entry.objects.filter(verb__startswith="exemplar.")
    assert rows.filter(verb="exemplar.move").count() == 5
    assert all("吴秀兰" not in str(row.detail) for row in rows)
