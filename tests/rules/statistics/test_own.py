"""An office composes its own measure from what is counted anyway; a second person approves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from touyan.kernel.errors import Invalid, NotPermitted, Refused
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import Role
from touyan.statistics.rules.measures import Shape, figure, shipped_measures
from touyan.statistics.rules.own import (
    Composed,
    as_entered,
    check_approver,
    check_composed,
    check_composer,
    check_undecided,
    families,
    measure_of,
)

SHARE = Composed(
    "自行认定首次占比", "Share first in this office", ("first_in_unit",),
    ("relation_first", "relation_repeat", "first_in_unit"), ("undecided",), date(2026, 1, 1),
)  # fmt: skip


def viewer(role: Role, *, account: int = 1, path: str = "/1/5/") -> Viewer:
    organ = int(path.strip("/").split("/")[-1])
    return Viewer(account, account, "甲", (Grant(role, organ, path),))


def test_a_share_is_counted_like_any_other():
    check_composed(SHARE)
    made = measure_of(SHARE, code="own-1", version=1, owner_zh="某院", owner_en="An office")
    assert made.shape is Shape.SHARE
    assert (made.unit, made.cohort) == ("petitions", "received_on")
    found = figure(made, {"first_in_unit": 3, "relation_first": 4, "undecided": 2})
    assert found.share == 3 / 7
    assert found.gross_denominator == 9


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name_en": " "}, "name_en"),
        ({"counts": ()}, "counts"),
        ({"counts": ("closed",)}, "counts"),
        ({"counts": ("listed",), "of": ("listed",), "left_out": ()}, "counts"),
        ({"counts": ("no_such_thing",)}, "counts"),
        ({"of": ("relation_joint",)}, "of"),
        ({"of": ()}, "left_out"),
        ({"left_out": ("first_in_unit",)}, "left_out"),
        ({"valid_to": date(2025, 1, 1)}, "valid_to"),
    ],
)
def test_what_makes_no_figure_is_refused_by_its_field(changes, field):
    with pytest.raises(Invalid) as refused:
        check_composed(replace(SHARE, **changes))
    assert field in {each.field for each in refused.value.problems}


@pytest.mark.parametrize(
    ("counts", "of"),
    [(("led_read",), ("lead_led",)), (("again_180",), ("closed_180",)),
     (("collective",), ("received",)), (("hearing_told",), ("hearing_held",))],
)  # fmt: skip
def test_a_part_by_the_shipped_shares_may_stand_over_its_whole(counts, of):
    check_composed(replace(SHARE, counts=counts, of=of, left_out=()))


def test_every_shipped_measure_that_is_no_list_could_be_composed():
    for measure in shipped_measures().values():
        if not measure.is_topical and measure.shape is not Shape.DAYS:
            check_composed(
                replace(SHARE, counts=measure.counts, of=measure.of, left_out=measure.left_out)
            )
    assert families()["lead_due"] == families()["lead_led"]


def test_heads_and_statisticians_compose_for_their_own_office_alone():
    check_composer(viewer(Role.STATISTICIAN), organ_path="/1/5/")
    for who, path in (
        (Role.STATISTICIAN, "/1/5/9/"),
        (Role.HANDLER, "/1/5/"),
        (Role.CHIEF, "/1/5/"),
    ):
        with pytest.raises(NotPermitted):
            check_composer(viewer(who), organ_path=path)


def test_nobody_approves_what_they_composed():
    head = viewer(Role.DEPARTMENT_HEAD)
    check_approver(head, organ_path="/1/5/", composer_id=2)
    check_approver(viewer(Role.CHIEF, path="/1/"), organ_path="/1/5/", composer_id=2)
    with pytest.raises(NotPermitted, match="second person"):
        check_approver(head, organ_path="/1/5/", composer_id=1)
    with pytest.raises(NotPermitted):
        check_approver(viewer(Role.STATISTICIAN, account=3), organ_path="/1/5/", composer_id=1)


def test_a_proposal_is_decided_once():
    check_undecided("proposed")
    with pytest.raises(Refused):
        check_undecided("approved")


def test_a_narrowed_measure_is_read_again_as_it_was_entered():
    for of_all in (True, False):
        entered = replace(SHARE, kind="report", channel="letter", of_all=of_all)
        made = measure_of(entered, code="own-1", version=1, owner_zh="某院", owner_en="An office")
        assert made.counts == ("first_in_unit@report.letter",)
        assert ("undecided" in made.left_out) is of_all
        known = as_entered(made.counts, made.of, made.left_out)
        assert replace(SHARE, **known) == entered
    assert replace(SHARE, **as_entered(SHARE.counts, SHARE.of, SHARE.left_out)) == SHARE
