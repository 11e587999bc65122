"""Whoever a petition complains of, and those they lead, never get the matter."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.intake.queries import visible_petitions
from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import Kind, SubjectRole
from touyan.kernel.errors import NotVisible, Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import procedure
from touyan.matters.actions.people import assign
from touyan.matters.dossier import assignable
from touyan.matters.queries import visible
from touyan.organs.models import Account
from touyan.workflows.decide_petition import decide_petition

pytestmark = pytest.mark.django_db


def complained_of(account: Account) -> tuple[SubjectEntry, ...]:
    return (
        SubjectEntry(
            SubjectRole.ACCUSED, name=account.get_short_name(), person_id=account.person_id
        ),
    )


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def test_a_handler_complained_of_is_not_offered_and_cannot_be_assigned(story: Story) -> None:
    matter = story.accepted(subjects=complained_of(story.cast.li))
    assert story.cast.li not in assignable(matter, now=story.now)
    assert story.cast.he in assignable(matter, now=story.now)
    with pytest.raises(Refused, match="may not be given"):
        assign(
            matter_id=matter.public_id,
            handler=story.cast.li,
            department=None,
            by=story.cast.he,
            now=story.now,
        )


def test_a_handler_complained_of_does_not_see_the_matter(story: Story) -> None:
    matter = story.opened(subjects=complained_of(story.cast.li))
    assert not visible(viewer=story.cast.viewer(story.cast.li)).filter(pk=matter.pk).exists()
    assert visible(viewer=story.cast.viewer(story.cast.he)).filter(pk=matter.pk).exists()


def test_a_matter_about_the_chief_is_handled_by_the_office_above(story: Story) -> None:
    cast = story.cast
    petition = story.petition(subjects=complained_of(cast.zhao))
    assert petition.handling_organ == cast.organ_of(cast.wang_city)
    matter = decide_petition(
        petition_id=petition.public_id,
        relation=Relation.FIRST,
        matter_id=None,
        reason="",
        by=cast.wang_city,
        now=story.now,
    )
    for below in (cast.wang, cast.li, cast.he, cast.zhao, cast.sun):
        assert not visible(viewer=cast.viewer(below)).filter(pk=matter.pk).exists()
    with pytest.raises(NotVisible):
        assign(
            matter_id=matter.public_id, handler=cast.li, department=None, by=cast.he, now=story.now
        )


def test_a_walled_office_cannot_be_given_the_matter_from_above(story: Story) -> None:
    cast, now = story.cast, story.now
    petition = story.petition(subjects=complained_of(cast.zhao))
    matter = decide_petition(
        petition_id=petition.public_id,
        relation=Relation.FIRST,
        matter_id=None,
        reason="",
        by=cast.wang_city,
        now=now,
    )
    procedure.triage(
        matter_id=matter.public_id,
        kind=Kind.ACCUSATION,
        urgent=False,
        ordinary_procedure=False,
        non_prosecution=False,
        by=cast.wang_city,
        now=now,
    )
    procedure.accept(matter_id=matter.public_id, by=cast.he_city, now=now)
    with pytest.raises(Refused, match="may not handle it"):
        assign(
            matter_id=matter.public_id,
            handler=None,
            department=None,
            organ=cast.organ_of(cast.wang),
            by=cast.he_city,
            now=now,
        )


def test_nobody_of_a_department_whose_head_is_complained_of_sees_the_petition(story: Story) -> None:
    cast = story.cast
    petition = story.petition(subjects=complained_of(cast.he))
    seen = {
        name: visible_petitions(viewer=cast.viewer(getattr(cast, name)))
        .filter(pk=petition.pk)
        .exists()
        for name in ("wang", "li", "he")
    }
    assert seen == {"wang": False, "li": False, "he": False}


def test_a_person_who_does_not_handle_cannot_be_assigned(story: Story) -> None:
    matter = story.accepted()
    with pytest.raises(Refused, match="not a handling prosecutor"):
        assign(
            matter_id=matter.public_id,
            handler=story.cast.wang,
            department=None,
            by=story.cast.he,
            now=story.now,
        )


def test_the_department_follows_the_handler_and_the_hand_over_is_kept(story: Story) -> None:
    matter = story.handling()
    assert matter.department is not None
    assign(
        matter_id=matter.public_id,
        handler=story.cast.he,
        department=None,
        reason="休假",
        by=story.cast.he,
        now=story.later(days=1).now,
    )
    rows = list(matter.assignments.order_by("id"))
    assert [row.handler for row in rows] == [story.cast.li, story.cast.he]
    assert rows[0].until_at == rows[1].from_at
    assert rows[1].until_at is None
