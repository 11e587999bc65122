"""Findings beside one another: harm mended first, and what was found before at the same office."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast
from tests.database.inspections.found import BAD, HARM, Looked
from tests.database.matters.stories import Story

from touyan.inspections.models import Finding
from touyan.inspections.queries.findings import later_of, problem_list
from touyan.inspections.rules.findings import Stage
from touyan.intake.models import Petition, Wall
from touyan.kernel.errors import Refused


@pytest.fixture
def looked(cast: Cast, now: Any) -> Looked:
    return Looked(Story(cast, now))


def wall(looked: Looked, place: int, **brick: Any) -> None:
    petition = Petition.objects.filter(belonging__matter=looked.matters[place]).earliest("pk")
    Wall.objects.create(petition=petition, reason="被反映", **brick)


def test_harm_to_a_petitioner_is_mended_first(looked: Looked) -> None:
    looked.drawn(2)
    harm, other = looked.mending(0, Q24=HARM), looked.mending(1)
    claim = {"text": "已补正", "evidence": "第8页"}
    with pytest.raises(Refused, match="First mend what harms petitioners"):
        looked.move(other, "claim", looked.cast.li, **claim)
    looked.move(harm, "claim", looked.cast.li, **claim)
    assert looked.move(other, "claim", looked.cast.li, **claim).stage == Stage.CLAIMED


def test_harm_not_told_yet_or_behind_a_wall_is_told_by_no_refusal(looked: Looked) -> None:
    """The wall stands against the very person who mends the other one."""
    looked.drawn(3)
    looked.found(0, Q24=HARM)
    looked.mending(1, Q24=HARM)
    wall(looked, 1, person=looked.cast.li.person)
    other = looked.mending(2)
    claim = {"text": "已补正", "evidence": "第8页"}
    assert looked.move(other, "claim", looked.cast.li, **claim).stage == Stage.CLAIMED


def test_a_fault_found_again_at_the_same_office_is_linked_to_the_earlier_one(
    looked: Looked,
) -> None:
    first = looked.drawn(2).closed(0)
    looked.move(looked.told(1, Q06=BAD), "contest", looked.cast.he, text="有记录")
    gone = Finding.objects.get(question="Q06")
    looked.move(gone, "withdraw", looked.cast.zhao_province, text="属实")
    again = Looked(looked.story.later(days=30), "第二轮", looked.inspection, looked.matters)
    second = again.drawn(0)
    (one, other) = second.found(1, Q05=BAD, Q06=BAD)
    assert one.earlier == first
    assert other.earlier is None, "what was withdrawn is not repeated"
    viewer = looked.cast.viewer(looked.cast.he_province)
    assert list(later_of(first, viewer=viewer)) == [one]
    assert [row.repeats for row in problem_list(second.inspection, viewer=viewer)] == [True, False]
    wall(looked, 0, person=looked.cast.he_province.person)
    rows = problem_list(second.inspection, viewer=looked.cast.viewer(looked.cast.he_province))
    assert [row.repeats for row in rows] == [False, False], "nothing tells of what a wall hides"
