"""Whoever a petition complains of neither sees it nor is given it, whatever else they may do."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import Cast
from tests.database.workflows.entries import LETTER, against, register

from touyan.intake.queries import search as search_petitions
from touyan.intake.queries import undecided, visible_petitions
from touyan.kernel.errors import NotVisible, Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.ledger import What, lock, move
from touyan.matters.actions.people import assign
from touyan.matters.models import Matter
from touyan.matters.queries import due_by, search, visible
from touyan.organs.models import NumberSeries
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import Role
from touyan.organs.rules.walls import Brick, bricks_for_person, route, stops
from touyan.workflows.decide_petition import decide_petition


@pytest.mark.django_db
def test_a_complaint_about_the_chief_goes_past_the_whole_office(cast: Cast, now: datetime) -> None:
    county = cast.organ_of(cast.wang)
    petition = register(against(cast.zhao.person_id), organ=county, by=cast.wang, now=now)
    assert petition.handling_organ == cast.organ_of(cast.wang_city)
    for name in ("wang", "li", "he", "zhao", "sun", "qian"):
        viewer = cast.viewer(getattr(cast, name))
        assert not visible_petitions(viewer=viewer).exists(), name
        assert not undecided(viewer=viewer).exists(), name
        assert not search_petitions(visible_petitions(viewer=viewer), "陈桂英").exists(), name
    assert visible_petitions(viewer=cast.viewer(cast.wang_city)).get() == petition


@pytest.mark.django_db
def test_a_walled_petition_leaves_no_gap_in_the_numbers(cast: Cast, now: datetime) -> None:
    county = cast.organ_of(cast.wang)
    before = register(LETTER, organ=county, by=cast.wang, now=now)
    walled = register(against(cast.zhao.person_id), organ=county, by=cast.wang, now=now)
    after = register(LETTER, organ=county, by=cast.wang, now=now)
    assert (before.number[-5:], after.number[-5:]) == ("00001", "00002")
    assert walled.number.startswith("密")
    assert NumberSeries.objects.get(organ=county, series="petition").last == 2


@pytest.mark.django_db
def test_a_complaint_about_a_handler_is_kept_from_that_handler_alone(
    cast: Cast, now: datetime
) -> None:
    county = cast.organ_of(cast.wang)
    petition = register(against(cast.li.person_id), organ=county, by=cast.wang, now=now)
    assert petition.handling_organ == county
    assert visible_petitions(viewer=cast.viewer(cast.wang)).exists()
    assert not visible_petitions(viewer=cast.viewer(cast.li)).exists()


@pytest.mark.django_db
def test_the_matter_of_a_walled_petition_is_hidden_from_every_list(
    cast: Cast, now: datetime
) -> None:
    matter = _matter_against(cast, now, cast.li.person_id)
    li, he = cast.viewer(cast.li), cast.viewer(cast.he)
    assert visible(viewer=he).get() == matter
    assert not visible(viewer=li).exists()
    assert not search(visible(viewer=li), "陈桂英").exists()
    assert not due_by(now.date().replace(year=2030), viewer=li).exists()
    with pytest.raises(NotVisible):
        lock(matter.public_id, by=cast.li, now=now)


@pytest.mark.django_db
def test_nobody_complained_of_can_be_given_the_matter(cast: Cast, now: datetime) -> None:
    matter = _matter_against(cast, now, cast.li.person_id)
    held = lock(matter.public_id, by=cast.wang, now=now)
    move(held, "triage", by=cast.wang, now=now, what=What())
    held = lock(matter.public_id, by=cast.he, now=now)
    move(held, "accept", by=cast.he, now=now, what=What())
    with pytest.raises(Refused, match="may not be given"):
        assign(matter_id=matter.public_id, handler=cast.li, department=None, by=cast.he, now=now)
    assign(matter_id=matter.public_id, handler=cast.he, department=None, by=cast.he, now=now)


@pytest.mark.django_db
def test_a_complaint_about_the_office_below_is_not_assigned_to_it(
    cast: Cast, now: datetime
) -> None:
    city, county = cast.organ_of(cast.wang_city), cast.organ_of(cast.wang)
    petition = register(against(organ_id=county.pk), organ=city, by=cast.wang_city, now=now)
    matter = decide_petition(petition_id=petition.public_id, relation=Relation.FIRST, matter_id=None,
                             reason="", by=cast.wang_city, now=now)  # fmt: skip
    held = lock(matter.public_id, by=cast.wang_city, now=now)
    move(held, "triage", by=cast.wang_city, now=now, what=What())
    held = lock(matter.public_id, by=cast.he_city, now=now)
    move(held, "accept", by=cast.he_city, now=now, what=What())
    with pytest.raises(Refused, match="may not handle"):
        assign(
            matter_id=matter.public_id,
            handler=None,
            department=None,
            organ=county,
            by=cast.he_city,
            now=now,
        )


def _matter_against(cast: Cast, now: datetime, person_id: int) -> Matter:
    petition = register(against(person_id), organ=cast.organ_of(cast.wang), by=cast.wang, now=now)
    return decide_petition(petition_id=petition.public_id, relation=Relation.FIRST, matter_id=None,
                           reason="", by=cast.wang, now=now)  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> dict[int, str]:
    """A random tree of organs as paths by id, the root being 1."""
    paths = {1: "/1/"}
    for organ in range(2, draw(st.integers(3, 25))):
        parent = draw(st.sampled_from(sorted(paths)))
        if paths[parent].count("/") < 5:
            paths[organ] = f"{paths[parent]}{organ}/"
    return paths


@settings(max_examples=400, deadline=None)
@given(trees(), st.data())
def test_no_route_ever_leads_to_a_walled_office_or_one_beneath_it(
    paths: dict[int, str], data: st.DataObject
) -> None:
    walled = data.draw(st.sets(st.sampled_from(sorted(paths)), max_size=4))
    receiving = data.draw(st.sampled_from(sorted(paths)))
    handling = route(paths[receiving], walled)
    if handling is None:
        assert 1 in walled
    else:
        assert not walled & {int(step) for step in paths[handling].split("/") if step}
        assert f"/{handling}/" in paths[receiving]


@settings(max_examples=400, deadline=None)
@given(trees(), st.data())
def test_a_wall_beats_every_grant(paths: dict[int, str], data: st.DataObject) -> None:
    organs = data.draw(st.lists(st.sampled_from(sorted(paths)), min_size=1, max_size=3))
    roles = data.draw(
        st.lists(st.sampled_from(list(Role)), min_size=len(organs), max_size=len(organs))
    )
    grants = tuple(
        Grant(role, organ, paths[organ]) for role, organ in zip(roles, organs, strict=True)
    )
    viewer = Viewer(1, 77, "somebody", grants)
    assert stops(viewer, bricks_for_person(77, []))
    for organ in organs:
        for above in (int(step) for step in paths[organ].split("/") if step):
            assert stops(viewer, [Brick(bricks_for_person(0, [])[0].reason, organ_id=above)])


@pytest.mark.django_db
def test_a_complaint_about_the_head_of_the_petition_desk_goes_to_the_office_above(
    cast: Cast, now: datetime
) -> None:
    petition = register(
        against(cast.he.person_id), organ=cast.organ_of(cast.wang), by=cast.wang, now=now
    )
    assert petition.handling_organ == cast.organ_of(cast.wang_city)
    assert not visible_petitions(viewer=cast.viewer(cast.wang)).exists()
    assert visible_petitions(viewer=cast.viewer(cast.zhao)).exists(), "the chief leads the head"


def test_a_small_scope_is_named_office_by_office(cast: Cast) -> None:
    """So that PostgreSQL finds a county's few rows by index, however large the nation's register."""
    county, nation = cast.viewer(cast.wang), cast.viewer(cast.wang_spp)
    assert county.few_organ_ids == {cast.organ_of(cast.wang).pk}
    assert nation.few_organ_ids is None
    assert "path" not in str(visible_petitions(viewer=county).query)
    assert "path" not in str(visible(viewer=county).query)
