from __future__ import annotations

from dataclasses import replace

import pytest

from touyan.exemplars.rules.issuing import Approval, Standing, after, check_step
from touyan.exemplars.rules.words import EditionState
from touyan.kernel.errors import Invalid, NotPermitted, Refused
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import Role

READ = "a" * 64
FROZEN = Standing(EditionState.SUBMITTED, "/1/2/", makers=frozenset({1}), digest=READ)


def who(account: int, role: Role, path: str = "/1/2/") -> Viewer:
    return Viewer(account, account, "某", (Grant(role, 2, path),))


HEAD, LEADER = who(2, Role.DEPARTMENT_HEAD), who(3, Role.DEPUTY_CHIEF)
ONCE = replace(FROZEN, approvals=(Approval(2, READ),))
TWICE = replace(
    FROZEN, state=EditionState.APPROVED, approvals=(Approval(2, READ), Approval(3, READ))
)


def test_a_department_head_approves_first_then_a_leader() -> None:
    check_step("approve", HEAD, FROZEN, opinion="同意")
    assert after("approve", FROZEN) is EditionState.SUBMITTED
    check_step("approve", LEADER, ONCE, opinion="同意")
    assert after("approve", ONCE) is EditionState.APPROVED
    for viewer, standing in ((LEADER, FROZEN), (who(4, Role.DEPARTMENT_HEAD), ONCE)):
        with pytest.raises(NotPermitted, match="approves first"):
            check_step("approve", viewer, standing, opinion="同意")


@pytest.mark.parametrize(
    ("viewer", "standing"),
    [(who(1, Role.DEPARTMENT_HEAD), FROZEN), (who(2, Role.CHIEF), ONCE)],
)
def test_nobody_approves_their_own_or_twice(viewer: Viewer, standing: Standing) -> None:
    with pytest.raises(NotPermitted, match="Nobody approves"):
        check_step("approve", viewer, standing, opinion="同意")


def test_another_office_decides_nothing() -> None:
    for path in ("/1/", "/1/2/3/"):
        with pytest.raises(NotPermitted, match="office that issues"):
            check_step("approve", who(5, Role.CHIEF, path), ONCE, opinion="同意")


@pytest.mark.parametrize("verb", ["approve", "send_back", "correct", "withdraw"])
def test_a_step_is_told_in_words(verb: str) -> None:
    with pytest.raises(Invalid):
        check_step(verb, HEAD, FROZEN, opinion=" ")


def test_what_was_approved_as_something_else_is_not_issued() -> None:
    assert after("issue", TWICE) is EditionState.ISSUED
    with pytest.raises(Refused, match="not approved at every level"):
        after("issue", replace(TWICE, digest="b" * 64))


@pytest.mark.parametrize(
    ("verb", "standing"), [("issue", FROZEN), ("withdraw", TWICE), ("submit", ONCE)]
)
def test_a_step_out_of_its_time_is_refused(verb: str, standing: Standing) -> None:
    with pytest.raises(Refused, match="does not stand"):
        after(verb, standing)
