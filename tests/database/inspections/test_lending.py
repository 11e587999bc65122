"""An assignment lends a matter: to be read by its reviewer, acted on by nobody, and never against a
wall."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast
from tests.database.campaigns.stories import serving
from tests.database.inspections.reviewing import Reviewed, inspected
from tests.database.matters.stories import Story

from touyan.inspections.models import Finding, Inspection, Member, Review
from touyan.inspections.queries.access import reading_viewer
from touyan.inspections.rules.words import Seat
from touyan.intake.models import Wall
from touyan.intake.queries import may_open_identifiers, visible_petitions
from touyan.kernel.errors import NotVisible
from touyan.matters.actions.ledger import lock
from touyan.matters.actions.notes import read_matter, write_note
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account
from touyan.organs.rules.access import Lent
from touyan.organs.rules.roles import CASE_ROLES, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def sees(reviewed: Reviewed, who: Account, matter: Matter) -> bool:
    viewer = reading_viewer(reviewed.cast.viewer(who))
    petitions = visible_petitions(viewer=viewer).filter(belonging__matter=matter).exists()
    seen = visible(viewer=viewer).filter(pk=matter.pk).exists()
    assert petitions is seen, "a matter and its petitions are lent together"
    return seen


def wall(matter: Matter, **around: object) -> None:
    belonging = matter.belongings.get()
    Wall.objects.create(petition=belonging.petition, reason="被反映人", **around)


def test_a_reviewer_reads_what_is_given_and_nothing_beside_it(story: Story) -> None:
    given_one, other = story.accepted(), story.accepted()
    reviewed = inspected(story)
    assert not sees(reviewed, reviewed.first, given_one)
    reviewed.seat(given_one)
    assert sees(reviewed, reviewed.first, given_one)
    assert not sees(reviewed, reviewed.first, other)
    viewer = reading_viewer(story.cast.viewer(reviewed.first))
    petition = given_one.belongings.get().petition
    assert may_open_identifiers(petition, viewer=viewer), "the petitioner must be reached"
    assert not may_open_identifiers(other.belongings.get().petition, viewer=viewer)


def test_what_is_lent_is_read_and_never_acted_on(story: Story) -> None:
    matter = story.accepted()
    reviewed = inspected(story)
    reviewed.seat(matter)
    lent = reading_viewer(story.cast.viewer(reviewed.first)).lent
    read = {"matter_id": matter.public_id, "by": reviewed.first, "now": story.now}
    assert read_matter(**read, lent=lent) == matter  # type: ignore[arg-type]
    with pytest.raises(NotVisible):
        write_note(**read, text="不能写")  # type: ignore[arg-type]
    with pytest.raises(NotVisible):
        lock(matter.public_id, by=reviewed.first, now=story.now)


def test_it_is_given_back_with_the_seat_or_the_end_of_the_inspection(story: Story) -> None:
    matter = story.accepted()
    reviewed = inspected(story)
    first, _second = reviewed.seat(matter)
    member = Member.objects.get(inspection=reviewed.inspection, account=reviewed.first)
    Member.objects.filter(pk=member.pk).update(left_at=story.now)
    assert not sees(reviewed, reviewed.first, matter)
    Member.objects.filter(pk=member.pk).update(left_at=None)
    assert sees(reviewed, reviewed.first, matter)
    Inspection.objects.filter(pk=reviewed.inspection.pk).update(state="ended", ended_at=story.now)
    assert not sees(reviewed, reviewed.first, matter)
    finding = Finding.objects.create(
        inspection=reviewed.inspection, pick=first.pick, organ=matter.organ, question="Q05",
        severity="serious", fact="未阅卷", evidence="正卷第3页", rule="包案必办事项", found_at=story.now,
    )  # fmt: skip
    assert sees(reviewed, reviewed.first, matter), "whoever looks again must see the papers"
    Finding.objects.filter(pk=finding.pk).update(stage="withdrawn")
    assert not sees(reviewed, reviewed.first, matter)


def test_whoever_sees_it_anyway_is_lent_nothing(story: Story) -> None:
    matter = story.accepted()
    reviewed = inspected(story)
    Review.objects.create(pick=reviewed.pick(matter), seat=Seat.FIRST, reviewer=reviewed.third,
                          assigned_at=story.now)  # fmt: skip
    assert reading_viewer(story.cast.viewer(reviewed.third)).lent == Lent()
    assert sees(reviewed, reviewed.third, matter)


REVIEWING = {Role.INSPECTOR, Role.HANDLER, Role.DEPARTMENT_HEAD, Role.CHIEF, Role.DEPUTY_CHIEF,
             Role.COMMITTEE_MEMBER}  # fmt: skip
WALLS = {
    "": lambda who, organ: None,
    "person": lambda who, organ: {"person": who.person},
    "office": lambda who, organ: {"organ": organ},
    "office above": lambda who, organ: {"organ_id": int(organ.path.split("/")[-3])},
}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.booleans(), min_size=3, max_size=3),
    st.sampled_from(sorted(WALLS)),
    st.lists(
        st.sampled_from([*sorted(CASE_ROLES), Role.AUDIT_ADMIN]),
        min_size=1,
        max_size=3,
        unique=True,
    ),
)
def test_a_wall_beats_every_assignment(
    three: tuple[Reviewed, list[Matter]], seated: list[bool], walled: str, roles: list[Role]
) -> None:
    """Whatever the roles and whatever is given: seen is what is lent, and never what is walled."""
    reviewed, matters = three
    cast, now = reviewed.cast, reviewed.story.now
    with transaction.atomic():
        organ = cast.organ_of(cast.zhou)
        somebody = serving(cast, organ, "评查人", *roles)
        Member.objects.create(inspection=reviewed.inspection, account=somebody, added_at=now)
        for matter, seat in zip(matters, seated, strict=True):
            if seat:
                Review.objects.create(pick=reviewed.pick(matter), seat=Seat.FIRST,
                                      reviewer=somebody, assigned_at=now)  # fmt: skip
        around = WALLS[walled](somebody, organ)
        if around:
            wall(matters[0], **around)
        given_to = [bool(REVIEWING & set(roles)) and seat for seat in seated]
        if around:
            given_to[0] = False
        assert [sees(reviewed, somebody, matter) for matter in matters] == given_to
        transaction.set_rollback(True)


@pytest.fixture
def three(story: Story) -> tuple[Reviewed, list[Matter]]:
    matters = [story.accepted() for _one in range(3)]
    return inspected(story), matters
