"""From the approval form to a leader answerable, with every change on record."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import Kind, SubjectRole
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.leadership.actions import charges, deeds
from touyan.leadership.models import Charge, ChargeForm, DutyRow, FirstResponsible
from touyan.leadership.queries.charges import check_may_lead
from touyan.leadership.queries.matrices import matrix_of
from touyan.leadership.rules.matrix import CellState
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.models import ClockRow, Matter
from touyan.workflows import advance_matter

NOTE = "涉及重伤鉴定争议，请赵敏同志包案，先约见当事人。"


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def accepted(story: Story, **changes: object) -> Matter:
    """Accepted through the workflow the screens use."""
    matter = story.triaged(**changes)
    advance_matter.accept(matter_id=matter.public_id, by=story.cast.he, now=story.now)
    return Matter.objects.select_related("organ", "first_organ").get(pk=matter.pk)


def named(story: Story, **changes: object) -> Matter:
    matter = accepted(story, **changes)
    charges.name_leader(matter_id=matter.public_id, leader=story.cast.zhao, note=NOTE,
                        by=story.cast.zhao, now=story.now)  # fmt: skip
    return matter


def test_accepting_a_due_matter_lays_the_form_before_the_chief(story: Story) -> None:
    matter = accepted(story)
    form = ChargeForm.objects.get(matter=matter)
    assert form.organ == matter.organ
    assert form.outcome == ""
    assert form.reasons[0]["code"] == "D2"
    assert DutyRow.objects.get(matter=matter).due
    clock = ClockRow.objects.get(matter=matter, code="L1")
    assert clock.due_on == date(2026, 11, 26)


def test_a_matter_of_another_kind_is_not_due_and_makes_no_form(story: Story) -> None:
    matter = accepted(story, kind=Kind.CIVIL_PETITION)
    assert not DutyRow.objects.get(matter=matter).due
    assert not ChargeForm.objects.filter(matter=matter).exists()


def test_the_chief_names_and_the_clock_is_met(story: Story) -> None:
    matter = named(story)
    charge = Charge.objects.get(matter=matter)
    assert charge.leader == story.cast.zhao
    assert charge.state == "accepted"
    assert ClockRow.objects.get(matter=matter, code="L1").met_on == story.now.date()


def test_only_the_chief_names(story: Story) -> None:
    matter = accepted(story)
    with pytest.raises(NotPermitted, match="chief procurator"):
        charges.name_leader(matter_id=matter.public_id, leader=story.cast.zhao, note=NOTE,
                            by=story.cast.he, now=story.now)  # fmt: skip


def test_naming_without_a_note_is_refused(story: Story) -> None:
    matter = accepted(story)
    with pytest.raises(Refused, match="note"):
        charges.name_leader(matter_id=matter.public_id, leader=story.cast.zhao, note=" 阅",
                            by=story.cast.zhao, now=story.now)  # fmt: skip


def test_nobody_who_is_not_a_leader_can_be_named(story: Story) -> None:
    matter = accepted(story)
    with pytest.raises(Refused, match="not a leader"):
        charges.name_leader(matter_id=matter.public_id, leader=story.cast.li, note=NOTE,
                            by=story.cast.zhao, now=story.now)  # fmt: skip


def test_nobody_behind_the_wall_can_be_named(story: Story) -> None:
    complained_of = SubjectEntry(
        SubjectRole.ACCUSED, name="李建国", person_id=story.cast.li.person_id
    )
    matter = accepted(story, subjects=(complained_of,))
    with pytest.raises(Refused, match="may not be given"):
        check_may_lead(matter, story.cast.li, now=story.now)


def test_a_second_form_is_not_made_while_a_leader_is_in_charge(story: Story) -> None:
    matter = named(story)
    advance_matter.assign(matter_id=matter.public_id, handler=story.cast.li, department=None,
                          by=story.cast.he, now=story.now)  # fmt: skip
    assert ChargeForm.objects.filter(matter=matter).count() == 1


def test_who_was_first_stays_on_record(story: Story) -> None:
    matter = named(story)
    for handler in (story.cast.li, story.cast.he):
        advance_matter.assign(matter_id=matter.public_id, handler=handler, department=None,
                              by=story.cast.he, now=story.now)  # fmt: skip
    person = FirstResponsible.objects.get(matter=matter, part="person")
    assert person.person == story.cast.li
    assert FirstResponsible.objects.get(matter=matter, part="organ").organ == matter.first_organ


def test_a_charge_cannot_be_taken_twice(story: Story) -> None:
    matter = named(story)
    with pytest.raises(Conflict, match="in charge already"):
        charges.take_charge(matter_id=matter.public_id, reason="重大", by=story.cast.zhao,
                            now=story.now)  # fmt: skip


def test_the_matrix_shows_what_was_done_and_what_was_not(story: Story) -> None:
    matter = named(story)
    deeds.record_deed(
        matter_id=matter.public_id,
        kind=LeaderAct.READ,
        evidence={"pages": "卷一12—47页", "issues": "伤情鉴定未调取首次住院病历", "minutes": "45"},
        by=story.cast.zhao,
        now=story.now,
    )
    cells = {
        c.act: c
        for c in matrix_of(matter, viewer=story.cast.viewer(story.cast.zhao), now=story.now)
    }
    assert cells[LeaderAct.READ].state is CellState.EVIDENCED
    assert cells[LeaderAct.MEET].state is CellState.MISSING
    assert cells[LeaderAct.PRESIDE].state is CellState.NOT_REQUIRED


def test_a_reading_without_pages_is_a_question_not_a_verdict(story: Story) -> None:
    matter = named(story)
    deeds.record_deed(
        matter_id=matter.public_id, kind=LeaderAct.READ,
        evidence={"issues": "伤情鉴定未调取首次住院病历", "minutes": "45"},
        by=story.cast.zhao, now=story.now,
    )  # fmt: skip
    deeds.answer_sign(matter_id=matter.public_id, sign="S6", text="阅看的是全部电子卷宗。",
                      by=story.cast.zhao, now=story.now)  # fmt: skip
    cells = {
        c.act: c
        for c in matrix_of(matter, viewer=story.cast.viewer(story.cast.zhao), now=story.now)
    }
    assert cells[LeaderAct.READ].state is CellState.DOUBTFUL
    assert "names no pages" in str(cells[LeaderAct.READ].why)


def test_the_handler_cannot_read_in_the_leaders_stead(story: Story) -> None:
    matter = named(story)
    with pytest.raises(NotPermitted, match="leader in charge"):
        deeds.record_deed(
            matter_id=matter.public_id, kind=LeaderAct.READ,
            evidence={"issues": "伤情鉴定未调取首次住院病历", "minutes": "45"},
            by=story.cast.li, now=story.now,
        )  # fmt: skip
