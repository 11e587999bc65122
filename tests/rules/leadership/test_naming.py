"""Who names a leader, who may be named, and how a leader declines."""

from __future__ import annotations

import pytest

from touyan.kernel.errors import Refused
from touyan.kernel.messages import Message
from touyan.leadership.rules.naming import (
    check_decline,
    check_leader,
    check_note,
    naming_roles,
)
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import LEADERS, Role
from touyan.organs.rules.walls import Brick

COUNTY, CITY, NEXT = "/1/2/3/4/", "/1/2/3/", "/1/2/3/5/"


def person(*roles: Role, path: str = COUNTY) -> Viewer:
    organ = int(path.strip("/").split("/")[-1])
    return Viewer(7, 70, "赵敏", tuple(Grant(role, organ, path) for role in roles))


@pytest.mark.parametrize(("in_post", "who"), [(True, {Role.CHIEF}), (False, {Role.DEPUTY_CHIEF})])
def test_the_chief_names_or_in_the_chiefs_stead_the_deputy(in_post: bool, who: set[Role]) -> None:
    assert naming_roles(chief_in_post=in_post) == who


def refused(
    viewer: Viewer, *wall: Brick, deciders: set[int] | None = None, sees: bool = True
) -> str:
    try:
        check_leader(viewer, wall, organ_path=COUNTY, deciders=deciders or set(), sees=sees)
    except Refused as refusal:
        return str(refusal.message)
    return ""


@pytest.mark.parametrize("role", list(Role))
def test_leaders_of_the_office_can_be_named_and_nobody_else(role: Role) -> None:
    assert bool(refused(person(role))) is (role not in LEADERS)


@pytest.mark.parametrize("path", [CITY, NEXT])
def test_a_leader_of_another_office_cannot_be_named(path: str) -> None:
    assert "not a leader of the handling office" in refused(person(Role.CHIEF, path=path))


@pytest.mark.parametrize(
    "brick",
    [
        Brick(Message("被控告人"), person_id=70),
        Brick(Message("被控告单位"), organ_id=4),
        Brick(Message("上级被控告单位"), organ_id=2),
    ],
)
def test_nobody_complained_of_can_be_named_and_the_wall_is_not_explained(brick: Brick) -> None:
    said = refused(person(Role.CHIEF), brick)
    assert said == "This person may not be given the matter."
    assert str(brick.reason) not in said


def test_a_wall_on_somebody_else_stops_nobody() -> None:
    assert refused(person(Role.CHIEF), Brick(Message("被控告人"), person_id=71)) == ""


def test_who_made_or_signed_the_challenged_decision_cannot_be_named() -> None:
    assert "challenged decision" in refused(person(Role.CHIEF), deciders={7})
    assert refused(person(Role.CHIEF), deciders={8}) == ""


def test_who_does_not_reach_the_matter_cannot_be_named_and_hears_what_the_walled_hear() -> None:
    walled = refused(person(Role.CHIEF), Brick(Message("x"), person_id=70))
    assert refused(person(Role.CHIEF), sees=False) == walled


@pytest.mark.parametrize(
    ("ground", "reason", "well"),
    [
        ("recusal", "系原案承办人", True),
        ("absence", "脱产学习三个月", True),
        ("recusal", "  ", False),
        ("", "忙", False),
        ("busy", "工作忙", False),
    ],
)
def test_declining_takes_a_legal_ground_and_a_reason(ground: str, reason: str, well: bool) -> None:
    if well:
        assert check_decline(ground, reason) == ground
        return
    with pytest.raises(Refused):
        check_decline(ground, reason)


@pytest.mark.parametrize(
    ("note", "well"), [("", False), (" 阅 ", False), ("同意。", False), ("请赵敏包案", True)]
)
def test_a_signature_alone_names_nobody(note: str, well: bool) -> None:
    if well:
        assert check_note(note) == note
        return
    with pytest.raises(Refused):
        check_note(note)


def test_a_note_that_asks_for_a_promise_to_stop_is_refused() -> None:
    with pytest.raises(Refused):
        check_note("请赵敏包案，签订息诉罢访承诺书后给予救助")
