"""Revisits follow a closing, are recorded once, and can send the matter back to work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.cast import Cast
from tests.database.campaigns.stories import close, closed_in_batch, in_batch, kept, talk, tried
from tests.database.leadership.receptions import led
from tests.database.matters.stories import WIFE, Story, fresh

from touyan.audit.models import Entry
from touyan.campaigns.models import EntryMark, Revisit
from touyan.campaigns.queries.revisits import (
    by_state,
    no_revisits_because,
    pressing,
    revisits_in_sight,
    to_answer,
)
from touyan.campaigns.rules.revisits import Result, State
from touyan.intake.models import Petition, Wall
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused
from touyan.leadership.actions.promises import make_promise
from touyan.matters.models import Act, Matter
from touyan.matters.rules.lifecycle import Stage
from touyan.workflows import advance_matter
from touyan.workflows.make_revisit import answer_request, record_revisit


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def first(matter: Matter) -> Revisit:
    return Revisit.objects.filter(matter=matter).order_by("due_on")[0]


def a_month_later(story: Story) -> Story:
    return story.later(days=31)


def test_closing_a_matter_of_a_batch_schedules_its_revisits(story: Story) -> None:
    matter = closed_in_batch(story)
    rows = Revisit.objects.filter(matter=matter).order_by("due_on")
    assert [(one.rule, one.months, one.due_on) for one in rows] == [
        ("V1", 1, date(2026, 12, 23)),
        ("V2", 3, date(2027, 2, 23)),
        ("V3", 6, date(2027, 5, 23)),
        ("V4", 12, date(2027, 11, 23)),
    ]


def test_a_matter_a_leader_led_is_revisited_and_any_other_is_not(story: Story) -> None:
    other = close(story.answered(), story)
    assert not Revisit.objects.filter(matter=other).exists()
    assert "led by a leader" in no_revisits_because(other)
    assert not no_revisits_because(led(story))


def test_a_matter_that_left_its_batch_is_not_revisited(story: Story) -> None:
    matter = story.answered()
    entry = in_batch(matter, story)
    EntryMark.objects.create(entry=entry, mark="leave", reason="移送法院办理", at=story.now)
    assert not Revisit.objects.filter(matter=close(matter, story)).exists()


def test_whoever_cannot_be_reached_gets_none_and_it_says_why(story: Story) -> None:
    away = story.answered(parties=(replace(WIFE, phone="", address=""),))
    in_batch(away, story)
    assert "telephone number or an address" in no_revisits_because(away)
    nobody = story.triaged(parties=(), anonymous=True)
    in_batch(nobody, story)
    assert "anonymous" in no_revisits_because(nobody)


def test_a_reopened_matter_drops_what_waits_and_closing_it_again_begins_anew(story: Story) -> None:
    matter = closed_in_batch(story)
    a_month_later(story)
    record_revisit(revisit_id=first(matter).public_id, contact=talk(), by=story.cast.li,
                   now=story.now)  # fmt: skip
    advance_matter.reopen(matter_id=matter.public_id, reason="发现新证据", by=story.cast.he,
                          now=story.now)  # fmt: skip
    rows = Revisit.objects.filter(matter=matter)
    assert rows.filter(dropped_at=story.now).count() == 3
    assert rows.get(done_at__isnull=False).result == "settled"


def test_a_record_is_an_act_of_the_matter_with_one_audit_row(story: Story) -> None:
    matter = closed_in_batch(story)
    a_month_later(story)
    before = Entry.objects.count()
    revisit = record_revisit(revisit_id=first(matter).public_id, contact=talk(), by=story.cast.wang,
                             now=story.now)  # fmt: skip
    assert revisit.contact == {"way": "telephone", "who": "李建国", "with": "本人", "attempts": []}
    assert [answer["code"] for answer in revisit.answers] == ["VQ1", "VQ2", "VQ3", "VQ4", "VQ5"]
    act = Act.objects.filter(matter=matter).order_by("-pk")[0]
    assert (act.verb, act.happened_on) == ("record_revisit", date(2026, 12, 23))
    assert Entry.objects.count() == before + 1
    assert fresh(matter).stage == Stage.CLOSED


def test_a_revisit_is_recorded_once_and_by_the_office_alone(story: Story) -> None:
    matter = closed_in_batch(story)
    a_month_later(story)
    key = first(matter).public_id
    for stranger in (story.cast.he_city, story.cast.sun):
        with pytest.raises(NotPermitted):
            record_revisit(revisit_id=key, contact=talk(), by=stranger, now=story.now)
    with pytest.raises(NotVisible):
        record_revisit(revisit_id=key, contact=talk(), by=story.cast.zhou, now=story.now)
    record_revisit(revisit_id=key, contact=talk(), by=story.cast.li, now=story.now)
    with pytest.raises(Conflict):
        record_revisit(revisit_id=key, contact=talk(), by=story.cast.wang, now=story.now)


def test_promises_are_shown_and_each_needs_its_answer(story: Story) -> None:
    matter = closed_in_batch(story)
    promise = make_promise(
        matter_id=matter.public_id, text="协调落实误工费", owner=story.cast.li,
        due_on=date(2026, 12, 1), by=story.cast.he, now=story.now,
    )  # fmt: skip
    a_month_later(story)
    key = first(matter).public_id
    with pytest.raises(Invalid):
        record_revisit(revisit_id=key, contact=talk(), by=story.cast.li, now=story.now)
    with pytest.raises(Invalid):
        record_revisit(revisit_id=key, contact=talk(promised=kept(promise, done=False)),
                       by=story.cast.li, now=story.now)  # fmt: skip
    unkept = talk(
        promised=kept(promise, done=False), result=Result.DISAGREES, findings="误工费未落实"
    )
    revisit = record_revisit(revisit_id=key, contact=unkept, by=story.cast.li, now=story.now)
    assert revisit.promised == [
        {"promise": str(promise.public_id), "text": "协调落实误工费", "kept_on": "", "done": False,
         "said": "本人说明"}
    ]  # fmt: skip


def test_the_unreached_are_recorded_with_the_attempts(story: Story) -> None:
    matter = closed_in_batch(story)
    a_month_later(story)
    away = talk(result=Result.UNREACHED, attempts=tried(date(2026, 12, 22), date(2026, 12, 23)))
    revisit = record_revisit(revisit_id=first(matter).public_id, contact=away, by=story.cast.li,
                             now=story.now)  # fmt: skip
    assert [each["on"] for each in revisit.contact["attempts"]] == ["2026-12-22", "2026-12-23"]


def test_returning_to_work_reopens_the_matter_in_the_same_transaction(story: Story) -> None:
    matter = closed_in_batch(story)
    a_month_later(story)
    back = talk(result=Result.RETURNED, findings="出示了新的病历")
    key = first(matter).public_id
    with pytest.raises(Refused):
        record_revisit(revisit_id=key, contact=back, by=story.cast.li, now=story.now)
    assert first(matter).done_at is None
    assert fresh(matter).stage == Stage.CLOSED
    record_revisit(revisit_id=key, contact=back, by=story.cast.he, now=story.now)
    assert fresh(matter).stage == Stage.REOPENED
    assert Revisit.objects.filter(matter=matter, dropped_at__isnull=False).count() == 3
    verbs = list(Act.objects.filter(matter=matter).order_by("pk").values_list("verb", flat=True))
    assert verbs.index("reopen") == verbs.index("record_revisit") + 1


def test_a_handler_asks_the_head_who_takes_up_or_says_why_not(story: Story) -> None:
    matter = closed_in_batch(story)
    a_month_later(story)
    asks = talk(result=Result.ASKED, findings="出示了新的病历")
    key = first(matter).public_id
    record_revisit(revisit_id=key, contact=asks, by=story.cast.li, now=story.now)
    assert fresh(matter).stage == Stage.CLOSED
    waiting = to_answer(viewer=story.cast.viewer(story.cast.he))
    assert [one.public_id for one in waiting] == [key]
    assert not to_answer(viewer=story.cast.viewer(story.cast.li))
    with pytest.raises(NotPermitted):
        answer_request(revisit_id=key, take_up=True, reason="同意", by=story.cast.li, now=story.now)
    with pytest.raises(Refused):
        answer_request(revisit_id=key, take_up=False, reason=" ", by=story.cast.he, now=story.now)
    answer_request(revisit_id=key, take_up=True, reason="新病历可能影响伤情", by=story.cast.he,
                   now=story.now)  # fmt: skip
    assert fresh(matter).stage == Stage.REOPENED
    with pytest.raises(Conflict):
        answer_request(
            revisit_id=key, take_up=False, reason="再看", by=story.cast.he, now=story.now
        )


def test_a_refused_request_leaves_the_matter_closed_and_its_revisits_waiting(story: Story) -> None:
    matter = closed_in_batch(story)
    a_month_later(story)
    key = first(matter).public_id
    asks = talk(result=Result.ASKED, findings="出示了新的病历")
    record_revisit(revisit_id=key, contact=asks, by=story.cast.li, now=story.now)
    revisit = answer_request(revisit_id=key, take_up=False, reason="病历已在原卷中", by=story.cast.he,
                             now=story.now)  # fmt: skip
    assert revisit.taken_up is False
    assert fresh(matter).stage == Stage.CLOSED
    assert Revisit.objects.filter(matter=matter, dropped_at__isnull=True).count() == 4


def test_each_revisit_stands_in_one_list(story: Story) -> None:
    closed_in_batch(story)
    story.later(days=20)
    seen = revisits_in_sight(viewer=story.cast.viewer(story.cast.li))
    found = {state: rows.count() for state, rows in by_state(seen, today=story.now.date()).items()}
    assert found == {State.OVERDUE: 0, State.DUE: 1, State.LATER: 3, State.ASKED: 0,
                     State.DONE: 0, State.DROPPED: 0}  # fmt: skip
    for account, number in ((story.cast.li, 1), (story.cast.wang, 1), (story.cast.he_city, 0)):
        viewer = story.cast.viewer(account)
        assert pressing(viewer=viewer, today=story.now.date()).count() == number


def test_nobody_out_of_scope_or_walled_sees_a_revisit(story: Story) -> None:
    matter = closed_in_batch(story)
    petition = Petition.objects.get(belonging__matter=matter)
    Wall.objects.create(petition=petition, person=story.cast.li.person, reason="complained of")
    assert not revisits_in_sight(viewer=story.cast.viewer(story.cast.li))
    assert not revisits_in_sight(viewer=story.cast.viewer(story.cast.zhou))
    assert revisits_in_sight(viewer=story.cast.viewer(story.cast.he)).count() == 4
