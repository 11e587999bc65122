"""A hearing from the application to the outcome told, and what the database never lets be."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction
from tests.cast import Cast
from tests.database.leadership.hearing_stories import (
    FREE,
    again,
    county_deputy,
    drawn,
    heard,
    held,
    led,
    noticed,
    pool,
    seats,
    set_one,
)
from tests.database.matters.stories import Story

from touyan.intake.models import Petition, Wall
from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import SubjectRole
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.leadership.actions import hearing_course, hearings
from touyan.leadership.models import Deed, Hearing, HearingStep
from touyan.leadership.queries.hearings import (
    announced,
    hearing_by_public_id,
    hearings_here,
    to_preside,
)
from touyan.leadership.queries.matrices import matrix_of
from touyan.leadership.rules.hearing_words import HearingForm
from touyan.leadership.rules.matrix import CellState
from touyan.leadership.rules.panel import draw
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.actions import endings
from touyan.matters.models import Act, ClockRow, Matter
from touyan.organs.models import Account
from touyan.workflows import advance_matter


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    pool(cast, now)
    return Story(cast, now)


@pytest.fixture
def deputy(story: Story) -> Account:
    return county_deputy(story)


def decide(story: Story, matter: Matter) -> Act:
    return advance_matter.decide(matter_id=matter.public_id, reason="依法提出抗诉。",
                                 by=story.cast.zhao, now=story.now)  # fmt: skip


def test_setting_a_hearing_starts_the_clock_of_its_notice(story: Story) -> None:
    matter = led(story)
    hearing = set_one(story, matter)
    clock = ClockRow.objects.get(matter=matter, code="C19")
    assert clock.due_on == hearing.on - timedelta(days=3)
    assert clock.met_on is None
    hearings.cancel_hearing(hearing_id=hearing.public_id, reason="改期", by=story.cast.zhao,
                            now=story.now)  # fmt: skip
    later = noticed(story, matter, at=story.now + timedelta(days=9))
    clock = ClockRow.objects.filter(matter=matter, code="C19").latest("id")
    assert clock.due_on == later.on - timedelta(days=3)
    assert clock.met_on == story.now.date()


@pytest.mark.parametrize("who", ["he", "li"])
def test_the_leader_in_charge_must_preside(story: Story, who: str) -> None:
    with pytest.raises(Refused, match="must preside in person"):
        set_one(story, led(story), chair=getattr(story.cast, who))


def test_without_a_leader_in_charge_the_handler_may_preside(story: Story) -> None:
    hearing = set_one(story, story.handling(), chair=story.cast.li)
    assert hearing.chair == story.cast.li


def test_only_one_hearing_is_under_way(story: Story) -> None:
    matter = led(story)
    set_one(story, matter)
    with pytest.raises(Conflict, match="under way"):
        set_one(story, matter)


def test_a_hearing_in_two_days_cannot_be_set(story: Story) -> None:
    matter = led(story)
    with pytest.raises(Refused, match="too early. Choose a later day") as refusal:
        set_one(story, matter, at=story.now + timedelta(days=2))
    assert "Cancel" not in str(refusal.value), "nothing is set that could be cancelled"
    set_one(story, matter, at=story.now + timedelta(days=3))


def numbers(hearing: Hearing) -> list[str]:
    """The numbers in the list of those who sit."""
    number = {one["officer"]: one["code"] for one in hearing.pool}
    return [number[str(seat.officer.public_id)] for seat in seats(hearing)]


def test_a_list_drawn_by_codes_before_lists_were_numbered_is_still_followed(story: Story) -> None:
    hearing = drawn(story, led(story))
    old = [{"code": one["officer"], "name": one["name"], "why": one["why"]} for one in hearing.pool]
    Hearing.objects.filter(pk=hearing.pk).update(pool=old)
    free = [one["code"] for one in old if one["why"] is None]
    before = {str(seat.officer.public_id) for seat in seats(hearing)}
    hearings.excuse_officer(hearing_id=hearing.public_id, seat_id=seats(hearing)[0].public_id,
                            ground="unable", reason="出差", by=story.cast.li, now=story.now)  # fmt: skip
    new = {str(seat.officer.public_id) for seat in seats(hearing)} - before
    assert new == {next(code for code in draw(hearing.seed, free, 6) if code not in before)}


def test_the_panel_can_be_drawn_again_by_anyone_from_what_is_kept(story: Story) -> None:
    hearing = drawn(story, led(story), size=5)
    eligible = [one["code"] for one in hearing.pool if one["why"] is None]
    names = [seat.officer.name for seat in seats(hearing)]
    assert numbers(hearing) == draw(hearing.seed, eligible, 5)
    assert [one["code"] for one in hearing.pool] == [str(n) for n in range(1, 11)]
    assert set(names) <= FREE
    assert {one["name"] for one in hearing.pool if one["why"]} == {"吴秀兰", "褚卫", "卫东", "蒋欣"}


def test_the_panel_is_drawn_once(story: Story) -> None:
    hearing = drawn(story, led(story))
    with pytest.raises(Conflict, match="drawn once"):
        hearings.draw_panel(hearing_id=hearing.public_id, size=3, by=story.cast.li, now=story.now)


@pytest.mark.parametrize("size", [2, 8])
def test_two_or_eight_officers_are_not_drawn(story: Story, size: int) -> None:
    with pytest.raises(Refused, match="3 to 7"):
        drawn(story, led(story), size=size)


def test_a_pool_too_small_for_the_panel_is_said(story: Story) -> None:
    with pytest.raises(Refused, match="Only 6"):
        drawn(story, led(story), size=7)


def test_whoever_is_excused_before_notice_is_followed_by_the_next_of_the_draw(
    story: Story,
) -> None:
    hearing = drawn(story, led(story))
    first = seats(hearing)[0]
    hearings.excuse_officer(hearing_id=hearing.public_id, seat_id=first.public_id, ground="recusal",
                            reason="与申诉人是邻居", by=story.cast.li, now=story.now)  # fmt: skip
    eligible = [one["code"] for one in hearing.pool if one["why"] is None]
    assert numbers(hearing) == draw(hearing.seed, eligible, 4)[1:]
    first.refresh_from_db()
    assert first.excused_why == "与申诉人是邻居"


def test_notice_needs_a_panel(story: Story) -> None:
    hearing = set_one(story, led(story))
    with pytest.raises(Refused, match="not 0"):
        hearings.give_notice(hearing_id=hearing.public_id, how="书面", by=story.cast.li,
                             now=story.now)  # fmt: skip


def test_notice_two_days_before_is_too_late(story: Story) -> None:
    hearing = drawn(story, led(story))
    for days, late in ((5, True), (4, False)):
        moment = story.now + timedelta(days=days)
        give = {"hearing_id": hearing.public_id, "how": "书面", "by": story.cast.li, "now": moment}
        if late:
            with pytest.raises(Refused, match="too late"):
                hearings.give_notice(**give)
        else:
            hearings.give_notice(**give)


def test_after_notice_an_excused_officer_is_not_replaced_and_three_must_remain(
    story: Story,
) -> None:
    hearing = noticed(story, led(story))
    hearings.excuse_officer(hearing_id=hearing.public_id, seat_id=seats(hearing)[0].public_id,
                            ground="recusal", reason="当事人申请回避", by=story.cast.li,
                            now=story.now)  # fmt: skip
    assert len(seats(hearing)) == 2
    with pytest.raises(Refused, match="not 2"):
        hearing_course.enter_step(hearing_id=hearing.public_id, step="opening", text="宣布开始",
                                  by=story.cast.li, now=hearing.at)  # fmt: skip


def test_a_hearing_does_not_begin_before_its_day(story: Story) -> None:
    hearing = noticed(story, led(story))
    with pytest.raises(Refused, match="has not come"):
        hearing_course.enter_step(hearing_id=hearing.public_id, step="opening", text="宣布开始",
                                  by=story.cast.li, now=story.now)  # fmt: skip


def test_an_opinion_follows_the_deliberation_and_is_given_once(story: Story) -> None:
    hearing = noticed(story, led(story))
    give = {"hearing_id": hearing.public_id, "seat_id": seats(hearing)[0].public_id,
            "stance": "supports", "text": "应当重新鉴定", "by": story.cast.li}  # fmt: skip
    with pytest.raises(Refused, match="follow the deliberation"):
        hearing_course.give_opinion(**give, now=hearing.at)
    heard(story, hearing, ("supports", "supports", "against"))
    with pytest.raises(Conflict, match="opinion already"):
        hearing_course.give_opinion(**give, now=hearing.at)


def test_only_the_chair_ends_the_hearing(story: Story) -> None:
    hearing = heard(story, noticed(story, led(story)), ("supports", "supports", "against"))
    with pytest.raises(NotPermitted, match="The chair ends"):
        hearing_course.hold_hearing(hearing_id=hearing.public_id, record="卷二", present="各方",
                                    read_back=True, by=story.cast.li, now=story.now)  # fmt: skip


def test_a_hearing_held_proves_that_the_leader_presided(story: Story) -> None:
    matter = led(story)
    held(story, matter)
    deed = Deed.objects.get(kind=LeaderAct.PRESIDE)
    assert deed.by == story.cast.zhao
    assert deed.evidence["chair"] == "赵敏"
    viewer = story.cast.viewer(story.cast.zhao)
    cells = {cell.act: cell for cell in matrix_of(matter, viewer=viewer, now=story.now)}
    assert cells[LeaderAct.PRESIDE].state is CellState.EVIDENCED


def test_a_hearing_set_and_not_held_leaves_presiding_missing(story: Story) -> None:
    matter = led(story)
    noticed(story, matter)
    viewer = story.cast.viewer(story.cast.zhao)
    cells = {cell.act: cell for cell in matrix_of(matter, viewer=viewer, now=story.now)}
    assert cells[LeaderAct.PRESIDE].state is CellState.MISSING


def test_the_matter_is_not_decided_before_its_hearing_is_held_and_weighed(story: Story) -> None:
    matter = led(story)
    hearing = noticed(story, matter)
    with pytest.raises(Refused, match="hold it, or cancel it"):
        decide(story, matter)
    heard(story, hearing, ("supports", "supports", "against"))
    hearing_course.hold_hearing(hearing_id=hearing.public_id, record="卷二", present="各方",
                                read_back=True, by=story.cast.zhao, now=story.now)  # fmt: skip
    with pytest.raises(Refused, match="is followed"):
        decide(story, matter)
    hearing_course.weigh_opinions(hearing_id=hearing.public_id, weight="followed", reason="",
                                  by=story.cast.zhao, now=story.now)  # fmt: skip
    decide(story, matter)


def test_a_matter_is_not_closed_while_a_hearing_is_set(story: Story) -> None:
    matter = story.answered()
    hearing = set_one(story, matter)
    where = dict.fromkeys(endings.claims_of(matter), "答复函")
    close = {"matter_id": matter.public_id, "report": "均已答复。", "answered_where": where,
             "by": story.cast.he, "now": story.now}  # fmt: skip
    with pytest.raises(Refused, match="hold it, or cancel it"):
        advance_matter.close(**close)
    hearings.cancel_hearing(hearing_id=hearing.public_id, reason="申诉人不再要求",
                            by=story.cast.zhao, now=story.now)  # fmt: skip
    advance_matter.close(**close)


def test_a_cancelled_hearing_does_not_keep_the_matter_from_being_decided(story: Story) -> None:
    matter = led(story)
    hearing = noticed(story, matter)
    hearings.cancel_hearing(hearing_id=hearing.public_id, reason="申诉人撤回听证申请",
                            by=story.cast.zhao, now=story.now)  # fmt: skip
    decide(story, matter)


def test_opinions_given_are_not_made_undone_by_cancelling(story: Story) -> None:
    hearing = heard(story, noticed(story, led(story)), ("supports", "supports", "against"))
    with pytest.raises(Refused, match="have deliberated"):
        hearings.cancel_hearing(hearing_id=hearing.public_id, reason="不理想", by=story.cast.zhao,
                                now=story.now)  # fmt: skip


def test_the_outcome_is_told_to_both_after_the_decision(story: Story) -> None:
    matter = led(story)
    hearing = held(story, matter)
    this = {"hearing_id": hearing.public_id, "now": story.now}
    hearing_course.weigh_opinions(weight="followed", reason="", by=story.cast.zhao, **this)
    with pytest.raises(Refused, match="nothing can be told"):
        hearing_course.tell_outcome(whom="officers", how="书面", by=story.cast.li, **this)
    decide(story, matter)
    hearing_course.tell_outcome(whom="officers", how="书面", by=story.cast.li, **this)
    assert again(hearing).state == "decided"
    hearing_course.tell_outcome(whom="petitioner", how="当面宣告", by=story.cast.li, **this)
    assert again(hearing).state == "told"


def test_what_was_said_at_a_hearing_is_never_rewritten(story: Story) -> None:
    hearing = held(story, led(story))
    for change in (HearingStep.objects.filter(hearing=hearing).delete,
                   lambda: HearingStep.objects.filter(hearing=hearing).update(text="改")):  # fmt: skip
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


def test_a_hearing_of_a_walled_matter_is_hidden_from_whoever_is_complained_of(
    story: Story,
) -> None:
    accused = SubjectEntry(SubjectRole.ACCUSED, name="李建国", person_id=story.cast.li.person_id)
    matter = story.accepted(subjects=(accused,))
    hearing = set_one(story, matter, chair=story.cast.he)
    shut, free = story.cast.viewer(story.cast.li), story.cast.viewer(story.cast.he)
    assert hearing_by_public_id(hearing.public_id, viewer=free) == hearing
    with pytest.raises(NotVisible):
        hearing_by_public_id(hearing.public_id, viewer=shut)
    assert not hearings_here(viewer=shut, coming=True).exists()
    with pytest.raises(NotVisible):
        hearings.draw_panel(hearing_id=hearing.public_id, size=3, by=story.cast.li, now=story.now)
    hearings.cancel_hearing(hearing_id=hearing.public_id, reason="改期", by=story.cast.zhao,
                            now=story.now)  # fmt: skip
    with pytest.raises(Refused, match="may not be given"):
        set_one(story, matter, chair=story.cast.li)


def test_the_public_is_told_of_open_hearings_of_unwalled_matters_only(story: Story) -> None:
    today = story.now.date()
    shown = noticed(story, led(story))
    noticed(story, led(story), form=HearingForm.CLOSED)
    accused = SubjectEntry(SubjectRole.ACCUSED, name="某人", person_id=story.cast.sun.person_id)
    noticed(story, story.accepted(subjects=(accused,)), chair=story.cast.he)
    set_one(story, led(story))
    joined = noticed(story, led(story))
    petition = Petition.objects.get(belonging__matter=joined.matter)
    Wall.objects.create(petition=petition, person=story.cast.sun.person, reason="complained of")
    assert [one.pk for one in announced(today=today)] == [shown.pk]
    assert not announced(today=shown.on + timedelta(days=1)).exists()


def test_the_chair_finds_the_hearings_to_preside_over(story: Story) -> None:
    hearing = set_one(story, led(story))
    held(story, led(story))
    zhao, li = story.cast.viewer(story.cast.zhao), story.cast.viewer(story.cast.li)
    assert list(to_preside(viewer=zhao)) == [hearing]
    assert not to_preside(viewer=li).exists()


def test_an_absent_hearing_is_not_found(story: Story) -> None:
    with pytest.raises(NotVisible):
        hearings.cancel_hearing(hearing_id=uuid.uuid4(), reason="x", by=story.cast.zhao,
                                now=story.now)  # fmt: skip
