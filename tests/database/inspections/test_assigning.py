"""Who reviews what: inspectors from elsewhere, not behind a wall, evenly, two for each matter."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from tests.database.campaigns.stories import serving
from tests.database.inspections.inspecting import Look, walled
from tests.database.matters.stories import Story

from touyan.audit.models import Entry as AuditRow
from touyan.inspections.actions import drawing, members
from touyan.inspections.models import Entry, Inspection, Member, Pick, Review
from touyan.inspections.queries import progress
from touyan.inspections.queries.assigning import crew_of, looked_at, may_serve
from touyan.inspections.queries.plans import picks_of
from touyan.inspections.rules.words import Source
from touyan.intake.models import Wall
from touyan.kernel.errors import NotPermitted, NotVisible, Refused
from touyan.kernel.messages import Message
from touyan.organs.models import Organ, Post
from touyan.organs.queries import viewer_of
from touyan.organs.rules.roles import Role
from touyan.organs.rules.walls import Brick, stops

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


@pytest.fixture
def look(story) -> Look:
    return Look(story)


def reviews(inspection: Inspection) -> list[tuple[int, str, int]]:
    found = Review.objects.filter(pick__entry__inspection=inspection)
    return list(found.values_list("pick", "seat", "reviewer"))


def test_every_matter_gets_two_different_inspectors_evenly(look, story) -> None:
    for n in range(9):
        story.accepted(title=f"第{n}件")
    inspection = look.manned(look.drawn(), *look.inspectors(6))
    shared = look.assigned(inspection, size=4)
    assert (shared.matters, shared.reviews, shared.short) == (9, 18, 0)
    found = reviews(inspection)
    assert Counter(seat for _p, seat, _r in found) == {"first": 9, "second": 9}
    assert all(load == 3 for load in Counter(r for _p, _s, r in found).values())
    assert len({(pick, reviewer) for pick, _s, reviewer in found}) == 18
    rows = AuditRow.objects.filter(verb="inspection.assign").values_list("detail__matters")
    assert [number for (number,) in rows] == [4, 4, 1]


def test_asking_again_gives_nothing_twice_and_fills_what_is_new(look, story) -> None:
    for n in range(8):
        story.accepted(title=f"第{n}件")
    inspection = look.manned(look.drawn(look.sampled()))
    look.assigned(inspection)
    before = set(reviews(inspection))
    assert look.assigned(inspection).reviews == 0
    free = Entry.objects.filter(inspection=inspection, pick=None).first()
    drawing.add_on_purpose(inspection_id=inspection.public_id, matter_id=free.matter.public_id,
                           reason="群众来电", by=story.cast.sun_city, now=story.now)  # fmt: skip
    assert look.assigned(inspection).reviews == 2
    assert before < set(reviews(inspection))


def test_a_killed_run_goes_on_where_it_was(look, story) -> None:
    for n in range(6):
        story.accepted(title=f"第{n}件")
    inspection = look.manned(look.drawn())
    some = members.assign_some(inspection_id=inspection.public_id, after=0, size=4,
                               by=story.cast.he_city, now=story.now)  # fmt: skip
    assert (some.matters, some.after) == (4, 4)
    rest = look.assigned(inspection, size=4)
    assert (rest.matters, rest.reviews) == (2, 4)


def test_nobody_reviews_for_their_own_office_nor_what_they_worked_on(look, story) -> None:
    story.accepted()
    county = story.cast.organ_of(story.cast.he)
    inspection = look.manned(look.drawn(), *look.inspectors(2, organ=county))
    assert look.assigned(inspection).short == 1
    assert not reviews(inspection)
    look.manned(inspection, *look.inspectors(2))
    assert look.assigned(inspection).reviews == 2


def test_who_served_there_while_the_petitions_lay_there_does_not_review(look, story) -> None:
    story.accepted()
    inspector, *others = look.inspectors(3)
    county = story.cast.organ_of(story.cast.he)
    post = Post.objects.create(person=inspector.person, organ=county, title="干部",
                               from_on=date(2020, 1, 1), until_on=date(2026, 11, 20))  # fmt: skip
    inspection = look.manned(look.drawn(), inspector, *others)
    look.assigned(inspection)
    assert inspector.pk not in {reviewer for _p, _s, reviewer in reviews(inspection)}
    Post.objects.filter(pk=post.pk).update(until_on=date(2026, 11, 19))
    assert inspector.pk not in Review.objects.values_list("reviewer", flat=True)
    crew = crew_of(inspection, now=story.now)
    served = {one.account: one.organs for one in crew.inspectors}
    assert served[inspector.pk] == {look.organ.pk}


def test_only_who_still_holds_a_post_is_given_matters(look, story) -> None:
    story.accepted()
    gone, *others = look.inspectors(3)
    inspection = look.manned(look.drawn(), gone, *others)
    Post.objects.filter(person=gone.person).update(until_on=story.now.date() - timedelta(days=1))
    look.assigned(inspection)
    assert {r for _p, _s, r in reviews(inspection)} == {one.pk for one in others}


def test_without_inspectors_the_cure_is_named(look, story) -> None:
    story.accepted()
    inspection = look.drawn()
    with pytest.raises(Refused, match="Name inspectors first"):
        look.assigned(inspection)


def test_nothing_is_shared_out_before_the_draw(look, story) -> None:
    story.accepted()
    inspection = look.manned(look.frozen())
    with pytest.raises(Refused, match="nothing was drawn yet"):
        look.assigned(inspection)


def test_wall_and_independence_hold_whatever_the_register_holds(look, story) -> None:
    """Random posts, walls and acts; for every review given, asked anew of the register itself."""
    dice = random.Random(5)
    county, city = story.cast.organ_of(story.cast.he), look.organ
    offices = [county, city, *Organ.objects.filter(path__startswith=city.path, level=4)[:2]]
    crew = [serving(story.cast, dice.choice(offices), f"督查{n}", Role.INSPECTOR) for n in range(9)]
    matters = [story.accepted(title=f"第{n}件") for n in range(12)]
    for matter in matters:
        for _ in range(dice.randrange(4)):
            one = dice.choice(crew)
            post = Post.objects.filter(person=one.person).get()
            brick = dice.choice([{"person": one.person}, {"person": one.person},
                                 {"organ": post.organ}])  # fmt: skip
            walled(matter, **brick)
    inspection = look.manned(look.drawn(scope={"levels": [4]}), *crew)
    shared = look.assigned(inspection, size=5)
    given = Review.objects.filter(pick__entry__inspection=inspection)
    assert given.count() == shared.reviews > 0
    for review in given.select_related("reviewer__person", "pick__entry"):
        entry, viewer = review.pick.entry, viewer_of(review.reviewer, now=story.now)
        walls = Wall.objects.filter(petition__belonging__matter=entry.matter_id)
        bricks = [Brick(Message(w.reason), w.person_id, w.organ_id, w.department_id) for w in walls]
        assert not stops(viewer, bricks)
        assert not viewer.holds(set(Role), organ_path=entry.organ.path)
    crew_now = crew_of(inspection, now=story.now)
    picks = list(Pick.objects.filter(entry__inspection=inspection).select_related("entry__matter"))
    for looked, pick in zip(looked_at(picks, crew_now), picks, strict=True):
        walls = Wall.objects.filter(petition__belonging__matter=pick.entry.matter_id)
        bricks = [Brick(Message(w.reason), w.person_id, w.organ_id, w.department_id) for w in walls]
        kept_out = {one.pk for one in crew if stops(viewer_of(one, now=story.now), bricks)}
        assert looked.walled == kept_out


def test_inspectors_come_from_the_office_and_those_beneath_it(look, story) -> None:
    cast = story.cast
    inspection = look.planned()
    offered = set(may_serve(inspection, on=story.now.date()))
    assert {cast.sun, cast.sun_city, cast.he_city} <= offered
    assert not offered & {cast.sun_province, cast.zhou, cast.wang_city, cast.qian_city}
    number = members.name_members(
        inspection_id=inspection.public_id, by=cast.sun_city, now=story.now,
        accounts=[cast.sun.pk, cast.sun_province.pk, cast.zhou.pk],
    )  # fmt: skip
    assert number == 1
    assert set(inspection.members.values_list("account", flat=True)) == {cast.sun.pk}
    assert look.manned(inspection, cast.sun).members.count() == 1, "named once"
    with pytest.raises(NotPermitted):
        members.name_members(inspection_id=inspection.public_id, accounts=[], by=cast.qian_city,
                             now=story.now)  # fmt: skip


def test_who_is_released_keeps_what_is_done_and_frees_the_rest(look, story) -> None:
    for n in range(4):
        story.accepted(title=f"第{n}件")
    leaving, *staying = look.inspectors(2)
    inspection = look.manned(look.drawn(), leaving, *staying)
    look.assigned(inspection)
    done = Review.objects.filter(reviewer=leaving).first()
    Review.objects.filter(pk=done.pk).update(done_at=story.now)
    member = Member.objects.get(inspection=inspection, account=leaving)
    this = {"inspection_id": inspection.public_id, "by": story.cast.he_city, "now": story.now}
    assert members.release_member(member_id=member.pk, **this) == 3
    assert list(Review.objects.filter(reviewer=leaving)) == [done]
    with pytest.raises(NotVisible):
        members.release_member(member_id=member.pk, **this)
    look.manned(inspection, *look.inspectors(1))
    assert look.assigned(inspection).reviews == 3
    seats = Review.objects.filter(pick__entry__inspection=inspection)
    assert seats.count() == 8


def test_progress_tells_what_is_open_by_office_and_inspector(look, story) -> None:
    for n in range(3):
        story.accepted(title=f"第{n}件")
    hidden = story.accepted(title="反映何主任")
    inspection = look.manned(look.drawn(), *look.inspectors(2))
    cast = story.cast
    viewer = cast.viewer(cast.sun_city)
    assert progress.total(inspection, viewer=viewer) == progress.Standing(4, 4, 0, 0)
    look.assigned(inspection)
    first = Pick.objects.filter(entry__inspection=inspection).earliest("pk")
    Review.objects.filter(pick=first).update(done_at=story.now)
    one_of_two = Review.objects.exclude(pick=first).first()
    Review.objects.filter(pk=one_of_two.pk).update(done_at=story.now)
    assert progress.total(inspection, viewer=viewer) == progress.Standing(4, 0, 3, 1)
    ((office, standing),) = progress.by_organ(inspection, viewer=viewer)
    assert (office.code, standing) == ("330106", progress.Standing(4, 0, 3, 1))
    shares = progress.by_inspector(inspection.members.order_by("pk"), inspection, viewer=viewer)
    assert sorted((one.given, one.open) for one in shares) == [(4, 2), (4, 3)]
    assert progress.by_source(inspection, viewer=viewer) == {Source.FULL: 4}
    walled(hidden, person=cast.he_city.person)
    assert progress.total(inspection, viewer=cast.viewer(cast.he_city)).picked == 3
    assert picks_of(inspection, viewer=cast.viewer(cast.he_city)).count() == 3
