"""No inspector from the inspected office, none behind a wall, whatever happens in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast
from tests.database.inspections.inspecting import Look, walled
from tests.database.inspections.reviewing import answers
from tests.database.matters.stories import Story

from touyan.inspections.actions import members
from touyan.inspections.actions.reviews import finish_review, name_thirds, open_review
from touyan.inspections.models import Inspection, Member, Review
from touyan.inspections.queries.access import reading_viewer
from touyan.inspections.queries.reviews import waiting_reviews
from touyan.inspections.rules.words import Seat
from touyan.intake.models import Wall
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import Message
from touyan.matters.models import Matter
from touyan.organs.models import Account, Organ, Post
from touyan.organs.queries import viewer_of
from touyan.organs.rules.walls import Brick, stops

pytestmark = pytest.mark.django_db


@dataclass
class World:
    """A drawn inspection of the city over matters of one county, and people of three offices."""

    look: Look
    inspection: Inspection
    crew: list[Account]
    matters: list[Matter]
    known: set[int] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        return self.look.story.now

    @property
    def this(self) -> dict[str, object]:
        return {"inspection_id": self.inspection.public_id, "by": self.look.story.cast.he_city,
                "now": self.now}  # fmt: skip

    def assign(self, dice: Random) -> None:
        members.assign_reviewers(**self.this, size=dice.randrange(1, 4))  # type: ignore[arg-type]

    def thirds(self, dice: Random) -> None:
        name_thirds(**self.this)  # type: ignore[arg-type]

    def release(self, dice: Random) -> None:
        serving = list(self.inspection.members.filter(left_at=None).order_by("pk"))
        if len(serving) > 1:
            leaving = dice.choice(serving)
            members.release_member(member_id=leaving.pk, **self.this)  # type: ignore[arg-type]

    def name(self, dice: Random) -> None:
        accounts = [one.pk for one in self.crew]
        members.name_members(accounts=accounts, **self.this)  # type: ignore[arg-type]

    def wall(self, dice: Random) -> None:
        person = dice.choice(self.crew).person
        organ = dice.choice([one.organ for one in person.posts.order_by("pk")])
        bricks: list[dict[str, object]] = [{"person": person}] * 3 + [{"organ": organ}]
        walled(dice.choice(self.matters), **dice.choice(bricks))

    def move(self, dice: Random) -> None:
        """Somebody comes to serve in the inspected office as well."""
        Post.objects.create(person=dice.choice(self.crew[:4]).person, organ=self.matters[0].organ,
                            title="干部", from_on=self.now.date())  # fmt: skip

    def review(self, dice: Random) -> None:
        """Somebody finishes what waits for them, the first reviewers otherwise than the second;
        whoever may no longer is refused."""
        held = Review.objects.filter(done_at__isnull=True).select_related("reviewer")
        if not held:
            return
        who = dice.choice(list(held.order_by("pk"))).reviewer
        viewer = reading_viewer(viewer_of(who, now=self.now))
        for waiting in waiting_reviews(viewer=viewer):
            how = {"review_id": waiting.public_id, "by": who, "now": self.now}
            other = {"Q05": "not_met"} if waiting.seat == Seat.FIRST else {}
            given_answers = answers(**other)
            if waiting.seat == Seat.THIRD:
                given_answers = {"Q05": given_answers["Q05"]}
            fit = independent(waiting, now=self.now)
            try:
                version = open_review(**how).version  # type: ignore[arg-type]
                finish_review(**how, answers=given_answers, version=version)  # type: ignore[arg-type]
            except (Refused, NotVisible):
                assert not fit
            else:
                assert fit

    def check(self) -> None:
        """Every seat given since the last look was given to somebody independent."""
        given_out = Review.objects.filter(pick__entry__inspection=self.inspection)
        for review in given_out.exclude(pk__in=self.known).select_related("reviewer__person"):
            assert independent(review, now=self.now)
            self.known.add(review.pk)
        for one in self.crew:
            viewer = reading_viewer(viewer_of(one, now=self.now))
            for waiting in waiting_reviews(viewer=viewer):
                assert not behind_wall(waiting, now=self.now)


def behind_wall(review: Review, *, now: datetime) -> bool:
    walls = Wall.objects.filter(petition__belonging__matter=review.pick.entry.matter_id)
    bricks = [Brick(Message(w.reason), w.person_id, w.organ_id, w.department_id) for w in walls]
    return bool(stops(viewer_of(review.reviewer, now=now), bricks))


def independent(review: Review, *, now: datetime) -> bool:
    """Asked of the register itself, by other code than the share-out's."""
    serves = Post.objects.filter(person=review.reviewer.person, organ=review.pick.entry.organ)
    return not serves.exists() and not behind_wall(review, now=now)


@pytest.fixture
def world(cast: Cast, now: datetime) -> World:
    look = Look(Story(cast, now))
    matters = [look.story.accepted(title=f"第{n}件") for n in range(2)]
    county = cast.organ_of(cast.he)
    beside = Organ.objects.filter(path__startswith=look.organ.path, level=4).exclude(pk=county.pk)
    crew = look.inspectors(2)
    crew += look.inspectors(1, organ=county)
    crew += look.inspectors(2, organ=beside.order_by("pk").first())
    return World(look, look.manned(look.drawn(), *crew), crew, matters)


STEPS: dict[str, Callable[[World, Random], None]] = {
    "assign": World.assign, "thirds": World.thirds, "release": World.release, "name": World.name,
    "wall": World.wall, "move": World.move, "review": World.review,
}  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from(sorted(STEPS)), min_size=2, max_size=10),
    st.randoms(use_true_random=False),
)
def test_independence_holds_whatever_happens_in_whatever_order(
    world: World, steps: list[str], dice: Random
) -> None:
    with transaction.atomic():
        world.known.clear()
        for step in ["assign", *steps]:
            STEPS[step](world, dice)
            world.check()
        transaction.set_rollback(True)


def test_two_apart_find_their_third_from_elsewhere(world: World) -> None:
    """The course the property walks does reach a third."""
    dice = Random(7)
    world.assign(dice)
    for one in range(30):
        world.review(Random(one))
    world.check()
    thirds = Review.objects.filter(seat=Seat.THIRD)
    assert thirds.filter(done_at__isnull=False).exists()
    assert Member.objects.filter(account__in=thirds.values("reviewer")).exists()
